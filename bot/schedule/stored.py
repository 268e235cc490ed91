"""Schedules as the store keeps them: read whole, and changed by conditional updates."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Boolean, ColumnElement, Connection, RowMapping, Select, bindparam, select, text, update

from bot.schedule.due import CatchUp
from bot.schedule.job import Options
from bot.schedule.slots import Slot
from bot.schedule.timing import Timing, read_timing
from bot.store.base import UtcDateTime, table_of
from bot.store.schedules import Run, Schedule
from bot.store.workspaces import Workspace

schedules, runs, workspaces = table_of(Schedule), table_of(Run), table_of(Workspace)

SKIP_AFTER_MINUTES = 720
# A slot that failed is tried again after a minute, then two, then four …, and at least once an hour.
RETRY_FIRST = timedelta(minutes=1)
RETRY_MOST = timedelta(hours=1)
_NO_FAILURE: dict[str, object] = {"failures": 0, "last_error": None, "retry_at": None}


@dataclass(frozen=True, slots=True)
class Kept:
    """A schedule with its workspace's fiscal year; see bot.store.schedules for what the columns mean."""

    id: int
    workspace_id: int
    name: str
    job: str
    rule: str
    local_time: str
    time_zone: str
    country: str | None
    catch_up: CatchUp
    skip_after_minutes: int
    options: str
    paused: bool
    seen_through: datetime
    failures: int
    last_error: str | None
    retry_at: datetime | None
    created_at: datetime
    fiscal_year_start_month: int

    def timing(self) -> Timing:
        """ScheduleRefused when its words cannot be read, as after a downgrade."""
        return read_timing(
            self.rule, self.local_time, self.time_zone, self.country, self.fiscal_year_start_month
        )

    def waits(self, now: datetime) -> bool:
        """Whether it failed a short while ago. Where the time of day was put back since, it waits no more."""
        return self.retry_at is not None and now < self.retry_at <= now + RETRY_MOST

    def given_options(self) -> Options:
        given: Options = json.loads(self.options)
        return given

    def is_same_plan(self, other: "Kept") -> bool:
        """Whether both do the same at the same times."""
        return _plan(self) == _plan(other)


def every(connection: Connection, *where: ColumnElement[bool]) -> list[Kept]:
    """All schedules for which `where` holds, in the order of their workspaces and names."""
    query = _query().where(*where).order_by(schedules.c.workspace_id, schedules.c.name)
    return [_kept(row) for row in connection.execute(query).mappings()]


def one(connection: Connection, *where: ColumnElement[bool]) -> Kept | None:
    """The schedule for which `where` holds, if there is one."""
    return next(iter(every(connection, *where)), None)


def locked(connection: Connection, schedule_id: int, wait: bool = False) -> Kept | None:
    """A schedule that nobody else changes until the transaction ends; None when it is gone.

    None, too, when somebody else is at it, unless `wait`. (SQLite has one writer at a time anyway.)
    """
    query = _query().where(schedules.c.id == schedule_id).with_for_update(of=schedules, skip_locked=not wait)
    row = connection.execute(query).mappings().first()
    return None if row is None else _kept(row)


def left_of(connection: Connection, kept: Kept, found: Sequence[Slot]) -> list[Slot]:
    """The slots that have no run yet. Most often a schedule has seen them all; where the time of day or the
    schedule itself was changed, a day's slot may come up again."""
    here = (runs.c.schedule_id == kept.id) & runs.c.slot.in_([slot.key for slot in found])
    done = set(connection.execute(select(runs.c.slot).where(here)).scalars()) if found else set()
    return [slot for slot in found if slot.key not in done]


def add_schedule(
    connection: Connection, workspace_id: int, columns: Mapping[str, object], now: datetime
) -> bool:
    """Keeps a new schedule, whose slots begin after `now`; `columns` has its words as they are to be kept and
    its options. False when the workspace has one of that name."""
    row = {
        "catch_up": CatchUp.LATEST.value,
        "skip_after_minutes": SKIP_AFTER_MINUTES,
        **columns,
        "options": _as_json(columns["options"]),
        "workspace_id": workspace_id,
        "now": now,
    }
    return connection.execute(_INSERT, row).rowcount == 1


def change_schedule(
    connection: Connection, schedule_id: int, columns: Mapping[str, object], starts_at: datetime | None
) -> None:
    """Changes what it does or when; from `starts_at` on, if given, its slots are looked at afresh."""
    values = {**columns, **({"options": _as_json(columns["options"])} if "options" in columns else {})}
    afresh = {} if starts_at is None else {"seen_through": starts_at, **_NO_FAILURE}
    connection.execute(update(schedules).where(schedules.c.id == schedule_id).values(**values, **afresh))


