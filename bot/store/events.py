"""What happened to customers, and who is named for it."""

from datetime import date
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from bot.store.base import Row, RowId, kept_as


class Event(Row, table=True):
    """One thing that happened, known by its source and the source's own id.

    `amount_minor` is what pay is worked out on; `recurring_change_minor` is what it did to the account's
    yearly recurring revenue (churn is negative); `previous_minor` is the yearly recurring revenue of the
    contract that this one replaces; `quantity_milli` is a count or score in thousandths. `person_id` names
    who gets the credit; empty means the account's owners on that day. `parent` is the event that this one is
    about, as "source:external id": the deal of a payment or cancellation.
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
    parent: str = Field(default="", sa_column_kwargs=kept_as("''"))
    effort: str = Field(default="", sa_column_kwargs=kept_as("''"))
    term_months: int | None = None
    amount_minor: int = Field(default=0, sa_type=BigInteger)
    recurring_change_minor: int = Field(default=0, sa_type=BigInteger)
    previous_minor: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=kept_as("0"))
    quantity_milli: int | None = Field(default=None, sa_type=BigInteger)
    currency: str = Field(default="", max_length=3)


class Credit(Row, table=True):
    """A stated share of one event; where an event has any, they replace the account's owners. Shares add up
    within each `role`."""

    __tablename__: ClassVar[str] = "credits"
    __table_args__ = (
        UniqueConstraint("workspace_id", "event_id", "person_id", "role"),
        CheckConstraint("share_ppm BETWEEN 1 AND 1000000", name="share_ppm"),
    )

    event_id: int = Field(sa_type=RowId, foreign_key="events.id")
    person_id: int = Field(sa_type=RowId, foreign_key="people.id")
    role: str = Field(default="", sa_column_kwargs=kept_as("''"))
    share_ppm: int
