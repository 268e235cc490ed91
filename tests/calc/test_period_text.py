"""What people write for a period, and what is understood by it."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.period_text import examples, read_period
from calc.periods import FiscalCalendar

CALENDAR = FiscalCalendar()
FROM_FEBRUARY = FiscalCalendar(2)
TODAY = date(2024, 8, 22)  # Q3 of 2024; with a fiscal year from February, Q3 of FY2025


def key(text: str, calendar: FiscalCalendar = CALENDAR, today: date = TODAY) -> str | None:
    period = read_period(text, today, calendar)
    return period.key if period else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("this quarter", "2024-Q3"),
        ("this quarter so far", "2024-Q3"),
        ("current month", "2024-08"),
        ("last quarter", "2024-Q2"),
        ("previous quarter", "2024-Q2"),
        ("last month", "2024-07"),
        ("last half", "2024-H1"),
        ("last year", "2023"),
        ("this year", "2024"),
        ("Q3", "2024-Q3"),
        ("q4", "2023-Q4"),  # the latest fourth quarter that has begun
        ("Q3 2024", "2024-Q3"),
        ("Q3 2026", "2026-Q3"),  # a year is taken at its word
        ("2024-Q3", "2024-Q3"),
        ("2024 q3", "2024-Q3"),
        ("Q3/2023", "2023-Q3"),
        ("q 3, 2023", "2023-Q3"),
        ("FY2024 Q1", "2024-Q1"),
        ("H1", "2024-H1"),
        ("h2 2023", "2023-H2"),
        ("second quarter", "2024-Q2"),
        ("3rd quarter of 2023", "2023-Q3"),
        ("first half 2022", "2022-H1"),
        ("July", "2024-07"),
        ("jul", "2024-07"),
        ("Sept.", "2023-09"),
        ("December", "2023-12"),
        ("July 2023", "2023-07"),
        ("2023 July", "2023-07"),
        ("july, 2023", "2023-07"),
        ("2023-07", "2023-07"),
        ("7/2023", "2023-07"),
        ("2024", "2024"),
        ("FY 2024", "2024"),
        ("  LAST \t Quarter ", "2024-Q2"),
    ],
)
def test_periods_are_read_in_a_calendar_year(text: str, expected: str) -> None:
    assert key(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("this quarter", "2025-Q3"),  # August to October 2024
        ("last quarter", "2025-Q2"),
        ("Q4", "2024-Q4"),  # Q4 of FY2025 begins in November
        ("Q1 2025", "2025-Q1"),  # February to April 2024
        ("Q1 FY2025", "2025-Q1"),
        ("this year", "2025"),
        ("last year", "2024"),
        ("H1", "2025-H1"),
        ("January", "2024-01"),  # months are the calendar's
        ("2024-01", "2024-01"),
        ("last month", "2024-07"),
    ],
)
def test_periods_are_read_in_a_fiscal_year_from_february(text: str, expected: str) -> None:
    assert key(text, FROM_FEBRUARY) == expected


def test_in_january_the_fiscal_year_from_february_is_still_the_old_one() -> None:
    assert key("this quarter", FROM_FEBRUARY, date(2024, 1, 31)) == "2024-Q4"
    assert key("this quarter", FROM_FEBRUARY, date(2024, 2, 1)) == "2025-Q1"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Q5",
        "Q0",
        "H3",
        "Q",
        "quarter",
        "ju",  # June or July
        "ma",
        "2024-13",
        "2024-00",
        "13/2024",
        "24",
        "Q3 24",
        "1899",
        "2024-Q3 or Q4",
        "next quarter",
        "fourth half",
        "Q٣",  # another script's digit
        "٢٠٢٤",
        "Q\uff13 2024",  # a full-width digit
        "²024",
        "-2024",
        "2024.5",
        "last",
        "<@U123> Q3",
        "Q3; drop table",
        "Q3\x00",
    ],
)
def test_what_is_unclear_is_not_guessed(text: str) -> None:
    assert key(text) is None
    assert key(text, FROM_FEBRUARY) is None


@pytest.mark.parametrize(
    "text",
    ["q" * 10_000, "9" * 10_000, "fy " * 3_334, " " * 10_000 + "x", "q3" + " ,/-" * 2_500, "2024-" * 2_000],
)
def test_ten_thousand_hostile_characters_are_refused_at_once(text: str) -> None:
    began = time.process_time()
    assert key(text) is None
    assert time.process_time() - began < 0.2


@given(st.text(), st.integers(1, 12), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_no_text_at_all_makes_it_raise(text: str, start_month: int, today: date) -> None:
    read_period(text, today, FiscalCalendar(start_month))


@given(st.integers(1, 12), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_its_own_examples_and_every_key_and_label_can_be_read(start_month: int, today: date) -> None:
    calendar = FiscalCalendar(start_month)
    for text in examples(today, calendar):
        period = read_period(text, today, calendar)
        assert period is not None
        assert period.start <= today
        assert read_period(period.key, today, calendar) == period
        assert read_period(calendar.label(period), today, calendar) == period
