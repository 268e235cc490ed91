"""`micdrop what-if PERSON`: what somebody's period would come to if something happened too."""

import re
from datetime import date
from fractions import Fraction
from typing import Annotated

import typer
from rich.table import Table

from bot.cli.context import open_workspace, the_time
from bot.cli.mistakes import Mistake
from bot.cli.plan_files import console, say
from bot.cli.subjects import note_look, period_of, subject_of
from bot.earnings.what_if import Choices, Supposed, Supposition, choices, suppose
from bot.slack.numbers import money
from calc.language.amounts import read_money, read_ratio

_EVENT = re.compile(
    r"(?P<kind>[a-z][\w-]*)\s+(?P<amount>\S+)(?:\s+(?P<product>.*?))??(?:\s+(?P<day>\d{4}-\d\d-\d\d))?",
    re.ASCII,
)


def register(app: typer.Typer) -> None:
    app.command("what-if")(what_if)


def what_if(
    person: Annotated[str, typer.Argument(help="Whose pay: key, name or email.", show_default=False)],
    period: Annotated[
        str, typer.Argument(help="Like Q3 or 'last quarter'; without, the one we are in.")
    ] = "",
    event: Annotated[
        list[str] | None, typer.Option(help="Like 'upsell $20,000', 'renewal $9,000 Enterprise 2026-11-20'.")
    ] = None,
    attain: Annotated[list[str] | None, typer.Option(help="Like team_retention=100%.")] = None,
    now: Annotated[str | None, typer.Option(help="Ask as if it were this moment.", hidden=True)] = None,
) -> None:
    """Suppose events or attainments, and show the difference by component. Nothing is kept."""
    moment = the_time(now)
    engine, company = open_workspace()
    subject = subject_of(engine, company, person)
    wanted = period_of(company, period, moment)
    known = choices(engine, subject, wanted, moment)
    if known is None:
        raise Mistake(f"{subject.name} is on no plan in {company.calendar.label(wanted)}.")
    if not (event or attain):
        raise Mistake("Say what to suppose: --event 'upsell $20,000', or --attain METRIC=100%.")
    events = [_event(text, known) for text in event or ()]
    assumed = dict(_attainment(text, known) for text in attain or ())
    note_look(engine, subject, "supposed", wanted, moment)
    made = suppose(engine, subject, wanted, events, assumed, moment)
    _show(made, f"{subject.name}, {company.calendar.label(wanted)}, if …", company.locale)


def _event(text: str, known: Choices) -> Supposed:
    match = _EVENT.fullmatch(text.strip())
    if match is None:
        raise Mistake(
            f"{text!r} is not an event; write it like 'upsell $20,000', then a product and a day if you like."
        )
    if known.kinds and match["kind"] not in known.kinds:
        raise Mistake(f"Nothing is paid for {match['kind']!r} here. There are: {', '.join(known.kinds)}.")
    try:
        amount = read_money(match["amount"], known.currency)
        day = date.fromisoformat(match["day"]) if match["day"] else None
    except ValueError as error:
        raise Mistake(f"{text!r}: {error}.") from None
    return Supposed(match["kind"], amount, match["product"] or "", day)


def _attainment(text: str, known: Choices) -> tuple[str, Fraction]:
    name, _, value = text.partition("=")
    if name not in known.metrics:
        raise Mistake(f"There is no metric {name!r} here. There are: {', '.join(known.metrics) or 'none'}.")
    try:
        return name, read_ratio(value)
    except ValueError as error:
        raise Mistake(f"{text!r}: {error}.") from None


def _show(made: Supposition, title: str, locale: str) -> None:
    table = Table(title=title)
    for column in ("Component", "Now", "Then", "Difference"):
        table.add_column(column, justify="left" if column == "Component" else "right")
    for part in made.components:
        amounts = (part.before_minor, part.after_minor, part.difference_minor)
        name = made.titles.get((part.plan, part.component), part.component)
        table.add_row(name, *(money(amount, part.currency, locale) for amount in amounts))
    if made.components:
        console().print(table)
    else:
        say(console(), ["Nothing would be paid, now or then."])
