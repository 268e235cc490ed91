"""What an admin sees of the outbox, and what they decide about messages that do not get out by themselves.

A decision is one conditional change in the caller's transaction, with its entry in the audit log. Of two
people who decide about the same message, one does it and the other learns who that was.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, Engine, Select, and_, case, func, select, update

from bot.delivery import lanes
from bot.delivery.lanes import WORKSPACE, paces
from bot.delivery.states import FOLLOWS_A_DEAD_MESSAGE, change, messages
from bot.people.actors import Actor, who_is
from bot.store import audit
from bot.store.base import table_of
from bot.store.engine import reading
from bot.store.people import Person

people = table_of(Person)

# As they are listed: first what waits for a person.
NOT_SENT = ("held", "dead", "unclear", "sending", "pending")
FOR_A_PERSON = ("held", "dead")

# Dead without an attempt that this store knows of; one that a restored backup undid may have got through.
_IN_DOUBT = and_(messages.c.state == "dead", messages.c.attempts == 0, messages.c.look_since.is_not(None))
_AFRESH = {
    "state": case((_IN_DOUBT, "unclear"), else_="pending"),
    "look_since": case((_IN_DOUBT, messages.c.look_since), else_=None),
    "attempts": 0,
    "looks": 0,
    "last_error": None,
}

RESENT, DROPPED, FOUND, RESUMED = "message_resent", "message_dropped", "message_found", "sending_resumed"


@dataclass(frozen=True)
class Entry:
    """A message as a list shows it; never what it says. `person` is the name of the one whom it is for, ""
    when it goes to a channel."""

    id: int
    title: str
    kind: str
    place: str
    person: str
    fell_back_from: str | None
    state: str
    attempts: int
    due_at: datetime
    last_error: str | None
    mender_id: int | None


@dataclass(frozen=True)
class Outlook:
    """How sending stands. `counts` has each state of NOT_SENT; `oldest_due_at` is of those that are pending;
    `stopped` is the error for which Slack takes nothing from us any more."""

    counts: Mapping[str, int]
    oldest_due_at: datetime | None
    stopped: str | None
    stopped_at: datetime | None
    entries: list[Entry]

    @property
    def for_a_person(self) -> int:
        """How many wait for somebody's decision."""
        return sum(self.counts[state] for state in FOR_A_PERSON)


@dataclass(frozen=True)
class Decision:
    """What came of a decision about a message, or about all sending (`message_id` 0).

    `done` when it was done now. `action`, `actor` (as in the audit log), `by` and `at` say what was decided
    and by whom, now or before; all empty when nobody has. `state` is how the message is, "" when there is
    none with that number.
    """

    message_id: int
    title: str
    state: str
    done: bool
    action: str = ""
    actor: str = ""
    by: Actor | None = None
    at: datetime | None = None


def waiting(
    engine: Engine,
    workspace_id: int,
    states: Sequence[str] = NOT_SENT,
    limit: int = 20,
    offset: int = 0,
) -> Outlook:
    """How a workspace's sending stands, with a page of its messages in `states`."""
    mine = messages.c.workspace_id == workspace_id
    by_state = (
        select(messages.c.state, func.count().label("number"), func.min(messages.c.due_at).label("due_at"))
        .where(mine, messages.c.state.in_(NOT_SENT))
        .group_by(messages.c.state)
    )
    lane = select(paces.c.stopped, paces.c.stopped_at).where(
        paces.c.workspace_id == workspace_id, paces.c.place == WORKSPACE
    )
    page = _entries().where(mine, messages.c.state.in_(states)).limit(limit).offset(offset)
    with reading(engine) as connection:
        found = {row.state: row for row in connection.execute(by_state)}
        stopped = connection.execute(lane).first()
        entries = [Entry(**row) for row in connection.execute(page).mappings()]
    return Outlook(
        counts={state: found[state].number if state in found else 0 for state in NOT_SENT},
        oldest_due_at=found["pending"].due_at if "pending" in found else None,
        stopped=stopped.stopped if stopped else None,
        stopped_at=stopped.stopped_at if stopped else None,
        entries=entries,
    )


def entry_of(engine: Engine, workspace_id: int, message_id: int) -> Entry | None:
    """One message of a workspace, whatever its state; None when it has no such message."""
    one = _entries().where(messages.c.workspace_id == workspace_id, messages.c.id == message_id)
    with reading(engine) as connection:
        row = connection.execute(one).mappings().first()
    return None if row is None else Entry(**row)


