"""Processes of the real command line, forked from one that has imported it already: so they start quickly.

Each is `micdrop sender` or `micdrop clock` as a person starts them, with its environment; only the figures
are shorter: leases of seconds, ticks of tenths.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from unittest.mock import patch

from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import Pool

import bot.cli.clock
import bot.cli.sender
import bot.cli.serve  # noqa: F401 - imported here so that the children need not
from bot import failpoints
from bot.cli.main import run
from bot.delivery.figures import Pacing, Patience
from bot.runtime import build_sender
from bot.schedule.clock import start_clock
from bot.schedule.jobs import own_jobs
from tests.delivery.processes.hurry import hurry_sqlite
from tests.delivery.processes.proof_job import proof_job

WAITS_S = 60.0
KILLED = -9
TICKS_EVERY_S = 0.5
SHORT = Patience(
    lease_s=1.0,
    call_s=0.4,
    settle_s=0.3,
    backoff_s=0.05,
    backoff_most_s=0.5,
    look_lease_s=1.0,
    look_backoff_s=0.1,
    look_backoff_most_s=0.5,
    idle_s=0.2,
)
QUICK = Pacing(place_gap_s=0.02, message_gap_s=0.005, reading_gap_s=0.01)


@dataclass(frozen=True)
class Figures:
    """What is shorter or narrower in a child. From the third time that it is at `full_from` (a failpoint) on,
    its SQLite file grows no further, as with a full disk."""

    patience: Patience = SHORT
    pacing: Pacing = QUICK
    ticks_every_s: float = TICKS_EVERY_S
    slot_again_s: float = 0.3
    busy_timeout_ms: int = 10_000
    full_from: str = ""


@dataclass(frozen=True)
class Child:
    """A running process; what it writes goes to `log`. A `victim` is killed where it was told to be, if it
    comes there."""

    command: str
    process: BaseProcess
    log: Path = field(repr=False)
    victim: bool = False

    @property
    def code(self) -> int | None:
        """Its exit code, minus the signal that ended it; None while it runs."""
        return self.process.exitcode

    def ended(self, within_s: float = WAITS_S) -> int:
        """Waits for its end; the exit code."""
        self.process.join(within_s)
        assert self.code is not None, f"{self.command} did not end\n{self.log.read_text()}"
        return self.code

    def ask_to_end(self) -> None:
        assert self.process.pid is not None
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process.pid, signal.SIGTERM)

    def kill(self) -> None:
        self.process.kill()
        self.process.join(WAITS_S)


def start(command: str, environment: Mapping[str, str], log: Path, figures: Figures | None = None) -> Child:
    """Starts `micdrop COMMAND`."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    arguments = (command.split(), dict(environment), str(log), figures or Figures())
    process = context.Process(target=_live, args=arguments, daemon=True)
    process.start()
    return Child(command, process, log, victim=environment.get("MICDROP_FAILPOINT", "").count(":kill") > 0)


def end_all(children: Sequence[Child]) -> float:
    """Asks all to end; how long it took. Each has to say that it went well, or is killed on its way."""
    begun = time.monotonic()
    for child in children:
        child.ask_to_end()
    for child in children:
        well = (0, KILLED) if child.victim else (0,)
        assert child.ended() in well, f"{child.command}: {child.code}\n{child.log.read_text()}"
    return time.monotonic() - begun


def _live(arguments: list[str], environment: dict[str, str], log: str, figures: Figures) -> None:
    """What the child does; it ends by SystemExit, as the command does."""
    written = os.open(log, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    os.dup2(written, 1)
    os.dup2(written, 2)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "MICDROP_FAILPOINT"):
        os.environ.pop(name, None)
    os.environ.update({name: value for name, value in environment.items() if value})
    os.chdir(Path(log).parent)
    sys.argv = ["micdrop", *arguments]
    hurry_sqlite(Pool)
    if figures.full_from:
        _fill_disk_at(figures.full_from)
    sender = partial(build_sender, patience=figures.patience, pacing=figures.pacing)
    with (
        patch("bot.store.engine.BUSY_TIMEOUT_MS", figures.busy_timeout_ms),
        patch("bot.cli.parts.build_sender", sender),
        patch("bot.cli.parts.start_clock", partial(start_clock, every_s=figures.ticks_every_s)),
        patch("bot.schedule.stored.RETRY_FIRST", timedelta(seconds=figures.slot_again_s)),
        patch("bot.runtime.own_jobs", lambda outbox: [*own_jobs(outbox), proof_job(outbox)]),
    ):
        run()


def _fill_disk_at(place: str) -> None:
    places: list[str] = []
    failpoints.arm(places.append)

    @event.listens_for(Engine, "begin")
    def limit(connection: Connection) -> None:
        if places.count(place) >= 3:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")  # no more than there are
