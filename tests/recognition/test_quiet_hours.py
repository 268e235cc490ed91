"""No reminder comes in the quiet hours of anybody's own clock."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.recognition.quiet_hours import next_moment

EVENING, MORNING = time(18), time(9)
BERLIN = ZoneInfo("Europe/Berlin")


def on_the_wall(instant: datetime, zone: ZoneInfo) -> str:
    return instant.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def moved(
    wall: str,
    zone: str = "Europe/Berlin",
    quiet_from: time = EVENING,
    quiet_until: time = MORNING,
    fold: int = 0,
) -> str:
    """Where a moment on the wall is moved to, on the same wall."""
    place = ZoneInfo(zone)
    moment = datetime.strptime(wall, "%Y-%m-%d %H:%M").replace(tzinfo=place)
    return on_the_wall(next_moment(moment, place, quiet_from, quiet_until), place)


@pytest.mark.parametrize(
    ("wall", "sent"),
    [
        ("2026-11-25 09:00", "2026-11-25 09:00"),
        ("2026-11-25 17:59", "2026-11-25 17:59"),
        ("2026-11-25 18:00", "2026-11-26 09:00"),
        ("2026-11-25 23:30", "2026-11-26 09:00"),
        ("2026-11-25 00:00", "2026-11-25 09:00"),
        ("2026-11-25 08:59", "2026-11-25 09:00"),
        ("2026-12-31 20:00", "2027-01-01 09:00"),
    ],
)
def test_quiet_hours_over_midnight(wall: str, sent: str) -> None:
    assert moved(wall) == sent


def test_quiet_hours_within_a_day() -> None:
    for wall, sent in (("11:59", "11:59"), ("12:00", "13:30"), ("13:30", "13:30")):
        noon = moved(f"2026-11-25 {wall}", quiet_from=time(12), quiet_until=time(13, 30))
        assert noon == f"2026-11-25 {sent}"


def test_from_and_until_the_same_time_no_hour_is_quiet() -> None:
    assert moved("2026-11-25 03:00", quiet_from=MORNING, quiet_until=MORNING) == "2026-11-25 03:00"


def test_each_has_their_own_clock() -> None:
    moment = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
    sent = {zone: on_the_wall(next_moment(moment, ZoneInfo(zone), EVENING, MORNING), ZoneInfo(zone))
            for zone in ("America/Los_Angeles", "Europe/Berlin", "Pacific/Kiritimati")}  # fmt: skip
    assert sent == {
        "America/Los_Angeles": "2026-11-25 09:00",  # 07:00 there
        "Europe/Berlin": "2026-11-25 16:00",
        "Pacific/Kiritimati": "2026-11-26 09:00",  # 05:00 of the next day
    }


@pytest.mark.parametrize(
    ("wall", "zone", "until", "sent"),
    [
        # Put forward: 02:30 is not there, and the quiet hours end when the gap does.
        ("2026-03-29 01:00", "Europe/Berlin", time(2, 30), "2026-03-29 03:00"),
        ("2026-03-28 23:00", "Europe/Berlin", MORNING, "2026-03-29 09:00"),
        # Lord Howe Island moves by half an hour, Cairo at midnight.
        ("2026-10-04 01:00", "Australia/Lord_Howe", time(2, 15), "2026-10-04 02:30"),
        ("2026-04-23 20:00", "Africa/Cairo", time(0, 30), "2026-04-24 01:00"),
        # Samoa had no 30 December 2011, so the morning after the 29th is that of the 31st.
        ("2011-12-29 22:00", "Pacific/Apia", MORNING, "2011-12-31 09:00"),
    ],
)
def test_where_clocks_are_put_forward(wall: str, zone: str, until: time, sent: str) -> None:
    assert moved(wall, zone, EVENING, until) == sent


def test_where_clocks_are_put_back_the_second_time_ends_the_quiet_hours_too() -> None:
    # 25 October 2026, 02:00 to 03:00 comes twice; at 02:10 of the second time 02:30 is 20 minutes away.
    first = datetime(2026, 10, 25, 0, 10, tzinfo=UTC)
    second = first + timedelta(hours=1)
    assert next_moment(first, BERLIN, EVENING, time(2, 30)) == first + timedelta(minutes=20)
    assert next_moment(second, BERLIN, EVENING, time(2, 30)) == second + timedelta(minutes=20)


def test_a_time_to_send_that_lies_in_a_gap_waits_for_the_next_day() -> None:
    assert moved("2026-03-29 00:00", quiet_from=time(2, 45), quiet_until=time(2, 15)) == "2026-03-30 02:15"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        next_moment(datetime(2026, 11, 25), BERLIN, EVENING, MORNING)  # noqa: DTZ001


ZONES = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"})).map(ZoneInfo)
INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
TIMES = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))


def quiet(instant: datetime, zone: ZoneInfo, quiet_from: time, quiet_until: time) -> bool:
    """Said in another way: whether the last of the two times that the wall showed is `quiet_from`."""
    now = instant.astimezone(zone).time()
    since_from, since_until = (
        (now.hour * 3600 + now.minute * 60 + now.second - mark.hour * 3600 - mark.minute * 60) % 86400
        for mark in (quiet_from, quiet_until)
    )
    return since_from < since_until


@given(INSTANTS, ZONES, TIMES, TIMES)
@settings(deadline=None, database=None, max_examples=100)
def test_anywhere_at_any_time_it_is_soon_and_never_in_quiet_hours(
    instant: datetime, zone: ZoneInfo, quiet_from: time, quiet_until: time
) -> None:
    sent = next_moment(instant, zone, quiet_from, quiet_until)
    assert sent >= instant
    assert not quiet(sent, zone, quiet_from, quiet_until)
    assert (sent == instant) == (not quiet(instant, zone, quiet_from, quiet_until))
    assert sent - instant < timedelta(hours=50)
    if instant.astimezone(zone).utcoffset() == sent.astimezone(zone).utcoffset():
        between = instant
        while between < sent:
            assert quiet(between, zone, quiet_from, quiet_until)
            between += timedelta(minutes=7)
