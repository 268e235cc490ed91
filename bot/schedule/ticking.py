"""One tick of the clock: its mark, then everything that is due, then whatever else is done every minute."""

from collections.abc import Callable
from datetime import datetime
from heapq import heapify, heappop, heappush

import structlog
from sqlalchemy import Connection, Engine, select

from bot.delivery.outbox import Outbox
from bot.failpoints import reached
from bot.schedule.job import Jobs
from bot.schedule.marks import Halt, Tick, halt_of, leave_mark
from bot.schedule.running import Runner
from bot.schedule.telling import Notice, moment_values, tell_admins
from bot.schedule.zones import zone_or_utc
from bot.store.base import table_of
from bot.store.engine import writing
from bot.store.workspaces import Workspace

workspaces = table_of(Workspace)


class Ticker:
    """A clock of one process; others may tick on the same database at the same time.

    `clock` gives the time of day, `steady_s` seconds that nobody can set (bot.schedule.clock.steady_s).
    `afterwards` is done at the end of each tick, unless everything is halted. Once `stopping` says so, no
    other slot is begun.
    """

    def __init__(
        self,
        engine: Engine,
        jobs: Jobs,
        outbox: Outbox,
        clock: Callable[[], datetime],
        steady_s: Callable[[], float],
        afterwards: Callable[[datetime], object] = lambda _now: None,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self._engine = engine
        self._runner = Runner(engine, jobs, outbox)
        self._outbox = outbox
        self._clock = clock
        self._steady_s = steady_s
        self._afterwards = afterwards
        self._stopping = stopping
        self._before: Tick | None = None

    def tick(self) -> None:
        """Does what is due now. Safe to call late, twice, or at the same time as another process does."""
        tick = Tick(self._clock(), self._steady_s())
        goes_on = self._mark(tick)
        self._before = tick
        if goes_on:
            self._run_due(tick.now)
            self._afterwards(tick.now)

    def _mark(self, tick: Tick) -> bool:
        with writing(self._engine) as connection:
            halt = leave_mark(connection, self._before, tick)
            if halt is not None:
                self._tell_of(connection, halt)
            halted = halt_of(connection) is not None
            reached("clock.ticked")
        if halt is not None:
            structlog.get_logger("micdrop").error(
                "halted: the time of day jumped ahead",
                jumped_from=halt.jumped_from.isoformat(),
                jumped_to=halt.jumped_to.isoformat(),
            )
        return not halted

    def _run_due(self, now: datetime) -> None:
        """Every slot that is due, in the order of their times over all schedules."""
        waiting = self._runner.upcoming(now)
        heapify(waiting)
        while waiting and not self._stopping():
            _, schedule_id = heappop(waiting)
            following = self._runner.step(schedule_id, now)
            if following is not None:
                heappush(waiting, (following, schedule_id))

    def _tell_of(self, connection: Connection, halt: Halt) -> None:
        for row in connection.execute(select(workspaces.c.id, workspaces.c.time_zone)).all():
            zone = zone_or_utc(row.time_zone)
            notice = Notice(
                key=f"halted/{halt.at.isoformat()}",
                title="Schedules are halted",
                surface="schedule/halted",
                values={
                    "jumped_from": moment_values(halt.jumped_from, zone),
                    "jumped_to": moment_values(halt.jumped_to, zone),
                    "halted_at": halt.at.isoformat(),
                },
            )
            tell_admins(connection, self._outbox, row.id, notice, halt.at)
