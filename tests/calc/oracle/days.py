"""Stretches of days, and the shapes in which facts and results come."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

Row = dict[str, Any]
Facts = dict[str, list[Row]]


@dataclass(frozen=True)
class Span:
    """A period as the oracle is told of it; `last` is the last day whose events count."""

    start: date
    end: date
    part_of_year: Fraction
    last: date

    @property
    def days(self) -> int:
        return days_between(self.start, self.end)


@dataclass
class Answer:
    """What the oracle says. Problems are (code, person, plan, component)."""

    lines: list[Row] = field(default_factory=list)
    measures: list[Row] = field(default_factory=list)
    problems: set[tuple[str, str | None, str | None, str | None]] = field(default_factory=set)

    def totals(self) -> dict[tuple[str, str], int]:
        sums: dict[tuple[str, str], int] = {}
        for line in self.lines:
            key = (line["person"], line["currency"])
            sums[key] = sums.get(key, 0) + line["amount_minor"]
        return sums


def covers(row: Row, day: date) -> bool:
    """Whether a dated row holds on a day; both ends included, an empty last day is open."""
    return bool(row["from_date"] <= day and (row["to_date"] is None or day <= row["to_date"]))


def days_between(first: date, last: date) -> int:
    """How many days there are, both included."""
    return (last - first).days + 1
