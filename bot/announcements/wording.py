"""What somebody wrote for a channel: its variables, and whether it fits there.

A variable is written {month} and says what it stands for on the day on which the announcement goes out.
"""

import re
from collections.abc import Mapping
from datetime import datetime

from bot.people.identity import Company
from bot.slack.text import clean, escape
from calc.periods import PeriodKind

MOST_TITLE_CHARACTERS = 120
# As Slack counts them, where & and < are written out. More would be cut in one block.
MOST_WORDS_CHARACTERS = 2_000

# By name, what each stands for, for people to read.
VARIABLES: Mapping[str, str] = {
    "month": "the month, like “November 2026”",
    "quarter": "the quarter, like “Q4 2026”",
    "year": "the year, by your fiscal calendar",
    "company": "the company's name",
    "me": "your name",
}

_VARIABLE = re.compile(r"\{\s*([A-Za-z][A-Za-z0-9_ ]{0,40}?)\s*\}")


class WordingRefused(Exception):
    """Words that cannot go out as they are; the text says why and what to do."""


def variables(company: Company, at: datetime, me: str) -> dict[str, str]:
    """What each variable stands for in an announcement of the day of `at`; `me` is who says it."""
    day = company.today(at)
    calendar = company.calendar
    return {
        "month": calendar.label(calendar.containing(day, PeriodKind.MONTH)),
        "quarter": calendar.label(calendar.containing(day, PeriodKind.QUARTER)),
        "year": calendar.label(calendar.containing(day, PeriodKind.YEAR)),
        "company": company.name,
        "me": me,
    }


def filled(text: str, known: Mapping[str, str]) -> str:
    """The text with its variables put in. What they say is never read as a variable again, and what is none
    stays as it is written."""
    return _VARIABLE.sub(lambda found: known.get(found[1].lower(), found[0]), text)


def checked_words(text: str, *, needed: bool) -> str:
    """The words of an announcement. WordingRefused when they are missing though needed, too long, or have a
    wrong variable."""
    words = clean(text).strip() if text.strip() else ""
    if needed and not words:
        raise WordingRefused("Write what it says: without words there is nothing to announce.")
    _check_length(words, MOST_WORDS_CHARACTERS, "The words")
    _check_variables(words)
    return words


def checked_title(text: str) -> str:
    """The title of an announcement, in one line. WordingRefused as for the words."""
    title = " ".join(clean(text).split())
    if not title:
        raise WordingRefused("It needs a title: a few words that say what it is about.")
    _check_length(title, MOST_TITLE_CHARACTERS, "The title")
    _check_variables(title)
    return title


def _check_length(text: str, most: int, what: str) -> None:
    length = len(escape(text))
    if length > most:
        verb = "has" if what == "The title" else "have"
        raise WordingRefused(
            f"{what} {verb} {length:,} characters, as Slack counts them, and {most:,} fit. Leave some out."
        )


def _check_variables(text: str) -> None:
    for found in _VARIABLE.finditer(text):
        if found[1].lower() not in VARIABLES:
            known = ", ".join(f"{{{name}}}" for name in VARIABLES)
            raise WordingRefused(
                f"There is no {{{found[1]}}} to put in. There are {known}; or write it without the braces."
            )
