"""Fiscal calendars: every start month, every kind of period."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.periods import MONTHS_IN, FiscalCalendar, PeriodKind, overlap_days

months = st.integers(1, 12)
kinds = st.sampled_from(PeriodKind)
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("start_month", "kind", "index", "first", "last"),
    [
        (1, PeriodKind.QUARTER, 3, date(2024, 7, 1), date(2024, 9, 30)),
        (1, PeriodKind.HALF, 2, date(2024, 7, 1), date(2024, 12, 31)),
        (1, PeriodKind.YEAR, 1, date(2024, 1, 1), date(2024, 12, 31)),
        (2, PeriodKind.QUARTER, 1, date(2023, 2, 1), date(2023, 4, 30)),
        (2, PeriodKind.QUARTER, 4, date(2023, 11, 1), date(2024, 1, 31)),
        (7, PeriodKind.YEAR, 1, date(2023, 7, 1), date(2024, 6, 30)),
        (12, PeriodKind.QUARTER, 1, date(2023, 12, 1), date(2024, 2, 29)),  # a leap year
        (7, PeriodKind.MONTH, 7, date(2024, 7, 1), date(2024, 7, 31)),  # months stay calendar months
    ],
)
def test_a_fiscal_year_is_named_for_the_calendar_year_it_ends_in(
    start_month: int, kind: PeriodKind, index: int, first: date, last: date
) -> None:
    period = FiscalCalendar(start_month).period(kind, 2024, index)
    assert (period.start, period.end) == (first, last)


@pytest.mark.parametrize(
    ("kind", "index"),
    [
        (PeriodKind.MONTH, 13),
        (PeriodKind.QUARTER, 5),
        (PeriodKind.HALF, 3),
        (PeriodKind.YEAR, 2),
        (PeriodKind.QUARTER, 0),
    ],
)
def test_a_year_has_no_period_past_its_last(kind: PeriodKind, index: int) -> None:
    with pytest.raises(ValueError, match=f"no {kind} {index}"):
        FiscalCalendar().period(kind, 2024, index)


@pytest.mark.parametrize(
    ("start_month", "kind", "index", "label"),
    [
        (1, PeriodKind.QUARTER, 3, "Q3 2024"),
        (2, PeriodKind.QUARTER, 3, "Q3 FY2024"),
        (1, PeriodKind.HALF, 1, "H1 2024"),
        (1, PeriodKind.YEAR, 1, "2024"),
        (2, PeriodKind.YEAR, 1, "FY2024"),
        (2, PeriodKind.MONTH, 7, "July 2024"),
    ],
)
def test_periods_are_labelled_as_people_call_them(
    start_month: int, kind: PeriodKind, index: int, label: str
) -> None:
    calendar = FiscalCalendar(start_month)
    assert calendar.label(calendar.period(kind, 2024, index)) == label


def test_a_leap_year_has_a_day_more() -> None:
    calendar = FiscalCalendar()
    assert calendar.period(PeriodKind.QUARTER, 2024, 1).days == 31 + 29 + 31
    assert calendar.period(PeriodKind.QUARTER, 2023, 1).days == 31 + 28 + 31
    assert calendar.period(PeriodKind.YEAR, 2024).days == 366
    assert calendar.period(PeriodKind.MONTH, 2000, 2).days == 29  # divisible by 400
    assert calendar.period(PeriodKind.MONTH, 2100, 2).days == 28  # by 100 alone


def test_a_quarter_is_a_fourth_of_a_year_however_long_it_is() -> None:
    calendar = FiscalCalendar()
    parts = [calendar.period(kind, 2024).part_of_year for kind in PeriodKind]
    assert parts == [Fraction(1, 12), Fraction(1, 4), Fraction(1, 2), Fraction(1)]


@given(months, kinds, days)
def test_a_day_lies_in_the_period_that_contains_it(start_month: int, kind: PeriodKind, day: date) -> None:
    period = FiscalCalendar(start_month).containing(day, kind)
    assert period.has(day)
    assert not period.has(period.start - timedelta(days=1))
    assert not period.has(period.end + timedelta(days=1))


@given(months, kinds, days)
def test_periods_follow_one_another_without_gap_or_overlap(
    start_month: int, kind: PeriodKind, day: date
) -> None:
    calendar = FiscalCalendar(start_month)
    period = calendar.containing(day, kind)
    after = calendar.after(period)
    assert after.start == period.end + timedelta(days=1)
    assert calendar.before(after) == period
    assert calendar.after(calendar.before(period)) == period


@given(months, kinds, days)
def test_a_period_is_found_again_by_the_year_and_number_in_its_key(
    start_month: int, kind: PeriodKind, day: date
) -> None:
    calendar = FiscalCalendar(start_month)
    period = calendar.containing(day, kind)
    year, _, part = period.key.partition("-")
    assert calendar.period(kind, int(year), int(part.lstrip("QH") or 1)) == period


@given(months, kinds, kinds, days)
def test_the_parts_of_a_period_make_up_the_whole(
    start_month: int, kind: PeriodKind, smaller: PeriodKind, day: date
) -> None:
    if MONTHS_IN[smaller] > MONTHS_IN[kind]:
        kind, smaller = smaller, kind
    calendar = FiscalCalendar(start_month)
    period = calendar.containing(day, kind)
    parts = calendar.parts(period, smaller)
    assert len(parts) == MONTHS_IN[kind] // MONTHS_IN[smaller]
    assert (parts[0].start, parts[-1].end) == (period.start, period.end)
    assert sum(part.days for part in parts) == period.days
    assert sum((part.part_of_year for part in parts), Fraction(0)) == period.part_of_year


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2024, 1, 1), date(2024, 1, 31), 31),
        (date(2024, 1, 31), None, 1),
        (date(2024, 2, 1), None, 0),
        (date(2023, 1, 1), date(2023, 12, 31), 0),
        (date(2024, 1, 10), date(2024, 1, 5), 0),
    ],
)
def test_days_of_two_stretches_overlap_both_ends_included(
    start: date, end: date | None, expected: int
) -> None:
    assert overlap_days(start, end, date(2024, 1, 1), date(2024, 1, 31)) == expected
