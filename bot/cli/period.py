"""`micdrop period`: where each period stands on its way to payday, and the steps with it. Never an amount."""

from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy import Engine

from bot.cli.calculate import period_named
from bot.cli.context import open_workspace, the_time
from bot.cli.mistakes import Mistake
from bot.people.actors import COMMAND_LINE
from bot.people.identity import Company
from bot.periods.standing import IN_REVIEW, UNDER_REVIEW, Standing, period_of, standing_of, standings
from bot.review.finishing import close, publish
from bot.review.history import Step
from bot.review.progress import Progress, progress_of
from bot.review.sheet import APPROVED, SENT_BACK, WAITING, names_of
from bot.review.starting import start
from bot.review.work import Work
from bot.runtime import build_outbox
from bot.slack.dates import day
from bot.slack.numbers import count
from bot.slack.text import clean
from bot.store.engine import reading
from calc.periods import Period

Key = Annotated[str, typer.Argument(help="Like Q3, 2024-Q3 or 'last quarter'.", show_default=False)]
Now = Annotated[str | None, typer.Option(help="As if it were this moment.", hidden=True)]

group = typer.Typer(
    help="Show where each period stands; review, publish and close one.",
    invoke_without_command=True,
)


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="period")


@group.callback()
def period(context: typer.Context) -> None:
    """Show where each period stands; review, publish and close one."""
    if context.invoked_subcommand is None:
        list_()


@group.command("list")
def list_() -> None:
    """Show every period that was calculated, and how far it is."""
    engine, company = open_workspace()
    with reading(engine) as connection:
        found = standings(connection, company.id)
    if not found:
        _say("No period was calculated yet. `micdrop import` brings facts in, `micdrop calculate` uses them.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("Period", "Key", "State", "Approved", "Waiting", "Sent back", "Published"):
        table.add_column(title)
    for standing in found:
        table.add_row(*(Text(cell) for cell in _cells(engine, company, standing)))
    Console(highlight=False).print(table)


@group.command()
def review(key: Key, now: Now = None) -> None:
    """Begin the review of a period that has ended; or show who is still missing in one that is under way.

    Whoever looks at somebody's pay gets a message in Slack, where it is approved.
    """
    moment = the_time(now)
    engine, company = open_workspace()
    wanted = _pay_period(company, key, moment)
    begun = start(engine, build_outbox(), company, wanted, COMMAND_LINE, moment)
    if begun.sentence:
        raise Mistake(begun.sentence)
    label = company.calendar.label(wanted)
    if begun.done:
        lookers = count(begun.lookers, "other", "others")
        _say(f"The review of {label} has begun: {count(begun.people, 'person', 'people')}, ")
        _say(f"looked at by {lookers} and the compensation admins.")
    else:
        _say(f"The review of {label} was begun by {_who(begun.before, company)}.")
    _tell_missing(engine, company, wanted, moment)


@group.command("publish")
def publish_(key: Key, now: Now = None) -> None:
    """Publish an approved period: everybody gets their statement, and nothing in it changes any more."""
    moment = the_time(now)
    engine, company = open_workspace()
    wanted = _pay_period(company, key, moment)
    label = company.calendar.label(wanted)
    done = publish(engine, build_outbox(), company, wanted, COMMAND_LINE, moment)
    if done.sentence:
        raise Mistake(done.sentence)
    if not done.done:
        _say(f"{label} was published by {_who(done.before, company)}.")
        return
    _say(f"{label} is published: {count(done.people, 'person is', 'people are')} told.")
    if done.left:
        _say(f"{count(done.left, 'person works', 'people work')} here no more, and got no message.")


@group.command("close")
def close_(key: Key, now: Now = None) -> None:
    """Close a published period: it takes no more questions."""
    moment = the_time(now)
    engine, company = open_workspace()
    wanted = _pay_period(company, key, moment)
    done = close(engine, build_outbox(), company, wanted, COMMAND_LINE, moment)
    if done.sentence:
        raise Mistake(done.sentence)
    by = "" if done.done else f" already, by {_who(done.before, company)}"
    _say(f"{company.calendar.label(wanted)} is closed{by}.")


def _pay_period(company: Company, text: str, now: datetime) -> Period:
    """The pay period that words name. Raises Mistake for none, and for one that pay is not settled by."""
    found = period_named(text, company, company.today(now))
    if found.kind is not company.pay_period:
        raise Mistake(
            f"{company.calendar.label(found)} is not a period that pay is settled by; that is the "
            f"{company.pay_period.value} here."
        )
    return found


def _cells(engine: Engine, company: Company, standing: Standing) -> tuple[str, ...]:
    label = company.calendar.label(period_of(company, standing))
    state = standing.state.replace("_", " ")
    published = "–"
    if standing.published_at is not None:
        published = day(company.today(standing.published_at), "en_US")
    counts = ("–", "–", "–")
    if standing.review_from is not None:
        found = _progress(engine, company, standing).counts
        counts = (str(found[APPROVED]), str(found[WAITING]), str(found[SENT_BACK]))
    return (label, standing.key, state, *counts, published)


def _progress(engine: Engine, company: Company, standing: Standing) -> Progress:
    with reading(engine) as connection:
        return progress_of(Work(connection, build_outbox(), company, the_time(None)), standing)


def _tell_missing(engine: Engine, company: Company, wanted: Period, now: datetime) -> None:
    """Who has not approved whom, and whose pay was sent back."""
    with reading(engine) as connection:
        standing = standing_of(connection, company.id, wanted.key)
        if standing is None or standing.state not in UNDER_REVIEW:
            return
        found = progress_of(Work(connection, build_outbox(), company, now), standing)
        names = names_of(connection, found.reviews)
    if standing.state != IN_REVIEW:
        _say("Everybody is approved: `micdrop period publish` comes next.")
        return
    for person_id in sorted(found.reviews, key=lambda one: names[one]):
        told = _missing(found, person_id)
        if told:
            _say(f"  {clean(names[person_id])}: {told}")


def _missing(found: Progress, person_id: int) -> str:
    review = found.reviews[person_id]
    if review.state == SENT_BACK:
        return f"sent back by {clean(review.decider)}: {clean(review.reason)}"
    if review.state != WAITING:
        return ""
    looker = found.turns.turn.get(person_id)
    return f"waits for {clean(found.names[looker]) if looker is not None else 'a compensation admin'}"


def _who(step: Step | None, company: Company) -> str:
    if step is None:
        return "somebody, before this was logged"
    who = clean(step.by.name) or (
        "somebody at the command line" if step.by.kind == COMMAND_LINE else "Micdrop"
    )
    local = step.at.astimezone(company.time_zone)
    return f"{who} on {day(local.date(), 'en_US')}, {local:%H:%M %Z}"


def _say(line: str) -> None:
    Console(highlight=False, soft_wrap=True).print(line, markup=False)
