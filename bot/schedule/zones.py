"""From a day and a time on somebody's wall to the one instant that is meant by it.

Clocks are put forward and back, at any hour and by any amount: half an hour on Lord Howe Island, at midnight
in Cairo, a whole day on Samoa in 2011. Every local day still has every time of day exactly once: a time that
does not exist is the first instant after the gap, one that comes twice is the first of the two.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.schedule.refusals import ScheduleRefused, did_you_mean

_SECOND = timedelta(seconds=1)
# Known to every system, but places on no map: what they mean changes from machine to machine.
_NO_PLACES = frozenset({"localtime", "Factory"})


def instant_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which clocks in `zone` first show `at` on `day`, or have gone past it."""
    wall = datetime.combine(day, at)
    # Read with the offset that held before a change: right, but inside a gap.
    instant = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    return instant if _on_the_wall(instant, zone) == wall else _end_of_gap(wall, zone, instant)


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """The day on the calendars of `zone`."""
    return instant.astimezone(zone).date()


def zone_named(name: str) -> ZoneInfo:
    """The zone of an IANA name, in any case of its letters. ScheduleRefused when there is none."""
    known = _known()
    if name in known:
        return ZoneInfo(name)
    alike = next((zone for zone in known if zone.casefold() == name.strip().casefold()), None)
    if alike is not None:
        return ZoneInfo(alike)
    shown = name.strip()[:60]
    said = shown.replace(" ", "_")
    cities = [zone for zone in sorted(known) if zone.rpartition("/")[2].casefold() == said.casefold()]
    near = did_you_mean(cities[0] if cities else said, known)
    raise ScheduleRefused(f"“{shown}” is not a time zone; write one like Europe/Berlin.{near}")


def zone_or_utc(name: str) -> ZoneInfo:
    """The zone of a name that was good when it was kept; UTC if it is no longer."""
    try:
        return zone_named(name)
    except ScheduleRefused:
        return ZoneInfo("UTC")


@cache
def _known() -> frozenset[str]:
    return frozenset(available_timezones() - _NO_PLACES)


def _on_the_wall(instant: datetime, zone: ZoneInfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None)


def _end_of_gap(wall: datetime, zone: ZoneInfo, late: datetime) -> datetime:
    """The first instant at which clocks are past `wall`, by halving the stretch that the change lies in."""
    early = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    while late - early > _SECOND:
        middle = early + (late - early) // 2
        if _on_the_wall(middle, zone) > wall:
            late = middle
        else:
            early = middle
    return late.replace(microsecond=0)
