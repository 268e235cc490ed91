"""How far the clocks of a database have come, and whether the time of day can be believed.

Every tick leaves its mark. A time of day that goes back does no harm: no slot has a second run. One that
jumps far ahead would do things whose time has not come, and nobody could take them back; so then everything
halts until a person says that the time is right.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select, text, update

from bot.store.base import UtcDateTime, table_of
from bot.store.schedules import ClockMark

marks = table_of(ClockMark)

# While a process runs, its time of day and its steady clock go on alike but for this.
MOST_APART = timedelta(hours=24)
# A process that was down cannot know; three weeks of holidays are as good as any, two months are not.
LONGEST_DOWN = timedelta(days=35)


@dataclass(frozen=True, slots=True)
class Tick:
    """A moment by the time of day, and in seconds by a clock that nobody can set."""

    now: datetime
    steady_s: float


@dataclass(frozen=True, slots=True)
class Halt:
    """The time of day jumped, and since `at` nothing is run."""

    at: datetime
    jumped_from: datetime
    jumped_to: datetime


def jumped_from(marked_at: datetime | None, before: Tick | None, tick: Tick) -> datetime | None:
    """Where the time of day jumped from, if it jumped too far ahead to be believed.

    `marked_at` is the latest tick of any process, `before` the last one of this process, if it had one.
    """
    if marked_at is None:
        return None
    if before is None:
        return marked_at if tick.now - marked_at > LONGEST_DOWN else None
    passed = timedelta(seconds=tick.steady_s - before.steady_s)
    # What another process has marked in the meantime, or a person found right, is no jump of ours.
    jumped = tick.now - passed - max(before.now, marked_at)
    return before.now + passed if jumped > MOST_APART else None


def halt_of(connection: Connection) -> Halt | None:
    """Why nothing is run; None while things go on."""
    row = connection.execute(_MARK).first()
    if row is None or row.halted_at is None:
        return None
    return Halt(row.halted_at, row.jumped_from, row.jumped_to)


def leave_mark(connection: Connection, before: Tick | None, tick: Tick) -> Halt | None:
    """Marks how far the clocks have come. Returns the halt that this tick begins, if it does.

    While the clocks are halted already it does nothing; whoever runs anything asks halt_of.
    """
    row = connection.execute(_MARK.with_for_update()).first()
    if row is None:
        connection.execute(_FIRST, {"now": tick.now})
        return None
    if row.halted_at is not None:
        return None
    came_from = jumped_from(row.ticked_at, before, tick)
    if came_from is not None:
        halt = Halt(tick.now, came_from, tick.now)
        connection.execute(
            update(marks).values(halted_at=halt.at, jumped_from=halt.jumped_from, jumped_to=halt.jumped_to)
        )
        return halt
    connection.execute(update(marks).where(marks.c.ticked_at < tick.now).values(ticked_at=tick.now))
    return None


def believe(connection: Connection, now: datetime, halted_at: datetime | None = None) -> bool:
    """Lets things go on from `now`, which is right. False when they are not halted, or not at `halted_at`."""
    halted = marks.c.halted_at.is_not(None) if halted_at is None else marks.c.halted_at == halted_at
    change = update(marks).where(halted)
    going = {"halted_at": None, "jumped_from": None, "jumped_to": None}
    return connection.execute(change.values(ticked_at=now, **going)).rowcount == 1


_MARK = select(marks).where(marks.c.id == 1)
_FIRST = text(
    "INSERT INTO clock_marks (id, ticked_at) VALUES (1, :now) ON CONFLICT (id) DO NOTHING"
).bindparams(bindparam("now", type_=UtcDateTime))
