"""Announcements as the store keeps them; each change is one conditional UPDATE."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, select, text, update

from bot.store.announcements import Announcement as AnnouncementRow
from bot.store.base import UtcDateTime, table_of
from bot.store.people import Person

rows, people = table_of(AnnouncementRow), table_of(Person)

# The key of an announcement's message in the outbox is this, and then its own.
MESSAGE_KEYS = "announcement/"

DRAFT, WAITING, APPROVED, RECALLED, DECLINED = "draft", "waiting", "approved", "recalled", "declined"


@dataclass(frozen=True)
class Announcement:
    """See bot.store.announcements.Announcement. `content` is what its template takes besides title and words.

    `aside` is a note for whoever approves it, never posted. `reason` is why it was declined. `changed_by` is
    whoever changed it after it was proposed and so cannot approve it; None for nobody. `maker` is the name
    of who wrote it, "" where the app did, `maker_key` the company's key for them, `maker_user` their Slack
    user ("" while unknown), `maker_left_on` their last day; `asked` and `decider` are the names of whom it
    waits for and who decided, "" for nobody.
    """

    id: int
    workspace_id: int
    key: str
    kind: str
    state: str
    edition: int
    channel: str
    title: str
    words: str
    content: Mapping[str, Any]
    aside: str
    reason: str
    changed_by: int | None
    send_at: datetime | None
    made_by: int | None
    made_at: datetime
    asked_id: int | None
    decided_by: int | None
    decided_at: datetime | None
    maker: str
    maker_key: str
    maker_user: str
    maker_left_on: date | None
    asked: str
    decider: str

    @property
    def message_key(self) -> str:
        """The key of its message in the outbox, which is there once it is approved."""
        return f"{MESSAGE_KEYS}{self.key}"

    @property
    def last_hand(self) -> int | None:
        """Whose words it stands in now: they do not approve it themselves."""
        return self.made_by if self.changed_by is None else self.changed_by

    @property
    def values_at(self) -> datetime:
        """The moment that {month} and {quarter} speak of."""
        return self.send_at or self.made_at


def announcement_by_id(connection: Connection, workspace_id: int, number: int) -> Announcement | None:
    """None when there is none of that number."""
    found = announcements_where(connection, workspace_id, rows.c.id == number)
    return found[0] if found else None


def announcement_by_key(connection: Connection, workspace_id: int, key: str) -> Announcement | None:
    """None when nothing is announced under that key yet."""
    found = announcements_where(connection, workspace_id, rows.c.key == key)
    return found[0] if found else None


def announcements_where(
    connection: Connection, workspace_id: int, *where: ColumnElement[bool], most: int | None = None
) -> list[Announcement]:
    """The newest first."""
    query = _QUERY.where(rows.c.workspace_id == workspace_id, *where).order_by(rows.c.id.desc()).limit(most)
    return [_read(row) for row in connection.execute(query).mappings()]


def keep_new(connection: Connection, workspace_id: int, values: Mapping[str, object]) -> int | None:
    """Adds one and returns its number; None when something is kept under its key already."""
    new: int | None = connection.execute(_INSERT, {"workspace_id": workspace_id, **values}).scalar()
    return new


def change(
    connection: Connection, number: int, states: Sequence[str], edition: int | None, **values: object
) -> bool:
    """Changes one that is in one of `states`, and in that edition if one is given. Whether it was."""
    here = (rows.c.id == number) & rows.c.state.in_(list(states))
    if edition is not None:
        here &= rows.c.edition == edition
    changed = update(rows).where(here).values(edition=rows.c.edition + 1, **values)
    return connection.execute(changed).rowcount == 1


def packed(
    content: Mapping[str, object], aside: str = "", reason: str = "", changed_by: int | None = None
) -> str:
    """The content as it is kept. ValueError where it uses a name of ours."""
    if any(name.startswith("_") for name in content):
        raise ValueError("The content of an announcement has no names that begin with _.")
    own = {"_aside": aside, "_reason": reason, "_changed_by": changed_by}
    return json.dumps({**content, **{name: kept for name, kept in own.items() if kept}}, ensure_ascii=False)


def _read(row: Mapping[Any, Any]) -> Announcement:
    kept = json.loads(row["content"])
    names = ("maker", "maker_key", "maker_user", "asked", "decider")
    return Announcement(
        **{
            **row,
            "content": {name: value for name, value in kept.items() if not name.startswith("_")},
            "aside": kept.get("_aside", ""),
            "reason": kept.get("_reason", ""),
            "changed_by": kept.get("_changed_by"),
            **{name: row[name] or "" for name in names},
        }
    )


_MAKER, _ASKED, _DECIDER = people.alias("maker"), people.alias("asked"), people.alias("decider")
_QUERY: Select[Any] = (
    select(
        *rows.c,
        _MAKER.c.name.label("maker"),
        _MAKER.c.key.label("maker_key"),
        _MAKER.c.slack_user_id.label("maker_user"),
        _MAKER.c.end_date.label("maker_left_on"),
        _ASKED.c.name.label("asked"),
        _DECIDER.c.name.label("decider"),
    )
    .select_from(rows)
    .join(_MAKER, _MAKER.c.id == rows.c.made_by, isouter=True)
    .join(_ASKED, _ASKED.c.id == rows.c.asked_id, isouter=True)
    .join(_DECIDER, _DECIDER.c.id == rows.c.decided_by, isouter=True)
)
_COLUMNS = (
    "workspace_id", "key", "kind", "state", "edition", "channel", "title", "words", "content", "send_at",
    "made_by", "made_at", "asked_id", "decided_by", "decided_at",
)  # fmt: skip
_INSERT = text(
    f"INSERT INTO announcements ({', '.join(_COLUMNS)}) VALUES (:{', :'.join(_COLUMNS)}) "  # noqa: S608
    "ON CONFLICT (workspace_id, key) DO NOTHING RETURNING id"
).bindparams(*(bindparam(name, type_=UtcDateTime) for name in ("send_at", "made_at", "decided_at")))
