"""Who was recognised most in a month, and how equal ones stand: exact, in halves of an endorsement."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Literal, NamedTuple

from bot.recognition.circles import damped_pairs

Ties = Literal["in_turn", "shared"]


class Naming(NamedTuple):
    """That a nomination, given at `at`, names somebody; one that names three is three of these."""

    nomination_id: int
    giver_id: int
    receiver_id: int
    at: datetime


class Endorsing(NamedTuple):
    """That somebody stands behind a nomination since `at`."""

    nomination_id: int
    member_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands. `place` counts from 1; those who share a place have the same.

    support_halves: two for each nomination and each endorsement of one, one where it is damped.
    nominators: how many different people nominated them, `teams` from how many teams.
    reached_at: when their support became what it is. votes: of a ballot, else 0.
    """

    member_id: int
    place: int
    support_halves: int
    nominators: int
    teams: int
    reached_at: datetime
    votes: int = 0


def rank(
    namings: Iterable[Naming],
    endorsings: Iterable[Endorsing],
    teams: Mapping[int, str],
    ties: Ties,
    left_out: Collection[int] = (),
) -> list[Standing]:
    """Everybody named in a month, by place and then in turn.

    namings, endorsings: of the month's nominations, in any order; what endorses another nomination, or comes
    from its giver or from somebody it names, does not count. teams: by member. left_out: who cannot win; what
    they gave still counts.
    """
    given = [naming for naming in namings if naming.giver_id != naming.receiver_id]
    tallies = _tallies(given, _supporters(given, endorsings))
    standings = [
        Standing(
            member_id=member,
            place=0,
            support_halves=tally.halves,
            nominators=len(tally.nominators),
            teams=len({team for giver in tally.nominators if (team := teams.get(giver))}),
            reached_at=tally.reached_at,
        )
        for member, tally in tallies.items()
        if member not in left_out
    ]
    return placed(standings, ties)


def placed(standings: Collection[Standing], ties: Ties) -> list[Standing]:
    """These, and no others, by place: votes count first where there are any, then support.

    Equal ones stand in turn (different nominators, their different teams, whose support was reached earlier,
    who took part first), or share their place.
    """
    ordered = sorted(standings, key=in_turn)
    if ties == "in_turn":
        return [replace(standing, place=place) for place, standing in enumerate(ordered, 1)]
    by_votes = any(standing.votes for standing in ordered)
    shared: list[Standing] = []
    for _, level in groupby(ordered, key=lambda one: counts_first(one, by_votes)):
        place = len(shared) + 1
        shared += [replace(standing, place=place) for standing in level]
    return shared


def counts_first(standing: Standing, by_votes: bool) -> int:
    """What a winner is chosen by: votes in a ballot, else support in halves."""
    return standing.votes if by_votes else standing.support_halves


def in_turn(standing: Standing) -> tuple[int, int, int, int, datetime, int]:
    """Who has less of it stands before; no two have the same."""
    return (
        -standing.votes,
        -standing.support_halves,
        -standing.nominators,
        -standing.teams,
        standing.reached_at,
        standing.member_id,
    )


@dataclass(slots=True)
class _Tally:
    halves: int
    nominators: set[int]
    reached_at: datetime


def _supporters(given: Iterable[Naming], endorsings: Iterable[Endorsing]) -> dict[int, dict[int, datetime]]:
    """For each nomination, who stands behind it since when: the giver, and who endorsed it first or again."""
    supporters: dict[int, dict[int, datetime]] = {}
    concerned: dict[int, set[int]] = defaultdict(set)
    for nomination, giver, receiver, at in given:
        supporters[nomination] = {giver: at}
        concerned[nomination].update((giver, receiver))
    for nomination, member, at in endorsings:
        behind = supporters.get(nomination)
        if behind is None or member in concerned[nomination]:
            continue
        if member not in behind or at < behind[member]:
            behind[member] = at
    return supporters


def _tallies(given: Iterable[Naming], supporters: Mapping[int, Mapping[int, datetime]]) -> dict[int, _Tally]:
    """What each receiver has, from each nomination that names them once."""
    named = {(nomination, receiver): giver for nomination, giver, receiver, _ in given}
    damped = damped_pairs((giver, receiver) for (_, receiver), giver in named.items())
    latest = {nomination: max(behind.values()) for nomination, behind in supporters.items()}
    tallies: dict[int, _Tally] = {}
    for (nomination, receiver), giver in named.items():
        behind = supporters[nomination]
        halves = 2 * len(behind)
        if half := damped.get(receiver):
            halves -= len(behind.keys() & half)
        if (tally := tallies.get(receiver)) is None:
            tally = tallies[receiver] = _Tally(0, set(), latest[nomination])
        tally.halves += halves
        tally.nominators.add(giver)
        tally.reached_at = max(tally.reached_at, latest[nomination])
    return tallies
