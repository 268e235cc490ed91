"""On which days something happens, as typed rules; rule_words writes them and rule_reader reads them.

Two shapes are enough: every day of some kinds ("every monday and thursday"), and one day in each period
("working day 3 of the fiscal quarter"), moved by some days if asked ("- 2 working days").
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice

from bot.schedule.refusals import ScheduleRefused
from bot.schedule.working_days import WorkingDays
from calc.periods import FiscalCalendar, Period, PeriodKind

LAST = -1
MOST_DAYS_MOVED = 100

_DAY = timedelta(days=1)


class DayKind(StrEnum):
    """What a day may be asked to be; the values are its name in rules."""

    DAY = "day"
    WORKING_DAY = "working day"
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


WEEKDAYS = tuple(DayKind)[2:]
PERIOD_WORDS = {
    PeriodKind.MONTH: "month",
    PeriodKind.QUARTER: "fiscal quarter",
    PeriodKind.HALF: "fiscal half",
    PeriodKind.YEAR: "fiscal year",
}
_MOST_DAYS = {PeriodKind.MONTH: 31, PeriodKind.QUARTER: 92, PeriodKind.HALF: 184, PeriodKind.YEAR: 366}


@dataclass(frozen=True, slots=True)
class Every:
    """Every day that is of one of `kinds`: the day itself, the working day, or weekdays in their order."""

    kinds: tuple[DayKind, ...]

    def __post_init__(self) -> None:
        alone = self.kinds in ((DayKind.DAY,), (DayKind.WORKING_DAY,))
        in_order = tuple(kind for kind in WEEKDAYS if kind in self.kinds)
        if not alone and (not self.kinds or self.kinds != in_order):
            raise ValueError("a rule is for every day, every working day, or weekdays in their order")


@dataclass(frozen=True, slots=True)
class Shift:
    """So many days or working days later, or earlier when `days` is negative; never none."""

    days: int
    kind: DayKind

    def __post_init__(self) -> None:
        if not 1 <= abs(self.days) <= MOST_DAYS_MOVED:
            raise ScheduleRefused(
                f"A day can be moved by 1 to {MOST_DAYS_MOVED} days, not by {abs(self.days)}."
            )
        if self.kind not in (DayKind.DAY, DayKind.WORKING_DAY):
            raise ValueError("a day is moved by days or by working days")


@dataclass(frozen=True, slots=True)
class OnceA:
    """The `nth` day of a kind in each `period`, or the LAST; the last, too, where there are fewer of them.

    ScheduleRefused when no period has so many days.
    """

    period: PeriodKind
    nth: int
    kind: DayKind = DayKind.DAY
    shift: Shift | None = None

    def __post_init__(self) -> None:
        most = _MOST_DAYS[self.period]
        if self.kind in WEEKDAYS:
            most = -(-most // 7)
        if self.nth != LAST and not 1 <= self.nth <= most:
            period, kind = PERIOD_WORDS[self.period], self.kind
            raise ScheduleRefused(f"A {period} has at most {most} {kind}s; there is no {kind} {self.nth}.")


Rule = Every | OnceA


def days(
    rule: Rule, from_date: date, to_date: date, calendar: FiscalCalendar, working_days: WorkingDays
) -> Iterator[date]:
    """The days of a rule, from the first date to the last, both included, in order."""
    if isinstance(rule, Every):
        for day in _days_between(from_date, to_date):
            if any(_is(day, kind, working_days) for kind in rule.kinds):
                yield day
        return
    for period in _periods(rule, from_date, to_date, calendar):
        found = _day_of(rule, period, working_days)
        if found is not None and from_date <= found <= to_date:
            yield found


def _periods(rule: OnceA, from_date: date, to_date: date, calendar: FiscalCalendar) -> Iterator[Period]:
    """Every period whose day, moved as the rule says, could lie between two dates."""
    # Working days may lie far apart: three days of the calendar for each, and a month of holidays.
    reach = timedelta(days=abs(rule.shift.days) * 3 + 31) if rule.shift else timedelta(0)
    moved_on = rule.shift is not None and rule.shift.days > 0
    period = calendar.containing(from_date - reach if moved_on else from_date, rule.period)
    end = to_date if moved_on else to_date + reach
    while period.start <= end:
        yield period
        period = calendar.after(period)


def _day_of(rule: OnceA, period: Period, working_days: WorkingDays) -> date | None:
    """None for a period without any day of the kind."""
    if rule.nth == LAST:
        found = list(islice(_of_kind(period.end, -_DAY, period, rule.kind, working_days), 1))
    else:
        found = list(islice(_of_kind(period.start, _DAY, period, rule.kind, working_days), rule.nth))
    return _moved(found[-1], rule.shift, working_days) if found else None


def _of_kind(
    start: date, step: timedelta, period: Period, kind: DayKind, working_days: WorkingDays
) -> Iterator[date]:
    day = start
    while period.has(day):
        if _is(day, kind, working_days):
            yield day
        day += step


def _moved(day: date, shift: Shift | None, working_days: WorkingDays) -> date:
    if shift is None:
        return day
    step = _DAY if shift.days > 0 else -_DAY
    left = abs(shift.days)
    while left:
        day += step
        left -= _is(day, shift.kind, working_days)
    return day


def _is(day: date, kind: DayKind, working_days: WorkingDays) -> bool:
    if kind is DayKind.DAY:
        return True
    if kind is DayKind.WORKING_DAY:
        return working_days.has(day)
    return day.weekday() == WEEKDAYS.index(kind)


def _days_between(from_date: date, to_date: date) -> Iterator[date]:
    for number in range((to_date - from_date).days + 1):
        yield from_date + timedelta(days=number)
