"""`micdrop plan diff`: what a changed plan would have paid over past periods, and to whom."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from bot.cli.context import open_workspace, the_time
from bot.cli.mistakes import Mistake
from bot.cli.plan_files import console, read_file, say
from bot.cli.subjects import pay_periods_of
from bot.people.identity import Company
from bot.periods.comparing import Sides, compare, together
from bot.periods.plans import version_of
from bot.slack.numbers import count, money
from bot.store import audit
from bot.store.engine import reading, writing
from calc.plan import Plan

PROBLEMS_SHOWN = 10
A_PLAN = "a plan's key, or a file"


def register(app: typer.Typer) -> None:
    app.command()(diff)


def diff(
    plan: Annotated[str, typer.Argument(help=f"The plan that people are on: {A_PLAN}.", show_default=False)],
    changed: Annotated[str, typer.Argument(help=f"What it would be: {A_PLAN}.", show_default=False)],
    on: Annotated[list[str], typer.Option("--on", help="A past period, like 2026-Q2; may be given again.")],
    now: Annotated[str | None, typer.Option(help="Ask as if it were this moment.", hidden=True)] = None,
) -> None:
    """Show who would have won, who lost, and what it would have cost. Nothing is changed."""
    moment = the_time(now)
    engine, company = open_workspace()
    key, old = _side(plan)
    other, new = _side(changed)
    with reading(engine) as connection:  # either says which plans there are, when this is none
        known = version_of(connection, company.id, key)
        new = new or version_of(connection, company.id, other)
    _same_currency(old or known, new)
    named = [period for text in on for period in pay_periods_of(company, text, moment)]
    periods = sorted(dict.fromkeys(named), key=lambda period: period.start)
    details = {"plan": key, "changed": changed, "periods": [period.key for period in periods]}
    _note(engine, company, details, moment)
    printer, parts = console(), []
    for period in periods:
        found = compare(engine, company, key, new, period, moment, old)
        parts.append(found)
        _show(printer, company.calendar.label(period), found.people, new.currency, company.locale)
        _show_problems(printer, found.problems)
    if len(periods) > 1:
        _show(printer, "All together", together(parts), new.currency, company.locale)


def _side(text: str) -> tuple[str, Plan | None]:
    """A side's key, with its plan where that is in a file; else it is one that was loaded."""
    file = Path(text)
    if file.is_file():
        plan = read_file(file)
        return plan.plan, plan
    if file.suffix:
        raise Mistake(f"There is no file {text}.")
    return text, None


def _same_currency(one: Plan, other: Plan) -> None:
    if one.currency != other.currency:
        raise Mistake(
            f"One pays in {one.currency}, the other in {other.currency}: what they pay cannot be compared."
        )


def _note(engine: Engine, company: Company, details: Mapping[str, object], now: datetime) -> None:
    """Looking at what everybody gets is noted, as every other look is."""
    with writing(engine) as connection:
        audit.record(connection, company.id, now, "command line", "plan_compared", details=details)


def _show(printer: Console, title: str, people: Mapping[str, Sides], currency: str, locale: str) -> None:
    if not people:
        say(printer, [f"{title}: nobody on this plan would get anything, before or after."])
        return
    table = Table(title=title)
    for column in ("Person", "Now", "Changed", "Difference"):
        table.add_column(column, justify="left" if column == "Person" else "right")
    ordered = sorted(people.items(), key=lambda one: (-one[1].difference_minor, one[0]))
    for person, sides in ordered:
        table.add_row(person, *_amounts(sides, currency, locale))
    all_of_them = people.values()
    whole = Sides(sum(one.before_minor for one in all_of_them), sum(one.after_minor for one in all_of_them))
    table.add_section()
    table.add_row("together", *_amounts(whole, currency, locale))
    printer.print(table)
    won = sum(sides.difference_minor > 0 for sides in all_of_them)
    lost = sum(sides.difference_minor < 0 for sides in all_of_them)
    say(printer, [f"{won} win, {lost} lose, {len(people) - won - lost} stay the same."])


def _show_problems(printer: Console, problems: list[str]) -> None:
    if not problems:
        return
    say(printer, [f"{count(len(problems), 'new problem', 'new problems')}:"])
    say(printer, [f"  • {problem}" for problem in problems[:PROBLEMS_SHOWN]])
    if len(problems) > PROBLEMS_SHOWN:
        say(printer, [f"  … and {len(problems) - PROBLEMS_SHOWN} more."])


def _amounts(sides: Sides, currency: str, locale: str) -> list[str]:
    three = (sides.before_minor, sides.after_minor, sides.difference_minor)
    return [money(amount, currency, locale) for amount in three]
