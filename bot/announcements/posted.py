"""What became of an approved announcement in the outbox, and so how it stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, exists, literal, select

from bot.announcements.rows import APPROVED, MESSAGE_KEYS, Announcement, rows
from bot.delivery.states import messages


class Stage(StrEnum):
    """How an announcement stands. *draft*, *waiting*, *recalled* and *declined* are its states; an approved
    one is *scheduled*, *going* (due, or being sent just now), *out*, *unclear* (it may be out), *refused*
    (Slack does not take it), *dropped* (taken out of the outbox) or *taken_down* (it was out).
    """

    DRAFT = "draft"
    WAITING = "waiting"
    RECALLED = "recalled"
    DECLINED = "declined"
    SCHEDULED = "scheduled"
    GOING = "going"
    OUT = "out"
    UNCLEAR = "unclear"
    REFUSED = "refused"
    DROPPED = "dropped"
    TAKEN_DOWN = "taken_down"


# In which it makes sense to try to recall it: it may not be out yet.
RECALLABLE = frozenset(
    {Stage.DRAFT, Stage.WAITING, Stage.SCHEDULED, Stage.GOING, Stage.UNCLEAR, Stage.REFUSED}
)


@dataclass(frozen=True)
class Post:
    """The message of an announcement as the outbox has it. `place` is where it is or goes: a fallback
    channel, if its own did not take it. `is_known` when we know which message in Slack it is: not where only
    a person's word says that it is there."""

    id: int
    state: str
    due_at: datetime
    sent_at: datetime | None
    place: str
    error: str
    taken_down: bool
    is_known: bool


def post_of(connection: Connection, announcement: Announcement) -> Post | None:
    """None while it is not approved."""
    mine = messages.c.workspace_id == announcement.workspace_id
    names = ("id", "state", "due_at", "sent_at", "place", "last_error", "ts")
    query = select(*(messages.c[name] for name in names)).where(
        mine, messages.c.key == announcement.message_key
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    down = select(messages.c.id).where(mine, messages.c.key == down_key(announcement))
    taken_down = connection.execute(down).first() is not None
    error, is_known = row.last_error or "", bool(row.ts)
    return Post(row.id, row.state, row.due_at, row.sent_at, row.place, error, taken_down, is_known)


def down_key(announcement: Announcement) -> str:
    """The key of the message that deletes it again."""
    return f"{announcement.message_key}/gone"


def stage_of(announcement: Announcement, post: Post | None, now: datetime) -> Stage:
    """How it stands now."""
    if announcement.state != APPROVED or post is None:
        return Stage(announcement.state) if announcement.state != APPROVED else Stage.GOING
    if post.taken_down:
        return Stage.TAKEN_DOWN
    if post.state == "pending":
        return Stage.SCHEDULED if post.due_at > now else Stage.GOING
    return _STAGES[post.state]


def message_is(*states: str) -> ColumnElement[bool]:
    """Of an announcement's row: its message is in one of these states."""
    key = literal(MESSAGE_KEYS).concat(rows.c.key)
    own = (messages.c.workspace_id == rows.c.workspace_id) & (messages.c.key == key)
    return exists().where(own, messages.c.state.in_(states)).correlate(rows)


IS_OUT = (rows.c.state == APPROVED) & message_is("sent")

_STAGES = {
    "sending": Stage.GOING,
    "sent": Stage.OUT,
    "unclear": Stage.UNCLEAR,
    "held": Stage.UNCLEAR,
    "dead": Stage.REFUSED,
    "dropped": Stage.DROPPED,
}
