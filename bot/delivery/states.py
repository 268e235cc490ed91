"""Every change of a message's state. Each is one conditional UPDATE, and says whether it happened.

A sender changes what it holds: the message under the fencing number that its claim gave it. As long as nobody
has claimed the message again, that number stands, even if the lease has run out meanwhile, so a late answer
is still recorded; and once somebody has, nothing a sender says about the old claim is.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import ColumnElement, Connection, and_, bindparam, select, update

from bot.store.base import table_of
from bot.store.messages import MessageRow

messages = table_of(MessageRow)

# The place of a message while it is not known who its person is in Slack: nothing was ever posted there.
UNKNOWN_PERSON = "person:"

FOLLOWS_A_DEAD_MESSAGE = "follows_a_dead_message"
OVERTAKEN = "overtaken"
LEASE_RAN_OUT = "lease_ran_out"

# A claim's own message is sending; unclear or pending once its lease ran out and nobody took it since.
_STILL_HELD = ("sending", "unclear", "pending")
_NO_LEASE: dict[str, object] = {"leased_by": None, "leased_until": None}


class Held(Protocol):
    """A message as a claim holds it."""

    @property
    def id(self) -> int: ...

    @property
    def fence(self) -> int: ...


def change(
    connection: Connection,
    message_id: int,
    fence: int,
    states: Sequence[str],
    **values: object,
) -> bool:
    """Sets `values` if the message is in one of `states` under `fence`. Whether it was."""
    here = (messages.c.id == message_id) & (messages.c.fence == fence) & messages.c.state.in_(states)
    return connection.execute(update(messages).where(here).values(**values)).rowcount == 1


def sent(connection: Connection, message: Held, channel: str, ts: str, now: datetime) -> bool:
    """Slack has it, in `channel` under `ts`."""
    where = {"in_channel": channel, "under_ts": ts, "now": now}
    return connection.execute(_SENT, {"message": message.id, "held": message.fence, **where}).rowcount == 1


def waits(connection: Connection, message: Held, due_at: datetime, why: str) -> bool:
    """It is surely not in Slack, and is tried again at `due_at`."""
    values = {"state": "pending", "due_at": due_at, "last_error": why}
    return change(connection, message.id, message.fence, _STILL_HELD, **values, **_NO_LEASE)


def given_back(
    connection: Connection,
    message: Held,
    due_at: datetime,
    place: str | ColumnElement[str] = messages.c.place,
    why: str | ColumnElement[str] = messages.c.last_error,
) -> bool:
    """It was not tried after all: the attempt does not count. `place` is where it is to go from now on."""
    values = {"state": "pending", "due_at": due_at, "place": place, "last_error": why}
    less = {"attempts": messages.c.attempts - 1}
    return change(connection, message.id, message.fence, _STILL_HELD, **values, **less, **_NO_LEASE)


def doubted(connection: Connection, message: Held, look_at: datetime, why: str) -> bool:
    """It may be in Slack or not, and is looked for at `look_at`."""
    values = {"state": "unclear", "due_at": look_at, "looks": 0, "last_error": why}
    return change(connection, message.id, message.fence, _STILL_HELD, **values, **_NO_LEASE)


def died(connection: Connection, message: Held, error: str) -> bool:
    """It is surely not in Slack, and is not tried again by itself."""
    values = {"state": "dead", "last_error": error}
    return change(connection, message.id, message.fence, _STILL_HELD, **values, **_NO_LEASE)


def overtake_edits(connection: Connection, workspace_id: int, followed: str) -> datetime | None:
    """Drops the edits that wait for their turn of the message with that key, for a newer one is about to be
    put. When the first of them would have gone; None when there was none."""
    one = select(messages.c.id).where(messages.c.workspace_id == workspace_id, messages.c.key == followed)
    waiting = and_(
        messages.c.workspace_id == workspace_id,
        messages.c.state == "pending",
        messages.c.kind == "edit",
        messages.c.follows_id == one.scalar_subquery(),
    )
    change = update(messages).where(waiting).values(state="dropped", last_error=OVERTAKEN)
    return min(connection.execute(change.returning(messages.c.due_at)).scalars(), default=None)


def fell_back(
    connection: Connection, message: Held, place: str, now: datetime, error: str, in_doubt: bool
) -> bool:
    """Its own channel does not take it, so it goes to `place`, from the beginning; `in_doubt` when it has to
    be looked for there first."""
    state = "unclear" if in_doubt else "pending"
    values = {"state": state, "due_at": now, "attempts": 0, "looks": 0, "last_error": error}
    moved = {"fell_back_from": messages.c.place, "place": place}
    return change(connection, message.id, message.fence, _STILL_HELD, **values, **moved, **_NO_LEASE)


def looked_for_again(
    connection: Connection, message: Held, look_at: datetime, why: str, failed: bool
) -> bool:
    """Whether it is in Slack could not be seen; `failed` when that counts."""
    values = {"due_at": look_at, "last_error": why, "looks": messages.c.looks + int(failed)}
    return change(connection, message.id, message.fence, ("unclear",), **values, **_NO_LEASE)


def placed(connection: Connection, message: Held, place: str, now: datetime) -> bool:
    """It is now known where it would be in Slack if it is there."""
    values = {"place": place, "due_at": now}
    return change(connection, message.id, message.fence, ("unclear",), **values, **_NO_LEASE)


def held(connection: Connection, message: Held, why: str) -> bool:
    """Nobody but a person can tell whether it is in Slack."""
    values = {"state": "held", "last_error": why}
    return change(connection, message.id, message.fence, ("unclear",), **values, **_NO_LEASE)


# Made once: of all changes, this one is on the way of every message.
_SENT = (
    update(messages)
    .where(messages.c.id == bindparam("message"), messages.c.fence == bindparam("held"))
    .where(messages.c.state.in_(_STILL_HELD))
    .values(state="sent", channel=bindparam("in_channel"), ts=bindparam("under_ts"), sent_at=bindparam("now"))
    .values(last_error=None, **_NO_LEASE)
)
