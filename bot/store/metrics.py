"""What was aimed for and what was measured elsewhere."""

from datetime import date
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from bot.store.base import Row

SCOPES = "scope IN ('person', 'team', 'region', 'line', 'company')"


class Target(Row, table=True):
    """The aim of a metric at a scope from a day on, as an exact ratio; an amount is in minor units over 1."""

    __tablename__: ClassVar[str] = "targets"
    __table_args__ = (
        UniqueConstraint("workspace_id", "metric", "scope", "scope_key", "from_date"),
        CheckConstraint(SCOPES, name="scope"),
        CheckConstraint("value_den > 0", name="value_den"),
    )

    metric: str
    scope: str
    scope_key: str = ""
    from_date: date
    to_date: date | None = None
    value_num: int = Field(sa_type=BigInteger)
    value_den: int = Field(default=1, sa_type=BigInteger)


class Reading(Row, table=True):
    """A metric measured outside (NPS, CSAT, adoption) on a day, as an exact ratio with its sample."""

    __tablename__: ClassVar[str] = "readings"
    __table_args__ = (
        UniqueConstraint("workspace_id", "source", "metric", "scope", "scope_key", "on_date"),
        CheckConstraint(SCOPES, name="scope"),
        CheckConstraint("value_den > 0", name="value_den"),
    )

    source: str
    metric: str
    scope: str
    scope_key: str = ""
    on_date: date
    value_num: int = Field(sa_type=BigInteger)
    value_den: int = Field(default=1, sa_type=BigInteger)
    sample: int | None = Field(default=None, sa_type=BigInteger)
