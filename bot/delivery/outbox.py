"""Putting a message into the outbox, in the transaction of the change that it tells of."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from sqlalchemy import Connection, bindparam, select, text

from bot.delivery.figures import seconds
from bot.delivery.lanes import open_lanes
from bot.delivery.states import UNKNOWN_PERSON, messages
from bot.failpoints import reached
from bot.slack.render import Rendered, Renderer
from bot.store.base import UtcDateTime, table_of
from bot.store.people import Person as PersonRow

people = table_of(PersonRow)

# What happened longer ago may have been told already, before this database was restored from a backup.
LATE_AFTER_S = 120


class Urgency(IntEnum):
    """What goes first when not all can go at once."""

    ANSWER = 0  # to a person who waits for it
    NOTICE = 1  # to a person
    POST = 2  # in a channel
    ROUND_UP = 3


@dataclass(frozen=True)
class Channel:
    """A Slack channel, by its id."""

    id: str


@dataclass(frozen=True)
class Person:
    """A person of the company, by their number in the store."""

    id: int


@dataclass(frozen=True)
class User:
    """A Slack user by their id, of the company or not."""

    id: str


@dataclass(frozen=True)
class Outgoing:
    """A message as whoever owes it says it.

    `key` is made of business facts (what, which period or slot, where), so that the same message owed twice
    is one. `title` says in a few words what it is, for an admin's list: never pay. `surface` and `values` are
    rendered at once. `follows` is the key of an earlier message: of the one a post replies to, or of the one
    to edit or delete (a deletion needs no surface). `mender_id` is the person who can mend a refusal. It goes
    at `due_at`, or as soon as it can. `since` is when what it tells of happened, for messages that may be put
    long after: then it is first looked for in Slack.
    """

    key: str
    title: str
    to: Channel | Person | User
    surface: str
    values: Mapping[str, object]
    urgency: Urgency
    kind: str = "post"
    follows: str | None = None
    mender_id: int | None = None
    due_at: datetime | None = None
    since: datetime | None = None


class KeyReused(Exception):
    """A key that stands for another message already; the text names both, and says nothing of either."""

    def __init__(self, workspace_id: int, key: str) -> None:
        super().__init__(
            f"The outbox of workspace {workspace_id} holds another message under the key {key!r}. "
            "A key stands for one message: make it of all the facts that tell this one from that."
        )


class Outbox:
    """Renders messages and keeps them until Slack has them."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    def put(self, connection: Connection, workspace_id: int, outgoing: Outgoing, now: datetime) -> int:
        """Keeps a message; returns its number. The same again changes nothing.

        Raises KeyReused when the key stands for another message, RenderError for a mistaken template, and
        ValueError when a person or the message it follows is not there. Then nothing may be committed.
        """
        row = self._row(connection, workspace_id, outgoing, now)
        new = _insert(connection, row)
        if new is not None:
            return new
        here = (messages.c.workspace_id == workspace_id) & (messages.c.key == outgoing.key)
        kept = connection.execute(select(messages.c.id, messages.c.digest).where(here)).one()
        if kept.digest != row["digest"]:
            raise KeyReused(workspace_id, outgoing.key)
        return int(kept.id)

    def put_many(
        self, connection: Connection, workspace_id: int, outgoing: Iterable[Outgoing], now: datetime
    ) -> list[int]:
        """As `put`, for each in turn."""
        return [self.put(connection, workspace_id, each, now) for each in outgoing]

    def put_if_new(
        self, connection: Connection, workspace_id: int, outgoing: Outgoing, now: datetime
    ) -> int | None:
        """As `put`, but leaves alone whatever stands under the key already; then None."""
        return _insert(connection, self._row(connection, workspace_id, outgoing, now))

    def _row(
        self, connection: Connection, workspace_id: int, outgoing: Outgoing, now: datetime
    ) -> dict[str, object]:
        words, body = self._content(outgoing)
        due_at = outgoing.due_at or now
        person_id = outgoing.to.id if isinstance(outgoing.to, Person) else None
        late = (
            outgoing.kind == "post"
            and outgoing.since is not None
            and outgoing.since < now - seconds(LATE_AFTER_S)
        )
        return {
            "workspace_id": workspace_id,
            "key": outgoing.key,
            "digest": _digest(outgoing, words, body),
            "title": outgoing.title,
            "kind": outgoing.kind,
            "person_id": person_id,
            "place": _place(connection, workspace_id, outgoing.to),
            "text": words,
            "body": body,
            "urgency": int(outgoing.urgency),
            "follows_id": _followed(connection, workspace_id, outgoing),
            "mender_id": outgoing.mender_id,
            "state": "unclear" if late else "pending",
            "due_at": due_at,
            "look_since": outgoing.since if late else None,
            "created_at": now,
        }

    def _content(self, outgoing: Outgoing) -> tuple[str, str]:
        """The notification text, and the body as JSON."""
        if outgoing.kind == "delete":
            return "", "null"
        rendered = self._renderer.render(outgoing.surface, outgoing.values)
        return rendered.text, _body(outgoing, rendered)


