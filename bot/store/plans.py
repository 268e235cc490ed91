"""Pay plans as written, version by version, and who is on which."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import BigInteger, Text, UniqueConstraint
from sqlmodel import Field

from bot.store.base import Row, RowId, UtcDateTime


class Plan(Row, table=True):
    """A plan's lasting identity; its rules are in its versions."""

    __tablename__: ClassVar[str] = "plans"
    __table_args__ = (UniqueConstraint("workspace_id", "key"),)

    key: str
    title: str


class PlanVersion(Row, table=True):
    """A plan's document as loaded, in force from a day until the next version's."""

    __tablename__: ClassVar[str] = "plan_versions"
    __table_args__ = (UniqueConstraint("workspace_id", "plan_id", "from_date"),)

    plan_id: int = Field(sa_type=RowId, foreign_key="plans.id")
    from_date: date
    document: str = Field(sa_type=Text)
    digest: str
    loaded_at: datetime = Field(sa_type=UtcDateTime)


class Assignment(Row, table=True):
    """A person on a plan from a day on, with the yearly amounts that were agreed with them."""

    __tablename__: ClassVar[str] = "assignments"
    __table_args__ = (UniqueConstraint("workspace_id", "person_id", "plan_id", "from_date"),)

    person_id: int = Field(sa_type=RowId, foreign_key="people.id")
    plan_id: int = Field(sa_type=RowId, foreign_key="plans.id")
    from_date: date
    to_date: date | None = None
    base_year_minor: int | None = Field(default=None, sa_type=BigInteger)
    variable_year_minor: int | None = Field(default=None, sa_type=BigInteger)
