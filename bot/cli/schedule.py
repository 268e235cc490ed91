"""`micdrop schedule`: what happens by itself and when."""

from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy import Engine

from bot.cli.context import open_workspace, the_time
from bot.people.actors import COMMAND_LINE, who_is
from bot.people.identity import Company
from bot.runtime import build_jobs, build_outbox
from bot.schedule import desk
from bot.schedule.board import Board, Line, board, preview
from bot.schedule.by_hand import run_now
from bot.schedule.job import Jobs
from bot.schedule.option_words import options_in_words, read_options
from bot.schedule.rule_words import EXAMPLES
from bot.schedule.slots import Slot
from bot.schedule.zones import zone_or_utc
from bot.slack.dates import ago, day
from bot.slack.text import clean
from bot.store.engine import reading, writing

Name = Annotated[str, typer.Argument(help="The schedule's name.", show_default=False)]

group = typer.Typer(
    help="Show what happens by itself and when; add, pause, try out.",
    invoke_without_command=True,
)


def register(app: typer.Typer) -> None:
    app.add_typer(group, name="schedule")


@group.callback()
def schedule(context: typer.Context) -> None:
    """Show what happens by itself and when; add, pause, try out."""
    if context.invoked_subcommand is None:
        engine, company = open_workspace()
        now = the_time(None)
        _show(company, board(engine, _jobs(), company.id, now), now)


@group.command()
def jobs() -> None:
    """Show what can be scheduled, with the options of each."""
    for job in _jobs().all():
        _say(f"{job.name}  {job.title}")
        _say(f"    {job.describe}")
        for option in options_in_words(job.options):
            _say(f"    --option {option}")


@group.command()
def add(
    name: Name,
    job: Annotated[str, typer.Option(help="What is done: `micdrop schedule jobs` lists all.")],
    rule: Annotated[str, typer.Option(help=f"On which days: {'; '.join(EXAMPLES)}.")],
    at: Annotated[str, typer.Option(help="Local time, like 16:00.")],
    zone: Annotated[str | None, typer.Option(help="Like Europe/Berlin; the workspace's without it.")] = None,
    country: Annotated[
        str | None,
        typer.Option(help="Whose public holidays are no working days, like US or DE-BY; 'none' for none."),
    ] = None,
    catch_up: Annotated[
        str, typer.Option(help="What was missed while nothing ran: all, latest, or skip what is older.")
    ] = "latest",
    skip_after: Annotated[
        int, typer.Option(help="With --catch-up skip: leave out what is older than so many minutes.")
    ] = 720,
    option: Annotated[list[str] | None, typer.Option(help="For the job, like days=7.")] = None,
) -> None:
    """Add a schedule."""
    engine, company = open_workspace()
    known, now = _jobs(), the_time(None)
    options = read_options(known.named(job), option or ())
    draft = desk.Draft(name, job, rule, at, zone, country, catch_up, skip_after, options)
    with writing(engine) as connection:
        made = desk.add(connection, known, company.id, draft, now, COMMAND_LINE)
    _say(f"{made} is added. It runs:")
    _tell_next(engine, company, made, 3, now)


@group.command("next")
def next_(
    name: Name,
    number: Annotated[int, typer.Option("-n", "--number", help="How many.")] = 5,
) -> None:
    """Show when a schedule runs next."""
    engine, company = open_workspace()
    _tell_next(engine, company, name, number, the_time(None))


@group.command()
def run(name: Name) -> None:
    """Run a schedule now, besides its usual times."""
    engine, company = open_workspace()
    ran = run_now(engine, _jobs(), company.id, name, the_time(None), COMMAND_LINE)
    _say(f"{ran.name} has run{' for this second already' if not ran.done else ''}: {ran.note or 'done'}.")


@group.command()
def pause(name: Name) -> None:
    """Pause a schedule: it runs no more by itself until it is resumed."""
    engine, company = open_workspace()
    with writing(engine) as connection:
        paused = desk.pause(connection, company.id, name, the_time(None), COMMAND_LINE)
    _say(f"{paused} is paused.")


