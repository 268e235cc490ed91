"""Rounds of crashes before a Slack behind real HTTP: 100 with real processes, 400 in this one.

What the clocks, senders and the store do in still worse weather, tests.delivery.simulation finds out.
"""

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from bot.failpoints import PLACES
from tests.databases import Databases
from tests.delivery.processes.children import KILLED, Child
from tests.delivery.processes.ground import Count, Ground, ground_on
from tests.delivery.processes.in_process import Time, play_round
from tests.delivery.processes.test_killed import OF_CLOCKS, OF_SENDERS
from tests.figures import Tell

REAL_ROUNDS = 50  # on each store
# In batches, so that several workers share them: two on each store.
MADE_ROUNDS = 100
BATCHES = [("sqlite", 0), ("sqlite", 1), ("postgresql", 2), ("postgresql", 3)]
FEW_ROUNDS = 8


def _play(databases: Databases, kind: str, folder: Path, seeds: range) -> str:
    """A round for each seed, in this process; what came of them."""
    time, crashes, messages = Time(), 0, 0
    with ground_on(databases.fresh(kind), folder, time) as ground:
        for seed in seeds:
            count, crashed = play_round(ground, time, seed)
            assert count.is_clean, f"seed {seed}: {count}"
            crashes, messages = crashes + crashed, messages + count.messages
    return f"{len(seeds)} rounds in one process on {kind}, {crashes} crashes: {Count(messages, 0, 0, 0)}"


def test_a_few_rounds_in_one_process(databases: Databases, tmp_path: Path, tell: Tell) -> None:
    tell(_play(databases, "sqlite", tmp_path, range(FEW_ROUNDS)))


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "batch"), BATCHES)
def test_100_rounds_in_one_process(
    databases: Databases, tmp_path: Path, tell: Tell, kind: str, batch: int
) -> None:
    tell(_play(databases, kind, tmp_path, range(batch * MADE_ROUNDS, (batch + 1) * MADE_ROUNDS)))


@pytest.mark.slow
def test_50_rounds_of_processes(ground: Ground, store_kind: str, tell: Tell) -> None:
    """Two clocks and three senders, most of them killed somewhere; one of each lives on."""
    randomness, killed, messages = Random(1), Counter[str](), 0
    for number in range(REAL_ROUNDS):
        ground.begin_round()
        ground.put_notes(f"round {number}", randomness.randint(2, 6))
        ground.schedule(f"round {number}", randomness.randint(1, 3))
        victims = [_victim(ground, command, randomness) for command in ("clock", "sender", "sender")]
        ground.start("clock")
        ground.start("sender")
        count = ground.count_at_end()
        killed.update(place for child, place in victims if child.code == KILLED)
        messages += count.messages
        assert count.is_clean, f"round {number}: {count}"
    all_of_them = Count(messages, 0, 0, 0)
    tell(f"{REAL_ROUNDS} rounds of processes on {store_kind}, {killed.total()} killed: {all_of_them}")
    assert len(killed) > len(PLACES) / 2


def _victim(ground: Ground, command: str, randomness: Random) -> tuple[Child, str]:
    """A process that is killed the first, second or third time that it comes to a place, if it does."""
    place = randomness.choice(OF_CLOCKS if command == "clock" else OF_SENDERS)
    return ground.start(command, f"{place}:kill:{randomness.randint(1, 3)}"), place