def pause_schedule(connection: Connection, schedule_id: int, paused: bool, now: datetime) -> bool:
    """Pauses it, or lets it go on from `now`. False when it was like that already."""
    here = (schedules.c.id == schedule_id) & schedules.c.paused.is_(not paused)
    afresh = {} if paused else {"seen_through": now, **_NO_FAILURE}
    change = update(schedules).where(here).values(paused=paused, **afresh)
    return connection.execute(change).rowcount == 1


def begin_run(connection: Connection, kept: Kept, slot: str, slot_at: datetime, now: datetime) -> bool:
    """Records the run of a slot as done; False when that slot has its run already."""
    return _insert_run(connection, kept, slot, slot_at, now, "done", "")


def note_run(connection: Connection, schedule_id: int, slot: str, note: str) -> None:
    """What came of a run, in a few words."""
    here = (runs.c.schedule_id == schedule_id) & (runs.c.slot == slot)
    connection.execute(update(runs).where(here).values(note=note))


def note_of(connection: Connection, schedule_id: int, slot: str) -> str:
    """What came of a run that there was."""
    here = (runs.c.schedule_id == schedule_id) & (runs.c.slot == slot)
    return str(connection.execute(select(runs.c.note).where(here)).scalar_one())


def skip_slots(connection: Connection, kept: Kept, skipped: Sequence[Slot], now: datetime, note: str) -> None:
    """Records slots as passed over, but for those that have their run already."""
    for slot in skipped:
        _insert_run(connection, kept, slot.key, slot.at, now, "skipped", note)


def move_on(connection: Connection, schedule_id: int, seen_through: datetime) -> None:
    """Every slot up to an instant is done with. It never goes back, and what failed before is forgotten."""
    here = (schedules.c.id == schedule_id) & (schedules.c.seen_through < seen_through)
    connection.execute(update(schedules).where(here).values(seen_through=seen_through, retry_at=None))


def forget_failures(connection: Connection, schedule_id: int) -> None:
    """It worked."""
    connection.execute(
        update(schedules).where(schedules.c.id == schedule_id, schedules.c.failures > 0).values(**_NO_FAILURE)
    )


def count_failure(connection: Connection, kept: Kept, error: str, now: datetime) -> tuple[int, datetime]:
    """It failed once more, for a reason without values. Returns how often, and when it is tried next."""
    failures = kept.failures + 1
    retry_at = now + min(RETRY_MOST, RETRY_FIRST * 2 ** min(failures - 1, 10))
    change = update(schedules).where(schedules.c.id == kept.id)
    connection.execute(change.values(failures=failures, last_error=error, retry_at=retry_at))
    return failures, retry_at


def _insert_run(
    connection: Connection, kept: Kept, slot: str, slot_at: datetime, now: datetime, outcome: str, note: str
) -> bool:
    row = {
        "workspace_id": kept.workspace_id,
        "schedule_id": kept.id,
        "slot": slot,
        "slot_at": slot_at,
        "ran_at": now,
        "outcome": outcome,
        "note": note,
    }
    return connection.execute(_INSERT_RUN, row).rowcount == 1


def _as_json(options: object) -> str:
    return json.dumps(options, sort_keys=True)


_INSERT = text(
    "INSERT INTO schedules (workspace_id, name, job, rule, local_time, time_zone, country, catch_up, "
    "skip_after_minutes, options, paused, seen_through, created_at) "
    "VALUES (:workspace_id, :name, :job, :rule, :local_time, :time_zone, "
    ":country, :catch_up, :skip_after_minutes, :options, :paused, :now, :now) "
    "ON CONFLICT (workspace_id, name) DO NOTHING"
).bindparams(bindparam("now", type_=UtcDateTime), bindparam("paused", False, type_=Boolean))
_INSERT_RUN = text(
    "INSERT INTO runs (workspace_id, schedule_id, slot, slot_at, ran_at, outcome, note) "
    "VALUES (:workspace_id, :schedule_id, :slot, :slot_at, :ran_at, :outcome, :note) "
    "ON CONFLICT (schedule_id, slot) DO NOTHING"
).bindparams(*(bindparam(name, type_=UtcDateTime) for name in ("slot_at", "ran_at")))


def _query() -> Select[tuple[object, ...]]:
    return select(schedules, workspaces.c.fiscal_year_start_month).join_from(
        schedules, workspaces, workspaces.c.id == schedules.c.workspace_id
    )


def _kept(row: RowMapping) -> Kept:
    return Kept(**{**row, "catch_up": CatchUp(row["catch_up"])})


def _plan(kept: Kept) -> tuple[object, ...]:
    return (
        kept.job, kept.rule, kept.local_time, kept.time_zone, kept.country, kept.catch_up,
        kept.skip_after_minutes, kept.options, kept.paused, kept.fiscal_year_start_month,
    )  # fmt: skip
