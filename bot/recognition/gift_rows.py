"""Gifts as the store keeps them: what was given to whom, how far it has come, and who did what when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, insert, select, update

from bot.recognition.taking_part import members, people
from bot.store.awards import Gift as GiftRow
from bot.store.awards import GiftStep, Reward
from bot.store.base import table_of

gifts, steps, rewards = table_of(GiftRow), table_of(GiftStep), table_of(Reward)

PROMISED, APPROVED, FULFILLED, DECLINED, POOLED = "promised", "approved", "fulfilled", "declined", "pooled"
OPEN = (PROMISED, APPROVED)
COUNTING = (PROMISED, APPROVED, FULFILLED)


@dataclass(frozen=True)
class Gift:
    """See bot.store.awards.Gift; with the reward as it is, and the receiver's name, Slack user and person."""

    id: int
    reward_id: int
    reward: str
    value_minor: int
    currency: str
    taxable: bool
    member_id: int
    name: str
    user_id: str
    person_id: int | None
    person_key: str | None
    state: str
    pooled_into: int | None
    year: int
    given_on: date
    revision: int


@dataclass(frozen=True)
class Step:
    """What happened to a gift. `actor` is as the audit log calls them."""

    state: str
    actor: str
    at: datetime
    note: str


def gifts_where(connection: Connection, *where: ColumnElement[bool], most: int | None = None) -> list[Gift]:
    """The gifts for which `where` holds, the latest first."""
    query = _QUERY.where(*where).order_by(gifts.c.given_on.desc(), gifts.c.id.desc()).limit(most)
    return [Gift(**row) for row in connection.execute(query).mappings()]


def gift_by_id(connection: Connection, workspace_id: int, gift_id: int) -> Gift | None:
    """None when there is none of that number."""
    found = gifts_where(connection, gifts.c.workspace_id == workspace_id, gifts.c.id == gift_id)
    return found[0] if found else None


def keep_gift(connection: Connection, **columns: object) -> int:
    """A new gift. Returns its number."""
    return int(
        connection.execute(insert(gifts).values(revision=0, **columns).returning(gifts.c.id)).scalar_one()
    )


def change_gift(
    connection: Connection,
    workspace_id: int,
    gift_id: int,
    revision: int,
    states: tuple[str, ...],
    **values: object,
) -> bool:
    """Changes a gift that is in one of `states` and was not changed since `revision`. Whether it was so."""
    here = (
        (gifts.c.workspace_id == workspace_id)
        & (gifts.c.id == gift_id)
        & (gifts.c.revision == revision)
        & gifts.c.state.in_(states)
    )
    change = update(gifts).where(here).values(revision=gifts.c.revision + 1, **values)
    return connection.execute(change).rowcount == 1


def note_step(
    connection: Connection,
    workspace_id: int,
    gift_id: int,
    state: str,
    actor: str,
    at: datetime,
    note: str = "",
) -> None:
    """Adds to what happened to a gift."""
    row = {
        "workspace_id": workspace_id,
        "gift_id": gift_id,
        "state": state,
        "actor": actor,
        "at": at,
        "note": note,
    }
    connection.execute(insert(steps).values(**row))


def last_step(connection: Connection, gift_id: int) -> Step:
    """The latest thing that happened to a gift."""
    query = select(steps.c.state, steps.c.actor, steps.c.at, steps.c.note)
    row = connection.execute(
        query.where(steps.c.gift_id == gift_id).order_by(steps.c.id.desc()).limit(1)
    ).one()
    return Step(row.state, row.actor, row.at, row.note)


_QUERY: Select[Any] = (
    select(
        *(
            gifts.c[name]
            for name in (
                "id", "reward_id", "member_id", "state", "pooled_into", "year", "given_on", "revision",
            )
        ),
        rewards.c.name.label("reward"),
        rewards.c.value_minor,
        rewards.c.currency,
        rewards.c.taxable,
        members.c.name,
        members.c.slack_user_id.label("user_id"),
        members.c.person_id,
        people.c.key.label("person_key"),
    )
    .join_from(gifts, rewards, rewards.c.id == gifts.c.reward_id)
    .join(members, members.c.id == gifts.c.member_id)
    .join(people, people.c.id == members.c.person_id, isouter=True)
)  # fmt: skip
