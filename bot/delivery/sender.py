"""The sender: round after round, it looks for what is unclear and sends what is due.

Any number of senders may run. Whatever two must not both do is claimed in the store first, and a round that
breaks off, however it does, leaves behind leases that run out.
"""

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from random import Random

import structlog
from sqlalchemy import Connection, Engine

from bot.delivery.agenda import Agenda, agenda, known_workspaces, next_moment
from bot.delivery.claim import Queue, claim, to_find, to_send
from bot.delivery.dispatch import Batch, Dispatch
from bot.delivery.figures import Pacing, Patience, backoff_s
from bot.delivery.findings import Findings
from bot.delivery.leases import doubt_backlog, expire
from bot.delivery.mending import Mending
from bot.delivery.outbox import Outbox
from bot.delivery.post import Post
from bot.delivery.reconcile import claim_unclear, look
from bot.delivery.record import Recorder
from bot.failpoints import reached
from bot.slack.logs import described
from bot.store.engine import reading, writing

# After a round that failed as a whole, as when the store is away, so long until the next.
FAILED_S, FAILED_MOST_S = 1.0, 30.0
# Clocks are put right by less than this all the time; by more, somebody has set one.
SET_AHEAD_S = 1.0
# The shortest sleep, so that a moment that is all but now is not waited for in circles.
SHORTEST_S = 0.005


class Sender:
    """Sends the messages of every workspace that `posts` knows a way to."""

    def __init__(
        self,
        engine: Engine,
        posts: Callable[[int], Post | None],
        outbox: Outbox,
        clock: Callable[[], datetime],
        steady: Callable[[], float],
        randomness: Random,
        name: str,
        patience: Patience | None = None,
        pacing: Pacing | None = None,
    ) -> None:
        """`posts` gives the way to a workspace's Slack, or None where this process has none.

        `clock` gives the present as an aware datetime, `steady` seconds that nobody sets forward or back.
        `outbox` takes the messages to whoever can mend what goes wrong. `name` says whose a lease is.
        """
        self._engine, self._posts, self._clock, self._steady = engine, posts, clock, steady
        self._name, self._randomness = name, randomness
        self._patience, self._pacing = patience or Patience(), pacing or Pacing()
        mending = Mending(outbox)
        recorder = Recorder(mending, self._pacing, self._patience, randomness)
        self._findings = Findings(recorder, mending, self._patience, randomness)
        self._dispatch = Dispatch(engine, recorder, clock, steady, self._patience, randomness)
        self._sending, self._finding = to_send(self._pacing), to_find(self._pacing)
        self._begun_at = clock()
        self._begun: set[int] = set()
        self._apart_s = self._clocks_apart_s()
        self._looks_from_s = steady()

    def step(self, stopping: Callable[[], bool] = lambda: False) -> bool:
        """One round; whether there was anything to do. Once `stopping` says so, no more calls are begun.

        Raises what the store raises; the messages of the round are then recorded, or found again later.
        """
        served, due = self._read()
        if self._begin(served):
            served, due = self._read()
        looks = self._may_look() and due.to_look
        if due.expired:
            expire(self._engine, self._clock(), self._patience)
        if looks and not stopping():
            self._look(served)
        if due.to_find and not stopping():
            batch = self._claim(self._finding, served)
            if batch is not None:
                self._dispatch.find(batch)
        if due.to_send and not stopping():
            batch = self._claim(self._sending, served)
            if batch is not None:
                self._dispatch.send(batch, stopping)
        return due.expired or looks or due.to_find or due.to_send

    def next_moment(self) -> datetime | None:
        """The next instant at which there may be something to do; None while nothing is waiting for one."""
        with reading(self._engine) as connection:
            return next_moment(connection, list(self._served(connection)), self._clock())

    def run(self, stopping: threading.Event, nudge: threading.Event) -> None:
        """Rounds until `stopping` is set. Whoever sets `nudge` has put a message that need not wait."""
        log = structlog.get_logger("micdrop")
        failures = 0
        while not stopping.is_set():
            nudge.clear()
            try:
                if not self.step(stopping.is_set):
                    nudge.wait(self._sleep_s())
                failures = 0
            except Exception as error:
                failures += 1
                log.error("sending failed", error=described(error))
                stopping.wait(backoff_s(failures, FAILED_S, FAILED_MOST_S, self._randomness, 0.5))

    def _sleep_s(self) -> float:
        due_at = self.next_moment()
        if due_at is None:
            return self._patience.idle_s
        left_s = (due_at - self._clock()).total_seconds()
        return min(max(left_s, SHORTEST_S), self._patience.idle_s)

    def _read(self) -> tuple[Mapping[int, Post], Agenda]:
        with reading(self._engine) as connection:
            served = self._served(connection)
            return served, agenda(connection, list(served), self._clock())

    def _served(self, connection: Connection) -> Mapping[int, Post]:
        ways = {number: self._posts(number) for number in known_workspaces(connection)}
        return {workspace_id: post for workspace_id, post in ways.items() if post is not None}

    def _begin(self, served: Mapping[int, Post]) -> bool:
        """Before the first message of a workspace is sent, what should be out already has to be looked for.
        Whether that was to be arranged now."""
        new = served.keys() - self._begun
        for workspace_id in sorted(new):
            with writing(self._engine) as connection:
                doubt_backlog(connection, workspace_id, self._begun_at, self._clock())
            self._begun.add(workspace_id)
        return bool(new)

    def _claim(self, queue: Queue, served: Mapping[int, Post]) -> Batch | None:
        lease_ends_s = self._steady() + self._patience.lease_s
        taken = claim(self._engine, queue, list(served), self._clock(), self._name, self._patience)
        return Batch(served[taken[0].workspace_id], taken, lease_ends_s) if taken else None

    def _may_look(self) -> bool:
        """Not shortly after the time of day was set ahead: what has had its time to settle by that clock may
        still be on its way."""
        apart_s, before_s = self._clocks_apart_s(), self._apart_s
        self._apart_s = apart_s
        if apart_s - before_s > SET_AHEAD_S:
            self._looks_from_s = self._steady() + self._patience.settle_s
        return self._steady() >= self._looks_from_s

    def _clocks_apart_s(self) -> float:
        return self._clock().timestamp() - self._steady()

    def _look(self, served: Mapping[int, Post]) -> None:
        search = claim_unclear(
            self._engine, list(served), self._clock(), self._name, self._pacing, self._patience
        )
        if search is None:
            return
        reached("outbox.looking")
        sights = look(served[search.messages[0].workspace_id], search, self._patience)
        reached("outbox.looked")
        with writing(self._engine) as connection:
            for unclear, seen in sights:
                self._findings.record(connection, unclear, seen, self._clock())
