"""What was imported when, and what contradicted itself in it."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import Connection, Index, Text, select
from sqlmodel import Field

from bot.store.base import Row, RowId, UtcDateTime, table_of


class Import(Row, table=True):
    """One import that went through. `files` is JSON: name, digest and rows of each; counts are of facts."""

    __tablename__: ClassVar[str] = "imports"

    source: str
    imported_at: datetime = Field(sa_type=UtcDateTime)
    files: str = Field(sa_type=Text)
    added: int
    changed: int
    unchanged: int
    problems: int
    facts_through: date | None = None


class ImportProblem(Row, table=True):
    """A row that contradicts itself or another: loaded as far as it makes sense, and listed here."""

    __tablename__: ClassVar[str] = "import_problems"
    __table_args__ = (Index(None, "import_id"),)

    import_id: int = Field(sa_type=RowId, foreign_key="imports.id")
    file: str
    row: int
    column: str
    message: str


import_problems = table_of(ImportProblem)


def problems_of(connection: Connection, import_id: int | None) -> list[tuple[str, int, str, str]]:
    """File, row, column and message of every problem that an import found, in the order of the files."""
    columns = (getattr(import_problems.c, name) for name in ("file", "row", "column", "message"))
    query = select(*columns).where(import_problems.c.import_id == import_id).order_by(import_problems.c.id)
    return [tuple(row) for row in connection.execute(query)]
