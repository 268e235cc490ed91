"""Which days are worked, by country."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import holidays
import pytest

from bot.schedule.refusals import ScheduleRefused
from bot.schedule.working_days import WorkingDays, country_named
from tests.schedule.timings import days_of


def worked(country: str | None, *days: str) -> list[bool]:
    return [WorkingDays(country).has(date.fromisoformat(day)) for day in days]


def test_without_a_country_monday_to_friday_are_worked() -> None:
    week = [date(2026, 12, 21) + timedelta(days=number) for number in range(7)]
    assert [WorkingDays().has(day) for day in week] == [True] * 5 + [False] * 2


def test_public_holidays_of_a_country_are_not_worked() -> None:
    assert worked("US", "2026-11-26", "2026-11-27", "2026-12-25") == [False, True, False]
    assert worked("DE", "2026-11-26", "2026-12-25") == [True, False]


def test_a_part_of_a_country_has_holidays_of_its_own() -> None:
    assert worked("DE-BY", "2027-01-06") == [False]
    assert worked("DE-BE", "2027-01-06") == [True]


def test_egypt_rests_on_friday_and_saturday_and_works_on_sunday() -> None:
    assert worked("EG", "2026-11-05", "2026-11-06", "2026-11-07", "2026-11-08") == [True, False, False, True]
    assert days_of("last working day of the month", "2026-10-01", 2, "EG") == ["2026-10-29", "2026-11-30"]


def test_a_holiday_on_a_saturday_is_kept_in_the_year_before() -> None:
    assert worked("US", "2021-12-31") == [False]


def test_a_weekend_that_is_worked_for_a_bridge_is_a_working_day() -> None:
    assert worked("HU", "2026-01-10", "2026-01-17") == [True, False]


@pytest.mark.parametrize("country", ["US", "DE", "EG", "IL", "IN", "JP", "CN", "BR", "GB", "AE"])
def test_it_agrees_with_the_package_day_by_day(country: str) -> None:
    known = holidays.country_holidays(country, years=range(2024, 2028))
    days = [date(2025, 1, 1) + timedelta(days=number) for number in range(730)]
    assert [WorkingDays(country).has(day) for day in days] == [known.is_working_day(day) for day in days]


def test_threads_that_ask_at_once_get_the_same_answer() -> None:
    days = [date(year, 1, 1) for year in range(1990, 2020)] * 8
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(WorkingDays("FR").has, days)) == {False}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("US", "US"),
        ("us", "US"),
        ("deu", "DE"),
        ("de-by", "DE-BY"),
        ("DE-Bayern", "DE-BY"),
        ("Germany", "DE"),
        ("guinea bissau", "GW"),
        ("", None),
        (None, None),
    ],
)
def test_a_country_is_kept_as_its_code(written: str | None, kept: str | None) -> None:
    assert country_named(written) == kept


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "XX",
            "No holidays are known for a country “XX”; write its two letters, like US, or DE-BY for a part",
        ),
        ("Germny", "Did you mean “germany”?"),
        ("DE-XX", "DE has no part “XX”. Its parts are BB, BE, BW, BY"),
        ("DE-Bayer", "DE has no part “Bayer”. Did you mean “Bayern”?"),
        ("HolidayBase", "No holidays are known"),
        ("VA-01", "VA has no parts with holidays of their own; write just VA."),
    ],
)
def test_what_is_no_country_is_told_with_what_is(written: str, told: str) -> None:
    with pytest.raises(ScheduleRefused) as refused:
        country_named(written)
    assert told in str(refused.value)
