"""`micdrop import MAPPING [FOLDER]`: facts from files into the store."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from sqlalchemy import Engine

from bot.cli.context import open_workspace, the_time
from bot.cli.mistakes import reading_from
from bot.imports.reader import read_mapping
from bot.imports.report import ImportReport
from bot.imports.run import import_facts
from bot.slack.dates import day
from bot.slack.numbers import count
from bot.store.engine import reading
from bot.store.imports import problems_of


def register(app: typer.Typer) -> None:
    app.command("import")(import_files)


def import_files(
    mapping: Annotated[Path, typer.Argument(help="The mapping: which column is what.", show_default=False)],
    folder: Annotated[
        Path | None, typer.Argument(help="Where the files are; beside the mapping without it.")
    ] = None,
    problems: Annotated[
        bool, typer.Option("--problems", help="List every row that contradicts itself.")
    ] = False,
) -> None:
    """Import people, accounts, events and more from CSV, TSV or Parquet. All of it, or nothing."""
    console = Console(highlight=False, soft_wrap=True)
    with reading_from(mapping):
        read = read_mapping(mapping)
    engine, company = open_workspace()
    with Progress(
        TextColumn("{task.description}"), BarColumn(), console=Console(stderr=True), transient=True
    ) as progress:
        task = progress.add_task("Reading", total=None)

        def tell(step: str, done: int = 0, total: int | None = None) -> None:
            progress.update(task, description=step, completed=done, total=total)

        now = the_time(None)
        report = import_facts(
            engine, company.id, read, folder or mapping.parent, now, "command line", progress=tell
        )
    _tell(console, report)
    if problems and report.import_id is not None:
        _list_problems(console, engine, report)


def _tell(console: Console, report: ImportReport) -> None:
    """What came of it: facts by kind, what was left out and why, and what contradicts itself."""
    if report.import_id is None:
        console.print("These files were imported before; nothing has changed since.")
    for kind in report.kinds:
        gone = f", {kind.removed:,} replaced" if kind.removed else ""
        numbers = f"{kind.added:,} added, {kind.changed:,} changed, {kind.unchanged:,} unchanged{gone}"
        console.print(f"{kind.kind:<12} {numbers}")
    for left in report.left_out:
        whom = f" for {left.kind}" if left.kind else ""
        rows = count(left.rows, "row", "rows")
        console.print(f"Left out{whom}: {rows} of {left.file}, {left.reason}.", markup=False)
    for name in report.unread_files:
        console.print(f"Not read: {name}, which the mapping does not name.", markup=False)
    if report.problems:
        rows = count(report.problem_rows, "row contradicts", "rows contradict")
        console.print(f"\n{rows} themselves or one another (--problems lists them all):")
    for group in report.problems:
        example = group.examples[0]
        where = f"{group.file}, {count(group.rows, 'row', 'rows')}, for example {example.row:,}"
        console.print(f"  • {where}: {example.message}", markup=False)
    if report.facts_through:
        console.print(f"\nFacts now reach up to {day(report.facts_through, 'en_US')}.")


def _list_problems(console: Console, engine: Engine, report: ImportReport) -> None:
    with reading(engine) as connection:
        for file, row, column, message in problems_of(connection, report.import_id):
            where = f"{file}, row {row:,}" + (f", {column}" if column else "")
            console.print(f"{where}: {message}", markup=False)
