"""What becomes of the slots that have come up since the last look: which are run, which are passed over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.schedule.slots import Slot

_INSTANT = timedelta(microseconds=1)


class CatchUp(StrEnum):
    """What a schedule does with slots that were missed while nothing ran."""

    ALL = "all"
    LATEST = "latest"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Due:
    """`skipped` comes before `run`, each in order; together they are all the slots there were."""

    skipped: tuple[Slot, ...]
    run: tuple[Slot, ...]


def due(slots: Sequence[Slot], now: datetime, catch_up: CatchUp, skip_after: timedelta) -> Due:
    """Sorts the slots that nobody has looked at yet, none of them later than `now`.

    Under `all` each is run, under `latest` only the last, under `skip` those not older than `skip_after`.
    """
    first = _first_to_run(slots, now, catch_up, skip_after)
    return Due(tuple(slots[:first]), tuple(slots[first:]))


def seen_after(slot: Slot, following: Slot | None) -> datetime:
    """How far a schedule has come once a slot is done with: just short of one at the very same instant."""
    return slot.at - _INSTANT if following is not None and following.at == slot.at else slot.at


def _first_to_run(slots: Sequence[Slot], now: datetime, catch_up: CatchUp, skip_after: timedelta) -> int:
    if catch_up is CatchUp.ALL:
        return 0
    if catch_up is CatchUp.LATEST:
        return max(0, len(slots) - 1)
    return sum(now - slot.at > skip_after for slot in slots)
