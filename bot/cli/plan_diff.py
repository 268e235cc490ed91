"""`micdrop plan diff`: what a changed plan would have paid over past periods, and to whom."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import polars as pl
import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from bot.cli.context import open_workspace, the_time
from bot.cli.mistakes import Mistake
from bot.cli.plan_files import console, read_file, say
from bot.people.identity import Company
from bot.periods.calculating import stands_on
from bot.periods.plans import version_of
from bot.slack.numbers import money
from bot.store import audit
from bot.store.engine import reading, writing
from calc.facts import Facts
from calc.period_text import read_period
from calc.periods import Period
from calc.plan import Plan
from calc.results import Calculation
from calc.statement import calculate

Totals = dict[str, tuple[int, int]]  # by person: before, after; minor units


def diff(
    plan: Annotated[str, typer.Argument(help="The plan that people are on: its key, or a file of it.")],
    changed: Annotated[Path, typer.Argument(help="The changed plan's file.", show_default=False)],
    on: Annotated[list[str], typer.Option("--on", help="A past period, like 2026-Q2; may be given again.")],
) -> None:
    """Show who would have won, who lost, and what it would have cost. Nothing is changed."""
    engine, company = open_workspace()
    new = read_file(changed)
    key = read_file(Path(plan)).plan if Path(plan).is_file() else plan
    with reading(engine) as connection:
        version_of(connection, company.id, key)  # says which plans there are, when this is none
    periods = [_period(text, company) for text in on]
    with writing(engine) as connection:
        details = {"plan": key, "periods": [period.key for period in periods]}
        audit.record(connection, company.id, the_time(None), "command line", "plan_compared", details=details)
    printer, everything = console(), []
    for period in periods:
        totals, told = _compared(engine, company, key, new, period)
        everything.append(totals)
        _show(printer, company.calendar.label(period), totals, new.currency)
        say(printer, [f"New problem: {message}" for message in told])
    if len(periods) > 1:
        _show(printer, "All together", _added(everything), new.currency)


def _period(text: str, company: Company) -> Period:
    period = read_period(text, company.today(the_time(None)), company.calendar)
    if period is None or period.kind is not company.pay_period:
        raise Mistake(
            f"{text!r} is not a {company.pay_period} that pay is settled in; write it like 2026-Q2."
        )
    return period


def _compared(
    engine: Engine, company: Company, key: str, new: Plan, period: Period
) -> tuple[Totals, list[str]]:
    """What everybody on the plan got, and would have got; and the problems that would be new."""
    now = the_time(None)
    today = company.today(now)
    versions, facts = stands_on(engine, company.id, period, today, now)
    last = min(period.end, today)
    instead = new.model_copy(update={"plan": key, "from_date": period.start})
    others = [plan for plan in versions if plan.plan != key]
    before = calculate(versions, facts, period, last, company.calendar)
    after = calculate([*others, instead], facts, period, last, company.calendar)
    people = _on_plan(facts, key)
    known = set(before.problems["message"])
    told = [message for message in after.problems["message"].unique().sort() if message not in known]
    sums = [_sums(made, key) for made in (before, after)]
    paid = {person: (sums[0].get(person, 0), sums[1].get(person, 0)) for person in people}
    return {person: pair for person, pair in paid.items() if any(pair)}, told


def _on_plan(facts: Facts, key: str) -> list[str]:
    return facts.assignments.filter(pl.col("plan") == key)["person"].unique().sort().to_list()


def _sums(made: Calculation, key: str) -> dict[str, int]:
    mine = made.lines.filter(pl.col("plan") == key)
    return dict(mine.group_by("person").agg(pl.col("amount_minor").cast(pl.Int128).sum()).iter_rows())


def _added(parts: Sequence[Totals]) -> Totals:
    people = dict.fromkeys(person for part in parts for person in part)
    return {
        person: (
            sum(part.get(person, (0, 0))[0] for part in parts),
            sum(part.get(person, (0, 0))[1] for part in parts),
        )
        for person in people
    }


def _show(printer: Console, title: str, totals: Totals, currency: str) -> None:
    if not totals:
        say(printer, [f"{title}: nobody on this plan would get anything, before or after."])
        return
    table = Table(title=title)
    for column in ("Person", "Now", "Changed", "Difference"):
        table.add_column(column, justify="left" if column == "Person" else "right")
    for person, (before, after) in sorted(totals.items(), key=lambda one: (one[1][0] - one[1][1], one[0])):
        table.add_row(person, *_amounts(before, after, currency))
    sums = [sum(pair[side] for pair in totals.values()) for side in (0, 1)]
    table.add_section()
    table.add_row("together", *_amounts(sums[0], sums[1], currency))
    printer.print(table)
    won = sum(after > before for before, after in totals.values())
    lost = sum(after < before for before, after in totals.values())
    say(printer, [f"{won} win, {lost} lose, {len(totals) - won - lost} stay the same."])


def _amounts(before: int, after: int, currency: str) -> list[str]:
    return [money(amount, currency, "en_US") for amount in (before, after, after - before)]
