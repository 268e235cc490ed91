"""Messages written into the outbox as a sender would have left them, and read back."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, insert, select

from bot.delivery import lanes
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.tables import AuditEntry, MessageRow, Person

messages, people, audit_log = table_of(MessageRow), table_of(Person), table_of(AuditEntry)

SECRET = "Ana earned $5,640.05"
ERRORS = {"held": "missing_scope", "dead": "not_in_channel", "unclear": "timed out"}


def keep(
    engine: Engine,
    workspace_id: int,
    title: str,
    state: str,
    now: datetime,
    *,
    person: str = "",
    mender: str = "",
    **values: Any,
) -> int:
    """A message in the outbox; to channel C0001 unless for a person. Its text is a secret."""
    with writing(engine) as connection:
        lanes.open_lanes(connection, workspace_id, now)
        row: dict[str, Any] = {
            "workspace_id": workspace_id,
            "key": f"test/{title}",
            "digest": "0" * 64,
            "title": title,
            "kind": "post",
            "person_id": _person(connection, workspace_id, person),
            "mender_id": _person(connection, workspace_id, mender),
            "place": f"U{person.upper()}" if person else "C0001",
            "text": SECRET,
            "body": f'[{{"type": "section", "text": {{"type": "mrkdwn", "text": "{SECRET}"}}}}]',
            "urgency": 1,
            "state": state,
            "due_at": now,
            "created_at": now - timedelta(hours=2),
            "last_error": ERRORS.get(state),
            "attempts": 0 if state == "pending" else 1,
            "fence": 0 if state == "pending" else 1,
        }
        if state == "sending":
            row |= {"leased_by": "sender 1", "leased_until": now + timedelta(minutes=1)}
        if state == "sent":
            row |= {"sent_at": now, "channel": "C0001", "ts": "1723647600.000100"}
        written = connection.execute(insert(messages).values(**{**row, **values}).returning(messages.c.id))
        return int(written.scalar_one())


def row_of(engine: Engine, message_id: int) -> dict[str, Any]:
    with reading(engine) as connection:
        return dict(connection.execute(select(messages).where(messages.c.id == message_id)).mappings().one())


def audited(engine: Engine, *actions: str) -> list[tuple[str, str, str]]:
    """Actor, action and details of each entry of these actions, oldest first."""
    log = audit_log.c
    query = select(log.actor, log.action, log.details).where(log.action.in_(actions)).order_by(log.id)
    with reading(engine) as connection:
        return [tuple(row) for row in connection.execute(query)]


def _person(connection: Any, workspace_id: int, key: str) -> int | None:
    here = (people.c.workspace_id == workspace_id) & (people.c.key == key)
    found: int | None = connection.execute(select(people.c.id).where(here)).scalar()
    return found
