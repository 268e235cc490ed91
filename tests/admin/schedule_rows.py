"""Schedules made as an admin makes them, and what the store says of them."""

from typing import Any

from sqlalchemy import select

from bot.schedule import desk
from bot.schedule.jobs import ensure_default_schedules
from bot.schedule.marks import Tick, leave_mark
from bot.schedule.stored import Kept, every, runs, schedules
from bot.store.engine import reading, writing
from tests.front_door import FrontDoor


def usual(door: FrontDoor) -> None:
    """The schedules that every workspace has."""
    with writing(door.engine) as connection:
        ensure_default_schedules(connection, door.workspace_id, door.clock())


def made(door: FrontDoor, name: str, rule: str = "every friday", at: str = "16:00", **more: Any) -> None:
    """One that tells of old facts."""
    draft = desk.Draft(name, "old_facts", rule, at, **more)
    with writing(door.engine) as connection:
        desk.add(connection, door.services.jobs, door.workspace_id, draft, door.clock(), "person dee")


def kept(door: FrontDoor) -> dict[str, Kept]:
    """All schedules by name."""
    with reading(door.engine) as connection:
        found = every(connection, schedules.c.workspace_id == door.workspace_id)
    return {one.name: one for one in found}


def runs_of(door: FrontDoor, name: str) -> list[tuple[str, str]]:
    """The slot and note of each run, oldest first."""
    query = select(runs.c.slot, runs.c.note).join(schedules).where(schedules.c.name == name)
    with reading(door.engine) as connection:
        return [tuple(row) for row in connection.execute(query.order_by(runs.c.id))]


def halt(door: FrontDoor) -> str:
    """Halts the clock, as after a jump of a hundred days. Returns what the button carries."""
    before = Tick(door.clock(), 0.0)
    door.clock.advance(days=100)
    with writing(door.engine) as connection:
        leave_mark(connection, None, before)
        found = leave_mark(connection, before, Tick(door.clock(), 60.0))
    assert found is not None
    return found.at.isoformat()
