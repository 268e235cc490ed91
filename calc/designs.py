"""The ready designs of the library: what they are for, and copies of them to make one's own."""

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from calc.goals import GOALS
from calc.language.amounts import SYMBOLS, is_currency
from calc.language.reader import read_plan
from calc.plan import Plan

LIBRARY = Path(__file__).parent / "library"
_BEGINS = re.compile(r"^from: (?P<year>\d{4})-01-01$", re.MULTILINE)


@dataclass(frozen=True)
class Design:
    """`text` is the plan's file as it stands in the library."""

    key: str
    text: str
    plan: Plan


@dataclass(frozen=True)
class Wishes:
    """What a copy is to have of its own; what is left empty stays as the design has it."""

    key: str
    title: str = ""
    currency: str = ""
    start: date | None = None


@cache
def designs() -> tuple[Design, ...]:
    """Every design of the library, by key."""
    texts = [(path.stem, path.read_text("utf-8")) for path in sorted(LIBRARY.glob("*.yaml"))]
    return tuple(Design(key, text, read_plan(text)) for key, text in texts)


def moved(text: str, year: int) -> str:
    """A design's text, in force from the 1 January of a year; the days in its cases move by whole years too.

    Raises ValueError when it does not begin on a 1 January.
    """
    begins = _BEGINS.search(text)
    if begins is None:
        raise ValueError("a design begins on a 1 January, so that it can be moved by whole years")
    by = year - int(begins["year"])
    dated = r"\b(?P<year>20\d\d)(?=-(?:\d\d|[QH]\d)\b)|(?<=period: )(?P<whole>20\d\d)$"
    return re.sub(dated, lambda match: str(int(match[0]) + by), text, flags=re.MULTILINE)


def served_by(key: str) -> dict[str, str]:
    """The goals (calc.goals) that a design fits, each with the reason why."""
    return {name: goal.designs[key] for name, goal in GOALS.items() if key in goal.designs}


def copied(design: Design, wishes: Wishes) -> str:
    """A design's text, comments and cases and all, with what the copy is to have of its own.

    With a start its days move by whole years. With a currency each sign and code of the old one becomes the
    new one's (and the other way round, in a case about a foreign sale); the numbers stay. Raises ValueError
    with a sentence for a currency that there is not. Whether the cases still come out is for the caller to
    see.
    """
    text = design.text
    if wishes.start is not None:
        text = _with(moved(text, wishes.start.year), "from", wishes.start.isoformat())
    if wishes.currency and wishes.currency != design.plan.currency:
        text = _in_currency(text, design.plan.currency, wishes.currency)
    text = _with(text, "plan", wishes.key)
    return _with(text, "title", json.dumps(wishes.title, ensure_ascii=False)) if wishes.title else text


def _with(text: str, name: str, value: str) -> str:
    """The text with another value at one of its outermost names."""
    return re.sub(rf"^{name}: .*$", lambda _: f"{name}: {value}", text, count=1, flags=re.MULTILINE)


def _in_currency(text: str, old: str, new: str) -> str:
    if not is_currency(new):
        raise ValueError(f"{new!r} is not a currency; write its three letters, like USD or EUR")
    signs = {codes[0]: sign for sign, codes in SYMBOLS.items()}
    becomes = {old: new, new: old}
    if old in signs:
        becomes[signs[old]] = signs.get(new, f"{new} ")
    if new in signs:
        becomes[signs[new]] = signs.get(old, f"{old} ")
    known = "|".join(rf"\b{word}\b" if word.isalpha() else re.escape(word) for word in becomes)
    return re.sub(known, lambda match: becomes[match[0]], text)
