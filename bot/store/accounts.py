"""Customers, who looked after them when, and their recurring revenue on a day."""

from datetime import date
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from bot.store.base import Row, RowId, kept_as


class Account(Row, table=True):
    """A customer. `key` is the company's own id of it, `contract_months` how long its contract runs."""

    __tablename__: ClassVar[str] = "accounts"
    __table_args__ = (UniqueConstraint("workspace_id", "key"),)

    key: str
    name: str
    region: str = ""
    segment: str = ""
    contract_months: int | None = None


class Owner(Row, table=True):
    """A person's share of an account from a day on; 1,000,000 ppm is all of it. Shares add up within each
    `role` (csm, ae)."""

    __tablename__: ClassVar[str] = "owners"
    __table_args__ = (
        UniqueConstraint("workspace_id", "account_id", "person_id", "role", "from_date"),
        CheckConstraint("share_ppm BETWEEN 1 AND 1000000", name="share_ppm"),
    )

    account_id: int = Field(sa_type=RowId, foreign_key="accounts.id")
    person_id: int = Field(sa_type=RowId, foreign_key="people.id")
    role: str = Field(default="", sa_column_kwargs=kept_as("''"))
    share_ppm: int = 1_000_000
    from_date: date
    to_date: date | None = None


class Book(Row, table=True):
    """An account's yearly recurring revenue as `as_of` began; events from that day on add to it."""

    __tablename__: ClassVar[str] = "books"
    __table_args__ = (UniqueConstraint("workspace_id", "account_id", "as_of"),)

    account_id: int = Field(sa_type=RowId, foreign_key="accounts.id")
    as_of: date
    recurring_minor: int = Field(sa_type=BigInteger)
    currency: str = Field(max_length=3)
