"""What befalls senders and clocks at the places where something could: death, a store that fails, delay."""

from bot.delivery.figures import Patience
from tests.delivery.simulation.stage import Actor, Killed
from tests.delivery.simulation.store import COMMITTED
from tests.delivery.simulation.weather import Weather
from tests.delivery.simulation.world import World

# Where no transaction is open, so that somebody else can go on; elsewhere the store lets nobody in.
BETWEEN = frozenset(
    {
        "outbox.claimed", "outbox.calling", "outbox.answered", "outbox.recorded", "outbox.looking",
        "outbox.looked", "clock.ran",
    }
)  # fmt: skip
# Nothing of the store happens there, so it cannot fail.
NO_STORE = frozenset({"outbox.calling", "outbox.looking"})
# Who dies here has the same things behind them as who dies at the next place.
NO_DEATH = frozenset({COMMITTED})
STALLS_S = (0.01, 1.0, 15.0, 70.0, 200.0, 900.0)
# Between its last look at the lease and the call itself nothing can stop an owner who is held up there for
# longer than what is left of the lease and the time that others then wait for a call to end. No program can:
# Slack takes a message from whoever sends it. So here an owner is held up for as long as can be survived,
# with the longest call to come and a clock that is set forward meanwhile.
CALLING_STALLS_S = (0.01, 1.0, 10.0)
LONGEST_CALL_S = 19.0
assert max(CALLING_STALLS_S) + LONGEST_CALL_S < Patience.settle_s


class StoreFails(Exception):
    """The store lets a transaction down, or keeps it and cannot say so; whoever asked it lives on."""


class Troubles:
    """Reacts to failpoints."""

    def __init__(self, world: World, weather: Weather) -> None:
        self._world, self._weather = world, weather

    def react(self, place: str) -> None:
        """What happens at a failpoint; raises Killed or StoreFails, or passes time."""
        world, actor = self._world, self._world.stage.actor
        if actor is None:
            return
        self._remember(place, actor)
        if place not in NO_DEATH and world.is_unlucky(world.luck.death):
            world.happened["crashes"] += 1
            world.notice(f"dies at {place}")
            raise Killed(place)
        if place not in NO_STORE and world.is_unlucky(world.luck.failure):
            world.happened["store failures"] += 1
            world.notice(f"the store fails at {place}")
            raise StoreFails(place)
        if place in BETWEEN:
            assert world.store.is_between_transactions(), place
            if world.is_unlucky(world.luck.stall):
                self._hold_up(place)

    def _remember(self, place: str, actor: Actor) -> None:
        if place == "outbox.claimed":
            actor.claimed_s = self._world.stage.steady_s
        if place == "outbox.recorded":
            self._weather.obey(actor)

    def _hold_up(self, place: str) -> None:
        world = self._world
        stalls_s = CALLING_STALLS_S if place == "outbox.calling" else STALLS_S
        stall_s = world.random.choice(stalls_s) * world.random.uniform(0.5, 1)
        world.happened["stalls"] += 1
        world.notice(f"is held up at {place} for {stall_s:.2f} s")
        world.stage.sleep(stall_s)
