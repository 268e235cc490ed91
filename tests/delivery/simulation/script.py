"""The events of a plan, as they happen one after another, and the calm at the end."""

from functools import partial

from bot import failpoints
from bot.delivery import desk
from bot.delivery.outbox import Outbox
from bot.schedule.job import Jobs
from bot.schedule.jobs import own_jobs
from bot.store.engine import writing
from tests.delivery.simulation.cast import Cast
from tests.delivery.simulation.people import ADMIN, People
from tests.delivery.simulation.plan import CHANNELS, DAY_S, HOUR_S, Event, Plan
from tests.delivery.simulation.store import Store
from tests.delivery.simulation.troubles import Troubles
from tests.delivery.simulation.weather import Weather
from tests.delivery.simulation.world import Say, World

# A schedule that failed is tried once an hour at least; and no message waits for its next try so long.
SCHEDULES_SETTLE_S, MESSAGES_SETTLE_S = 3 * HOUR_S, 10 * DAY_S


class Script:
    def __init__(self, plan: Plan, store: Store, outbox: Outbox, say: Say | None) -> None:
        self.world = World(plan, store, store.found(plan.founding), outbox, say)
        self.weather = Weather(self.world)
        self._people = People(self.world, self.weather)
        jobs = Jobs([*own_jobs(outbox), self._people.say_job()])
        self._cast = Cast(self.world, self.weather, jobs)
        self._backup: tuple[str, ...] = ()
        self._down_until_s = 0.0
        self._is_restoring = False
        self._happenings = {
            "change": self._change,
            "decide": self._decide,
            "downtime": self._downtime,
            "revoke": self._revoke,
            "authorise": self._authorise,
            "remove": self._remove,
            "invite": self._invite,
            "jump": self._jump,
            "backup": self._keep_backup,
            "restore": self._restore,
        }

    def play(self) -> None:
        """All events of the plan, and what comes of them."""
        stage = self.world.stage
        for line in self.world.plan.in_words():
            self.world.notice(line)
        failpoints.arm(Troubles(self.world, self.weather).react)
        self._cast.begin()
        for event in self.world.plan.events:
            stage.at(event.at_s, partial(self._happens, event))
        stage.run(self.world.plan.ends_s)

    def settle(self) -> None:
        """Nothing goes wrong any more, and everybody has the time that they need."""
        world, stage = self.world, self.world.stage
        stage.run(max(self._down_until_s, stage.steady_s))
        world.notice("all is well from now on")
        world.calm()
        self.weather.unreadable.clear()
        self.weather.left.clear()
        self._authorise(0)
        self._cast.nudge(everybody=True)
        stage.run(stage.steady_s + SCHEDULES_SETTLE_S)
        self._cast.end_clocks()
        self._cast.ticker().tick()
        world.ticked_at = stage.now()
        for _ in range(2):
            self._cast.nudge()
            stage.run(stage.steady_s + MESSAGES_SETTLE_S)

    def _happens(self, event: Event) -> None:
        self._happenings[event.what](event.number)
        self._cast.nudge()

    def _change(self, number: float) -> None:
        if not self._is_restoring:
            self._people.change(f"m{number}")

    def _decide(self, _number: float) -> None:
        if not self._is_restoring:
            self._people.decide()

    def _downtime(self, lasts_s: float) -> None:
        self._tell("downtimes", f"nothing runs for {lasts_s:.0f} s")
        self._go_down(lasts_s)

    def _revoke(self, _number: float) -> None:
        self._tell("revoked tokens", "the token is revoked")
        self.weather.stopped = "token_revoked"

    def _authorise(self, _number: float) -> None:
        world = self.world
        self.weather.stopped = None
        with writing(world.store.engine) as connection:
            desk.resume(connection, world.company.workspace_id, world.stage.now(), ADMIN)
        world.notice("Slack takes messages")

    def _remove(self, number: float) -> None:
        channel = CHANNELS[int(number)]
        self._tell("removals", f"the app is removed from {channel}")
        self.weather.left.add(channel)

    def _invite(self, number: float) -> None:
        channel = CHANNELS[int(number)]
        self.world.notice(f"the app is invited to {channel}")
        self.weather.left.discard(channel)

    def _jump(self, by_s: float) -> None:
        self._tell("jumps", f"the time of day is set by {by_s:+.0f} s")
        self.world.stage.set_clock(by_s)
        self.world.disturbed_s = self.world.stage.steady_s
        self._cast.nudge(everybody=True)

    def _keep_backup(self, _number: float) -> None:
        self.world.store.keep_backup()
        self._backup = tuple(self.world.committed)
        self.world.notice("a backup is made")

    def _restore(self, lasts_s: float) -> None:
        world = self.world
        self._tell("restores", f"nothing runs for {lasts_s:.0f} s, and the backup is restored")
        self._go_down(lasts_s)
        self._is_restoring = True
        world.store.restore_backup()
        world.committed[:] = self._backup
        world.was_restored, world.disturbed_s = True, world.stage.steady_s

    def _go_down(self, lasts_s: float) -> None:
        stage = self.world.stage
        self._cast.end()
        self._down_until_s = max(self._down_until_s, stage.steady_s + lasts_s, self._cast.disturbed_until_s)
        stage.at(self._down_until_s, self._come_up)

    def _come_up(self) -> None:
        if not self._cast.is_up and self.world.stage.steady_s >= self._down_until_s:
            self.world.notice("everything starts")
            self._is_restoring = False
            self._cast.begin()

    def _tell(self, what: str, in_words: str) -> None:
        self.world.happened[what] += 1
        self.world.notice(in_words)
