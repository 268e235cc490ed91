"""`micdrop outbox`: what has not gone out, and what is to become of it."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy import Connection, Engine

from bot.cli.context import open_workspace, the_time
from bot.cli.mistakes import Mistake
from bot.delivery.desk import Decision, Entry, Outlook, drop, drop_waiting, found, resume, send_again, waiting
from bot.people.actors import COMMAND_LINE
from bot.people.identity import Company
from bot.slack.dates import ago, day
from bot.slack.numbers import count
from bot.slack.text import clean
from bot.store.engine import writing

MOST_SHOWN = 50
STATES = {
    "held": "may be there or not; waits for a decision",
    "dead": "did not get out; waits for a decision",
    "unclear": "may be there or not; being looked for",
    "sending": "on the way",
    "pending": "waits for its turn",
    "sent": "sent",
    "dropped": "dropped",
}
WAYS = {
    "message_resent": "sent it again",
    "message_dropped": "dropped it",
    "message_found": "said that it is there",
}
_LINK = re.compile(r"https://[^/\s]+/archives/([CDG][A-Z0-9]+)/p([0-9]{10})([0-9]{6})(?:[?#]\S*)?")

Numbers = Annotated[list[int], typer.Argument(help="Numbers of messages.", show_default=False)]
Decide = Callable[[Connection, int, int, datetime, str], Decision]

group = typer.Typer(
    help="Show the messages that have not gone out, and decide what becomes of them.",
    invoke_without_command=True,
)


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="outbox")


@group.callback()
def outbox(context: typer.Context) -> None:
    """Show the messages that have not gone out, and decide what becomes of them."""
    if context.invoked_subcommand is None:
        engine, company = open_workspace()
        _show(_console(), company, waiting(engine, company.id, limit=MOST_SHOWN), the_time(None))


@group.command()
def again(numbers: Numbers) -> None:
    """Send messages again that did not get out. One that may be there already could be there twice."""
    _decide_all(numbers, send_again, "goes out again")


@group.command("drop")
def drop_(
    numbers: Numbers,
    turn: Annotated[
        bool, typer.Option("--waiting", help="Also those that only wait for their turn.")
    ] = False,
) -> None:
    """Drop messages: they stay on record, and are not sent."""
    _decide_all(numbers, _drop_any if turn else drop, "is dropped")


@group.command("found")
def found_(
    number: Annotated[int, typer.Argument(help="Number of a message.", show_default=False)],
    link: Annotated[
        str, typer.Option(help="Its link in Slack, so that what follows it finds its place.")
    ] = "",
) -> None:
    """Say that a message which may be there or not is there: it counts as sent."""
    where = _where(link) if link else None

    def decide(connection: Connection, workspace_id: int, one: int, now: datetime, actor: str) -> Decision:
        return found(connection, workspace_id, one, now, actor, where)

    _decide_all([number], decide, "counts as sent")


@group.command("resume")
def resume_() -> None:
    """Let messages go again, after Slack had stopped taking them."""
    engine, company = open_workspace()
    with writing(engine) as connection:
        decision = resume(connection, company.id, the_time(None), COMMAND_LINE)
    if decision.done:
        _say("Messages go out again.")
    elif decision.at is None:
        _say("Messages go out already: sending has not stopped.")
    else:
        _say(f"Messages go out already: {_who(decision)} let them go {_when(decision, company)}.")


def _decide_all(numbers: Sequence[int], decide: Decide, done: str) -> None:
    """One decision after the other, each for itself. Raises Mistake at the end if any was not made."""
    engine, company = open_workspace()
    refused = []
    for number in dict.fromkeys(numbers):
        decision = _decided(engine, company, number, decide)
        if decision.done:
            _say(f"{number} ({clean(decision.title)}) {done}.")
        else:
            refused.append(_why_not(decision, company))
    if refused:
        raise Mistake("\n".join(refused))


def _decided(engine: Engine, company: Company, number: int, decide: Decide) -> Decision:
    with writing(engine) as connection:
        return decide(connection, company.id, number, the_time(None), COMMAND_LINE)


def _drop_any(connection: Connection, workspace_id: int, number: int, now: datetime, actor: str) -> Decision:
    decision = drop(connection, workspace_id, number, now, actor)
    return decision if decision.done else drop_waiting(connection, workspace_id, number, now, actor)


def _why_not(decision: Decision, company: Company) -> str:
    if not decision.state:
        return (
            f"There is no message {decision.message_id} here. `micdrop outbox` lists what has not gone out."
        )
    title = clean(decision.title)
    before = f"{_who(decision)} {WAYS[decision.action]} {_when(decision, company)}; " if decision.at else ""
    return f"Nothing was done with {decision.message_id} ({title}): {before}{STATES[decision.state]}."


def _who(decision: Decision) -> str:
    assert decision.by is not None
    if decision.by.kind == "person":
        return clean(decision.by.name)
    return "somebody at the command line" if decision.by.kind == COMMAND_LINE else "Micdrop itself"


def _when(decision: Decision, company: Company) -> str:
    assert decision.at is not None
    return f"on {_moment(decision.at, company)}"


def _moment(at: datetime, company: Company) -> str:
    local = at.astimezone(company.time_zone)
    return f"{day(local.date(), 'en_US')}, {local:%H:%M} {local:%Z}"


def _where(link: str) -> tuple[str, str]:
    """The conversation and ts that a message's link names."""
    named = _LINK.fullmatch(link.strip())
    if named is None:
        raise Mistake(
            f"{link!r} is not a link to a message; in Slack choose Copy link on it, which looks like "
            "https://example.slack.com/archives/C0123ABCD/p1731400000000100."
        )
    return named[1], f"{named[2]}.{named[3]}"


def _show(console: Console, company: Company, outlook: Outlook, now: datetime) -> None:
    if outlook.stopped is not None and outlook.stopped_at is not None:
        since = _moment(outlook.stopped_at, company)
        _say(f"Sending has stopped since {since}: Slack said {outlook.stopped}. Nothing is lost.")
        _say("Put a token in place that works and start Micdrop again, or run `micdrop outbox resume`.")
    total = sum(outlook.counts.values())
    if not total:
        _say("Nothing waits: everything has gone out.")
        return
    for state, number in outlook.counts.items():
        if number:
            oldest = outlook.oldest_due_at if state == "pending" else None
            first = f" (the first {ago(oldest, now)})" if oldest is not None else ""
            _say(f"{number:>6,}  {state:<8} {STATES[state]}{first}")
    console.print()
    console.print(_table(outlook.entries, now))
    if total > len(outlook.entries):
        _say(f"… and {count(total - len(outlook.entries), 'more', 'more')}.")
    if outlook.for_a_person:
        _say("\nDecide with `micdrop outbox again`, `drop` or `found`, and the number.")


def _table(entries: Sequence[Entry], now: datetime) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("No.", justify="right")
    for title in ("State", "Message", "To", "Due", "Tries", "Last error"):
        table.add_column(title, justify="right" if title == "Tries" else "left")
    for entry in entries:
        words = (
            str(entry.id),
            entry.state,
            entry.title,
            entry.person or entry.place,
            ago(entry.due_at, now),
            str(entry.attempts),
            entry.last_error or "",
        )
        table.add_row(*(Text(clean(word)) for word in words))
    return table


def _console() -> Console:
    return Console(highlight=False)


def _say(line: str) -> None:
    Console(highlight=False, soft_wrap=True).print(line, markup=False)
