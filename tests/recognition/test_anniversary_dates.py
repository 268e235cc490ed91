"""Everybody who began has an anniversary each year, on one day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.recognition.anniversary_dates import anniversary_in, days_celebrated, years_on

LEAP_DAY = date(2024, 2, 29)


@pytest.mark.parametrize(
    ("start", "day", "years"),
    [
        (date(2021, 11, 25), date(2026, 11, 25), 5),
        (date(2021, 11, 25), date(2026, 11, 24), 0),
        (date(2021, 11, 25), date(2021, 11, 25), 0),  # the first day is no anniversary
        (date(2021, 11, 25), date(2020, 11, 25), 0),
        (LEAP_DAY, date(2025, 2, 28), 1),
        (LEAP_DAY, date(2025, 3, 1), 0),
        (LEAP_DAY, date(2028, 2, 28), 0),
        (LEAP_DAY, date(2028, 2, 29), 4),
        (date(2023, 2, 28), date(2024, 2, 28), 1),
    ],
)
def test_how_many_years_are_celebrated(start: date, day: date, years: int) -> None:
    assert years_on(start, day) == years


STARTS = st.dates(date(1970, 1, 1), date(2030, 12, 31)) | st.sampled_from([LEAP_DAY, date(2000, 2, 29)])


@given(STARTS, st.integers(1, 40))
@settings(deadline=None, database=None)
def test_each_year_has_one_anniversary_on_a_day_that_asks_for_it(start: date, years: int) -> None:
    year = start.year + years
    day = anniversary_in(start, year)
    assert day.year == year
    assert years_on(start, day) == years
    around = [day + timedelta(days=distance) for distance in range(-3, 4)]
    assert [one for one in around if (start.month, start.day) in days_celebrated(one)] == [day]
    assert [one for one in around if years_on(start, one)] == [day]


def test_on_the_last_of_february_those_of_the_29th_celebrate_too_but_in_leap_years() -> None:
    assert days_celebrated(date(2026, 2, 28)) == ((2, 28), (2, 29))
    assert days_celebrated(date(2028, 2, 28)) == ((2, 28),)
    assert days_celebrated(date(2028, 2, 29)) == ((2, 29),)
