"""Contests that somebody started, as the store keeps them; each change is one conditional UPDATE."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, select, text, update

from bot.store.announcements import SpiffContest
from bot.store.base import UtcDateTime, table_of
from bot.store.people import Person

rows, people = table_of(SpiffContest), table_of(Person)

PROPOSED, RUNNING, DROPPED = "proposed", "running", "dropped"


@dataclass(frozen=True)
class Started:
    """See bot.store.announcements.SpiffContest. `who` are the keys of its people, `spec` what was filled in;
    `host` and `decider` the names of who started it and who decided ("" for nobody yet)."""

    id: int
    workspace_id: int
    plan: str
    title: str
    state: str
    edition: int
    channel: str
    spec: Mapping[str, Any]
    document: str
    who: tuple[str, ...]
    budget_minor: int
    currency: str
    first_day: date
    last_day: date
    host_id: int
    host: str
    made_at: datetime
    decided_by: int | None
    decider: str
    decided_at: datetime | None


def started_by_id(connection: Connection, workspace_id: int, number: int) -> Started | None:
    """None when there is none of that number."""
    return next(iter(started_where(connection, workspace_id, rows.c.id == number)), None)


def started_by_plan(connection: Connection, workspace_id: int, plan: str) -> Started | None:
    """The one whose plan has that key; None for contests of plans that were loaded otherwise."""
    return next(iter(started_where(connection, workspace_id, rows.c.plan == plan)), None)


def started_where(connection: Connection, workspace_id: int, *where: ColumnElement[bool]) -> list[Started]:
    """The earliest to begin first."""
    query = _QUERY.where(rows.c.workspace_id == workspace_id, *where).order_by(rows.c.first_day, rows.c.id)
    return [_read(row) for row in connection.execute(query).mappings()]


def keep_new(connection: Connection, workspace_id: int, values: Mapping[str, object]) -> int | None:
    """Adds one and returns its number; None when its plan is kept already, as after a double click."""
    new: int | None = connection.execute(_INSERT, {"workspace_id": workspace_id, **values}).scalar()
    return new


def change(connection: Connection, number: int, is_in: str, edition: int, **values: object) -> bool:
    """Changes one that is in the state `is_in` and in that edition. Whether it was."""
    here = (rows.c.id == number) & (rows.c.state == is_in) & (rows.c.edition == edition)
    changed = update(rows).where(here).values(edition=rows.c.edition + 1, **values)
    return connection.execute(changed).rowcount == 1


def _read(row: Mapping[Any, Any]) -> Started:
    return Started(
        **{
            **row,
            "spec": json.loads(row["spec"]),
            "who": tuple(json.loads(row["who"])),
            "decider": row["decider"] or "",
        }
    )


_HOST, _DECIDER = people.alias("host"), people.alias("decider")
_QUERY: Select[Any] = (
    select(*rows.c, _HOST.c.name.label("host"), _DECIDER.c.name.label("decider"))
    .select_from(rows)
    .join(_HOST, _HOST.c.id == rows.c.host_id)
    .join(_DECIDER, _DECIDER.c.id == rows.c.decided_by, isouter=True)
)
_COLUMNS = (
    "workspace_id", "plan", "title", "state", "edition", "channel", "spec", "document", "who", "budget_minor",
    "currency", "first_day", "last_day", "host_id", "made_at", "decided_by", "decided_at",
)  # fmt: skip
_INSERT = text(
    f"INSERT INTO spiff_contests ({', '.join(_COLUMNS)}) VALUES (:{', :'.join(_COLUMNS)}) "  # noqa: S608
    "ON CONFLICT (workspace_id, plan) DO NOTHING RETURNING id"
).bindparams(*(bindparam(name, type_=UtcDateTime) for name in ("made_at", "decided_at")))
