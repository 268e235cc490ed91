"""In every zone there is, for twenty years: each local day has each time of day once, where it belongs."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.schedule.rules import DayKind, Every
from bot.schedule.slots import Slot, slots
from bot.schedule.timing import Timing
from bot.schedule.working_days import WorkingDays
from bot.schedule.zones import instant_of
from calc.periods import FiscalCalendar
from tests.schedule.tzdata_as_it_is import meant, stretches, zone_names, zones_apart

DAY = timedelta(days=1)
ORDINARY_TIMES = (time(0, 0), time(9, 0), time(23, 59))


def changes(zone_name: str) -> Iterator[tuple[datetime, datetime]]:
    """What the wall shows right before each change, and right after it."""
    parts = stretches(zone_name)
    for before, after in pairwise(parts):
        wall = after.start.replace(tzinfo=None)
        yield wall + before.offset, wall + after.offset


def times_around(before: datetime, after: datetime) -> set[time]:
    """Times of day to the minute at the edges of a gap or fold, inside it, and far from it."""
    edges = [edge + timedelta(minutes=minutes) for edge in (before, after) for minutes in (-1, 0, 1)]
    middle = before + (after - before) / 2
    return {*ORDINARY_TIMES, *(edge.time().replace(second=0, microsecond=0) for edge in [*edges, middle])}


def days_around(before: datetime, after: datetime) -> list[date]:
    first, last = min(before, after).date() - DAY, max(before, after).date() + DAY
    return [first + number * DAY for number in range((last - first).days + 1)]


def test_the_data_has_many_zones_and_changes() -> None:
    assert len(zone_names()) > 400
    assert sum(len(list(changes(name))) for name in zone_names()) > 5_000
    assert len(zones_apart()) > 100


def test_around_every_change_a_local_time_is_the_instant_that_it_means() -> None:
    wrong = []
    for name in zones_apart():
        zone, parts = ZoneInfo(name), stretches(name)
        for before, after in changes(name):
            around = days_around(before, after)
            for at in times_around(before, after):
                instants = [instant_of(day, at, zone) for day in around]
                expected = [meant(parts, datetime.combine(day, at)) for day in around]
                if instants != expected or instants != sorted(instants):
                    wrong.append((name, before, at))
    assert wrong == []


def test_away_from_changes_the_wall_shows_the_time_that_was_asked_for() -> None:
    for name in zones_apart():
        zone = ZoneInfo(name)
        changing = {day for change in changes(name) for day in days_around(*change)}
        for number in range(0, 20 * 365, 97):
            day = date(2015, 1, 2) + number * DAY
            if day not in changing:
                for at in ORDINARY_TIMES:
                    assert instant_of(day, at, zone).astimezone(zone).replace(
                        tzinfo=None
                    ) == datetime.combine(day, at)


def test_around_every_change_each_local_day_has_one_slot() -> None:
    for name in zones_apart():
        timing = Timing(Every((DayKind.DAY,)), time(2, 30), ZoneInfo(name), WorkingDays(), FiscalCalendar())
        for before, after in changes(name):
            around = days_around(before, after)
            start, end = (instant_of(day, time(2, 30), timing.zone) for day in (around[0], around[-1]))
            found = list(slots(timing, start - timedelta(seconds=1), end))
            assert [slot.key for slot in found] == [day.isoformat() for day in around], name
            assert [slot.at for slot in found] == sorted(slot.at for slot in found)


def test_looking_in_small_steps_finds_the_same_slots_as_one_long_look() -> None:
    for name in (
        "America/New_York",
        "Africa/Cairo",
        "Pacific/Apia",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
    ):
        timing = Timing(Every((DayKind.DAY,)), time(0, 30), ZoneInfo(name), WorkingDays(), FiscalCalendar())
        start, end = stretches(name)[0].start, stretches(name)[0].start + 400 * DAY
        step = timedelta(hours=5, minutes=17)
        found: list[Slot] = []
        at = start
        while at < end:
            found += slots(timing, at, min(at + step, end))
            at += step
        assert found == list(slots(timing, start, end))
