"""`micdrop plan …`: checking a plan file, taking it into the store, putting people on it."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.context import open_workspace, the_time
from bot.cli.mistakes import Mistake, reading_from
from bot.periods.plans import Terms, Who, assign_plan, load_plan, version_of
from bot.slack.numbers import count, money
from bot.store.engine import reading, writing
from calc.cases import Outcome, run_case
from calc.language.amounts import read_money
from calc.language.reader import read_plan
from calc.plan import Plan

group = typer.Typer(help="Check pay plans, load them, and put people on them.", no_args_is_help=True)
PlanFile = Annotated[Path, typer.Argument(help="The plan's YAML file.", show_default=False)]


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="plan")


@group.command()
def check(file: PlanFile) -> None:
    """Say every mistake in a plan with its line, and run its cases. Exit code 1 if anything is wrong."""
    console = Console(highlight=False, soft_wrap=True)
    plan = _read(file)
    failed = 0
    for case in plan.cases:
        try:
            outcome = run_case(plan, case)
        except ValueError as error:
            raise Mistake(f"{file}, case “{case.case}”: {error}") from None
        failed += not outcome.passed
        for line in _told(outcome, plan):
            console.print(line, markup=False)
    console.print(f"{plan.title}: {count(len(plan.cases), 'case', 'cases')}, {failed} failed.", markup=False)
    if failed:
        raise typer.Exit(1)


@group.command()
def load(
    files: Annotated[list[Path], typer.Argument(help="Plan files.", show_default=False)],
) -> None:
    """Take plans into the store. A plan with the same key and day replaces that version."""
    console = Console(highlight=False, soft_wrap=True)
    engine, company = open_workspace()
    texts = {file: _checked_text(file) for file in files}
    with writing(engine) as connection:
        for text in texts.values():
            plan = load_plan(connection, company.id, text, the_time(None))
            console.print(f"{plan.title} ({plan.key}, from {plan.from_date}): {plan.outcome}.", markup=False)


@group.command()
def assign(
    plan: Annotated[str, typer.Argument(help="The plan's key.", show_default=False)],
    people: Annotated[list[str] | None, typer.Argument(help="Keys of people.", show_default=False)] = None,
    role: Annotated[str, typer.Option(help="Everybody with this role.")] = "",
    team: Annotated[str, typer.Option(help="Everybody in this team.")] = "",
    from_date: Annotated[str, typer.Option("--from", help="First day on the plan, like 2026-01-01.")] = "",
    to_date: Annotated[str, typer.Option("--to", help="Last day on the plan; open without it.")] = "",
    base: Annotated[str, typer.Option(help="Yearly base pay agreed, like '$70,000'.")] = "",
    variable: Annotated[str, typer.Option(help="Yearly variable pay agreed, like '$30,000'.")] = "",
) -> None:
    """Put people on a plan: by key, by role, by team."""
    if not (people or role or team):
        raise Mistake("Say whom: keys of people, --role or --team.")
    engine, company = open_workspace()
    with reading(engine) as connection:
        version = version_of(connection, company.id, plan)
    terms = Terms(
        from_date=_day(from_date) if from_date else version.from_date,
        to_date=_day(to_date) if to_date else None,
        base_year_minor=_amount(base, version.currency),
        variable_year_minor=_amount(variable, version.currency),
    )
    with writing(engine) as connection:
        who = Who(people or (), role, team)
        found = assign_plan(connection, company.id, plan, who, terms, the_time(None))
    many = count(len(found), "person", "people")
    Console(highlight=False, soft_wrap=True).print(
        f"{many} on {plan} from {terms.from_date}: {', '.join(found)}.", markup=False
    )


def _read(file: Path) -> Plan:
    with reading_from(file):
        return read_plan(_text(file))


def _checked_text(file: Path) -> str:
    _read(file)
    return _text(file)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Mistake(f"{file} is not UTF-8 text. Save it as UTF-8.") from None
    except IsADirectoryError:
        raise Mistake(f"{file} is a folder, not a plan file.") from None


def _told(outcome: Outcome, plan: Plan) -> list[str]:
    if outcome.passed:
        return [f"✓ {outcome.case}"]
    lines = [f"✗ {outcome.case}"]
    for difference in outcome.differences:
        expected, got = (
            money(amount, plan.currency, "en_US")
            for amount in (difference.expected_minor, difference.got_minor)
        )
        lines.append(f"    {difference.person}, {difference.component}: expected {expected}, got {got}")
    lines += [f"    expected the problem {code}, which did not come" for code in outcome.missing]
    lines += [f"    an unexpected problem: {code}" for code in outcome.unexpected]
    return lines


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Mistake(f"{text!r} is not a day; write it like 2026-01-31.") from None


def _amount(text: str, currency: str) -> int | None:
    try:
        return read_money(text, currency) if text else None
    except ValueError as error:
        raise Mistake(f"{error}.") from None
