"""Whose month it is, by whose clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.recognition.calendar import (
    first_day,
    month_after,
    month_before,
    month_label,
    month_of,
    month_on,
    open_month,
    zone_or,
)

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"})).map(ZoneInfo)
INSTANTS = st.datetimes(datetime(1995, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("zone", "month"),
    [
        ("Pacific/Kiritimati", "2026-11"),  # 14 hours ahead: 1 November, 01:30
        ("Etc/GMT-14", "2026-11"),
        ("Asia/Tokyo", "2026-10"),
        ("UTC", "2026-10"),
        ("Etc/GMT+12", "2026-10"),
    ],
)
def test_the_month_is_that_of_the_zone(zone: str, month: str) -> None:
    assert month_of(datetime(2026, 10, 31, 11, 30, tzinfo=UTC), ZoneInfo(zone)) == month


def test_at_one_moment_giver_and_workspace_may_be_in_different_months() -> None:
    moment = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert month_of(moment, BERLIN) == "2027-01"
    assert month_of(moment, ZoneInfo("America/New_York")) == "2026-12"


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Africa/Cairo"])
@pytest.mark.parametrize("month", ["2026-03", "2026-04", "2026-10", "2026-11"])
def test_a_month_in_which_clocks_change_is_whole(zone: str, month: str) -> None:
    place = ZoneInfo(zone)
    begins = datetime.combine(first_day(month), datetime.min.time(), place).astimezone(UTC)
    ends = datetime.combine(first_day(month_after(month)), datetime.min.time(), place).astimezone(UTC)
    moment = begins
    while moment < ends:
        assert month_of(moment, place) == month
        moment += timedelta(minutes=30)
    assert month_of(begins - timedelta(seconds=1), place) == month_before(month)
    assert month_of(ends, place) == month_after(month)


@given(INSTANTS, ZONES)
@settings(deadline=None, database=None)
def test_every_zone_has_the_month_that_its_wall_shows(instant: datetime, zone: ZoneInfo) -> None:
    offset = instant.astimezone(zone).utcoffset()
    assert offset is not None
    assert month_of(instant, zone) == f"{instant + offset:%Y-%m}"
    elsewhere = month_of(instant.astimezone(BERLIN), zone)
    assert elsewhere == month_of(instant, zone)


def test_a_moment_without_a_zone_has_no_month() -> None:
    with pytest.raises(ValueError, match="time zone"):
        month_of(datetime(2026, 11, 1), BERLIN)  # noqa: DTZ001


def test_what_is_given_after_the_close_counts_for_the_next_month_that_is_open() -> None:
    moment = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)
    assert open_month(moment, BERLIN, ()) == "2026-11"
    assert open_month(moment, BERLIN, {"2026-11"}) == "2026-12"
    assert open_month(moment, BERLIN, {"2026-11", "2026-12"}) == "2027-01"
    assert open_month(moment, BERLIN, {"2026-10", "2026-12"}) == "2026-11"


@given(st.dates(date(1, 2, 1), date(9999, 11, 30)))
@settings(deadline=None, database=None)
def test_months_follow_one_another(day: date) -> None:
    month = month_on(day)
    assert month_before(month_after(month)) == month == month_after(month_before(month))
    assert month_before(month) < month < month_after(month)
    assert first_day(month) == day.replace(day=1)


def test_a_month_has_a_name() -> None:
    assert month_label("2026-11") == "November 2026"


@pytest.mark.parametrize("text", ["", "2026-13", "2026-1", "0000-01", "26-11", "2026-W1", "2026-11-01"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="2026-11"):
        first_day(text)


@pytest.mark.parametrize(
    "name", ["", "Mars/Olympus", "../../etc/passwd", "America", "\x00", "/etc/localtime"]
)
def test_a_zone_that_slack_knows_and_we_do_not_is_the_workspaces(name: str) -> None:
    assert zone_or(name, BERLIN) is BERLIN
    assert zone_or("Asia/Tokyo", BERLIN) == ZoneInfo("Asia/Tokyo")
