"""Who did or looked at what. Entries are only ever added, each chained to the one before by its digest; no
amount of pay is written here."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import ClassVar

from sqlalchemy import BigInteger, Connection, Index, Text, UniqueConstraint, bindparam, insert, text, update
from sqlmodel import Field

from bot.store.base import Row, RowId, UtcDateTime, kept_as, table_of

# What the first entry of a workspace has for the digest of the one before.
BEGINNING = ""


class AuditEntry(Row, table=True):
    """`actor` says who ("person ana", "command line"); `details` is JSON without amounts.

    `number` counts the workspace's entries from 1, `previous` is the digest of the entry before, `digest`
    (digest_of) of this one. The database refuses to change or delete an entry (migration 0005).
    """

    __tablename__: ClassVar[str] = "audit_log"
    __table_args__ = (Index(None, "workspace_id", "at"), UniqueConstraint("workspace_id", "number"))

    at: datetime = Field(sa_type=UtcDateTime)
    actor: str
    action: str
    subject_person_id: int | None = Field(default=None, sa_type=RowId, foreign_key="people.id")
    details: str = Field(default="{}", sa_type=Text)
    number: int = Field(sa_type=BigInteger)
    previous: str = Field(max_length=64)
    digest: str = Field(max_length=64)


class AuditHead(Row, table=True):
    """The last entry of a workspace's log: its number and digest. Whoever adds one holds this row until they
    commit, so that the chain never forks."""

    __tablename__: ClassVar[str] = "audit_heads"
    __table_args__ = (UniqueConstraint("workspace_id"),)

    number: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=kept_as("0"))
    digest: str = Field(default=BEGINNING, max_length=64, sa_column_kwargs=kept_as("''"))


audit_log, heads = table_of(AuditEntry), table_of(AuditHead)


def record(
    connection: Connection,
    workspace_id: int,
    at: datetime,
    actor: str,
    action: str,
    subject_person_id: int | None = None,
    details: Mapping[str, object] | None = None,
) -> None:
    """Adds an entry in the transaction of what it tells of. `details` holds plain JSON values, never pay.

    Others who add one to the same workspace's log wait until this transaction ends, so it comes late in it.
    """
    number, previous = _next(connection, workspace_id)
    entry: dict[str, object] = {
        "number": number,
        "at": at,
        "actor": actor,
        "action": action,
        "subject_person_id": subject_person_id,
        "details": json.dumps(details or {}, sort_keys=True),
        "previous": previous,
    }
    digest = digest_of(entry)
    connection.execute(insert(audit_log).values(workspace_id=workspace_id, digest=digest, **entry))
    connection.execute(update(heads).where(heads.c.workspace_id == workspace_id).values(digest=digest))


def digest_of(entry: Mapping[str, object]) -> str:
    """The digest that an entry with these columns has to have: of all that it says, and of the one before."""
    at = entry["at"]
    assert isinstance(at, datetime)
    said = [
        entry["number"],
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        *(entry[name] for name in ("actor", "action", "subject_person_id", "details", "previous")),
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _next(connection: Connection, workspace_id: int) -> tuple[int, str]:
    """The number of a workspace's next entry, and the digest of its last one. Holds the head."""
    here = {"workspace": workspace_id}
    row = connection.execute(_ONE_MORE, here).first()
    if row is None:
        connection.execute(_BEGIN, here)
        row = connection.execute(_ONE_MORE, here).one()
    return int(row.number), str(row.digest)


_ONE_MORE = (
    update(heads)
    .where(heads.c.workspace_id == bindparam("workspace"))
    .values(number=heads.c.number + 1)
    .returning(heads.c.number, heads.c.digest)
)
_BEGIN = text(
    "INSERT INTO audit_heads (workspace_id) VALUES (:workspace) ON CONFLICT (workspace_id) DO NOTHING"
)
