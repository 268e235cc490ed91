"""Crashes without processes: a sender or clock is dropped where it stands, and another takes its place.

The store, the sandbox behind real HTTP, the senders and clocks are the real ones; only the time is made, so
that nobody waits for leases. A crash is an error that nothing catches, at a failpoint of the seed's choice:
what was not committed is rolled back, as the database does for a process that is gone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from random import Random

from bot import failpoints
from bot.delivery.figures import Pacing, Patience
from bot.delivery.sender import Sender
from bot.delivery.slack_post import SlackPost
from bot.runtime import build_jobs, slack_client
from bot.sandbox.faults import Fault
from bot.schedule.job import Jobs
from bot.schedule.ticking import Ticker
from tests.delivery.processes.ground import CLOCKS, SENDERS, Count, Ground, outbox
from tests.delivery.processes.proof_job import proof_job

MOST_LAPS = 1_000
MOST_CRASHES = 4
FAULTS = ("reset_after_accept", "truncated", "html_200", "ok_without_ts", "server_error", "rate_limited")
PLACES = failpoints.PLACES


class Killed(BaseException):
    """Nothing in the app catches it."""


class Time:
    """Goes on only when told."""

    def __init__(self) -> None:
        self._start = datetime.now(UTC)
        self.now = self._start

    def __call__(self) -> datetime:
        return self.now

    def steady_s(self) -> float:
        return (self.now - self._start).total_seconds()

    def go_on(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Cast:
    """Senders and clocks that take turns; whoever crashes is replaced."""

    def __init__(self, ground: Ground, time: Time, randomness: Random) -> None:
        self._ground, self._time, self._random = ground, time, randomness
        client = slack_client(ground.world.identity.bot_token, ground.sandbox.api_url)
        self._post = SlackPost(client)
        self._jobs = Jobs([*build_jobs(outbox()).all(), proof_job(outbox())])
        self.crashes = 0
        self._turns = [self._sender() for _ in range(SENDERS)] + [self._clock() for _ in range(CLOCKS)]

    def play(self, settled: Callable[[], bool]) -> None:
        """Everybody in turn, in an order that changes, until everything is settled; the time goes on when
        nobody finds anything to do."""
        for _ in range(MOST_LAPS):
            lap = self._random.sample(range(len(self._turns)), len(self._turns))
            if sum(self._take_turn(number) for number in lap):
                continue
            if settled():
                return
            self._time.go_on(self._random.choice((0.2, 1, 5, 30)))
        raise AssertionError(f"not settled after {MOST_LAPS} laps: {self._ground.states()}")

    def _take_turn(self, number: int) -> bool:
        try:
            return self._turns[number]()
        except Killed:
            self.crashes += 1
            self._turns[number] = self._sender() if number < SENDERS else self._clock()
            return True

    def _sender(self) -> Callable[[], bool]:
        name = f"sender {self._random.random()}"
        posts = {self._ground.workspace_id: self._post}
        return Sender(
            self._ground.engine,
            posts.get,
            outbox(),
            self._time,
            self._time.steady_s,
            self._random,
            name,
            Patience(),
            Pacing(),
        ).step

    def _clock(self) -> Callable[[], bool]:
        ticker = Ticker(self._ground.engine, self._jobs, outbox(), self._time, self._time.steady_s)
        ticked_at: list[datetime] = []

        def turn() -> bool:
            if ticked_at[-1:] != [self._time.now]:
                ticker.tick()
                ticked_at.append(self._time.now)
            return False

        return turn


def play_round(ground: Ground, time: Time, seed: int) -> tuple[Count, int]:
    """One history, the same for the same seed after the same rounds; what came of it, and its crashes."""
    randomness = Random(seed)
    ground.begin_round()
    ground.put_notes(f"round {seed}", randomness.randint(2, 6))
    ground.schedule(f"round {seed}", randomness.randint(1, 3))
    for _ in range(randomness.randint(0, 2)):
        ground.world.faults.add(
            Fault("chat.postMessage", randomness.choice(FAULTS), after=randomness.randint(0, 5))  # type: ignore[arg-type]
        )
    cast = Cast(ground, time, randomness)
    with _crashing(randomness):
        cast.play(ground.settled)
    ground.world.faults.clear()
    return ground.count(), cast.crashes


@contextmanager
def _crashing(randomness: Random) -> Iterator[None]:
    """Crashes at places and times of the seed's choice."""
    planned = [
        (randomness.choice(PLACES), randomness.randint(1, 3))
        for _ in range(randomness.randint(1, MOST_CRASHES))
    ]
    seen: dict[str, int] = {}

    def react(place: str) -> None:
        seen[place] = seen.get(place, 0) + 1
        if (place, seen[place]) in planned:
            raise Killed(place)

    failpoints.arm(react)
    try:
        yield
    finally:
        failpoints.arm(None)
