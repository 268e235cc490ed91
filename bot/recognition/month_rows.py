"""The months that were closed and their shortlists, as the store keeps them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, func, insert, select, update

from bot.recognition.calendar import month_label
from bot.recognition.ranking import Standing, Ties
from bot.store.awards import Candidate, RecognitionMonth, Voter
from bot.store.base import table_of

months, candidates, voters = table_of(RecognitionMonth), table_of(Candidate), table_of(Voter)

BALLOT, COMMITTEE, CHOSEN, ANNOUNCED, EMPTY = "ballot", "committee", "chosen", "announced", "empty"


@dataclass(frozen=True)
class Month:
    """See bot.store.awards.RecognitionMonth."""

    id: int
    month: str
    state: str
    choosing: str
    ties: Ties
    closed_at: datetime
    ballot_until: datetime | None

    @property
    def label(self) -> str:
        """As people call it: "November 2026"."""
        return month_label(self.month)


def month_by_id(
    connection: Connection, workspace_id: int, month_id: int, *, locked: bool = False
) -> Month | None:
    """A month of a workspace. `locked`: nobody else changes it, its ballot or its awards until the end of the
    transaction."""
    return _month_where(connection, workspace_id, months.c.id == month_id, locked)


def month_named(connection: Connection, workspace_id: int, month: str) -> Month | None:
    """A closed month by what it is called ("2026-11"), locked as `month_by_id` does it; None while it is
    open."""
    return _month_where(connection, workspace_id, months.c.month == month, locked=True)


def months_in(connection: Connection, workspace_id: int, *states: str) -> list[Month]:
    """The months in one of these states, the latest first."""
    here = (months.c.workspace_id == workspace_id) & months.c.state.in_(states)
    rows = connection.execute(select(months).where(here).order_by(months.c.month.desc())).mappings()
    return [_month(row) for row in rows]


def keep_month(connection: Connection, workspace_id: int, **columns: object) -> Month:
    """Closes a month: from now on it has a row."""
    new = connection.execute(insert(months).values(workspace_id=workspace_id, **columns).returning(months))
    return _month(new.mappings().one())


def move(connection: Connection, month: Month, state: str) -> bool:
    """Into another state. False when it is no longer in the one that `month` says."""
    here = (months.c.id == month.id) & (months.c.state == month.state)
    return connection.execute(update(months).where(here).values(state=state)).rowcount == 1


def keep_candidates(
    connection: Connection, workspace_id: int, month_id: int, shortlist: Iterable[Standing]
) -> None:
    """The shortlist of a month, by place, instead of the one that it had."""
    connection.execute(delete(candidates).where(candidates.c.month_id == month_id))
    rows = [
        {
            "workspace_id": workspace_id,
            "month_id": month_id,
            "member_id": one.member_id,
            "place": one.place,
            "support_halves": one.support_halves,
            "nominators": one.nominators,
            "teams": one.teams,
            "first_at": one.reached_at,
            "votes": one.votes,
        }
        for one in shortlist
    ]
    if rows:
        connection.execute(insert(candidates), rows)


def candidates_of(connection: Connection, month_id: int) -> list[Standing]:
    """The shortlist of a month, in the order of its close, with the votes of its ballot."""
    query = select(candidates).where(candidates.c.month_id == month_id)
    rows = connection.execute(query.order_by(candidates.c.place, candidates.c.id))
    return [
        Standing(
            member_id=row.member_id,
            place=row.place,
            support_halves=row.support_halves,
            nominators=row.nominators,
            teams=row.teams,
            reached_at=row.first_at,
            votes=row.votes,
        )
        for row in rows
    ]


def turnout(connection: Connection, month_id: int) -> int:
    """How many have voted."""
    return int(
        connection.execute(
            select(func.count()).select_from(voters).where(voters.c.month_id == month_id)
        ).scalar_one()
    )


def _month_where(
    connection: Connection, workspace_id: int, where: ColumnElement[bool], locked: bool
) -> Month | None:
    query = select(months).where(months.c.workspace_id == workspace_id, where)
    row = connection.execute(query.with_for_update() if locked else query).mappings().first()
    return None if row is None else _month(row)


def _month(row: RowMapping) -> Month:
    return Month(
        id=row["id"],
        month=row["month"],
        state=row["state"],
        choosing=row["choosing"],
        ties=cast(Ties, row["ties"]),
        closed_at=row["closed_at"],
        ballot_until=row["ballot_until"],
    )
