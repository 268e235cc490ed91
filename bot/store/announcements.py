"""What managers approve for a channel, and the contests that are announced there."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field

from bot.store.base import Row, RowId, UtcDateTime, kept_as


class Announcement(Row, table=True):
    """A post for a channel, from its first draft until it is sent.

    `key` is made of what it announces (or of the request that began it). `kind` says which template it is
    written with, `content` (JSON) what that takes: never pay. *draft* is being written, *waiting* is with a
    checker, *approved* is in the outbox under its key and goes at `send_at`; *recalled* and *declined* never
    went. `asked_id` is whose nod it waits for; without one any compensation admin's. `edition` rises with
    every change, so that nobody approves what they have not seen.
    """

    __tablename__: ClassVar[str] = "announcements"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        CheckConstraint("state IN ('draft', 'waiting', 'approved', 'recalled', 'declined')", name="state"),
    )

    key: str
    kind: str
    state: str = "draft"
    edition: int = 0
    channel: str = ""
    title: str
    words: str = Field(default="", sa_type=Text)
    content: str = Field(default="{}", sa_type=Text)
    send_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    made_by: int | None = Field(default=None, sa_type=RowId, foreign_key="people.id")
    made_at: datetime = Field(sa_type=UtcDateTime)
    asked_id: int | None = Field(default=None, sa_type=RowId, foreign_key="people.id")
    decided_by: int | None = Field(default=None, sa_type=RowId, foreign_key="people.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SpiffContest(Row, table=True):
    """A contest that a manager started: a plan of one component, made from a template.

    `plan` is that plan's key, `document` its text, `who` the keys of its people as JSON. *proposed* waits for
    an admin where money is at stake; *running* has its plan loaded and people on it; *dropped* never ran or
    was called off. `spec` (JSON) is the form it was made from.
    """

    __tablename__: ClassVar[str] = "spiff_contests"
    __table_args__ = (
        UniqueConstraint("workspace_id", "plan"),
        CheckConstraint("state IN ('proposed', 'running', 'dropped')", name="state"),
    )

    plan: str
    title: str
    state: str = "proposed"
    edition: int = 0
    channel: str = ""
    spec: str = Field(sa_type=Text)
    document: str = Field(sa_type=Text)
    who: str = Field(sa_type=Text)
    budget_minor: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=kept_as("0"))
    currency: str = Field(max_length=3)
    first_day: date
    last_day: date
    host_id: int = Field(sa_type=RowId, foreign_key="people.id")
    made_at: datetime = Field(sa_type=UtcDateTime)
    decided_by: int | None = Field(default=None, sa_type=RowId, foreign_key="people.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
