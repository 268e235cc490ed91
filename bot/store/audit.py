"""Who did or looked at what. Rows are only ever added; no amount of pay is written here."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from sqlalchemy import Connection, Index, Text, insert
from sqlmodel import Field

from bot.store.base import Row, RowId, UtcDateTime, table_of


class AuditEntry(Row, table=True):
    """`actor` says who ("person ana", "command line"); `details` is JSON without amounts."""

    __tablename__: ClassVar[str] = "audit_log"
    __table_args__ = (Index(None, "workspace_id", "at"),)

    at: datetime = Field(sa_type=UtcDateTime)
    actor: str
    action: str
    subject_person_id: int | None = Field(default=None, sa_type=RowId, foreign_key="people.id")
    details: str = Field(default="{}", sa_type=Text)


audit_log = table_of(AuditEntry)


def record(
    connection: Connection,
    workspace_id: int,
    at: datetime,
    actor: str,
    action: str,
    subject_person_id: int | None = None,
    details: Mapping[str, object] | None = None,
) -> None:
    """Adds an entry in the transaction of what it tells of. `details` holds plain JSON values, never pay."""
    connection.execute(
        insert(audit_log).values(
            workspace_id=workspace_id,
            at=at,
            actor=actor,
            action=action,
            subject_person_id=subject_person_id,
            details=json.dumps(details or {}, sort_keys=True),
        )
    )
