"""The source of ticks: something is done every so often, for as long as the process lives.

APScheduler counts the seconds and nothing more. What a tick does has to be safe to do twice, or late, or not
at all: whoever ticks decides what is due from the store, never from having been called.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from bot.slack.logs import described

EVERY_S = 60


@dataclass(frozen=True)
class Clock:
    """A running clock; `stop` waits for the tick that is under way."""

    stop: Callable[[], None]


def start_clock(tick: Callable[[], None], every_s: float = EVERY_S) -> Clock:
    """Calls `tick` at once and then every `every_s` seconds, one at a time, in a thread of its own.

    A tick that fails is logged by its place, and the next one comes all the same.
    """
    log = structlog.get_logger("micdrop")

    def careful() -> None:
        try:
            tick()
        except Exception as error:
            log.error("tick failed", error=described(error))

    scheduler = BackgroundScheduler(timezone="UTC")
    # A late tick is as good as one in time, and several missed ones are as good as one.
    # (One job for the first tick too: a job that runs once cannot be taken away while the scheduler stops.)
    scheduler.add_job(
        careful,
        "interval",
        seconds=every_s,
        next_run_time=datetime.now(UTC),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    scheduler.start()
    return Clock(lambda: scheduler.shutdown(wait=True))


def steady_s() -> float:
    """Seconds of a clock that nobody can set, and that goes on while the machine sleeps where it can."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()
