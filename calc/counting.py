"""What part of a period counts for somebody: by days or by months, without leave, and by their ramp."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from calc.language.terms import Ramp
from calc.language.values import Age
from calc.periods import MONTHS_IN, Period
from calc.plan import Plan

MIDDLE_OF_MONTH = 15


@dataclass(frozen=True)
class Counted:
    """`units` of the period's `whole` count: days, or months. `days` are the days counted either way.

    `ramped` is the part of a full quota that counts (1 for each unit without a ramp), out of `whole`.
    """

    units: int
    whole: int
    days: int
    ramped: Fraction

    @property
    def part(self) -> Fraction:
        return Fraction(self.units, self.whole)


def counted(
    plan: Plan,
    period: Period,
    first: date,
    last: date,
    away: Sequence[Mapping[str, Any]],
    started: date | None,
) -> Counted:
    """What counts of the days from `first` to `last`, both within `period`.

    `away` are stretches of leave (from_date, to_date) that do not count; `started` the first day at work.
    """
    by_months = plan.prorate == "months"
    whole = MONTHS_IN[period.kind] if by_months else period.days
    if not away and not plan.ramp and not by_months:
        units = (last - first).days + 1
        return Counted(units, whole, units, Fraction(units))
    days = [day for day in _days(first, last) if not any(_holds(gone, day) for gone in away)]
    units_at = [day for day in days if day.day == MIDDLE_OF_MONTH] if by_months else days
    ramped = sum((ramp_on(plan.ramp, started, day) for day in units_at), Fraction(0))
    return Counted(len(units_at), whole, len(days), ramped)


def ramp_on(ramp: Sequence[Ramp], started: date | None, day: date) -> Fraction:
    """What counts of a full quota on a day: each entry for its months from the first day at work, then 1."""
    if started is None:
        return Fraction(1)
    months = 0
    for entry in ramp:
        months += entry.months
        if day < Age(months=months).after(started):
            return entry.counts
    return Fraction(1)


def within_first_months(months: int | None, started: date | None, day: date) -> bool:
    """Whether a day lies in the first so many months at work; always, when there is no limit."""
    return months is None or started is None or day < Age(months=months).after(started)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _holds(gone: Mapping[str, Any], day: date) -> bool:
    return bool(gone["from_date"] <= day and (gone["to_date"] is None or day <= gone["to_date"]))
