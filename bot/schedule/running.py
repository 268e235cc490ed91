"""Running what is due: one slot, one run, however many clocks look at it at once.

A slot's run, the messages it puts and how far the schedule has come are one transaction. Before it, all is
looked at without a lock; within it, all that matters is looked at again under one.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import structlog
from sqlalchemy import Connection, Engine

from bot.delivery.outbox import Outbox
from bot.failpoints import reached
from bot.schedule import stored
from bot.schedule.due import CatchUp, Due, due, seen_after
from bot.schedule.failing import record_failure
from bot.schedule.job import Job, Jobs, Occasion
from bot.schedule.marks import halt_of
from bot.schedule.refusals import ScheduleRefused
from bot.schedule.slots import Slot, slots
from bot.schedule.stored import Kept, schedules
from bot.slack.logs import described
from bot.store.engine import reading, writing

# A clock ticks every minute; what comes later than this was missed and is caught up with.
LATE_AFTER = timedelta(minutes=2)


class Runner:
    """Runs the jobs of the schedules of one database."""

    def __init__(self, engine: Engine, jobs: Jobs, outbox: Outbox) -> None:
        self._engine = engine
        self._jobs = jobs
        self._outbox = outbox

    def upcoming(self, now: datetime) -> list[tuple[datetime, int]]:
        """The numbers of the schedules with something due, each with the instant of its first slot."""
        with reading(self._engine) as connection:
            if halt_of(connection) is not None:
                return []
            found = stored.every(connection, schedules.c.paused.is_(False), schedules.c.seen_through < now)
        return [(at, kept.id) for kept in found if (at := _first_slot_at(kept, now)) is not None]

    def step(self, schedule_id: int, now: datetime) -> datetime | None:
        """Does the next thing that is due for a schedule.

        Returns the instant of its next slot that is due by now; None when there is none, when it failed, and
        when somebody else is at it.
        """
        with reading(self._engine) as connection:
            kept = stored.one(connection, schedules.c.id == schedule_id)
        if kept is None or kept.paused or kept.waits(now):
            return None
        try:
            what = self._look(kept, now)
        except ScheduleRefused as error:
            self._failed(kept, Slot(now.date().isoformat(), now), error, now)
            return None
        if what.skipped and not self._skip(kept, what, now):
            return None
        return self._try(kept, what.run, now) if what.run else None

    def _look(self, kept: Kept, now: datetime) -> Due:
        """What has come up since the schedule was last looked at."""
        found = list(slots(kept.timing(), kept.seen_through, now))
        with reading(self._engine) as connection:
            left = stored.left_of(connection, kept, found)
        return due(left, now, kept.catch_up, timedelta(minutes=kept.skip_after_minutes))

    def _skip(self, kept: Kept, what: Due, now: datetime) -> bool:
        """Records what is passed over. False when things are no longer as they were looked at."""
        last, following = what.skipped[-1], what.run[0] if what.run else None
        with writing(self._engine) as connection:
            if not _is_still_due(connection, kept, last, now):
                return False
            stored.skip_slots(connection, kept, what.skipped, now, _why_skipped(kept))
            stored.move_on(connection, kept.id, seen_after(last, following))
            reached("clock.running")
        reached("clock.ran")
        return True

    def _try(self, kept: Kept, what: Sequence[Slot], now: datetime) -> datetime | None:
        """Runs the first of these slots. Returns when the next one is, if it may be gone on with."""
        following = what[1] if len(what) > 1 else None
        try:
            went = self._run(kept, what[0], following, now)
        except Exception as error:
            self._failed(kept, what[0], error, now)
            return None
        return following.at if went and following is not None else None

    def _run(self, kept: Kept, slot: Slot, following: Slot | None, now: datetime) -> bool:
        job = self._jobs.named(kept.job)
        occasion = occasion_of(job, kept, slot, date.fromisoformat(slot.key), now)
        if job.prepare is not None:
            job.prepare(self._engine, occasion)
        with writing(self._engine) as connection:
            if not _is_still_due(connection, kept, slot, now):
                return False
            if stored.begin_run(connection, kept, slot.key, slot.at, now):
                do(connection, job, occasion)
                stored.forget_failures(connection, kept.id)
            stored.move_on(connection, kept.id, seen_after(slot, following))
            reached("clock.running")
        reached("clock.ran")
        return True

    def _failed(self, kept: Kept, slot: Slot, error: Exception, now: datetime) -> None:
        structlog.get_logger("micdrop").error(
            "schedule failed", schedule=kept.id, job=kept.job, slot=slot.key, error=described(error)
        )
        with writing(self._engine) as connection:
            record_failure(connection, self._outbox, kept, slot, error, now)


def occasion_of(job: Job, kept: Kept, slot: Slot, day: date, now: datetime) -> Occasion:
    """A run of a schedule, as its job sees it."""
    return Occasion(
        workspace_id=kept.workspace_id,
        schedule_id=kept.id,
        schedule_name=kept.name,
        slot=slot.key,
        slot_at=slot.at,
        day=day,
        now=now,
        options=job.with_defaults(kept.given_options()),
        late=now - slot.at > LATE_AFTER,
    )


def do(connection: Connection, job: Job, occasion: Occasion) -> str:
    """Runs a job in the transaction that has recorded its run. Returns what came of it."""
    note = job.run(connection, occasion)
    stored.note_run(connection, occasion.schedule_id, occasion.slot, note)
    return note


def _first_slot_at(kept: Kept, now: datetime) -> datetime | None:
    if kept.waits(now):
        return None
    try:
        return next((slot.at for slot in slots(kept.timing(), kept.seen_through, now)), None)
    except ScheduleRefused:
        return now  # the step that follows tells of it


def _is_still_due(connection: Connection, kept: Kept, slot: Slot, now: datetime) -> bool:
    """Whether a slot is to be done with now by whoever asks, who then has the schedule to themselves."""
    current = stored.locked(connection, kept.id)
    return (
        current is not None
        and current.is_same_plan(kept)
        and current.seen_through < slot.at
        and not current.waits(now)
        and halt_of(connection) is None
    )


def _why_skipped(kept: Kept) -> str:
    if kept.catch_up is CatchUp.LATEST:
        return "missed; only the latest was caught up with"
    return f"missed by more than {kept.skip_after_minutes} min"
