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
from bot.cli.subjects import note_look, pay_periods_of, subject_of
from bot.earnings.what_if import Choices, Supposed, Supposition, choices, suppose
from bot.periods.statements import WHOLE_PLAN
from bot.slack.numbers import money
from calc.language.amounts import read_money, read_ratio
from calc.periods import Period

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
    wanted = _one(pay_periods_of(company, period, moment))
    known = choices(engine, subject, wanted, moment)
    label = company.calendar.label(wanted)
    if known is None:
        raise Mistake(f"{subject.name} is on no plan in {label}.")
    if not (event or attain):
        raise Mistake("Say what to suppose: --event 'upsell $20,000', or --attain METRIC=100%.")
    events = [_event(text, known, wanted, label) for text in event or ()]
    assumed = dict(_attainment(text, known) for text in attain or ())
    note_look(engine, subject, "supposed", wanted, moment)
    made = suppose(engine, subject, wanted, events, assumed, moment)
    _show(made, f"{subject.name}, {label}", company.locale)


def _one(periods: list[Period]) -> Period:
    if len(periods) > 1:
        raise Mistake(f"Suppose something for one pay period at a time, like {periods[-1].key}.")
    return periods[0]


def _event(text: str, known: Choices, period: Period, label: str) -> Supposed:
    match = _EVENT.fullmatch(text.strip())
    if match is None:
        raise Mistake(
            f"{text!r} is not an event; write it like 'upsell $20,000', then a product and a day if you like."
        )
    if not known.any_kind and match["kind"] not in known.kinds:
        kinds = ", ".join(known.kinds) or "none"
        raise Mistake(f"Nothing is paid for {match['kind']!r} here. Kinds of event that count: {kinds}.")
    try:
        amount = read_money(match["amount"], known.currency)
        day = date.fromisoformat(match["day"]) if match["day"] else None
    except ValueError as error:
        raise Mistake(f"{text!r}: {error}.") from None
    if day is not None and not period.has(day):
        raise Mistake(f"{text!r}: {day} is not in {label}.")
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
    printer = console()
    if made.components:
        printer.print(_table(made, title, locale))
    else:
        say(printer, ["Nothing would be paid, now or then."])
    say(printer, [f"It would also bring a problem: {message}" for message in made.problems])


def _table(made: Supposition, title: str, locale: str) -> Table:
    """A row for each component; what they come to together by currency."""
    table = Table(title=title)
    for column in ("Component", "Now", "Then", "Difference"):
        table.add_column(column, justify="left" if column == "Component" else "right")
    for part in made.components:
        name = made.titles.get((part.plan, part.component)) or WHOLE_PLAN.get(part.component, part.component)
        amounts = (part.before_minor, part.after_minor, part.difference_minor)
        table.add_row(name, *(money(amount, part.currency, locale) for amount in amounts))
    table.add_section()
    for currency in dict.fromkeys(part.currency for part in made.components):
        mine = [part for part in made.components if part.currency == currency]
        sums = [sum(part.before_minor for part in mine), sum(part.after_minor for part in mine)]
        totals = [*sums, sums[1] - sums[0]]
        table.add_row("together", *(money(amount, currency, locale) for amount in totals))
    return table
