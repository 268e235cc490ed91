"""Who praises whom in return: pairs, and circles of three and four, within one month."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

Times = Mapping[int, Mapping[int, int]]


def damped_pairs(namings: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    """For each member, those whose support for them counts half; it is mutual. Others are not in it.

    namings: (giver, receiver) of a month, once for each time that the giver named the receiver. Two are
    damped who named each other, and all who stand in one circle: three or four who named one another in
    turn (A→B→C→A), each of whom gave at least half of all their namings to the others in it.
    """
    times: dict[int, dict[int, int]] = defaultdict(dict)
    for giver, receiver in namings:
        times[giver][receiver] = times[giver].get(receiver, 0) + 1
    damped: dict[int, set[int]] = defaultdict(set)
    for giver, given in times.items():
        damped[giver].update(receiver for receiver in given if giver in times.get(receiver, ()))
    for circle in _circles(times):
        for member in circle:
            damped[member].update(other for other in circle if other != member)
    return {member: others for member, others in damped.items() if others}


def _circles(times: Times) -> Iterator[tuple[int, ...]]:
    """Each circle, from its lowest member on."""
    forward = _promising(times)
    backward: dict[int, set[int]] = defaultdict(set)
    for giver, given in forward.items():
        for receiver in given:
            backward[receiver].add(giver)
    for first in forward:
        if into_first := backward.get(first):
            yield from _circles_from(first, into_first, forward, times)


def _circles_from(
    first: int, into_first: set[int], forward: Mapping[int, set[int]], times: Times
) -> Iterator[tuple[int, ...]]:
    for second in forward[first]:
        if second <= first:
            continue
        for third in forward.get(second, ()):
            if third <= first:
                continue
            three = (first, second, third)
            if third in into_first and _inward(three, times):
                yield three
            for fourth in into_first & forward.get(third, _NOBODY):
                four = (*three, fourth)
                if fourth > first and fourth != second and _inward(four, times):
                    yield four


_NOBODY: frozenset[int] = frozenset()


def _promising(times: Times) -> dict[int, set[int]]:
    """Each giver with those receivers with whom they can be in one circle at all: together with the two
    whom they named most, they have at least half of what the giver gave. Keeps the search short.
    """
    promising: dict[int, set[int]] = {}
    for giver, given in times.items():
        counts = sorted(given.values(), reverse=True)
        most = counts[0] + sum(counts[1:2])
        total = sum(counts)
        promising[giver] = {receiver for receiver, count in given.items() if 2 * (count + most) >= total}
    return promising


def _inward(circle: tuple[int, ...], times: Times) -> bool:
    """Whether each in the circle gave at least half of their namings to the others in it."""
    return all(
        2 * sum(times[member].get(other, 0) for other in circle if other != member)
        >= sum(times[member].values())
        for member in circle
    )
