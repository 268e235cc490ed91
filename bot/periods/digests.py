"""What tells whether a statement, or a line of it, is still the one that somebody saw."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

import polars as pl

# The columns of a stored line that say what it is, but for its place and its amounts.
_IDENTITY = ("plan", "component", "entry", "span", "event", "about", "currency")


def statement_digest(
    currency: str, total_minor: int, plans: Sequence[str], lines: pl.DataFrame | None
) -> str:
    """The digest of a statement: of its currency, total, plans, and every column of its lines.

    `lines` are as they are stored (bot.periods.kept_lines), in their order, without the ids of rows;
    None for none.
    """
    said = json.dumps([currency, total_minor, list(plans)], ensure_ascii=False)
    digest = hashlib.sha256(said.encode())
    if lines is not None and lines.height:
        # Text stands in quotes and nothing stands for null, so that an empty text and none stay apart.
        digest.update(lines.write_csv(include_header=False, quote_style="non_numeric").encode())
    return digest.hexdigest()


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
