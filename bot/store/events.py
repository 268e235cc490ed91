"""What happened to customers, and who is named for it."""

from datetime import date
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from bot.store.base import Row, RowId


class Event(Row, table=True):
    """One thing that happened, known by its source and the source's own id.

    `amount_minor` is what pay is worked out on; `recurring_change_minor` is what it did to the account's
    yearly recurring revenue (churn is negative); `quantity_milli` is a count or score in thousandths.
    `person_id` names who gets the credit; empty means the account's owners on that day.
    """

    __tablename__: ClassVar[str] = "events"
    __table_args__ = (
        UniqueConstraint("workspace_id", "source", "external_id"),
        Index(None, "workspace_id", "occurred_on"),
    )

    source: str
    external_id: str
    kind: str
    occurred_on: date
    account_id: int | None = Field(default=None, sa_type=RowId, foreign_key="accounts.id")
    person_id: int | None = Field(default=None, sa_type=RowId, foreign_key="people.id")
    product: str = ""
    region: str = ""
    amount_minor: int = Field(default=0, sa_type=BigInteger)
    recurring_change_minor: int = Field(default=0, sa_type=BigInteger)
    quantity_milli: int | None = Field(default=None, sa_type=BigInteger)
    currency: str = Field(default="", max_length=3)


class Credit(Row, table=True):
    """A stated share of one event; where an event has any, they replace the account's owners."""

    __tablename__: ClassVar[str] = "credits"
    __table_args__ = (
        UniqueConstraint("workspace_id", "event_id", "person_id"),
        CheckConstraint("share_ppm BETWEEN 1 AND 1000000", name="share_ppm"),
    )

    event_id: int = Field(sa_type=RowId, foreign_key="events.id")
    person_id: int = Field(sa_type=RowId, foreign_key="people.id")
    share_ppm: int
