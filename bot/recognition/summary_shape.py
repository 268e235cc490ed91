"""What a manager is told of a month: who of their people gave and received, and across which teams."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

NO_TEAM, OTHERS = "No team", "Other teams"


@dataclass(frozen=True)
class Report:
    """Somebody's direct report; `member_id` is None for one who never took part. `recognised` when they are
    too new to be missed, or were recognised lately."""

    name: str
    member_id: int | None
    recognised: bool


@dataclass(frozen=True)
class Crossing:
    """How often a manager's people were named by people of a team, and named people of it."""

    team: str
    received: int
    given: int


@dataclass(frozen=True)
class Summary:
    """Names are in order; those who gave and received come with how often, the most first.

    `from_own` of the `received` in all came from the people's own teams.
    """

    gave: Sequence[tuple[str, int]]
    received: Sequence[tuple[str, int]]
    unrecognised: Sequence[str]
    crossings: Sequence[Crossing]
    received_in_all: int
    from_own: int


def summarise(
    reports: Sequence[Report],
    by_giver: Mapping[int, Sequence[int]],
    by_receiver: Mapping[int, Sequence[int]],
    teams: Mapping[int, str],
    most_teams: int,
) -> Summary:
    """A month as it was for one manager's people.

    by_giver: whom each member named, once for each time; by_receiver: the reverse. teams: the name of each
    member's team.
    """
    known = {one.member_id: one.name for one in reports if one.member_id is not None}
    own_teams = {teams[member] for member in known if member in teams}
    received_from = Counter(
        teams.get(giver, NO_TEAM) for member in known for giver in by_receiver.get(member, ())
    )
    given_to = Counter(
        teams.get(receiver, NO_TEAM) for member in known for receiver in by_giver.get(member, ())
    )
    return Summary(
        gave=_counted(known, by_giver),
        received=_counted(known, by_receiver),
        unrecognised=[one.name for one in reports if not one.recognised],
        crossings=_crossings(received_from, given_to, most_teams),
        received_in_all=received_from.total(),
        from_own=sum(received_from[team] for team in own_teams),
    )


def grouped(namings: Iterable[tuple[int, int]]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """(giver, receiver) of a month by giver and by receiver."""
    by_giver: dict[int, list[int]] = defaultdict(list)
    by_receiver: dict[int, list[int]] = defaultdict(list)
    for giver, receiver in namings:
        by_giver[giver].append(receiver)
        by_receiver[receiver].append(giver)
    return by_giver, by_receiver


def _counted(known: Mapping[int, str], times: Mapping[int, Collection[int]]) -> list[tuple[str, int]]:
    found = [(name, len(times.get(member, ()))) for member, name in known.items()]
    return sorted(((name, number) for name, number in found if number), key=lambda one: (-one[1], one[0]))


def _crossings(received: Counter[str], given: Counter[str], most: int) -> list[Crossing]:
    """By team, the busiest first; the last of `most` stands for all the rest."""
    busiest = sorted(received.keys() | given.keys(), key=lambda team: (-received[team] - given[team], team))
    shown = busiest if len(busiest) <= most else busiest[: most - 1]
    rest = busiest[len(shown) :]
    crossings = [Crossing(team, received[team], given[team]) for team in shown]
    if rest:
        others = Crossing(OTHERS, sum(received[team] for team in rest), sum(given[team] for team in rest))
        crossings.append(others)
    return crossings
