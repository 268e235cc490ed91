"""Fiscal calendars, the periods they have, and shares of a period by days.

A period runs from its first to its last day, both included. Months are calendar months; quarters, halves and
years follow the fiscal year, which may start in any month and is named for the calendar year it ends in.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache


class PeriodKind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


MONTHS_IN = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.YEAR: 12}


@dataclass(frozen=True)
class Period:
    """`key` ("2024-Q3", "2024-07", "2024-H2", "2024") is unique within a workspace and kept in its store."""

    kind: PeriodKind
    key: str
    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def part_of_year(self) -> Fraction:
        """A quarter is exactly a fourth of a year's pay, whatever its number of days."""
        return Fraction(MONTHS_IN[self.kind], 12)

    def has(self, day: date) -> bool:
        return self.start <= day <= self.end


def overlap_days(start: date, end: date | None, other_start: date, other_end: date) -> int:
    """How many days two stretches share; `end` None means without end."""
    last = other_end if end is None else min(end, other_end)
    return max(0, (last - max(start, other_start)).days + 1)


@dataclass(frozen=True)
class FiscalCalendar:
    """`start_month` is the month (1 to 12) in which the fiscal year begins."""

    start_month: int = 1

    @lru_cache(maxsize=1024)  # noqa: B019 the calendar is a value, and there are twelve of them
    def period(self, kind: PeriodKind, year: int, index: int = 1) -> Period:
        """The `index`-th period (from 1) of a fiscal year; for months, of a calendar year.

        Raises ValueError when the year has no such period.
        """
        length = MONTHS_IN[kind]
        if not 1 <= index <= 12 // length:
            raise ValueError(f"a year has no {kind} {index}")
        if kind is PeriodKind.MONTH:
            return _period(kind, f"{year}-{index:02}", year, index)
        key = {
            PeriodKind.QUARTER: f"{year}-Q{index}",
            PeriodKind.HALF: f"{year}-H{index}",
            PeriodKind.YEAR: f"{year}",
        }[kind]
        opening_year = year if self.start_month == 1 else year - 1
        return _period(kind, key, opening_year, self.start_month + (index - 1) * length)

    @lru_cache(maxsize=1024)  # noqa: B019
    def containing(self, day: date, kind: PeriodKind) -> Period:
        """The period of a kind in which a day lies."""
        if kind is PeriodKind.MONTH:
            return self.period(kind, day.year, day.month)
        months_in = (day.month - self.start_month) % 12
        begins_before = day.month >= self.start_month
        year = day.year + (1 if begins_before and self.start_month > 1 else 0)
        return self.period(kind, year, months_in // MONTHS_IN[kind] + 1)

    def before(self, period: Period) -> Period:
        """The period of the same kind that ends the day before."""
        return self.containing(period.start - timedelta(days=1), period.kind)

    def after(self, period: Period) -> Period:
        """The period of the same kind that begins the day after."""
        return self.containing(period.end + timedelta(days=1), period.kind)

    def parts(self, period: Period, kind: PeriodKind) -> list[Period]:
        """The periods of a (not longer) kind that make up a period, in order."""
        parts = [self.containing(period.start, kind)]
        while parts[-1].end < period.end:
            parts.append(self.after(parts[-1]))
        return parts

    def label(self, period: Period) -> str:
        """What people call it: "Q3 2024", "July 2024"; "Q3 FY2025" where the fiscal year is its own."""
        if period.kind is PeriodKind.MONTH:
            return f"{MONTH_NAMES[period.start.month - 1]} {period.start.year}"
        year, _, part = period.key.partition("-")
        fiscal = "" if self.start_month == 1 else "FY"
        return f"{part} {fiscal}{year}".strip()


MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _period(kind: PeriodKind, key: str, year: int, month: int) -> Period:
    """`month` may run past 12 into the next year."""
    return Period(
        kind, key, _first_of(year, month), _first_of(year, month + MONTHS_IN[kind]) - timedelta(days=1)
    )


def _first_of(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
