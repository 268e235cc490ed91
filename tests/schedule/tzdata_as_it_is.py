"""Every zone's offsets from the time-zone data, and what a local time means by them: an opinion of its own.

It looks at the stretches of equal offset alone and knows nothing of folds or of how the clock finds a gap.
"""

from bisect import bisect
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import zip_longest
from zoneinfo import ZoneInfo, available_timezones

FIRST, LAST = datetime(2015, 1, 1, tzinfo=UTC), datetime(2035, 12, 31, tzinfo=UTC)
_STEP, _SECOND, _FAR = timedelta(days=3), timedelta(seconds=1), timedelta(days=2)


@dataclass(frozen=True)
class Stretch:
    """From `start` on, until the next one starts, the wall shows UTC plus `offset`."""

    start: datetime
    offset: timedelta


def zone_names() -> list[str]:
    return sorted(available_timezones())


def zones_apart() -> list[str]:
    """One zone of each kind: whatever two walls show alike at every instant, they mean alike."""
    return list({stretches(name): name for name in zone_names()}.values())


@cache
def stretches(zone_name: str, first: datetime = FIRST, last: datetime = LAST) -> tuple[Stretch, ...]:
    """All stretches between two instants, found by steps of three days and then by halves."""
    zone = ZoneInfo(zone_name)
    found = [Stretch(first, _offset(first, zone))]
    at = first
    while at < last:
        following = at + _STEP
        if _offset(following, zone) != found[-1].offset:
            found.append(_change_between(at, following, zone))
            following = found[-1].start
        at = following
    return tuple(found)


def meant(parts: tuple[Stretch, ...], wall: datetime) -> datetime:
    """The earliest instant at which the wall shows `wall`; if it never does, the first when it is past."""
    as_if_utc = wall.replace(tzinfo=UTC)
    nearby = parts[max(0, bisect(parts, as_if_utc - _FAR, key=_start) - 1) :]
    for part, following in zip_longest(nearby, nearby[1:]):
        instant = max(as_if_utc - part.offset, part.start)
        if following is None or instant < following.start:
            return instant
    raise AssertionError("the last stretch has no end")


def _start(part: Stretch) -> datetime:
    return part.start


def _change_between(before: datetime, after: datetime, zone: ZoneInfo) -> Stretch:
    """The first change between two instants with different offsets, to the second."""
    offset = _offset(before, zone)
    while after - before > _SECOND:
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if _offset(middle, zone) == offset:
            before = middle
        else:
            after = middle
    return Stretch(after, _offset(after, zone))


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    offset = instant.astimezone(zone).utcoffset()
    assert offset is not None
    return offset
