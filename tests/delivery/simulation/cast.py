"""The processes of a history: senders and clocks, the app's own, each followed by another when it dies."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from math import inf
from random import Random

from bot.delivery import lanes
from bot.delivery.figures import Patience
from bot.delivery.sender import SHORTEST_S, Sender
from bot.schedule.job import Jobs
from bot.schedule.ticking import Ticker
from bot.store.engine import writing
from tests.delivery.simulation.plan import DAY_S, MINUTE_S
from tests.delivery.simulation.stage import Actor, Killed
from tests.delivery.simulation.troubles import StoreFails
from tests.delivery.simulation.weather import Weather
from tests.delivery.simulation.world import World

RESTARTS_S = (1, 5, 20, 300)
POLL_S = 0.5


class Cast:
    """`is_up` while processes run, as they do but for downtimes."""

    def __init__(self, world: World, weather: Weather, jobs: Jobs) -> None:
        self._world, self._weather, self._jobs = world, weather, jobs
        self._actors: dict[str, Actor] = {}
        self._begun = 0
        self._failures_seen = 0
        self.is_up = False

    def begin(self) -> None:
        """All processes start."""
        self.is_up = True
        for number in range(self._world.plan.senders):
            self._enter(f"sender {number + 1}", self._send)
        for number in range(self._world.plan.clocks):
            self._enter(f"clock {number + 1}", self._tick)

    def end(self) -> None:
        """All processes are gone at once."""
        self.is_up = False
        for actor in list(self._actors.values()):
            self._world.stage.kill(actor)
        self._actors.clear()

    def end_clocks(self) -> None:
        for role in [role for role in self._actors if role.startswith("clock")]:
            actor = self._actors.pop(role)
            actor.ended = lambda: None
            self._world.stage.kill(actor)

    @property
    def disturbed_until_s(self) -> float:
        """A process that starts cannot know that somebody has just set the clock: none does."""
        return self._world.disturbed_s + Patience.settle_s + 1

    def nudge(self, everybody: bool = False) -> None:
        """Whoever rests looks again within half a second, as the real ones do all the time."""
        for role, actor in self._actors.items():
            if everybody or role.startswith("sender"):
                self._world.stage.nudge(actor, self._world.random.uniform(0, POLL_S))

    def ticker(self) -> Ticker:
        world = self._world
        return Ticker(world.store.engine, self._jobs, world.outbox, world.stage.now, world.stage.steady)

    def _enter(self, role: str, live: Callable[[str], None]) -> None:
        self._begun += 1
        name = f"{role}.{self._begun}"
        self._actors[role] = self._world.stage.enter(
            name, partial(live, name), partial(self._follow, role, live)
        )

    def _follow(self, role: str, live: Callable[[str], None]) -> None:
        """After somebody has died, another one comes."""
        if not self.is_up:
            return
        del self._actors[role]
        self.nudge()
        after_s = self._world.random.choice(RESTARTS_S)
        self._world.stage.at(self._world.stage.steady_s + after_s, partial(self._come_back, role, live))

    def _come_back(self, role: str, live: Callable[[str], None]) -> None:
        stage = self._world.stage
        if stage.steady_s < self.disturbed_until_s:
            stage.at(self.disturbed_until_s, partial(self._come_back, role, live))
        elif self.is_up and role not in self._actors:
            self._enter(role, live)

    def _send(self, name: str) -> None:
        """As Sender.run does, but that it sleeps on this stage, and for as long as there is nothing to do."""
        world = self._world
        self._resume()
        sender = self._sender(name)
        while True:
            try:
                busy = sender.step()
            except StoreFails:
                world.stage.sleep(world.random.uniform(0.5, 2))
                continue
            if busy:
                world.stage.sleep(world.random.uniform(0, 0.02))
            else:
                self._rest_until(world.store.next_free(world.stage.now()))
            while (due_at := world.store.next_due()) is None or due_at > world.stage.now():
                self._rest_until(due_at)

    def _rest_until(self, moment: datetime | None) -> None:
        """Until then by the time of day, which may be set meanwhile; None waits for a nudge."""
        stage = self._world.stage
        left_s = inf if moment is None else max((moment - stage.now()).total_seconds(), SHORTEST_S)
        if stage.steady_s < self.disturbed_until_s:
            left_s = min(left_s, MINUTE_S)  # what is due may have to wait by another clock than that
        stage.rest(None if left_s == inf else left_s)

    def _sender(self, name: str) -> Sender:
        world, stage = self._world, self._world.stage
        posts = {world.company.workspace_id: self._weather}
        random = Random(world.random.random())
        return Sender(world.store.engine, posts.get, world.outbox, stage.now, stage.steady, random, name)

    def _resume(self) -> None:
        """A process that starts asks Slack whether its token works, and lets messages go again if so."""
        if self._weather.stopped is not None:
            return
        try:
            with writing(self._world.store.engine) as connection:
                lanes.resume(connection, self._world.company.workspace_id)
        except StoreFails as error:
            raise Killed("it cannot start") from error

    def _tick(self, _name: str) -> None:
        """As APScheduler does, but only when there may be something to do, and at times in between."""
        world, ticker = self._world, self.ticker()
        while True:
            try:
                ticker.tick()
            except StoreFails:
                world.notice("the tick fails")
            self.nudge()
            world.stage.rest(self._until_next_tick())

    def _until_next_tick(self) -> float:
        world, now = self._world, self._world.stage.now()
        if self._failures_seen != world.happened["job failures"]:
            self._failures_seen = world.happened["job failures"]
            return world.random.uniform(1, 3) * MINUTE_S
        until_slot_s = (world.company.next_slot(now) - now).total_seconds()
        sooner_s = world.random.choice((10 * MINUTE_S, *[DAY_S] * 11))
        return min(until_slot_s + world.random.uniform(0, MINUTE_S), sooner_s)
