"""When a reminder may reach somebody: not in the quiet hours of their own clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.schedule.zones import instant_of, local_day


def next_moment(instant: datetime, zone: ZoneInfo, quiet_from: time, quiet_until: time) -> datetime:
    """`instant` itself, or the next one at which the quiet hours end on the clocks of `zone`; in UTC.

    The hours go from `quiet_from` on until before `quiet_until`, over midnight where that is the earlier
    time; there are none where both are the same. ValueError for an instant without a time zone.
    """
    if instant.tzinfo is None:
        raise ValueError("Whether hours are quiet is known only for a moment with a time zone.")
    if not _is_quiet(instant, zone, quiet_from, quiet_until):
        return instant.astimezone(UTC)
    day = local_day(instant, zone)
    while True:
        for end in _ends(day, quiet_until, zone):
            # Where clocks were put forward, what comes after the gap may be quiet again.
            if end > instant and not _is_quiet(end, zone, quiet_from, quiet_until):
                return end
        day += timedelta(days=1)


def _ends(day: date, quiet_until: time, zone: ZoneInfo) -> list[datetime]:
    """When clocks show the end of the quiet hours: twice on a day on which they are put back over it."""
    again = datetime.combine(day, quiet_until, zone).replace(fold=1).astimezone(UTC)
    return sorted({instant_of(day, quiet_until, zone), again})


def _is_quiet(instant: datetime, zone: ZoneInfo, quiet_from: time, quiet_until: time) -> bool:
    on_the_wall = instant.astimezone(zone).time()
    if quiet_from <= quiet_until:
        return quiet_from <= on_the_wall < quiet_until
    return on_the_wall >= quiet_from or on_the_wall < quiet_until