def mark_of(workspace_id: int, key: str) -> str:
    """What a message is found again by, in the metadata that anybody can read: it tells nothing."""
    return hashlib.sha256(f"{workspace_id}/{key}".encode()).hexdigest()[:32]


def _body(outgoing: Outgoing, rendered: Rendered) -> str:
    if outgoing.kind == "home":
        if rendered.view is None or rendered.view.get("type") != "home":
            raise ValueError(f"{outgoing.surface} is not an App Home, so it cannot be published as one.")
        return json.dumps(rendered.view, ensure_ascii=False)
    if rendered.view is not None:
        raise ValueError(f"{outgoing.surface} is not a message, so it cannot be posted.")
    return rendered.blocks_json


def _digest(outgoing: Outgoing, words: str, body: str) -> str:
    to = [type(outgoing.to).__name__.lower(), outgoing.to.id]
    content = [outgoing.kind, to, words, json.loads(body), outgoing.follows]
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _place(connection: Connection, workspace_id: int, to: Channel | Person | User) -> str:
    if not isinstance(to, Person):
        return to.id
    here = {"workspace_id": workspace_id, "person_id": to.id}
    found = connection.execute(_LINK, here).first()
    if found is None:
        raise ValueError(f"Workspace {workspace_id} has no person number {to.id} to write to.")
    return found.slack_user_id or f"{UNKNOWN_PERSON}{to.id}"


def _followed(connection: Connection, workspace_id: int, outgoing: Outgoing) -> int | None:
    if outgoing.follows is None:
        if outgoing.kind in ("edit", "delete"):
            raise ValueError(f"The {outgoing.kind} {outgoing.key!r} has to say which message it follows.")
        return None
    here = {"workspace_id": workspace_id, "key": outgoing.follows}
    found: int | None = connection.execute(_BY_KEY, here).scalar()
    if found is None:
        raise ValueError(f"The message {outgoing.key!r} follows {outgoing.follows!r}, which is not there.")
    return found


def _insert(connection: Connection, row: Mapping[str, object]) -> int | None:
    new: int | None = connection.execute(_INSERT, row).scalar()
    if new is not None:
        open_lanes(connection, int(str(row["workspace_id"])), row["created_at"])  # type: ignore[arg-type]
        reached("outbox.put")
    return new


_LINK = select(people.c.slack_user_id).where(
    people.c.workspace_id == bindparam("workspace_id"), people.c.id == bindparam("person_id")
)
_BY_KEY = select(messages.c.id).where(
    messages.c.workspace_id == bindparam("workspace_id"), messages.c.key == bindparam("key")
)
_COLUMNS = (
    "workspace_id", "key", "digest", "title", "kind", "person_id", "place", "text", "body", "urgency",
    "follows_id", "mender_id", "state", "due_at", "look_since", "created_at",
)  # fmt: skip
_INSERT = text(
    f"INSERT INTO messages ({', '.join(_COLUMNS)}) VALUES (:{', :'.join(_COLUMNS)}) "  # noqa: S608
    "ON CONFLICT (workspace_id, key) DO NOTHING RETURNING id"
).bindparams(*(bindparam(name, type_=UtcDateTime) for name in ("due_at", "look_since", "created_at")))
