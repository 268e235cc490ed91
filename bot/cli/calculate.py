"""`micdrop calculate PERIOD`: everybody's pay for a period, into the store."""

from datetime import date
from typing import Annotated

import polars as pl
import typer
from rich.console import Console

from bot.cli.context import open_workspace, the_time
from bot.cli.mistakes import Mistake
from bot.earnings.answer import settlements
from bot.people.identity import Company
from bot.periods.calculating import Calculated, calculate_period
from bot.slack.numbers import count
from calc.period_text import examples, read_period
from calc.periods import Period

PROBLEMS_SHOWN = 20


def register(app: typer.Typer) -> None:
    app.command()(calculate)


def calculate(
    period: Annotated[str, typer.Argument(help="Like Q3, 2024-Q3, 'last quarter', July or 2024.")],
    now: Annotated[str | None, typer.Option(help="Calculate as if it were this moment.", hidden=True)] = None,
) -> None:
    """Calculate everybody's pay for a period.

    Answers in Slack are always up to date without it; use it to see what a period holds, and what is missing.
    """
    moment = the_time(now)
    engine, company = open_workspace()
    today = company.today(moment)
    wanted = period_named(period, company, today)
    if wanted.start > today:
        raise Mistake(f"{company.calendar.label(wanted)} has not begun.")
    console = Console(highlight=False, soft_wrap=True)
    for part in settlements(company, wanted):
        if part.start <= today:
            _tell(console, company, calculate_period(engine, company.id, part, today, moment))


def period_named(text: str, company: Company, today: date) -> Period:
    """Reads a period, or says how to write one."""
    period = read_period(text, today, company.calendar)
    if period is None:
        ways = ", ".join(examples(today, company.calendar))
        raise Mistake(f"I can't tell which period {text!r} is. Write it like {ways}.")
    return period


def _tell(console: Console, company: Company, made: Calculated) -> None:
    """Counts and problems; amounts are for the people they belong to."""
    label = company.calendar.label(made.period)
    statements = count(made.statements, "statement", "statements")
    console.print(f"{label}: {statements}, {count(made.lines, 'line', 'lines')}.")
    if made.problems.is_empty():
        return
    console.print(f"{count(made.problems.height, 'problem', 'problems')}:")
    ordered = made.problems.sort(pl.col("person").is_not_null(), "code", "person", "event", nulls_last=True)
    for person, message, hint in ordered.select("person", "message", "hint").head(PROBLEMS_SHOWN).iter_rows():
        who = f"{person}: " if person else ""
        console.print(f"  • {who}{message} {hint}", markup=False)
    if made.problems.height > PROBLEMS_SHOWN:
        console.print(f"  … and {made.problems.height - PROBLEMS_SHOWN} more.")
