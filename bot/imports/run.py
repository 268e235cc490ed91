"""Importing: files in, facts in the store and a report out; all of it, or nothing."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import polars as pl
from sqlalchemy import Engine

from bot.imports.errors import ErrorList
from bot.imports.mapping import MappingFile
from bot.imports.prepare import Prepared, prepare
from bot.imports.reader import SUFFIXES
from bot.imports.record import Finished, files_json, freshness, mark_fresh, reached, remember, was_imported
from bot.imports.report import ImportReport
from bot.imports.resolve import resolve
from bot.imports.save import Saving
from bot.imports.stored import Stored
from bot.store.engine import writing


def import_facts(
    engine: Engine,
    workspace_id: int,
    mapping: MappingFile,
    folder: Path,
    now: datetime,
    actor: str,
    progress: Callable[..., None],
    error_limit: int = 50,
) -> ImportReport:
    """Imports the files that `mapping` names from `folder`, in one transaction.

    `progress(step, done, total)` is called often; `actor` says who imports, for the audit log. Raises
    ImportRefused, with up to `error_limit` errors, when any cell is wrong: then nothing has changed.
    """
    errors = ErrorList(error_limit)
    prepared = prepare(mapping, folder, errors, progress)
    with writing(engine) as connection:
        before = freshness(connection, workspace_id)
        stored = Stored(connection, workspace_id, mapping.source)
        ready = resolve(prepared.shaped, stored, errors)
        errors.refuse_if_any()
        saving = Saving(connection, workspace_id, stored, progress)
        saving.save(ready)
        through = reached(before, now, _days(prepared))
        files = files_json(mapping, prepared.files)
        changed = any(count.added or count.changed or count.removed for count in saving.counts)
        revision = mark_fresh(connection, workspace_id, now, through, changed)
        import_id = None
        if changed or not was_imported(connection, workspace_id, mapping.source, files):
            finished = Finished(
                mapping.source, files, through, saving.counts, prepared.found, errors.file_names
            )
            import_id = remember(connection, workspace_id, now, actor, finished)
    return ImportReport(
        source=mapping.source,
        kinds=tuple(saving.counts),
        left_out=tuple(prepared.left_out),
        problems=tuple(
            found.group(errors.file_names, error_limit) for found in prepared.found if found.rows.height
        ),
        files=prepared.files,
        unread_files=_unread(folder, mapping, prepared),
        facts_through=through,
        facts_revision=revision,
        import_id=import_id,
    )


def _days(prepared: Prepared) -> list[pl.Series]:
    return [part.frame["date"] for part in prepared.shaped if part.block.kind in ("events", "readings")]


def _unread(folder: Path, mapping: MappingFile, prepared: Prepared) -> tuple[str, ...]:
    """Files of a kind that could be read, but that the mapping does not name."""
    read = {file.name for file in prepared.files} | {mapping.name}
    return tuple(
        sorted(path.name for path in folder.iterdir() if path.suffix in SUFFIXES and path.name not in read)
    )
