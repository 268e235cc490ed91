"""How a winner was found and a tie settled, in the words of the announcement. Nobody else is named in it."""

from bot.recognition.settling import Settled, support_text
from bot.slack.numbers import count

COMMITTEE_PICKED = "Chosen by the hosts of the award from the month's shortlist."

_SETTLED_BY = {
    "support": "by their {support}",
    "nominators": "by how many different people nominated them",
    "teams": "by how many different teams those who nominated them are in",
    "earlier": "by who got there earlier",
    "took_part_first": "by who took part in Drop the mic first",
}


def how_won(settled: Settled, votes: int | None, *, is_first: bool) -> str:
    """A sentence or two. `votes` is how many voted in the ballot; None where there was none. `is_first` when
    nobody who stood before them has left or was passed over."""
    lead, what = _measure(settled, votes)
    if settled.by == "alone":
        return f"{lead}{what}."
    if settled.by == "shared":
        return f"{lead}A tie, and it is shared: level on {what}."
    if not settled.level_with:
        return f"{lead}{what}{', the most of all' if is_first else ''}."
    by = _SETTLED_BY[settled.by].format(support=_support(settled.first.support_halves))
    others = count(len(settled.level_with), "other", "others")
    return f"{lead}A tie: level with {others} on {what}. It was settled {by}."


def _measure(settled: Settled, votes: int | None) -> tuple[str, str]:
    """How it was decided, and what the winner has."""
    support = _support(settled.first.support_halves)
    if votes is None:
        return "By nominations and endorsements: ", support
    if not votes:
        return "Nobody voted, so nominations and endorsements decide: ", support
    own = settled.first.votes
    return "By secret ballot: ", f"{own:,} of {count(votes, 'vote', 'votes')}"


def _support(halves: int) -> str:
    return f"{support_text(halves)} {'point' if halves <= 2 else 'points'} of support"
