"""The secret ballot: one vote a person, counted apart from who has voted.

Nothing tells whose vote was whose: a voter's row says that they have voted, a candidate's how many votes
there are, and neither says when. No request is noted and no entry is made in the audit log, for both would be
dated. Every vote writes all the candidates' rows, so that the database's own marks of who changed what last
do not tell the chosen one from the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Engine, bindparam, case, select, text, update

from bot.delivery.outbox import Outbox
from bot.people.company import company_in
from bot.recognition.announcing import go_on
from bot.recognition.ballot_post import show_it_is_over, show_turnout
from bot.recognition.choosing import shortlist
from bot.recognition.month_facts import said_of
from bot.recognition.month_rows import (
    BALLOT,
    CHOSEN,
    Month,
    candidates,
    month_by_id,
    months_in,
    turnout,
    voters,
)
from bot.recognition.quotes import Said, best_quotes
from bot.recognition.settings import settings_of
from bot.recognition.taking_part import Member, members_by_id
from bot.recognition.work import Visitor, Work
from bot.slack.numbers import count
from bot.store.engine import reading, writing

MOST_QUOTE_CHARACTERS = 200


class Vote(StrEnum):
    """What came of voting. *not_there*: the candidate has left, or is no candidate; *oneself*: nobody votes
    for themselves."""

    COUNTED = "counted"
    VOTED_BEFORE = "voted_before"
    OVER = "over"
    NOT_THERE = "not_there"
    ONESELF = "oneself"


@dataclass(frozen=True)
class Choice:
    """Somebody to vote for, with the best that was said of them; None where nothing was."""

    member: Member
    quote: Said | None


@dataclass(frozen=True)
class Ballot:
    """An open ballot as one voter sees it: whom they can vote for, by name, and how many have voted."""

    month: Month
    choices: Sequence[Choice]
    votes: int


class Ballots:
    """Takes votes."""

    def __init__(self, engine: Engine, outbox: Outbox) -> None:
        self._engine, self._outbox = engine, outbox

    def open_for(self, visitor: Visitor, month_id: int, now: datetime) -> Ballot | Vote:
        """The ballot for somebody who has not voted yet, or why there is none for them."""
        with reading(self._engine) as connection:
            month = month_by_id(connection, visitor.venue.id, month_id)
            no = _why_not(connection, month, visitor.member, now)
            if no is not None or month is None:
                return no or Vote.OVER
            work = Work.of(visitor, connection, self._outbox, now)
            ids = [one.member_id for one in shortlist(work, month).standings]
            others = [member for member in ids if member != visitor.member.id]
            known = members_by_id(connection, visitor.venue.company, others, now)
            said = said_of(connection, visitor.venue.id, month.month, others)
            choices = [Choice(one, _best(said[one.id])) for one in known.values()]
            by_name = sorted(choices, key=lambda choice: (choice.member.name, choice.member.id))
            return Ballot(month, by_name, turnout(connection, month.id))

    def vote(self, visitor: Visitor, month_id: int, member_id: int, now: datetime) -> Vote:
        """Votes for a candidate, once."""
        if member_id == visitor.member.id:
            return Vote.ONESELF
        with writing(self._engine) as connection:
            month = month_by_id(connection, visitor.venue.id, month_id, locked=True)
            no = _why_not(connection, month, visitor.member, now)
            if no is not None or month is None:
                return no or Vote.OVER
            work = Work.of(visitor, connection, self._outbox, now)
            if member_id not in {one.member_id for one in shortlist(work, month).standings}:
                return Vote.NOT_THERE
            row = {"workspace_id": work.company.id, "month_id": month.id, "member_id": visitor.member.id}
            if connection.execute(_VOTED, row).rowcount == 0:
                return Vote.VOTED_BEFORE
            one_more = case((candidates.c.member_id == member_id, 1), else_=0)
            own = candidates.c.month_id == month.id
            connection.execute(update(candidates).where(own).values(votes=candidates.c.votes + one_more))
            show_turnout(work, month)
            return Vote.COUNTED


def count_ballots(
    connection: Connection, outbox: Outbox, workspace_id: int, since: datetime, now: datetime
) -> str:
    """Counts every ballot whose time is over. Returns what came of it, in words."""
    settings = settings_of(connection, workspace_id)
    if settings is None:
        return "drop the mic is not set up"
    work = Work(connection, outbox, company_in(connection, workspace_id), settings, now, since)
    over = [
        month
        for month in reversed(months_in(connection, workspace_id, BALLOT))
        if month.ballot_until is not None and month.ballot_until <= now
    ]
    return "; ".join(_count(work, month) for month in over) or "no ballot has ended"


def end_ballot(work: Work, month: Month) -> Month:
    """Counts an open ballot, whose month has to be locked. The month as it is then."""
    go_on(work, month)
    after = month_by_id(work.connection, work.company.id, month.id)
    assert after is not None
    show_it_is_over(work, after)
    return after


def _count(work: Work, month: Month) -> str:
    held = month_by_id(work.connection, work.company.id, month.id, locked=True)
    if held is None or held.state != BALLOT:
        return f"{month.label}: counted already"
    after = end_ballot(work, held)
    votes = count(turnout(work.connection, month.id), "vote", "votes")
    waits = "the award waits for approval" if after.state == CHOSEN else "nobody can win"
    return f"{month.label}: {votes}; {waits}"


def _why_not(connection: Connection, month: Month | None, member: Member, now: datetime) -> Vote | None:
    if month is None or month.state != BALLOT or month.ballot_until is None or month.ballot_until <= now:
        return Vote.OVER
    own = (voters.c.month_id == month.id) & (voters.c.member_id == member.id)
    voted = connection.execute(select(voters.c.id).where(own)).first() is not None
    return Vote.VOTED_BEFORE if voted else None


def _best(said: Sequence[Said]) -> Said | None:
    return next(iter(best_quotes(said, 1, MOST_QUOTE_CHARACTERS)), None)


_VOTED = text(
    "INSERT INTO voters (workspace_id, month_id, member_id) VALUES (:workspace_id, :month_id, :member_id)"
    " ON CONFLICT (month_id, member_id) DO NOTHING"
).bindparams(bindparam("workspace_id"), bindparam("month_id"), bindparam("member_id"))
