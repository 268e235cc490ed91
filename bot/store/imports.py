"""What was imported when, and what contradicted itself in it."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import Index, Text
from sqlmodel import Field

from bot.store.base import Row, RowId, UtcDateTime


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
