"""Slots on days when clocks do strange things, and on days that not every month has."""

from datetime import timedelta

import pytest

from bot.schedule.refusals import ScheduleRefused
from bot.schedule.slots import next_slots, slots
from bot.schedule.zones import zone_named
from tests.schedule.timings import days_of, timing, utc, walls


def instants(zone: str, at: str, day: str) -> list[str]:
    """When, in UTC, slots of a daily rule come whose key is `day`."""
    when = timing("every day", at, zone)
    middle = utc(day)
    found = slots(when, middle - timedelta(days=3), middle + timedelta(days=3))
    return [f"{slot.at:%Y-%m-%d %H:%M}" for slot in found if slot.key == day]


def test_a_time_that_comes_twice_in_new_york_is_one_slot_the_first_time() -> None:
    assert instants("America/New_York", "01:30", "2026-11-01") == ["2026-11-01 05:30"]


def test_a_time_that_does_not_exist_in_new_york_is_the_end_of_the_gap() -> None:
    assert instants("America/New_York", "02:30", "2026-03-08") == ["2026-03-08 07:00"]
    assert walls(
        next_slots(timing("every day", "02:30", "America/New_York"), utc("2026-03-08"), 1), "America/New_York"
    ) == ["2026-03-08 03:00"]


def test_a_midnight_that_cairo_leaves_out_is_one_o_clock_of_the_same_day() -> None:
    assert instants("Africa/Cairo", "00:00", "2026-04-24") == ["2026-04-23 22:00"]
    found = next_slots(timing("every day", "00:00", "Africa/Cairo"), utc("2026-04-23"), 2)
    assert walls(found, "Africa/Cairo") == ["2026-04-24 01:00", "2026-04-25 00:00"]


def test_a_gap_of_half_an_hour_on_lord_howe_island() -> None:
    found = next_slots(timing("every day", "02:15", "Australia/Lord_Howe"), utc("2026-10-02 20:00"), 2)
    assert walls(found, "Australia/Lord_Howe") == ["2026-10-04 02:30", "2026-10-05 02:15"]
    assert instants("Australia/Lord_Howe", "01:45", "2026-04-05") == ["2026-04-04 14:45"]


def test_the_day_that_samoa_left_out_has_its_slot_where_the_next_day_begins() -> None:
    when = timing("every day", "09:00", "Pacific/Apia")
    found = list(slots(when, utc("2011-12-29"), utc("2011-12-31")))
    assert [slot.key for slot in found] == ["2011-12-29", "2011-12-30", "2011-12-31"]
    assert walls(found, "Pacific/Apia") == ["2011-12-29 09:00", "2011-12-31 00:00", "2011-12-31 09:00"]


def test_where_a_day_was_left_out_two_slots_at_midnight_are_at_one_instant() -> None:
    found = list(slots(timing("every day", "00:00", "Pacific/Apia"), utc("2011-12-30"), utc("2012-01-01")))
    assert [slot.key for slot in found] == ["2011-12-30", "2011-12-31", "2012-01-01"]
    assert found[0].at == found[1].at == utc("2011-12-30 10:00")


def test_a_slot_belongs_to_the_look_that_ends_at_it_and_not_to_the_one_that_starts_there() -> None:
    when = timing("every day", "09:00")
    assert [slot.key for slot in slots(when, utc("2026-01-01 08:59"), utc("2026-01-01 09:00"))] == [
        "2026-01-01"
    ]
    assert list(slots(when, utc("2026-01-01 09:00"), utc("2026-01-02 08:59"))) == []


@pytest.mark.parametrize(
    ("rule", "since", "expected"),
    [
        ("day 31 of the month", "2027-01-01", ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
        ("day 29 of the month", "2028-01-30", ["2028-02-29", "2028-03-29"]),
        ("last day of the month", "2028-02-01", ["2028-02-29", "2028-03-31"]),
        ("day 31 of the month", "2026-12-31", ["2026-12-31", "2027-01-31"]),
        ("every day", "2026-12-31", ["2026-12-31", "2027-01-01"]),
        ("every day", "2028-02-28", ["2028-02-28", "2028-02-29", "2028-03-01"]),
        ("last working day of the fiscal year", "2026-01-01", ["2026-12-31", "2027-12-31", "2028-12-29"]),
        ("day 366 of the fiscal year", "2027-01-01", ["2027-12-31", "2028-12-31"]),
        ("every friday", "2026-12-31", ["2027-01-01", "2027-01-08"]),
    ],
)
def test_days_that_not_every_month_or_year_has(rule: str, since: str, expected: list[str]) -> None:
    assert days_of(rule, since, len(expected)) == expected


@pytest.mark.parametrize(
    ("written", "name"),
    [("Europe/Berlin", "Europe/Berlin"), (" europe/berlin ", "Europe/Berlin"), ("utc", "UTC")],
)
def test_a_zone_is_found_by_its_name_in_any_letters(written: str, name: str) -> None:
    assert zone_named(written).key == name


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "Europe/Berlni",
            "“Europe/Berlni” is not a time zone; write one like Europe/Berlin. Did you mean “Europe/Berlin”?",
        ),
        ("america/new york", "Did you mean “America/New_York”?"),
        ("new york", "Did you mean “America/New_York”?"),
        ("localtime", "is not a time zone"),
        ("posix/UTC", "is not a time zone"),
        ("../../etc/passwd", "is not a time zone"),
        ("", "“” is not a time zone; write one like Europe/Berlin."),
    ],
)
def test_what_is_no_zone_is_told_with_what_is(written: str, told: str) -> None:
    with pytest.raises(ScheduleRefused) as refused:
        zone_named(written)
    assert told in str(refused.value)
