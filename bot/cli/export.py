"""`micdrop export PERIOD`: what a published period pays, in files for payroll."""

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.context import open_workspace, the_time
from bot.cli.mistakes import Mistake
from bot.cli.settled import settled_keys
from bot.payroll.bundle import OWNER_ONLY, TEMPLATES, files_of
from bot.payroll.exporting import FORMATS, Wanted, take
from bot.payroll.sentences import told
from bot.payroll.statements import account_names
from bot.people.actors import COMMAND_LINE
from bot.people.identity import Company
from bot.slack.files import File
from bot.slack.numbers import count
from bot.store.engine import reading

ALL = "all"


def register(app: typer.Typer) -> None:
    app.command()(export)


def export(
    period: Annotated[str, typer.Argument(help="Like Q3, 2024-Q3 or 'last quarter'.", show_default=False)],
    kind: Annotated[str, typer.Option("--format", help="csv, xlsx, pdf or all.")] = ALL,
    to: Annotated[Path, typer.Option(help="The folder to write into; it is made if need be.")] = Path(),
    now: Annotated[str | None, typer.Option(help="Export as if it were this moment.", hidden=True)] = None,
) -> None:
    """Write what a published period pays, for payroll. Each export is on record."""
    if kind not in (*FORMATS, ALL):
        raise Mistake(f"There is no format {kind!r}; there are {', '.join(FORMATS)} and {ALL}.")
    formats = FORMATS if kind == ALL else (kind,)
    moment = the_time(now)
    engine, company = open_workspace()
    wanted = _only(company, settled_keys(engine, company, period, moment))
    to.mkdir(parents=True, exist_ok=True)
    taken = take(engine, company, Wanted(wanted, formats, COMMAND_LINE), moment)
    assert taken is not None
    with reading(engine) as connection:
        names = account_names(connection, company.id)
    written = [_written(to, file) for file in files_of(taken, formats, company, names, TEMPLATES)]
    console = Console(highlight=False, soft_wrap=True)
    for sentence in told(taken, company.locale):
        console.print(sentence, markup=False)
    for path in dict.fromkeys(path if path.parent == to else path.parent for path in written):
        inside = f" ({count(len(list(path.iterdir())), 'file', 'files')})" if path.is_dir() else ""
        console.print(f"  {path}{inside}", markup=False)


def _only(company: Company, keys: list[str]) -> str:
    if len(keys) > 1:
        raise Mistake(f"Pay is settled by {company.pay_period.value}: export one of {', '.join(keys)}.")
    return keys[0]


def _written(folder: Path, file: File) -> Path:
    """Writes a file that nobody else on this machine can read, in the place of one of that name."""
    path = folder / file.name
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "wb") as opened:
        opened.write(file.content)
    return path
