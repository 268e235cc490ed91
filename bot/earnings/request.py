"""What somebody asks for after `/mycomp`."""

import re
from dataclasses import dataclass
from datetime import date

from bot.slack.text import as_typed
from calc.period_text import examples, read_period
from calc.periods import FiscalCalendar, Period, PeriodKind

_MENTION = re.compile(r"<@(?P<user>[UW][A-Z0-9]+)(?:\|[^>]*)?>")
QUESTION_WORDS = ("questions", "question", "my questions")
HELP_WORDS = ("help", "?", "hilfe", "aide", "ayuda")


@dataclass(frozen=True)
class Help:
    """They want to know what can be asked."""


@dataclass(frozen=True)
class Questions:
    """They want to see the questions about lines of pay: their own, and those that wait for them."""


@dataclass(frozen=True)
class Unclear:
    """Words that name no period; `examples` are ways of writing one that work today."""

    words: str
    examples: list[str]


@dataclass(frozen=True)
class Wanted:
    """A period, of the person themselves, or of the Slack user `subject`."""

    period: Period
    subject: str | None = None


def read_request(
    text: str, today: date, calendar: FiscalCalendar, pay_period: PeriodKind
) -> Help | Questions | Unclear | Wanted:
    """`Q3`, `last quarter`, `@ana July 2024`, `questions`, `help`; nothing means the period we are in."""
    mention = _MENTION.search(text)
    words = as_typed(_MENTION.sub(" ", text, count=1)).strip()
    subject = mention["user"] if mention else None
    if words.lower() in HELP_WORDS:
        return Help()
    if mention is None and words.lower() in QUESTION_WORDS:
        return Questions()
    if not words:
        return Wanted(calendar.containing(today, pay_period), subject)
    period = read_period(words, today, calendar)
    if period is None:
        return Unclear(words, examples(today, calendar))
    return Wanted(period, subject)
