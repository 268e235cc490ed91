"""A stage in virtual time: actors take turns, each until it sleeps, is held up or dies.

Only one of them runs at a time, and always the same one for the same random numbers. An actor gives its turn
away from the middle of whatever it does (that is what greenlets are for), so what it calls is the app's own
code as it is. Time passes between turns only.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count
from math import inf

from greenlet import greenlet  # type: ignore[import-untyped]

from tests.delivery.fake_slack import VirtualClock


class Killed(BaseException):
    """An actor ends here, as with kill -9: nothing in the app catches it."""


class Actor:
    """`claimed_s` is when it last claimed something, in seconds of the stage."""

    def __init__(self, name: str, live: Callable[[], None], ended: Callable[[], None]) -> None:
        self.name, self.ended = name, ended
        self.claimed_s = -inf
        self.rests = False
        # Counts up with each new reason to wake, so that the older ones are void.
        self.turn = 0
        self.thread = greenlet(partial(_until_killed, live))


class Stage:
    """`steady_s` is how long it has been going on; `now` is the time of day, which can be set."""

    def __init__(self, starts_at: datetime) -> None:
        self.steady_s = 0.0
        self._starts_at, self._set_by = starts_at, timedelta(0)
        self._turns: list[tuple[float, int, Callable[[], None]]] = []
        self._number = count()
        self.actor: Actor | None = None
        self.actors: list[Actor] = []

    def now(self) -> datetime:
        """The time of day as this company's computers show it."""
        return self.true_now() + self._set_by

    def true_now(self) -> datetime:
        """The time of day as everybody else's clock shows it."""
        return self._starts_at + timedelta(seconds=self.steady_s)

    def steady(self) -> float:
        return self.steady_s

    def set_clock(self, by_s: float) -> None:
        """Somebody turns the hands; no time passes."""
        self._set_by += timedelta(seconds=by_s)

    def at(self, at_s: float, act: Callable[[], None]) -> None:
        """Something that happens at one moment, between the actors' turns."""
        heappush(self._turns, (max(at_s, self.steady_s), next(self._number), act))

    def enter(self, name: str, live: Callable[[], None], ended: Callable[[], None]) -> Actor:
        """An actor who does `live` from now on; `ended` is called when it has died."""
        actor = Actor(name, live, ended)
        self.actors.append(actor)
        self._wake(actor, 0)
        return actor

    def sleep(self, seconds: float) -> None:
        """The actor whose turn it is goes on after so long."""
        assert self.actor is not None
        self._wake(self.actor, seconds)
        self._give_away()

    def rest(self, seconds: float | None) -> None:
        """As `sleep`, unless it is nudged before; None waits for that."""
        assert self.actor is not None
        self.actor.rests = True
        if seconds is not None:
            self._wake(self.actor, seconds)
        self._give_away()

    def nudge(self, actor: Actor, after_s: float) -> None:
        """Wakes an actor who rests after so long, if nothing has before; another one hears nothing."""
        if actor.rests:
            self.at(self.steady_s + after_s, partial(self._go_on, actor, actor.turn))

    def kill(self, actor: Actor) -> None:
        """Ends an actor where it stands, from outside."""
        actor.turn += 1
        if actor.thread:
            self._let(actor, partial(actor.thread.throw, Killed))
        else:
            self.actors.remove(actor)

    def run(self, until_s: float = inf) -> None:
        """Turns until nobody has anything more to do, or until then."""
        while self._turns and self._turns[0][0] <= until_s:
            at_s, _, act = heappop(self._turns)
            self.steady_s = at_s
            act()
        if until_s < inf:
            self.steady_s = until_s

    def close(self) -> None:
        """Everybody goes."""
        for actor in list(self.actors):
            actor.ended = _nothing
            self.kill(actor)

    def _wake(self, actor: Actor, after_s: float) -> None:
        self.at(self.steady_s + after_s, partial(self._go_on, actor, actor.turn))

    def _give_away(self) -> None:
        assert self.actor is not None
        actor, self.actor = self.actor, None
        actor.thread.parent.switch()
        self.actor, actor.rests = actor, False

    def _go_on(self, actor: Actor, turn: int) -> None:
        if actor.turn == turn:
            actor.turn += 1
            self._let(actor, actor.thread.switch)

    def _let(self, actor: Actor, switch: Callable[[], object]) -> None:
        self.actor = actor
        try:
            switch()
        finally:
            self.actor = None
        if actor.thread.dead:
            self.actors.remove(actor)
            actor.ended()


class SlacksClock(VirtualClock):
    """Slack's own: right whatever ours are set to. A call to Slack takes its caller's time."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage

    def now(self) -> datetime:
        return self._stage.true_now()

    def advance(self, seconds: float) -> None:
        self._stage.sleep(seconds)


def _until_killed(live: Callable[[], None]) -> None:
    try:
        live()
    except Killed:
        return


def _nothing() -> None:
    """Nobody comes after it."""
