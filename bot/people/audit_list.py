"""Who did or looked at what lately, out of the audit log."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, or_, select

from bot.people.actors import actor_of
from bot.people.identity import Caller
from bot.store.audit import audit_log
from bot.store.base import table_of
from bot.store.people import Person

people = table_of(Person)


@dataclass(frozen=True)
class Entry:
    """An entry of the log. `about` is the key of the person that it concerns, "" for none."""

    number: int
    at: datetime
    actor: str
    action: str
    about: str
    details: dict[str, object]


def latest(connection: Connection, workspace_id: int, most: int, person: Caller | None = None) -> list[Entry]:
    """The last entries, the oldest of them first; with `person` those by or about that person."""
    query = (
        select(audit_log, people.c.key.label("about"))
        .join_from(audit_log, people, people.c.id == audit_log.c.subject_person_id, isouter=True)
        .where(audit_log.c.workspace_id == workspace_id)
        .order_by(audit_log.c.number.desc())
        .limit(most)
    )
    if person is not None:
        about = audit_log.c.subject_person_id == person.id
        query = query.where(or_(about, audit_log.c.actor == actor_of(person)))
    rows = connection.execute(query).all()
    return [
        Entry(row.number, row.at, row.actor, row.action, row.about or "", json.loads(row.details))
        for row in reversed(rows)
    ]
