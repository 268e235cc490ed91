"""On which days rules fall."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedule.rules import LAST, DayKind, Every, OnceA, Shift, days
from bot.schedule.working_days import WorkingDays
from calc.periods import FiscalCalendar, PeriodKind
from tests.schedule.any_rule import rules, unhurried
from tests.schedule.timings import days_of


@pytest.mark.parametrize(
    ("rule", "country", "expected"),
    [
        # October 2026 begins on a Thursday and ends on a Saturday.
        ("every working day", None, ["2026-10-01", "2026-10-02", "2026-10-05"]),
        ("every friday", None, ["2026-10-02", "2026-10-09"]),
        ("every monday and thursday", None, ["2026-10-01", "2026-10-05", "2026-10-08"]),
        ("day 15 of the month", None, ["2026-10-15", "2026-11-15"]),
        ("first working day of the month", None, ["2026-10-01", "2026-11-02"]),
        ("last working day of the month", None, ["2026-10-30", "2026-11-30", "2026-12-31", "2027-01-29"]),
        ("first friday of the month", None, ["2026-10-02", "2026-11-06"]),
        ("last friday of the month", None, ["2026-10-30", "2026-11-27"]),
        ("friday 5 of the month", None, ["2026-10-30", "2026-11-27"]),
        ("working day 3 of the fiscal quarter", None, ["2026-10-05", "2027-01-05"]),
        ("working day 3 of the fiscal quarter", "US", ["2026-10-05", "2027-01-06"]),
        ("first day of the fiscal quarter + 3 working days", None, ["2026-10-06", "2027-01-06"]),
        ("last day of the month - 2 working days", None, ["2026-10-29", "2026-11-26", "2026-12-29"]),
        ("last day of the month - 2 working days", "US", ["2026-10-29", "2026-11-25"]),
        ("last day of the month + 1 day", None, ["2026-10-01", "2026-11-01", "2026-12-01"]),
        ("first day of the month - 1 day", None, ["2026-10-31", "2026-11-30"]),
        ("last working day of the fiscal half", None, ["2026-12-31", "2027-06-30"]),
        ("first day of the fiscal year", None, ["2027-01-01", "2028-01-01"]),
    ],
)
def test_where_a_rule_falls_from_october_2026_on(rule: str, country: str | None, expected: list[str]) -> None:
    assert days_of(rule, "2026-10-01", len(expected), country) == expected


@pytest.mark.parametrize("starts", range(1, 13))
def test_fiscal_quarters_halves_and_years_begin_in_the_month_that_the_company_says(starts: int) -> None:
    def months(rule: str, number: int) -> list[int]:
        return [int(day[5:7]) for day in days_of(rule, "2026-01-01", number, fiscal_year_starts=starts)]

    quarters = sorted((starts - 1 + 3 * number) % 12 + 1 for number in range(4))
    assert months("first day of the fiscal quarter", 4) == quarters
    assert months("first day of the fiscal half", 2) == sorted(
        (starts - 1 + 6 * n) % 12 + 1 for n in range(2)
    )
    assert months("first day of the fiscal year", 2) == [starts, starts]
    before = [(month - 2) % 12 + 1 for month in quarters]
    assert sorted(months("last day of the fiscal quarter", 4)) == sorted(before)


def test_the_third_working_day_of_a_february_quarter() -> None:
    assert days_of("working day 3 of the fiscal quarter", "2026-10-01", 2, "US", fiscal_year_starts=2) == [
        "2026-11-04",
        "2027-02-03",
    ]


@unhurried
@given(rules(), st.integers(1, 12), st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 500))
def test_every_window_shows_just_its_part_of_the_days(
    rule: Every | OnceA, starts: int, start: date, length: int
) -> None:
    calendar, worked = FiscalCalendar(starts), WorkingDays("US")
    end = start + timedelta(days=length)
    wide = list(days(rule, start - timedelta(days=500), end + timedelta(days=500), calendar, worked))
    assert wide == sorted(set(wide))
    assert list(days(rule, start, end, calendar, worked)) == [day for day in wide if start <= day <= end]


@unhurried
@given(rules(), st.integers(1, 12))
def test_no_rule_is_without_a_day_and_every_day_is_of_its_kind(rule: Every | OnceA, starts: int) -> None:
    worked = WorkingDays("EG")
    found = list(days(rule, date(2026, 1, 1), date(2027, 12, 31), FiscalCalendar(starts), worked))
    kinds = rule.kinds if isinstance(rule, Every) else ((rule.shift or rule).kind,)
    assert found
    assert [day for day in found if not any(_is(day, kind, worked) for kind in kinds)] == []


def _is(day: date, kind: DayKind, worked: WorkingDays) -> bool:
    if kind in (DayKind.DAY, DayKind.WORKING_DAY):
        return kind is DayKind.DAY or worked.has(day)
    return kind.value == f"{day:%A}".lower()


@unhurried
@given(rules(), st.integers(1, 12))
def test_a_rule_for_once_a_period_has_one_day_in_each(rule: Every | OnceA, starts: int) -> None:
    if isinstance(rule, Every) or rule.shift is not None:
        return
    calendar = FiscalCalendar(starts)
    found = list(days(rule, date(2026, 1, 1), date(2027, 12, 31), calendar, WorkingDays()))
    periods = [calendar.containing(day, rule.period) for day in found]
    assert len(set(periods)) == len(periods)
    length = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.YEAR: 12}
    assert len(found) >= 24 // length[rule.period] - 1


def test_working_days_are_counted_from_the_day_after() -> None:
    # 1 January 2027 is a Friday.
    monday = days(
        OnceA(PeriodKind.MONTH, 1, DayKind.DAY, Shift(1, DayKind.WORKING_DAY)),
        date(2027, 1, 1),
        date(2027, 1, 31),
        FiscalCalendar(),
        WorkingDays(),
    )
    assert list(monday) == [date(2027, 1, 4)]


def test_a_period_with_fewer_days_of_a_kind_has_its_last() -> None:
    rule = OnceA(PeriodKind.MONTH, 31, DayKind.WORKING_DAY)
    last = OnceA(PeriodKind.MONTH, LAST, DayKind.WORKING_DAY)
    year = (date(2026, 1, 1), date(2026, 12, 31), FiscalCalendar(), WorkingDays())
    assert list(days(rule, *year)) == list(days(last, *year))
