"""A workspace: one company, one Slack team, and the settings that its pay follows."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Connection, insert, select, update
from sqlmodel import Field, SQLModel

from bot.store.base import RowId, UtcDateTime, table_of


class Workspace(SQLModel, table=True):
    """`facts_revision` rises with every change of facts, plans or assignments: a statement calculated
    at an older revision is out of date. Working days leave out the public holidays of `country` ("US",
    "DE-BY"); posts that their channel refuses go to `fallback_channel`, a Slack channel's id."""

    __tablename__: ClassVar[str] = "workspaces"
    __table_args__ = (
        CheckConstraint("fiscal_year_start_month BETWEEN 1 AND 12", name="fiscal_year_start_month"),
        CheckConstraint("pay_period IN ('month', 'quarter')", name="pay_period"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    name: str = Field(unique=True)
    slack_team_id: str | None = Field(default=None, unique=True)
    time_zone: str = "UTC"
    locale: str = "en_US"
    fiscal_year_start_month: int = 1
    pay_period: str = "quarter"
    facts_revision: int = 0
    facts_through: date | None = None
    facts_imported_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    country: str | None = None
    fallback_channel: str | None = None


workspaces = table_of(Workspace)

_DEFAULTS = Workspace(name="").model_dump(exclude={"id", "name"})


def workspace_named(connection: Connection, name: str) -> int | None:
    """The id of the workspace of that name."""
    found: int | None = connection.execute(select(workspaces.c.id).where(workspaces.c.name == name)).scalar()
    return found


def ensure_workspace(connection: Connection, name: str, **settings: object) -> int:
    """The id of the workspace of that name, made with `settings` when it is not there yet."""
    found = workspace_named(connection, name)
    if found is not None:
        return found
    row = connection.execute(
        insert(workspaces).values(name=name, **{**_DEFAULTS, **settings}).returning(workspaces.c.id)
    )
    return int(row.scalar_one())


def facts_changed(
    connection: Connection,
    workspace_id: int,
    imported_at: datetime | None = None,
    facts_through: date | None = None,
) -> int:
    """Raises the facts' revision, so that every statement calculated before counts as out of date.

    An import also says when it happened and up to which day its events reach. Returns the new revision.
    """
    values: dict[str, object] = {"facts_revision": workspaces.c.facts_revision + 1}
    if imported_at is not None:
        values["facts_imported_at"] = imported_at
    if facts_through is not None:
        values["facts_through"] = facts_through
    change = update(workspaces).where(workspaces.c.id == workspace_id).values(**values)
    return int(connection.execute(change.returning(workspaces.c.facts_revision)).scalar_one())
