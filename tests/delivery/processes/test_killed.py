"""Processes killed as kill -9 does, at every commit and every call: nothing is lost, nothing sent twice."""

from collections import deque

import pytest

from bot.failpoints import PLACES
from tests.delivery.processes.children import KILLED, Child, end_all
from tests.delivery.processes.ground import CLOCKS, SENDERS, Ground
from tests.delivery.processes.which_store import POSTGRESQL_FIRST
from tests.figures import Tell

# Messages are put by what a schedule runs, so these end a clock; the others end a sender.
OF_CLOCKS = [place for place in PLACES if place.startswith("clock.") or place == "outbox.put"]
OF_SENDERS = [place for place in PLACES if place not in OF_CLOCKS]
# Only reached after somebody else was killed, so it has its turn at the end.
EXPIRING = "outbox.expiring"


class Relay:
    """Two clocks and three senders all the time; whoever is killed is followed by the next victim."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._victims = {
            "clock": deque(OF_CLOCKS),
            "sender": deque(place for place in OF_SENDERS if place != EXPIRING),
        }
        self._rounds = 0
        self.alive: list[Child] = []
        self.killed = 0

    def is_over(self) -> bool:
        """Relieves who was killed and sees to it that there is work; whether every victim has met its end."""
        self.killed += sum(child.code == KILLED for child in self.alive)
        self.alive = [child for child in self.alive if child.code is None]
        for command, number in (("clock", CLOCKS), ("sender", SENDERS)):
            while sum(child.command == command for child in self.alive) < number:
                victim = self._victims[command].popleft() if self._victims[command] else ""
                self.alive.append(self._ground.start(command, f"{victim}:kill" if victim else ""))
                self._owe_more()
        if self._ground.settled():
            self._owe_more()
        return self.killed == len(PLACES) - 1

    def _owe_more(self) -> None:
        """What is put by hand, and what a schedule puts, late: that is looked for first."""
        self._rounds += 1
        self._ground.put_notes(f"round {self._rounds}", 2)
        self._ground.schedule(f"round {self._rounds}", 1)


def kill_one_that_expires(ground: Ground) -> None:
    """Kills a sender with a claim, and then whoever takes its messages back."""
    for place in ("outbox.claimed", EXPIRING):
        ground.put_notes(place, 2)
        victim = ground.start("sender", f"{place}:kill")
        ground.until(lambda: victim.code is not None)  # noqa: B023 - waited for at once
        assert victim.code == KILLED


@POSTGRESQL_FIRST
def test_one_after_the_other_is_killed_at_the_next_place(ground: Ground, tell: Tell) -> None:
    relay = Relay(ground)
    ground.until(relay.is_over)
    ground.until(ground.settled)
    end_all([child for child in relay.alive if child.command == "sender"])
    kill_one_that_expires(ground)
    ground.start_all()
    count = ground.count_at_end()
    tell(f"killed at {len(PLACES)} places in turn: {count}")
    assert count.is_clean


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_all_killed_at_one_place_and_started_again(ground: Ground, place: str, tell: Tell) -> None:
    ground.put_notes("note", 6)
    ground.schedule("proof", 3)
    if place == EXPIRING:
        first = ground.start("sender", "outbox.claimed:kill")
        ground.until(lambda: first.code is not None)
    victims = ground.start_all(f"{place}:kill")
    ground.until(lambda: any(victim.code == KILLED for victim in victims))
    ground.start_all()
    count = ground.count_at_end()
    tell(f"{place}: {count}, {sum(victim.code == KILLED for victim in victims)} killed")
    assert count.is_clean
