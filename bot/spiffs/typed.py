"""What somebody typed into the inputs of a form for a contest, each read by itself."""

from dataclasses import dataclass, field
from datetime import date

from bot.announcements.wording import WordingRefused, checked_title
from bot.recognition.catalogue import MOST_NAME_CHARACTERS
from bot.slack.text import clean
from calc.language.amounts import read_money
from calc.language.values import Prize

MOST_TITLE_CHARACTERS = 60
MOST_NUMBER = 1_000_000


@dataclass
class Errors:
    """Sentences by the input: the first that is wrong with each."""

    found: dict[str, str] = field(default_factory=dict)

    def add(self, block: str, sentence: str) -> None:
        self.found.setdefault(block, sentence)


def title_of(text: str, errors: Errors) -> str:
    """What it is called, in one line."""
    try:
        title = checked_title(text)
    except WordingRefused as refused:
        errors.add("title", str(refused))
        return ""
    if len(title) > MOST_TITLE_CHARACTERS:
        errors.add("title", f"A title has at most {MOST_TITLE_CHARACTERS} characters.")
    return title


def prizes_of(text: str, most: int, currency: str, errors: Errors) -> list[Prize]:
    """One a line, the first prize first."""
    lines = [" ".join(clean(line).split()) for line in text.splitlines() if line.strip()]
    if not lines:
        errors.add("prizes", "What is there to win? An amount like $500, or a reward like Day off.")
    elif len(lines) > most:
        errors.add(
            "prizes", "One prize: each such event wins it." if most == 1 else f"At most {most} prizes."
        )
    return [prize for line in lines[:most] if (prize := _prize(line, currency, errors)) is not None]


def whole_number(text: str, block: str, errors: Errors) -> int | None:
    """A whole number from 1 on, in plain digits."""
    if text.isascii() and text.isdigit() and 0 < int(text[:8]) <= MOST_NUMBER:
        return int(text)
    errors.add(block, "Write a whole number from 1 on.")
    return None


def amount_of(text: str, currency: str, block: str, errors: Errors) -> int | None:
    """An amount of money in minor units."""
    try:
        amount = read_money(text, currency)
    except ValueError:
        errors.add(block, f"Write an amount in {currency}, like 2,000.")
        return None
    if amount <= 0:
        errors.add(block, "Write an amount above zero.")
    return amount


def day_of(text: str, block: str, errors: Errors) -> date | None:
    """A day that was picked."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        errors.add(block, "Choose a day.")
        return None


def _prize(line: str, currency: str, errors: Errors) -> Prize | None:
    try:
        prize = Prize.model_validate(line, context={"currency": currency})
    except ValueError:
        sentence = f"“{line[:40]}” is neither an amount in {currency} like 500 nor a reward like Day off."
        errors.add("prizes", sentence)
        return None
    if prize.amount_minor == 0:
        errors.add("prizes", "A prize of nothing is none.")
    if len(prize.reward) > MOST_NAME_CHARACTERS:
        errors.add("prizes", f"A reward's name has at most {MOST_NAME_CHARACTERS} characters.")
    return prize
