"""Who took a step with a period, as the log has it."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from bot.people.actors import Actor, who_is
from bot.store.audit import audit_log

BEGUN, PUBLISHED, CLOSED = "review_begun", "period_published", "period_closed"


@dataclass(frozen=True)
class Step:
    """Who did it, and when."""

    by: Actor
    at: datetime


def step_of(connection: Connection, workspace_id: int, action: str, period: str) -> Step | None:
    """The last time that somebody did so with the period of that key; None for never."""
    details = json.dumps({"period": period}, sort_keys=True)
    query = (
        select(audit_log.c.actor, audit_log.c.at)
        .where(
            audit_log.c.workspace_id == workspace_id,
            audit_log.c.action == action,
            audit_log.c.details == details,
        )
        .order_by(audit_log.c.id.desc())
    )
    row = connection.execute(query.limit(1)).first()
    return None if row is None else Step(who_is(connection, workspace_id, row.actor), row.at)