@group.command()
def resume(name: Name) -> None:
    """Resume a paused schedule. What fell into the pause is left out."""
    engine, company = open_workspace()
    now = the_time(None)
    with writing(engine) as connection:
        resumed = desk.resume(connection, company.id, name, now, COMMAND_LINE)
    _say(f"{resumed} runs again. Its next time:")
    _tell_next(engine, company, resumed, 1, now)


@group.command()
def remove(name: Name) -> None:
    """Remove a schedule, with the record of its runs."""
    engine, company = open_workspace()
    with writing(engine) as connection:
        removed = desk.remove(connection, company.id, name, the_time(None), COMMAND_LINE)
    _say(f"{removed} is removed.")


@group.command("go-on")
def go_on() -> None:
    """Go on after the clock has jumped: say that the time of day is right now."""
    engine, company = open_workspace()
    with writing(engine) as connection:
        went = desk.go_on(connection, company.id, the_time(None), COMMAND_LINE)
        before = who_is(connection, company.id, went.actor)
    if went.done:
        _say("Schedules go on, each catching up in its own way.")
    elif went.at is None:
        _say("Schedules go on already: they have not halted.")
    else:
        who = clean(before.name) or "somebody at the command line"
        _say(f"Schedules go on already: {who} said so on {_moment(went.at, company.time_zone.key)}.")


def _jobs() -> Jobs:
    return build_jobs(build_outbox())


def _show(company: Company, found: Board, now: datetime) -> None:
    if found.halt is not None:
        zone = company.time_zone.key
        before, after = _moment(found.halt.jumped_from, zone), _moment(found.halt.jumped_to, zone)
        _say(f"Halted: nothing runs by itself, for the clock jumped from {before} to {after}.")
        _say("If the later time is right, `micdrop schedule go-on`; if not, set the machine's clock right.\n")
    if not found.lines:
        _say(
            "There are no schedules yet. `micdrop serve` makes the usual ones; `micdrop schedule add` others."
        )
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("Name", "Does", "When", "Next", "Last run", ""):
        table.add_column(title)
    for line in found.lines:
        table.add_row(*(Text(clean(cell)) for cell in _cells(line, company, now)))
    Console(highlight=False).print(table)
    for line in found.lines:
        if line.failures:
            _say(f"\n{line.name} failed {line.failures} times in a row. {_retry(line, now)}")
            _say(f"  {line.last_error}")


def _cells(line: Line, company: Company, now: datetime) -> tuple[str, ...]:
    zone = "" if line.time_zone == company.time_zone.key else f" {line.time_zone}"
    following = _moment(line.next_at, line.time_zone) if line.next_at else "–"
    last = f"{ago(line.last.ran_at, now)}: {line.last.note or 'done'}" if line.last else "–"
    return (line.name, line.job, f"{line.rule} at {line.local_time}{zone}", following, last, _state(line))


def _state(line: Line) -> str:
    if line.unreadable:
        return f"cannot run: {line.unreadable}"
    if line.paused:
        return "paused"
    return f"failing ({line.failures})" if line.failures else ""


def _retry(line: Line, now: datetime) -> str:
    return f"The next try is {ago(line.retry_at, now)}." if line.retry_at and line.retry_at > now else ""


def _tell_next(engine: Engine, company: Company, name: str, number: int, now: datetime) -> None:
    with reading(engine) as connection:
        kept = desk.named(connection, company.id, name)
    slots = preview(engine, company.id, kept.name, number, now)
    for slot in slots:
        _say(f"  {_slot(slot, kept.time_zone)}")
    if not slots:
        _say("  never: there is no such day in years to come")
    if kept.paused:
        _say(f"It is paused, though: `micdrop schedule resume {kept.name!r}`.")


def _slot(slot: Slot, time_zone: str) -> str:
    local = slot.at.astimezone(zone_or_utc(time_zone))
    return f"{local:%A}, {_moment(slot.at, time_zone)}"


def _moment(at: datetime, time_zone: str) -> str:
    local = at.astimezone(zone_or_utc(time_zone))
    return f"{day(local.date(), 'en_US')}, {local:%H:%M %Z}"


def _say(line: str) -> None:
    Console(highlight=False, soft_wrap=True).print(line, markup=False)
