"""The shortlist of a month, counted from what was given in it: at its close, or since some is gone."""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.recognition.month_facts import month_facts
from bot.recognition.ranking import Standing, Ties, placed, rank
from bot.recognition.work import Work

# Of whoever stands before the first who can win so many are kept, for the hosts to be told of.
MOST_BEFORE = 10


def standings_of(work: Work, month: str, ended_at: datetime, ties: Ties) -> list[Standing]:
    """Everybody who was named in a month that ended at `ended_at`, by place; teams are those of that day."""
    day = work.company.today(ended_at)
    facts = month_facts(work.connection, work.company.id, month, ended_at, day)
    return rank(facts.namings, facts.endorsings, facts.teams, ties)


def shortlisted(
    standings: Sequence[Standing], left: Collection[int], most: int, ties: Ties
) -> list[Standing]:
    """The first `most` who can win, and whoever stood before the first of them and has left."""
    can_win = [one for one in standings if one.member_id not in left]
    first = standings.index(can_win[0]) if can_win else 0
    before = [one for one in standings[:first] if one.member_id in left][:MOST_BEFORE]
    return placed([*before, *can_win[:most]], ties)
