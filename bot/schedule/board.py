"""How the schedules of a workspace stand, and when they will run."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, func, select

from bot.schedule import stored
from bot.schedule.desk import NO_COUNTRY, Draft, checked, named
from bot.schedule.job import Jobs, Options
from bot.schedule.marks import Halt, halt_of
from bot.schedule.refusals import ScheduleRefused
from bot.schedule.slots import Slot, next_slots
from bot.schedule.stored import Kept, runs, schedules, workspaces
from bot.schedule.timing import Timing, read_timing
from bot.store.engine import reading

MOST_PREVIEWED = 50


@dataclass(frozen=True)
class LastRun:
    """`slot` is a local day, or says who ran it by hand; `note` is what came of it."""

    slot: str
    ran_at: datetime
    note: str


@dataclass(frozen=True)
class Line:
    """A schedule as a list shows it. `next_at` is empty while it is paused; `unreadable` says what is wrong
    with its words, if anything; `retry_at` and `last_error` are of a slot that keeps failing."""

    name: str
    job: str
    title: str
    rule: str
    local_time: str
    time_zone: str
    country: str | None
    catch_up: str
    skip_after_minutes: int
    options: Options
    paused: bool
    next_at: datetime | None
    last: LastRun | None
    failures: int
    last_error: str | None
    retry_at: datetime | None
    unreadable: str


@dataclass(frozen=True)
class Board:
    """`halt` is set while nothing is run because the time of day jumped ahead."""

    lines: list[Line]
    halt: Halt | None


def board(engine: Engine, jobs: Jobs, workspace_id: int, now: datetime) -> Board:
    """All schedules of a workspace, by name."""
    with reading(engine) as connection:
        found = stored.every(connection, schedules.c.workspace_id == workspace_id)
        last = _last_runs(connection, workspace_id)
        lines = [_line(connection, jobs, kept, last.get(kept.id), now) for kept in found]
        return Board(lines, halt_of(connection))


def preview(engine: Engine, workspace_id: int, name: str, number: int, now: datetime) -> list[Slot]:
    """The next slots of a schedule, as if it were not paused. ScheduleRefused when it is not there."""
    with reading(engine) as connection:
        kept = named(connection, workspace_id, name)
        return _next(connection, kept, kept.timing(), number, now)


def preview_draft(
    engine: Engine, jobs: Jobs, workspace_id: int, draft: Draft, number: int, now: datetime
) -> list[Slot]:
    """The first slots of a schedule if it were added now. ScheduleRefused for a mistake in it."""
    with reading(engine) as connection:
        kept = checked(connection, jobs, workspace_id, draft)
        query = select(workspaces.c.fiscal_year_start_month).where(workspaces.c.id == workspace_id)
        starts = connection.execute(query).scalar_one()
    country = None if kept.country == NO_COUNTRY else kept.country
    timing = read_timing(kept.rule, kept.local_time, str(kept.time_zone), country, starts)
    return next_slots(timing, now, _few(number))


def _line(connection: Connection, jobs: Jobs, kept: Kept, last: LastRun | None, now: datetime) -> Line:
    unreadable, title, following = "", kept.job, []
    try:
        title = jobs.named(kept.job).title
        following = _next(connection, kept, kept.timing(), 1, now)
    except ScheduleRefused as refused:
        unreadable = str(refused)
    return Line(
        name=kept.name,
        job=kept.job,
        title=title,
        rule=kept.rule,
        local_time=kept.local_time,
        time_zone=kept.time_zone,
        country=kept.country,
        catch_up=kept.catch_up.value,
        skip_after_minutes=kept.skip_after_minutes,
        options=kept.given_options(),
        paused=kept.paused,
        next_at=following[0].at if following and not kept.paused else None,
        last=last,
        failures=kept.failures,
        last_error=kept.last_error,
        retry_at=kept.retry_at,
        unreadable=unreadable,
    )


def _next(connection: Connection, kept: Kept, timing: Timing, number: int, now: datetime) -> list[Slot]:
    """A local day that has had its run, as when the time of day was changed since, has no other."""
    after = now if kept.paused else max(now, kept.seen_through)
    found = next_slots(timing, after, _few(number) + 1)
    return stored.left_of(connection, kept, found)[: _few(number)]


def _few(number: int) -> int:
    if not 1 <= number <= MOST_PREVIEWED:
        raise ScheduleRefused(f"Between 1 and {MOST_PREVIEWED} slots can be shown, not {number}.")
    return number


def _last_runs(connection: Connection, workspace_id: int) -> dict[int, LastRun]:
    """The last run of each schedule that has had one; slots passed over are none."""
    newest = (
        select(func.max(runs.c.id))
        .where(runs.c.workspace_id == workspace_id, runs.c.outcome == "done")
        .group_by(runs.c.schedule_id)
    )
    found = connection.execute(select(runs).where(runs.c.id.in_(newest))).all()
    return {row.schedule_id: LastRun(row.slot, row.ran_at, row.note) for row in found}
