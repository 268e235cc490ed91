"""What tells whether a statement, or a line of it, is still the one that somebody saw."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

import polars as pl

from bot.periods.kept_lines import COLUMNS

# The columns of a stored line that say what it is, but for its place and its amounts.
_IDENTITY = ("plan", "component", "entry", "span", "event", "about", "currency")
# The text of a line takes several times the line's room, so a million of them are made a part at a time.
_AT_ONCE = 20_000
# What is said of a statement besides its lines: its currency, its total in minor units, its plans.
Head = tuple[str, int, Sequence[str]]


def line_texts(lines: pl.DataFrame) -> Iterator[str]:
    """Each line as the text that digests are made of: every column as JSON. Lines are as they are stored."""
    for part in lines.iter_slices(_AT_ONCE):
        yield from part.select(pl.struct(COLUMNS).struct.json_encode()).to_series()


def stored_digests(lines: pl.DataFrame, heads: Mapping[int, Head]) -> dict[int, str]:
    """The digest of each statement, by its number, as its lines are stored now.

    `lines` are the stored lines of these statements, with `statement_id`, those of each one together and in
    their order.
    """
    found = {number: statement_digest(*head, ()) for number, head in heads.items()}
    told = zip(lines["statement_id"], line_texts(lines), strict=True)
    for number, own in groupby(told, key=itemgetter(0)):
        found[number] = statement_digest(*heads[number], (text for _, text in own))
    return found


def statement_digest(currency: str, total_minor: int, plans: Sequence[str], texts: Iterable[str]) -> str:
    """The digest of a statement: of its currency, total, plans, and its lines in their order."""
    said = json.dumps([currency, total_minor, list(plans)], ensure_ascii=False)
    return hashlib.sha256("\n".join([said, *texts]).encode()).hexdigest()


def person_digest(statements: Iterable[tuple[str, str]]) -> str:
    """The digest of all statements of a person in a period, from the currency and digest of each."""
    said = json.dumps(sorted(statements))
    return hashlib.sha256(said.encode()).hexdigest()


def line_refs(lines: Iterable[Mapping[str, object]]) -> list[str]:
    """A reference for each line of a statement, in its order, which outlives a recalculation.

    It is made of what the line is about, not of what it comes to; equal ones are counted.
    """
    seen: dict[str, int] = {}
    refs: list[str] = []
    for line in lines:
        said = json.dumps([line[name] or "" for name in _IDENTITY], ensure_ascii=False)
        seen[said] = seen.get(said, 0) + 1
        refs.append(hashlib.sha256(f"{said}#{seen[said]}".encode()).hexdigest()[:16])
    return refs
