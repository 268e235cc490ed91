"""`micdrop recognition export`: all that was given, for a spreadsheet."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.context import open_workspace, the_time
from bot.cli.mistakes import Mistake
from bot.people.actors import COMMAND_LINE
from bot.recognition.calendar import first_day
from bot.recognition.exporting import HEADER, exported
from bot.slack.cells import write_csv
from bot.slack.numbers import count
from bot.store import audit
from bot.store.engine import writing


def register(app: typer.Typer) -> None:
    app.command()(export)


def export(
    file: Annotated[Path | None, typer.Argument(help="Where to write; to the terminal without it.")] = None,
    month: Annotated[str | None, typer.Option(help="Only that month, like 2026-11.")] = None,
) -> None:
    """Write all that was given as CSV, a row for each receiver."""
    if month is not None:
        try:
            first_day(month)
        except ValueError as error:
            raise Mistake(f"{month!r} is not a month. {error}") from None
    engine, company = open_workspace()
    with writing(engine) as connection:
        audit.record(connection, company.id, the_time(None), COMMAND_LINE, "recognition_exported")
        rows = exported(connection, company, month)
        if file is None:
            write_csv(sys.stdout, HEADER, rows)
            return
        with file.open("w", encoding="utf-8", newline="") as opened:
            written = write_csv(opened, HEADER, rows)
    said = f"{count(written, 'row is', 'rows are')} in {file}."
    Console(highlight=False, soft_wrap=True).print(said, markup=False)
