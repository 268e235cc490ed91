"""Days, and the shapes in which facts and results come."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

Row = dict[str, Any]
Facts = dict[str, list[Row]]
Problem = tuple[str, str | None, str | None, str | None]


@dataclass
class Answer:
    """What the oracle says. Problems are (code, person, plan, component)."""

    lines: list[Row] = field(default_factory=list)
    measures: list[Row] = field(default_factory=list)
    problems: set[Problem] = field(default_factory=set)

    def totals(self) -> dict[tuple[str, str], int]:
        """What each person gets in each currency."""
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


def months_later(day: date, months: int) -> date:
    """The same day so many months on; the month's last where it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def age_ends(age: Row, day: date) -> date:
    """The last day within an age (`months`, `days`) of a day."""
    return months_later(day, age["months"]) + timedelta(days=age["days"])
