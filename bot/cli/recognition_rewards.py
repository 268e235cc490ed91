"""`micdrop recognition rewards`: what there is, and what was given, for payroll."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.context import open_workspace
from bot.recognition.catalogue import Reward, catalogue
from bot.recognition.reward_export import HEADER, reward_rows
from bot.slack.cells import write_csv
from bot.slack.numbers import count, money
from bot.slack.text import clean
from bot.store.engine import reading


def register(app: typer.Typer) -> None:
    app.command()(rewards)


def rewards(
    export: Annotated[
        Path | None, typer.Option(help="Write what was given as CSV: who, what, worth, taxable, how far.")
    ] = None,
    year: Annotated[int | None, typer.Option(help="With --export: only that fiscal year.")] = None,
) -> None:
    """Show the rewards of the catalogue, or write those that were given for payroll."""
    engine, company = open_workspace()
    console = Console(highlight=False, soft_wrap=True)
    if export is None:
        with reading(engine) as connection:
            found = catalogue(connection, company.id)
        if found:
            console.print(_table(found, company.locale))
        else:
            console.print("There is no reward yet. Hosts add them in Slack: /dropthemic rewards.")
        return
    with reading(engine) as connection, export.open("w", encoding="utf-8", newline="") as opened:
        written = write_csv(opened, HEADER, reward_rows(connection, company, year))
    console.print(f"{count(written, 'row is', 'rows are')} in {export}.", markup=False)


def _table(found: list[Reward], locale: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("Reward", "Worth", "Taxable", "Left", "A year"):
        table.add_column(title, justify="left" if title in ("Reward", "Taxable") else "right")
    for reward in found:
        table.add_row(
            Text(clean(reward.name)),
            money(reward.value_minor, reward.currency, locale),
            "yes" if reward.taxable else "no",
            "any" if reward.stock is None else str(reward.stock),
            "any" if reward.yearly_limit is None else str(reward.yearly_limit),
        )
    return table
