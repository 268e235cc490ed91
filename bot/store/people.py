"""Who works here, and what their place was on each day."""

from datetime import date
from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from bot.store.base import Row, RowId, kept_as


class Team(Row, table=True):
    """A group of people whose results are measured together."""

    __tablename__: ClassVar[str] = "teams"
    __table_args__ = (UniqueConstraint("workspace_id", "key"),)

    key: str
    name: str


class Person(Row, table=True):
    """`key` is the company's own id of a person, `payroll_id` the payroll's, where that is another.

    `end_date` is the last day at work.
    """

    __tablename__: ClassVar[str] = "people"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        UniqueConstraint("workspace_id", "slack_user_id"),
        Index(None, "workspace_id", "email"),
    )

    key: str
    name: str
    email: str = ""
    slack_user_id: str | None = None
    is_admin: bool = False
    start_date: date
    end_date: date | None = None
    payroll_id: str = Field(default="", sa_column_kwargs=kept_as("''"))


class Placement(Row, table=True):
    """Role, team, region and manager from a day on; `to_date` is the last day it holds, empty if open."""

    __tablename__: ClassVar[str] = "placements"
    __table_args__ = (UniqueConstraint("workspace_id", "person_id", "from_date"),)

    person_id: int = Field(sa_type=RowId, foreign_key="people.id")
    role: str
    team_id: int | None = Field(default=None, sa_type=RowId, foreign_key="teams.id")
    region: str = ""
    manager_id: int | None = Field(default=None, sa_type=RowId, foreign_key="people.id")
    from_date: date
    to_date: date | None = None


class Leave(Row, table=True):
    """Days on which a person is away, both included; `to_date` is empty while nobody knows the last one."""

    __tablename__: ClassVar[str] = "leave"
    __table_args__ = (UniqueConstraint("workspace_id", "person_id", "from_date"),)

    person_id: int = Field(sa_type=RowId, foreign_key="people.id")
    from_date: date
    to_date: date | None = None
