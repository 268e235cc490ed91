"""What an import leaves behind besides facts: that it happened, its problems, and how fresh the facts are."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import polars as pl
from sqlalchemy import Connection, insert, select, update

from bot.imports.checks import Found
from bot.imports.errors import FILE, ROW
from bot.imports.mapping import MappingFile
from bot.imports.report import FileRead, KindCount
from bot.store.audit import record
from bot.store.base import table_of
from bot.store.bulk import insert_frame
from bot.store.imports import Import, ImportProblem
from bot.store.workspaces import facts_changed, workspaces

imports, import_problems = table_of(Import), table_of(ImportProblem)


class Freshness(NamedTuple):
    """Until when the workspace's facts reach, and at which revision they are."""

    time_zone: str
    facts_through: date | None
    facts_revision: int


def freshness(connection: Connection, workspace_id: int) -> Freshness:
    """Reads it, and on PostgreSQL lets no other import into the workspace until this one has ended."""
    columns = (workspaces.c.time_zone, workspaces.c.facts_through, workspaces.c.facts_revision)
    row = connection.execute(select(*columns).where(workspaces.c.id == workspace_id).with_for_update()).one()
    return Freshness(*row)


def reached(before: Freshness, now: datetime, days: list[pl.Series]) -> date | None:
    """The latest day of an event or reading that is not in the future where the workspace is."""
    today = now.astimezone(ZoneInfo(before.time_zone)).date()
    known = [day for series in days if isinstance(day := series.filter(series <= today).max(), date)]
    return max([*known, *([before.facts_through] if before.facts_through else [])], default=None)


def files_json(mapping: MappingFile, files: tuple[FileRead, ...]) -> str:
    """The files of an import and its mapping: name, digest and rows of each."""
    everything = (*files, FileRead(mapping.name, mapping.digest, 0))
    return json.dumps([{"name": file.name, "digest": file.digest, "rows": file.rows} for file in everything])


def was_imported(connection: Connection, workspace_id: int, source: str, files: str) -> bool:
    """Whether exactly these files were imported before by exactly this mapping."""
    same = select(imports.c.id).where(
        imports.c.workspace_id == workspace_id, imports.c.source == source, imports.c.files == files
    )
    return connection.execute(same.limit(1)).first() is not None


def mark_fresh(
    connection: Connection, workspace_id: int, now: datetime, through: date | None, changed: bool
) -> int:
    """Says when facts were last looked at and until when they reach. Only a change raises the revision,
    because only a change makes statements out of date. Returns the revision."""
    if changed:
        return facts_changed(connection, workspace_id, imported_at=now, facts_through=through)
    values: dict[str, Any] = {"facts_imported_at": now, "facts_through": through}
    statement = update(workspaces).where(workspaces.c.id == workspace_id).values(**values)
    return int(connection.execute(statement.returning(workspaces.c.facts_revision)).scalar_one())


@dataclass(frozen=True)
class Finished:
    """An import that went through, as it will be remembered; `files` as `files_json` gives them."""

    source: str
    files: str
    facts_through: date | None
    counts: list[KindCount]
    found: list[Found]
    file_names: list[str]


def remember(connection: Connection, workspace_id: int, now: datetime, actor: str, finished: Finished) -> int:
    """Writes the import, its problems and its entry in the audit log. Returns the import's id."""
    totals = {
        "added": sum(count.added for count in finished.counts),
        "changed": sum(count.changed + count.removed for count in finished.counts),
        "unchanged": sum(count.unchanged for count in finished.counts),
        "problems": sum(found.rows.height for found in finished.found),
    }
    row = insert(imports).values(
        workspace_id=workspace_id,
        source=finished.source,
        imported_at=now,
        files=finished.files,
        facts_through=finished.facts_through,
        **totals,
    )
    import_id = int(connection.execute(row.returning(imports.c.id)).scalar_one())
    names = pl.Series(finished.file_names)
    for found in finished.found:
        problems = found.rows.select(
            pl.lit(workspace_id).alias("workspace_id"),
            pl.lit(import_id).alias("import_id"),
            names.gather(found.rows[FILE]).alias("file"),
            pl.col(ROW).alias("row"),
            "column",
            "message",
        )
        insert_frame(connection, import_problems, problems)
    details = {"source": finished.source, "import": import_id, **totals}
    record(connection, workspace_id, now, actor, "import", details=details)
    return import_id
