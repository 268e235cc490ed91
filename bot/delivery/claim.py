"""Taking the messages that may go now, so that nobody else takes them.

Claims of one workspace come one after another, because each locks that workspace's lane; those of different
workspaces do not wait for each other. (On SQLite, writers come one after another anyway.)
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    update,
)

from bot.delivery import lanes
from bot.delivery.claimed import Claimed, earlier, load
from bot.delivery.figures import Pacing, Patience, seconds
from bot.delivery.lanes import READING, WORKSPACE, paces
from bot.delivery.states import FOLLOWS_A_DEAD_MESSAGE, OVERTAKEN, UNKNOWN_PERSON, messages
from bot.failpoints import reached
from bot.store.base import UtcDateTime
from bot.store.engine import writing

# What waits for an earlier message waits until it is known what became of that.
_DEAD = ("dead", "dropped")
_SETTLED = ("sent", *_DEAD)
# Rows that are looked at for each that is wanted: several may be for one place.
_LOOKED_AT = 4

_gate, _own, _lane = (paces.alias(name) for name in ("gate", "own", "lane"))
_newer = messages.alias("newer")


@dataclass(frozen=True)
class Queue:
    """What is claimed together: messages to be posted, paced by the workspace's lane, or messages whose
    person has to be found first, paced by the lane of reading."""

    lane: str
    people_unknown: bool
    most: int
    gap_s: float


def to_send(pacing: Pacing) -> Queue:
    return Queue(WORKSPACE, False, pacing.batch, pacing.message_gap_s)


def to_find(pacing: Pacing) -> Queue:
    return Queue(READING, True, 1, pacing.reading_gap_s)


def claim(
    engine: Engine,
    queue: Queue,
    served: Collection[int],
    now: datetime,
    name: str,
    patience: Patience,
) -> list[Claimed]:
    """Takes messages of one of the `served` workspaces for the sender `name`, the most urgent first, at most
    one for each place. They are its own for `patience.lease_s`."""
    with writing(engine) as connection:
        workspace = _next_workspace(connection, queue, served, now)
        if workspace is None:
            return []
        picked = _pick(connection, queue, workspace.workspace_id, now)
        taken = _take(connection, picked, now, name, patience)
        if taken:
            places = sorted(message.place for message in taken)
            lanes.take(connection, workspace.workspace_id, places, taken[0].leased_until)
            free_at = max(workspace.free_at, now) + seconds(queue.gap_s * len(taken))
            lanes.hold_up(connection, workspace.workspace_id, queue.lane, free_at)
        reached("outbox.claiming")
    reached("outbox.claimed")
    return taken


def something_ready(people_unknown: bool) -> ColumnElement[bool]:
    """Whether a claim would find anything in the workspaces `served` at the time `now`, two bound values."""
    return exists(_NEXT_WORKSPACE[people_unknown])


def _next_workspace(connection: Connection, queue: Queue, served: Collection[int], now: datetime) -> Any:
    """The one that has waited longest of those that nobody else is claiming from, or None."""
    query = _LOCKED_WORKSPACE[queue.people_unknown]
    return connection.execute(query, {"served": list(served), "now": now}).first()


def _pick(connection: Connection, queue: Queue, workspace_id: int, now: datetime) -> list[int]:
    """The first message for each place, until there are enough."""
    chosen: dict[str, int] = {}
    limit = queue.most * _LOOKED_AT
    while len(chosen) < queue.most:
        asked = {"workspace_id": workspace_id, "now": now, "chosen": list(chosen), "limit": limit}
        rows = connection.execute(_FIRST[queue.people_unknown], asked).all()
        for row in rows:
            if len(chosen) < queue.most and row.place not in chosen and not _put_aside(connection, row, now):
                chosen[row.place] = row.id
        if len(rows) < limit:
            break
    return list(chosen.values())


def _put_aside(connection: Connection, row: Any, now: datetime) -> bool:
    """Whether the message has lost its sense: what it follows will never be there, or a newer one says it."""
    here = (messages.c.id == row.id) & (messages.c.state == "pending")
    if row.follows_id is not None:
        is_dead = exists().where(earlier.c.id == row.follows_id, earlier.c.state.in_(_DEAD))
        dead = update(messages).where(here, is_dead).values(state="dead", last_error=FOLLOWS_A_DEAD_MESSAGE)
        if connection.execute(dead).rowcount:
            return True
    if row.kind not in ("home", "edit"):
        return False
    same = _newer.c.place == row.place if row.kind == "home" else _newer.c.follows_id == row.follows_id
    # Only by number: newer messages are few, and an index on the workspace would lead through all of them.
    newer = exists().where(
        _newer.c.id > row.id,
        _newer.c.workspace_id + 0 == messages.c.workspace_id,
        _newer.c.kind == row.kind,
        _newer.c.state.in_(("pending", "sending", "sent")),
        _newer.c.due_at <= now,
        same,
    )
    dropped = update(messages).where(here, newer).values(state="dropped", last_error=OVERTAKEN)
    return connection.execute(dropped).rowcount == 1


def _take(
    connection: Connection, picked: Sequence[int], now: datetime, name: str, patience: Patience
) -> list[Claimed]:
    if not picked:
        return []
    lease = {"name": name, "until": now + seconds(patience.lease_s)}
    taken = connection.execute(_TAKING, {"picked": picked, "now": now, **lease})
    return load(connection, taken.scalars().all())


def _ready(people_unknown: bool) -> ColumnElement[bool]:
    """A message that may go at the time `now`."""
    taken = exists().where(
        _lane.c.workspace_id == messages.c.workspace_id,
        _lane.c.place == messages.c.place,
        _lane.c.free_at > bindparam("now"),
    )
    settled = exists().where(earlier.c.id == messages.c.follows_id, earlier.c.state.in_(_SETTLED))
    unknown = messages.c.place.startswith(UNKNOWN_PERSON, autoescape=True)
    return and_(
        messages.c.state == "pending",
        messages.c.due_at <= bindparam("now"),
        unknown if people_unknown else ~unknown,
        or_(messages.c.follows_id.is_(None), settled),
        ~taken,
    )


def _workspaces(people_unknown: bool) -> Select[Any]:
    """The workspaces in which something may go now."""
    going = exists().where(
        _own.c.workspace_id == _gate.c.workspace_id, _own.c.place == WORKSPACE, _own.c.stopped.is_(None)
    )
    return select(_gate.c.workspace_id, _gate.c.free_at).where(
        _gate.c.place == (READING if people_unknown else WORKSPACE),
        _gate.c.free_at <= bindparam("now"),
        _gate.c.workspace_id.in_(bindparam("served", expanding=True)),
        going,
        exists().where(messages.c.workspace_id == _gate.c.workspace_id, _ready(people_unknown)),
    )


def _first(people_unknown: bool) -> Select[Any]:
    """What may go now in a workspace, but to the places that are `chosen` already."""
    return (
        select(messages.c.id, messages.c.kind, messages.c.place, messages.c.follows_id)
        .where(messages.c.workspace_id == bindparam("workspace_id"), _ready(people_unknown))
        .where(messages.c.place.not_in(bindparam("chosen", expanding=True)))
        .order_by(messages.c.urgency, messages.c.id)
        .limit(bindparam("limit"))
    )


# Made once: on the way of every message, making a statement costs more than asking it.
_EITHER = (False, True)
_NEXT_WORKSPACE = {unknown: _workspaces(unknown) for unknown in _EITHER}
_LOCKED_WORKSPACE = {
    unknown: query.order_by(_gate.c.free_at, _gate.c.id).limit(1).with_for_update(skip_locked=True, of=_gate)
    for unknown, query in _NEXT_WORKSPACE.items()
}
_FIRST = {unknown: _first(unknown) for unknown in _EITHER}
_TAKING = (
    update(messages)
    .where(messages.c.id.in_(bindparam("picked", expanding=True)), messages.c.state == "pending")
    .values(
        state="sending",
        fence=messages.c.fence + 1,
        attempts=messages.c.attempts + 1,
        leased_by=bindparam("name"),
        leased_until=bindparam("until"),
        look_since=func.coalesce(messages.c.look_since, bindparam("now", type_=UtcDateTime)),
    )
    .returning(messages.c.id)
)
