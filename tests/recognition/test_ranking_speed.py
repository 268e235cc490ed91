"""A month of 5,000 people, 20,000 nominations and 60,000 endorsements is ranked in well under a second."""

import random
from datetime import timedelta
from time import process_time

import pytest

from bot.recognition.ranking import Endorsing, Naming, rank
from tests.recognition.months import BEGIN

PEOPLE, NOMINATIONS, ENDORSEMENTS = 5_000, 20_000, 60_000
MOST_SECONDS = 1  # of the processor; a quarter of it is usual
MINUTES = 28 * 24 * 60


def near(giver: int, chance: random.Random) -> set[int]:
    """In a team of seven, where pairs and circles are everywhere."""
    return {giver // 7 * 7 + chance.randrange(7)}


def anybody(giver: int, chance: random.Random) -> set[int]:
    return {chance.randrange(PEOPLE) for _ in range(chance.choice([1, 1, 2, 3]))}


def neighbours(giver: int, chance: random.Random) -> set[int]:
    """Six each, from which every circle could still be one."""
    return {(giver + chance.choice([-3, -2, -1, 1, 2, 3])) % PEOPLE}


def stars(giver: int, chance: random.Random) -> set[int]:
    return {chance.randrange(20)}


slow = pytest.mark.slow


@pytest.mark.parametrize(
    "receivers",
    [near, *(pytest.param(other, marks=slow) for other in (anybody, neighbours, stars))],
)
def test_a_large_month_is_ranked_at_once(receivers: object) -> None:
    assert callable(receivers)
    chance = random.Random(11)
    namings = [
        Naming(number, giver, receiver, BEGIN + timedelta(minutes=chance.randrange(MINUTES)))
        for number in range(NOMINATIONS)
        for giver in [chance.randrange(PEOPLE)]
        for receiver in receivers(giver, chance) - {giver}
    ]
    endorsings = [
        Endorsing(
            chance.randrange(NOMINATIONS),
            chance.randrange(PEOPLE),
            BEGIN + timedelta(minutes=chance.randrange(MINUTES)),
        )
        for _ in range(ENDORSEMENTS)
    ]
    teams = {person: f"team {person // 7}" for person in range(PEOPLE)}
    began = process_time()
    standings = rank(namings, endorsings, teams, "in_turn")
    assert process_time() - began < MOST_SECONDS
    assert {one.member_id for one in standings} == {one.receiver_id for one in namings}
