"""Running a schedule now because a person asks for it, once for each time they ask."""

from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import Connection, Engine

from bot.failpoints import reached
from bot.schedule import stored
from bot.schedule.desk import named
from bot.schedule.failing import reason
from bot.schedule.job import Job, Jobs, Occasion
from bot.schedule.refusals import ScheduleRefused
from bot.schedule.running import do, occasion_of
from bot.schedule.slots import Slot
from bot.schedule.stored import Kept
from bot.schedule.zones import local_day
from bot.slack.logs import described
from bot.store import audit
from bot.store.engine import reading, writing


@dataclass(frozen=True)
class Ran:
    """`done` when it ran now; False when this same request had its run before. `note` is what came of it."""

    name: str
    done: bool
    note: str


def run_now(
    engine: Engine,
    jobs: Jobs,
    workspace_id: int,
    name: str,
    now: datetime,
    actor: str,
    request: str | None = None,
) -> Ran:
    """Runs a schedule's job at once, paused or not; the slots to come stay as they are.

    `request` tells this request from another of the same person (bot.slack.request_key); without it, the
    second does. ScheduleRefused when there is no such schedule, or when the job fails; then nothing stays.
    """
    with reading(engine) as connection:
        kept = named(connection, workspace_id, name)
    slot = Slot(f"by hand {actor} {request or f'{now:%Y-%m-%dT%H:%M:%SZ}'}", now)
    try:
        job = jobs.named(kept.job)
        occasion = occasion_of(job, kept, slot, local_day(now, kept.timing().zone), now)
        if job.prepare is not None:
            job.prepare(engine, occasion)
        with writing(engine) as connection:
            ran = _run(connection, kept, job, occasion, actor)
            reached("clock.running")
        reached("clock.ran")
    except Exception as error:
        structlog.get_logger("micdrop").error(
            "schedule failed by hand", schedule=kept.id, job=kept.job, error=described(error)
        )
        raise ScheduleRefused(
            f"“{kept.name}” did not work, and nothing of it was kept. What went wrong: {reason(error)}"
        ) from None
    return ran


def _run(connection: Connection, kept: Kept, job: Job, occasion: Occasion, actor: str) -> Ran:
    if not stored.begin_run(connection, kept, occasion.slot, occasion.slot_at, occasion.now):
        return Ran(kept.name, False, stored.note_of(connection, kept.id, occasion.slot))
    note = do(connection, job, occasion)
    details = {"name": kept.name}
    audit.record(connection, kept.workspace_id, occasion.now, actor, "schedule_run_by_hand", details=details)
    return Ran(kept.name, True, note)
