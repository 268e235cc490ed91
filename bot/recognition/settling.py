"""How it came that one stands before another: what the announcement says of a tie."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.recognition.ranking import Standing, Ties, counts_first

By = Literal["alone", "votes", "support", "nominators", "teams", "earlier", "took_part_first", "shared"]


@dataclass(frozen=True)
class Settled:
    """Why `first` won. `second` came next, or shares the place; None when there was nobody else.

    by: what decided between the two, or *shared*, or *alone*. level_with: the others, by member id and in
    turn, who had as many votes (in a ballot; else as much support); empty when there was no tie.
    """

    by: By
    first: Standing
    second: Standing | None
    level_with: tuple[int, ...]


def settled(standings: Sequence[Standing], ties: Ties) -> Settled:
    """How the first of these came to stand there. ValueError when there are none.

    standings: as `bot.recognition.ranking.placed` orders them; without those passed over.
    """
    if not standings:
        raise ValueError("Nobody stands anywhere, so nothing was settled.")
    first, *others = standings
    if not others:
        return Settled("alone", first, None, ())
    by_votes = any(standing.votes for standing in standings)
    most = counts_first(first, by_votes)
    level = tuple(other.member_id for other in others if counts_first(other, by_votes) == most)
    by = "shared" if level and ties == "shared" else _decided_by(first, others[0])
    return Settled(by, first, others[0], level)


def support_text(support_halves: int) -> str:
    """Support as people read it: 12, 12½, ½."""
    whole, half = divmod(support_halves, 2)
    return f"{whole or ''}½" if half else str(whole)


def _decided_by(first: Standing, second: Standing) -> By:
    if first.votes != second.votes:
        return "votes"
    if first.support_halves != second.support_halves:
        return "support"
    if first.nominators != second.nominators:
        return "nominators"
    if first.teams != second.teams:
        return "teams"
    return "earlier" if first.reached_at != second.reached_at else "took_part_first"
