"""`micdrop plan load` and `assign`: plans into the store, and people onto them."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.context import open_workspace, the_time
from bot.cli.mistakes import Mistake
from bot.cli.plan_files import console, day_of, read_file, say, text_of
from bot.periods.plans import Terms, Who, assign_plan, load_plan, version_of
from bot.slack.numbers import count
from bot.store.engine import reading, writing
from calc.language.amounts import read_money


def register(app: typer.Typer) -> None:
    app.command()(load)
    app.command()(assign)


def load(
    files: Annotated[list[Path], typer.Argument(help="Plan files.", show_default=False)],
) -> None:
    """Take plans into the store. A plan with the same key and day replaces that version."""
    printer = console()
    engine, company = open_workspace()
    texts = [_checked_text(file) for file in files]
    with writing(engine) as connection:
        for text in texts:
            plan = load_plan(connection, company.id, text, the_time(None))
            say(printer, [f"{plan.title} ({plan.key}, from {plan.from_date}): {plan.outcome}."])


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
        from_date=day_of(from_date) if from_date else version.from_date,
        to_date=day_of(to_date) if to_date else None,
        base_year_minor=_amount(base, version.currency),
        variable_year_minor=_amount(variable, version.currency),
    )
    with writing(engine) as connection:
        who = Who(people or (), role, team)
        found = assign_plan(connection, company.id, plan, who, terms, the_time(None))
    many = count(len(found), "person", "people")
    say(console(), [f"{many} on {plan} from {terms.from_date}: {', '.join(found)}."])


def _checked_text(file: Path) -> str:
    read_file(file)
    return text_of(file)


def _amount(text: str, currency: str) -> int | None:
    try:
        return read_money(text, currency) if text else None
    except ValueError as error:
        raise Mistake(f"{error}.") from None
