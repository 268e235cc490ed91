"""Column types and naming that every table shares."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, MetaData, Table, text
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

# Named constraints let a migration on SQLite rebuild a table without losing them.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# SQLite numbers rows by itself only in a column declared exactly INTEGER.
RowId = BigInteger().with_variant(Integer, "sqlite")


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Goes in aware, is kept in UTC, comes out aware; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone; a naive datetime cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def table_of(model: type[SQLModel]) -> Table:
    """The Core table behind a model: queries on it are quick, and hand out plain values."""
    return metadata().tables[str(model.__tablename__)]


def metadata() -> MetaData:
    """All tables, for migrations and tests. Importing bot.store.tables fills it."""
    return SQLModel.metadata


def kept_as(default: str) -> dict[str, Any]:
    """What a row has in a column that nothing is said of, for the database to know as well as we: then the
    column can be added to a full table, and left out when many rows are written."""
    return {"server_default": text(default)}


class Row(SQLModel):
    """What every table has: a number of its own and the workspace that owns it."""

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    workspace_id: int = Field(sa_type=RowId, foreign_key="workspaces.id")
