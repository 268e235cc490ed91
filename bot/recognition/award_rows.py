"""The awards of a month as the store keeps them; each change is one conditional UPDATE."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, insert, select, update

from bot.recognition.taking_part import members, people
from bot.store.awards import Award as AwardRow
from bot.store.awards import Reward
from bot.store.base import table_of

awards, rewards = table_of(AwardRow), table_of(Reward)

PREVIEW, APPROVED, ANNOUNCED, PASSED_OVER = "preview", "approved", "announced", "passed_over"
ACTIVE = (PREVIEW, APPROVED)


@dataclass(frozen=True)
class Award:
    """See bot.store.awards.Award, with the winner's name and Slack user, the reward's name ("" for none) and
    who approved it ("" for nobody yet)."""

    id: int
    month_id: int
    member_id: int
    user_id: str
    name: str
    no_naming: bool
    state: str
    words: str
    reasons: str
    how: str
    reward_id: int | None
    reward: str
    edition: int
    approved_by: str

    @property
    def is_out(self) -> bool:
        """Whether its winner cannot have it any more: passed over, but not for want of a nomination."""
        return self.state == PASSED_OVER and bool(self.how)


def award_by_id(connection: Connection, workspace_id: int, award_id: int) -> Award | None:
    """None when there is none of that number."""
    return next(
        iter(_awards_where(connection, awards.c.workspace_id == workspace_id, awards.c.id == award_id)), None
    )


def awards_of(connection: Connection, month_id: int) -> list[Award]:
    """All awards of a month, in the order in which they were made."""
    return _awards_where(connection, awards.c.month_id == month_id)


def keep_awards(
    connection: Connection,
    workspace_id: int,
    month_id: int,
    member_ids: Sequence[int],
    how: str,
    reasons: str = "",
) -> None:
    """Awards to be looked at by the hosts: new ones, or again for who stood first before."""
    again = update(awards).where(awards.c.month_id == month_id, awards.c.member_id.in_(list(member_ids)))
    values = {
        "state": PREVIEW,
        "how": how,
        "reasons": reasons,
        "edition": awards.c.edition + 1,
        "approved_by": None,
        "approved_at": None,
    }
    had = connection.execute(again.values(**values).returning(awards.c.member_id)).scalars().all()
    rows = [
        {
            "workspace_id": workspace_id,
            "month_id": month_id,
            "member_id": member,
            "state": PREVIEW,
            "words": "",
            "reasons": reasons,
            "how": how,
            "edition": 0,
        }
        for member in member_ids
        if member not in had
    ]
    if rows:
        connection.execute(insert(awards), rows)


def change_award(
    connection: Connection, award_id: int, is_in: str, edition: int | None = None, **values: object
) -> bool:
    """Changes an award that is in the state `is_in`, and in that edition if one is given. Whether it was."""
    here = (awards.c.id == award_id) & (awards.c.state == is_in)
    if edition is not None:
        here &= awards.c.edition == edition
    change = update(awards).where(here).values(edition=awards.c.edition + 1, **values)
    return connection.execute(change).rowcount == 1


def approval(person_id: int, now: datetime) -> dict[str, object]:
    """The columns of an approval."""
    return {"state": APPROVED, "approved_by": person_id, "approved_at": now}


def _awards_where(connection: Connection, *where: ColumnElement[bool]) -> list[Award]:
    rows = connection.execute(_QUERY.where(*where).order_by(awards.c.id)).mappings()
    return [
        Award(**{**row, "reward": row["reward"] or "", "approved_by": row["approved_by"] or ""})
        for row in rows
    ]


_QUERY: Select[Any] = (
    select(
        *(awards.c[name] for name in ("id", "month_id", "member_id", "state", "words", "reasons", "how")),
        awards.c.reward_id,
        awards.c.edition,
        members.c.slack_user_id.label("user_id"),
        members.c.name,
        members.c.no_naming,
        rewards.c.name.label("reward"),
        people.c.name.label("approved_by"),
    )
    .join_from(awards, members, members.c.id == awards.c.member_id)
    .join(rewards, rewards.c.id == awards.c.reward_id, isouter=True)
    .join(people, people.c.id == awards.c.approved_by, isouter=True)
)
