"""A second opinion on the ranking: slow, from docs/recognition.md, written apart from what it checks."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from itertools import permutations

from bot.recognition.ranking import Endorsing, Naming

HALF, WHOLE = Fraction(1, 2), Fraction(1)


@dataclass(frozen=True)
class Month:
    """All that happened in a month."""

    namings: Sequence[Naming]
    endorsings: Sequence[Endorsing]
    teams: Mapping[int, str]

    @property
    def people(self) -> set[int]:
        receivers = {naming.receiver_id for naming in self.namings}
        return receivers | {naming.giver_id for naming in self.namings}

    def receivers_of(self, nomination: int) -> set[int]:
        return {naming.receiver_id for naming in self.namings if naming.nomination_id == nomination}

    def named(self, giver: int, receiver: int) -> int:
        """In how many nominations."""
        return self._times[giver, receiver]

    @cached_property
    def _times(self) -> Counter[tuple[int, int]]:
        return Counter((one.giver_id, one.receiver_id) for one in self.namings)

    @cached_property
    def circles(self) -> set[frozenset[int]]:
        """All sets of three or four people who stand, in some order, in a circle that is damped."""
        found = set()
        for size in (3, 4):
            for circle in permutations(sorted(self.people), size):
                follows = zip(circle, circle[1:] + circle[:1], strict=True)
                if all(self.named(one, other) for one, other in follows) and all(
                    _inside(self, one, circle) >= HALF for one in circle
                ):
                    found.add(frozenset(circle))
        return found


def _inside(month: Month, one: int, circle: Collection[int]) -> Fraction:
    given = sum(month.named(one, other) for other in month.people)
    return Fraction(sum(month.named(one, other) for other in circle), given)


def weight(month: Month, supporter: int, receiver: int) -> Fraction:
    """What one's support for another counts."""
    if month.named(supporter, receiver) and month.named(receiver, supporter):
        return HALF
    return HALF if any({supporter, receiver} <= circle for circle in month.circles) else WHOLE


def supporters(month: Month, receiver: int) -> Iterator[tuple[int, datetime]]:
    """Who stands behind each nomination of somebody, since when."""
    for naming in month.namings:
        if naming.receiver_id != receiver:
            continue
        yield naming.giver_id, naming.at
        barred = {naming.giver_id} | month.receivers_of(naming.nomination_id)
        behind = {one.member_id for one in month.endorsings if one.nomination_id == naming.nomination_id}
        for endorser in behind - barred:
            moments = [
                one.at
                for one in month.endorsings
                if (one.nomination_id, one.member_id) == (naming.nomination_id, endorser)
            ]
            yield endorser, min(moments)


Figures = tuple[Fraction, int, int, datetime]


def figures(month: Month, receiver: int) -> Figures:
    """Support, different nominators, their different teams, when the support was reached."""
    behind = list(supporters(month, receiver))
    nominators = {one.giver_id for one in month.namings if one.receiver_id == receiver}
    teams = {month.teams[one] for one in nominators if one in month.teams}
    support = sum((weight(month, one, receiver) for one, _ in behind), Fraction(0))
    return support, len(nominators), len(teams), max(at for _, at in behind)


def before(one: tuple[int, Figures], other: tuple[int, Figures]) -> bool:
    """Whether the first of two stands before the second, in turn."""
    (an_id, (support, nominators, teams, reached)), (other_id, theirs) = one, other
    if (support, nominators, teams) != theirs[:3]:
        return (support, nominators, teams) > theirs[:3]
    return (reached, an_id) < (theirs[3], other_id)