def send_again(
    connection: Connection, workspace_id: int, message_id: int, now: datetime, actor: str
) -> Decision:
    """Lets a held or dead message go once more, to where it was meant to go, as if never tried before.

    What follows it, and died because it had, goes with it. What died because it could not even be looked for
    is looked for first.
    """
    values = {
        "due_at": now,
        "place": func.coalesce(messages.c.fell_back_from, messages.c.place),
        "fell_back_from": None,
        **_AFRESH,
    }
    decision = _decide(connection, workspace_id, message_id, FOR_A_PERSON, values, now, actor, RESENT)
    if decision.done:
        died_with_it = (messages.c.follows_id == message_id) & (messages.c.state == "dead")
        because = messages.c.last_error == FOLLOWS_A_DEAD_MESSAGE
        connection.execute(update(messages).where(died_with_it, because).values(due_at=now, **_AFRESH))
    return decision


def drop(connection: Connection, workspace_id: int, message_id: int, now: datetime, actor: str) -> Decision:
    """Takes out a message that did not get out, or of which nobody knows; it stays on record."""
    states = ("unclear", "held", "dead")
    return _decide(connection, workspace_id, message_id, states, {"state": "dropped"}, now, actor, DROPPED)


def drop_waiting(
    connection: Connection, workspace_id: int, message_id: int, now: datetime, actor: str
) -> Decision:
    """Takes out a message that waits for its turn.

    That is a decision of its own: whoever drops a message that did not get out, while somebody else sends it
    again, shall not undo that unawares.
    """
    values = {"state": "dropped"}
    return _decide(connection, workspace_id, message_id, ("pending",), values, now, actor, DROPPED)


def found(
    connection: Connection,
    workspace_id: int,
    message_id: int,
    now: datetime,
    actor: str,
    where: tuple[str, str] | None = None,
) -> Decision:
    """Takes somebody's word that a message which may or may not be in Slack is there.

    `where` is its conversation and ts there, if they are known: what follows it needs them.
    """
    channel, ts = where or (None, None)
    values = {"state": "sent", "sent_at": now, "channel": channel, "ts": ts}
    return _decide(connection, workspace_id, message_id, ("held", "unclear"), values, now, actor, FOUND)


def resume(connection: Connection, workspace_id: int, now: datetime, actor: str) -> Decision:
    """Lets the messages of a workspace go again, after Slack had stopped taking them."""
    if lanes.resume(connection, workspace_id):
        audit.record(connection, workspace_id, now, actor, RESUMED)
        return Decision(0, "", "", True, RESUMED, actor, who_is(connection, workspace_id, actor), now)
    return _decided_before(connection, workspace_id, Decision(0, "", "", done=False), (RESUMED,), "{}")


def _decide(
    connection: Connection,
    workspace_id: int,
    message_id: int,
    states: Sequence[str],
    values: Mapping[str, object],
    now: datetime,
    actor: str,
    action: str,
) -> Decision:
    """The change if the message is in one of `states`, or how things stand instead."""
    own = (messages.c.workspace_id == workspace_id) & (messages.c.id == message_id)
    # Held until the end of the transaction, so that no sender can take it up in between.
    query = select(messages.c.title, messages.c.state, messages.c.fence).where(own).with_for_update()
    row = connection.execute(query).first()
    if row is None:
        return Decision(message_id, "", "", done=False)
    details = {"message": message_id}
    if change(connection, message_id, row.fence, states, leased_by=None, leased_until=None, **values):
        audit.record(connection, workspace_id, now, actor, action, details=details)
        by = who_is(connection, workspace_id, actor)
        state = connection.execute(select(messages.c.state).where(own)).scalar_one()
        return Decision(message_id, row.title, state, True, action, actor, by, now)
    as_it_is = Decision(message_id, row.title, row.state, done=False)
    decisions = (RESENT, DROPPED, FOUND)
    return _decided_before(connection, workspace_id, as_it_is, decisions, json.dumps(details))


def _decided_before(
    connection: Connection, workspace_id: int, as_it_is: Decision, actions: Sequence[str], details: str
) -> Decision:
    """With the last decision that was made, if there was one."""
    log = audit.audit_log
    query = (
        select(log.c.action, log.c.actor, log.c.at)
        .where(log.c.workspace_id == workspace_id, log.c.action.in_(actions), log.c.details == details)
        .order_by(log.c.id.desc())
        .limit(1)
    )
    last = connection.execute(query).first()
    if last is None:
        return as_it_is
    by = who_is(connection, workspace_id, last.actor)
    return replace(as_it_is, action=last.action, actor=last.actor, by=by, at=last.at)


def _entries() -> Select[tuple[object, ...]]:
    order = case({state: place for place, state in enumerate(NOT_SENT)}, value=messages.c.state)
    columns = [messages.c[name] for name in Entry.__dataclass_fields__ if name != "person"]
    return (
        select(*columns, func.coalesce(people.c.name, "").label("person"))
        .join_from(messages, people, people.c.id == messages.c.person_id, isouter=True)
        .order_by(order, messages.c.id)
    )
