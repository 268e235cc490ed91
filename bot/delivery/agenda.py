"""What there is to do now, and when there will be more: read before anything is written."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, bindparam, exists, func, or_, select

from bot.delivery.claim import something_ready
from bot.delivery.claimed import earlier
from bot.delivery.lanes import READING, WORKSPACE, paces
from bot.delivery.states import messages

_own = paces.alias("own")

# A reply is looked for in its thread, which has to be found first; where there is none, there is no reply.
_PARENT_IS_KNOWN = ("sent", "dead", "dropped")


@dataclass(frozen=True)
class Agenda:
    """Leases that ran out; messages to look for, whose person is to be found, or to be sent."""

    expired: bool
    to_look: bool
    to_find: bool
    to_send: bool


def known_workspaces(connection: Connection) -> list[int]:
    """The workspaces that ever had a message."""
    return list(connection.execute(_KNOWN).scalars())


def agenda(connection: Connection, served: Collection[int], now: datetime) -> Agenda:
    """What there is to do in the `served` workspaces."""
    answers = connection.execute(_AGENDA, {"served": list(served), "now": now}).one()
    return Agenda(*(bool(answer) for answer in answers))


def to_be_looked_for() -> ColumnElement[bool]:
    """Unclear messages of the workspaces `served` that are due at the time `now` (two bound values), and for
    which Slack may be read by then."""
    may_read = exists().where(
        paces.c.workspace_id == messages.c.workspace_id,
        paces.c.place == READING,
        paces.c.free_at <= bindparam("now"),
    )
    going = exists().where(
        _own.c.workspace_id == messages.c.workspace_id, _own.c.place == WORKSPACE, _own.c.stopped.is_(None)
    )
    parent_is_known = exists().where(
        earlier.c.id == messages.c.follows_id, earlier.c.state.in_(_PARENT_IS_KNOWN)
    )
    return and_(
        messages.c.state == "unclear",
        messages.c.due_at <= bindparam("now"),
        messages.c.workspace_id.in_(bindparam("served", expanding=True)),
        or_(messages.c.follows_id.is_(None), parent_is_known),
        may_read,
        going,
    )


def next_moment(connection: Connection, served: Collection[int], now: datetime) -> datetime | None:
    """The next instant after `now` at which there may be more to do; None while nothing waits for one."""
    instants = connection.execute(_NEXT, {"served": list(served), "now": now}).one()
    return min((instant for instant in instants if instant is not None), default=None)


_KNOWN = select(paces.c.workspace_id).where(paces.c.place == WORKSPACE).order_by(paces.c.workspace_id)
_AGENDA = select(
    exists().where(messages.c.state == "sending", messages.c.leased_until <= bindparam("now")),
    exists().where(to_be_looked_for()),
    something_ready(people_unknown=True),
    something_ready(people_unknown=False),
)
_NEXT = select(
    select(func.min(messages.c.due_at))
    .where(messages.c.state.in_(("pending", "unclear")), messages.c.due_at > bindparam("now"))
    .scalar_subquery(),
    select(func.min(messages.c.leased_until))
    .where(messages.c.state == "sending", messages.c.leased_until > bindparam("now"))
    .scalar_subquery(),
    select(func.min(paces.c.free_at))
    .where(paces.c.workspace_id.in_(bindparam("served", expanding=True)), paces.c.free_at > bindparam("now"))
    .scalar_subquery(),
)
