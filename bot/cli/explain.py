"""`micdrop explain PERSON [PERIOD]`: why each line of somebody's statement is what it is."""

from typing import Annotated

import typer

from bot.cli.context import open_workspace, the_time
from bot.cli.mistakes import Mistake
from bot.cli.plan_files import console, say
from bot.cli.subjects import note_look, period_of, subject_of
from bot.earnings.why import Why, reasons
from bot.slack.numbers import count
from calc.words.numbers import Numbers
from calc.words.reasons import reason_lines


def register(app: typer.Typer) -> None:
    app.command()(explain)


def explain(
    person: Annotated[str, typer.Argument(help="Whose pay: key, name or email.", show_default=False)],
    period: Annotated[
        str, typer.Argument(help="Like Q3 or 'last quarter'; without, the one we are in.")
    ] = "",
    line: Annotated[int, typer.Option(help="Only this line, by its number.")] = 0,
    now: Annotated[str | None, typer.Option(help="Ask as if it were this moment.", hidden=True)] = None,
) -> None:
    """Show the reasons behind every line, down to the events and the plan. Noted in the audit log."""
    moment = the_time(now)
    engine, company = open_workspace()
    subject = subject_of(engine, company, person)
    wanted = period_of(company, period, moment)
    note_look(engine, subject, "explained", wanted, moment)
    found = reasons(engine, subject, wanted, moment)
    if not found:
        label = company.calendar.label(wanted)
        say(console(), [f"{subject.name} has no lines in {label}. `micdrop ask` says why."])
        return
    if line and not 1 <= line <= len(found):
        raise Mistake(f"There is no line {line}: there are {count(len(found), 'line', 'lines')}.")
    for number, why in enumerate(found, 1):
        if line in (0, number):
            say(console(), _told(number, why, company.locale))


def _told(number: int, why: Why, locale: str) -> list[str]:
    head, *steps = reason_lines(why.tree, Numbers(locale))
    return [f"{number}. {head}", *(f"   {step}" for step in steps), ""]
