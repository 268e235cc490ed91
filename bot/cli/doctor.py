"""`micdrop doctor`: what is configured, what is wrong, and what to do about it."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import typer
from rich.console import Console
from sqlalchemy import Engine, func, select
from sqlalchemy.engine import make_url

from bot.cli.mistakes import MISTAKES, explain
from bot.cli.running import who_am_i
from bot.delivery.desk import waiting
from bot.runtime import build_jobs, build_outbox, slack_client, utc_now
from bot.schedule.board import board
from bot.settings import Settings, read_settings
from bot.slack.dates import ago
from bot.slack.numbers import count
from bot.store.base import table_of
from bot.store.engine import open_engine, reading, wal_is_safe
from bot.store.events import Event
from bot.store.migrate import current, newest
from bot.store.people import Person
from bot.store.plans import Assignment, Plan
from bot.store.workspaces import Workspace, workspace_named

# A message that has been due for so long should have gone out, if a sender is running.
LATE_AFTER = timedelta(minutes=10)
MARKS = {"good": "✓", "note": "•", "bad": "✗"}


@dataclass(frozen=True)
class Finding:
    """`level` is good, note or bad; `advice` says what to do."""

    level: str
    what: str
    advice: str = ""


def register(app: typer.Typer) -> None:
    app.command()(doctor)


def doctor() -> None:
    """Say what is configured, what is wrong, and what to do. Exit code 1 if something is wrong."""
    settings = read_settings()
    console = Console(highlight=False, soft_wrap=True)
    worst = False
    for finding in examine(settings):
        worst = worst or finding.level == "bad"
        console.print(f"{MARKS[finding.level]} {finding.what}", markup=False)
        if finding.advice:
            console.print(f"  → {finding.advice}", markup=False)
    if worst:
        raise typer.Exit(1)


def examine(settings: Settings) -> Iterator[Finding]:
    """Looks at Python, the database with all that is in it, and Slack, in that order; changes nothing."""
    yield Finding("good", f"Python {'.'.join(map(str, sys.version_info[:3]))}")
    yield from _tried(lambda: _database(settings))
    yield from _tried(lambda: _slack(settings))


def _tried(look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """What a look finds, or what stopped it."""
    try:
        yield from look()
    except MISTAKES as mistake:
        first, *rest = explain(mistake)
        yield Finding("bad", first, " ".join(rest))


def _database(settings: Settings) -> Iterator[Finding]:
    engine = open_engine(settings.database_url)
    shown = make_url(settings.database_url).render_as_string(hide_password=True)
    with reading(engine) as connection:
        at = current(connection)
    if at is None:
        yield Finding(
            "note", f"Database {shown} is empty", "The first `micdrop import` or `plan load` fills it."
        )
        return
    if at != newest():
        advice = "The next command that opens it brings it up to date; make a backup first."
        yield Finding("note", f"Database {shown} is at revision {at}, not {newest()}", advice)
        return
    yield Finding("good", f"Database {shown}, revision {at}")
    if engine.dialect.name == "sqlite":
        yield _journal()
    with reading(engine) as connection:
        workspace_id = workspace_named(connection, settings.workspace)
        if workspace_id is None:
            known = connection.execute(select(table_of(Workspace).c.name)).scalars().all()
            have = f"There are: {', '.join(known)}." if known else ""
            yield Finding("note", f"No workspace is named {settings.workspace!r} yet", have)
            return
    yield from _facts(engine, workspace_id)
    yield from _sending(engine, workspace_id, utc_now())
    yield from _schedules(engine, workspace_id, utc_now())


def _journal() -> Finding:
    if wal_is_safe(sqlite3.sqlite_version_info):
        return Finding("good", f"SQLite {sqlite3.sqlite_version} with a write-ahead log")
    return Finding(
        "note",
        f"SQLite {sqlite3.sqlite_version} with a rollback journal",
        "Its write-ahead log can corrupt a database; 3.51.3 and newer are quicker and safe.",
    )


def _facts(engine: Engine, workspace_id: int) -> Iterator[Finding]:
    with reading(engine) as connection:
        counts = {}
        for model in (Person, Event, Plan, Assignment):
            table = table_of(model)
            mine = select(func.count()).select_from(table).where(table.c.workspace_id == workspace_id)
            counts[model] = int(connection.execute(mine).scalar_one())
    yield _there(counts[Person], "person", "people", "Import some: `micdrop import MAPPING`.")
    yield _there(counts[Event], "event", "events", "Import some: `micdrop import MAPPING`.")
    yield _there(counts[Plan], "plan", "plans", "Load one: `micdrop plan load FILE`.")
    yield _there(counts[Assignment], "assignment", "assignments", "`micdrop plan assign PLAN --role csm`.")


def _there(number: int, singular: str, plural: str, advice: str) -> Finding:
    what = count(number, singular, plural)
    return Finding("good", what) if number else Finding("note", f"No {plural} yet", advice)


def _sending(engine: Engine, workspace_id: int, now: datetime) -> Iterator[Finding]:
    outlook = waiting(engine, workspace_id, limit=0)
    if outlook.stopped is not None and outlook.stopped_at is not None:
        yield Finding(
            "bad",
            f"Sending stopped {ago(outlook.stopped_at, now)}: Slack said {outlook.stopped}",
            "Nothing is lost. Set a SLACK_BOT_TOKEN that works and start again, or `micdrop outbox resume`.",
        )
    if outlook.for_a_person:
        messages = count(outlook.for_a_person, "message waits", "messages wait")
        yield Finding("bad", f"{messages} for a decision", "`micdrop outbox` lists them.")
    oldest = outlook.oldest_due_at
    if outlook.stopped is None and oldest is not None and now - oldest > LATE_AFTER:
        messages = count(outlook.counts["pending"], "message waits", "messages wait")
        advice = "Is a sender running? `micdrop serve` or `micdrop sender` starts one."
        yield Finding("note", f"{messages}, the first due {ago(oldest, now)}", advice)
    elif not outlook.for_a_person and outlook.stopped is None:
        yield Finding("good", "Sending is fine")


def _schedules(engine: Engine, workspace_id: int, now: datetime) -> Iterator[Finding]:
    found = board(engine, build_jobs(build_outbox()), workspace_id, now)
    if found.halt is not None:
        to = f"{found.halt.jumped_to:%Y-%m-%d %H:%M} UTC"
        advice = "If that time is right, `micdrop schedule go-on`; if not, set the machine's clock right."
        yield Finding("bad", f"Schedules are halted, for the clock jumped to {to}", advice)
    wrong = [line for line in found.lines if line.unreadable or (line.failures and not line.paused)]
    for line in wrong:
        what = line.unreadable or f"it failed {count(line.failures, 'time', 'times')} in a row"
        yield Finding("bad", f"Schedule {line.name}: {what}", "`micdrop schedule` shows where.")
    if not found.lines:
        yield Finding("note", "No schedules yet", "`micdrop serve` makes the usual ones.")
    elif found.halt is None and not wrong:
        yield Finding("good", count(len(found.lines), "schedule", "schedules"))


def _slack(settings: Settings) -> Iterator[Finding]:
    if settings.bot_token is None:
        advice = "`micdrop demo` needs none; for a real workspace see `micdrop manifest`."
        yield Finding("note", "SLACK_BOT_TOKEN is not set", advice)
        return
    _, team = who_am_i(slack_client(settings.bot_token.get_secret_value(), settings.slack_api_url))
    yield Finding("good", f"The bot token belongs to {team}")
    if settings.app_token is not None:
        yield Finding("good", "SLACK_APP_TOKEN is set: `micdrop serve` uses Socket Mode")
    elif settings.signing_secret is not None:
        where = f"{settings.host}:{settings.port}"
        yield Finding("good", f"SLACK_SIGNING_SECRET is set: `micdrop serve` listens on {where}")
    else:
        yield Finding(
            "bad",
            "Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set",
            "Set the first for Socket Mode, the second for HTTP.",
        )
