"""The slots of a schedule: each local day of its rule once, at the instant that its local time means there.

A slot's key is its local day, so it stays the same whatever clocks are put back or forward. Instants never
go down from one slot to the next; they can be equal, where a whole day was left out of the calendar.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from bot.schedule.rules import days
from bot.schedule.timing import Timing
from bot.schedule.zones import instant_of, local_day

# A rule that finds no day in so long finds none at all.
_MOST_YEARS_AHEAD = 5


@dataclass(frozen=True, slots=True)
class Slot:
    """`key` is the local day as "2026-11-27"; `at` is in UTC."""

    key: str
    at: datetime


def slots(timing: Timing, after: datetime, until: datetime) -> Iterator[Slot]:
    """The slots later than `after` and not later than `until`, in order."""
    # Until a slot comes, the wall shows its day or an earlier one.
    first = local_day(after, timing.zone)
    last = local_day(until, timing.zone)
    for day in days(timing.rule, first, last, timing.calendar, timing.working_days):
        slot = _slot(timing, day)
        if after < slot.at <= until:
            yield slot


def next_slots(timing: Timing, after: datetime, number: int) -> list[Slot]:
    """The first so many slots later than `after`."""
    return list(islice(_all_slots(timing, after), number))


def _all_slots(timing: Timing, after: datetime) -> Iterator[Slot]:
    year = timedelta(days=366)
    found_until = after
    while found_until - after < _MOST_YEARS_AHEAD * year:
        until = found_until + year
        for slot in slots(timing, found_until, until):
            yield slot
            after = slot.at
        found_until = until


def _slot(timing: Timing, day: date) -> Slot:
    return Slot(day.isoformat(), instant_of(day, timing.local_time, timing.zone))
