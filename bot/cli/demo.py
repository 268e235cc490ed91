"""`micdrop demo`: a made-up company in a local Slack, in the browser, with nothing to set up."""

import sqlite3
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Annotated

import typer
from rich.console import Console
from sqlalchemy import Engine, event

from bot.cli.demo_contests import begin_contests
from bot.cli.demo_history import History
from bot.cli.demo_mic import CHANNEL, Rehearsal
from bot.cli.demo_past import SetClock, callers
from bot.cli.demo_payday import Payday
from bot.cli.parts import clock_part, sender_part
from bot.cli.running import asked_to_end
from bot.delivery.post import Post
from bot.demo.company import Company, make_company
from bot.demo.export import write_export
from bot.demo.invitation import invitation
from bot.demo.late import without_late_news
from bot.demo.mic import make_mic
from bot.demo.payday import PEOPLE
from bot.demo.slack_users import slack_groups
from bot.imports.reader import read_mapping
from bot.imports.run import import_facts
from bot.manifest import commands, events, shortcuts
from bot.people.identity import Caller
from bot.periods.freshness import refresh
from bot.periods.plans import load_plan
from bot.runtime import (
    build_endpoint,
    build_post,
    build_sender,
    build_services,
    local_team,
    open_store,
    slack_client,
    utc_now,
)
from bot.sandbox.delivery import HttpDelivery, InProcessDelivery
from bot.sandbox.identity import Command, Shortcut
from bot.sandbox.server import RunningSandbox, start_sandbox
from bot.sandbox.shapes import RefusedError
from bot.sandbox.world import World
from bot.services import Services
from bot.serving import serve_http
from bot.slack.logs import configure_logging
from bot.store.engine import writing
from bot.store.workspaces import ensure_workspace

SEED = 20_260_101
PORT = 8642
MAPPING = "mapping.yaml"
LOOPBACK = "127.0.0.1"


def register(app: typer.Typer) -> None:
    app.command()(demo)


def demo(
    export: Annotated[
        Path | None, typer.Option(help="Write the demo company's files into this folder instead, and stop.")
    ] = None,
    port: Annotated[int, typer.Option(help="The page's port; another is taken if it is in use.")] = PORT,
    open_page: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")] = True,
) -> None:
    """Try Micdrop in a local Slack with a made-up company. Everything is gone when it stops."""
    console = Console(highlight=False, soft_wrap=True)
    now = utc_now()
    made = make_company(SEED, now.date())
    if export is not None:
        write_export(made, export)
        console.print(
            f"The files of {made.name} are in {export}. README.md there says what next.", markup=False
        )
        return
    configure_logging(as_json=False, stream=sys.stderr, level="WARNING")
    with (
        asked_to_end() as asked,
        tempfile.TemporaryDirectory(prefix="micdrop-demo-") as folder,
        running_demo(made, Path(folder), port, utc_now) as sandbox,
    ):
        console.print(f"{made.name} is open at {sandbox.url} (a local sandbox, not Slack).", markup=False)
        console.print(invitation(made), markup=False)
        if open_page:
            webbrowser.open(sandbox.url)
        asked.wait()


@contextmanager
def running_demo(
    made: Company, folder: Path, port: int, time: Callable[[], datetime]
) -> Iterator[RunningSandbox]:
    """The demo company in a fresh store, the app over HTTP, and the sandbox in front of it."""
    clock = SetClock(time)
    engine = _open_fleeting(f"sqlite:///{folder / 'demo.db'}")
    files = folder / "files"
    workspace_id = _begin(engine, made, clock())
    _take_in(engine, workspace_id, without_late_news(made), files, clock())
    world = World(
        made.slack_users,
        team_id=local_team(engine, workspace_id),
        team_name=made.name,
        commands=[Command(known.name, known.description, known.usage_hint) for known in commands()],
        shortcuts=[Shortcut(known.kind, known.callback_id, known.name) for known in shortcuts()],
        groups=slack_groups(),
        subscriptions=events(),
        clock=clock,
    )
    with _sandbox(world, port) as sandbox:
        client = slack_client(world.identity.bot_token, sandbox.api_url)
        services = build_services(engine, client, clock)
        _, endpoint = build_endpoint(services, client, world.identity.signing_secret)
        post = build_post(world.identity.bot_token, sandbox.api_url)
        world.deliver_with(InProcessDelivery(endpoint.handle))
        _live_through(_Scene(services, world, workspace_id, clock, post), made, files)
        sender = build_sender(engine, services.outbox, {workspace_id: post}, "demo", clock)
        nudge = threading.Event()
        sending = sender_part(sender, "demo", nudge)
        ticking = clock_part(engine, workspace_id, services.outbox, clock)
        serving = serve_http(endpoint, LOOPBACK, 0, nudge.set)
        world.deliver_with(HttpDelivery(serving.address))
        try:
            yield sandbox
        finally:
            serving.close()
            ticking.stop()
            sending.stop()
            engine.dispose()


@dataclass(frozen=True)
class _Scene:
    """Where the company's past takes place. The app has to be answering the world already."""

    services: Services
    world: World
    workspace_id: int
    clock: SetClock
    post: Post

    def people(self) -> dict[str, Caller]:
        """Those who look at pay, and those who ask about theirs."""
        return callers(self.services, self.world.identity.team_id, PEOPLE)


def _live_through(scene: _Scene, made: Company, files: Path) -> None:
    """All that happened before somebody comes in."""
    services, workspace_id, clock = scene.services, scene.workspace_id, scene.clock
    engine = services.engine
    History(engine, workspace_id, scene.people()).live(made.window.quarters[:-2])
    _take_in(engine, workspace_id, made, files, clock())
    mic = make_mic(Random(f"{SEED} mic"), clock())  # noqa: S311 # invented words, not secrets
    Rehearsal(services, scene.world, clock, scene.post).live(mic)
    wins = scene.world.channel(CHANNEL).id
    begin_contests(engine, workspace_id, made.window, wins, services.jobs, clock())
    # Last of all facts and plans, so that nothing is calculated twice.
    refresh(engine, clock())
    Payday(services, workspace_id, scene.people(), clock, scene.post).live(made.window.previous)


def _open_fleeting(url: str) -> Engine:
    """A store that goes with the demo: it need not outlive a power cut, and does not wait for the disk."""
    engine = open_store(url)
    engine.dispose()

    @event.listens_for(engine, "connect")
    def hurry(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA synchronous = OFF")

    return engine


def fill_store(engine: Engine, made: Company, files: Path, now: datetime) -> int:
    """Takes the company in as a person would: plans, export, import, calculate. Returns the workspace."""
    workspace_id = _begin(engine, made, now)
    _take_in(engine, workspace_id, made, files, now)
    refresh(engine, now)
    return workspace_id


def _begin(engine: Engine, made: Company, now: datetime) -> int:
    """A workspace with the company's plans; its number."""
    with writing(engine) as connection:
        workspace_id = ensure_workspace(connection, made.name)
        for text in made.plans:
            load_plan(connection, workspace_id, text, now)
    return workspace_id


def _take_in(engine: Engine, workspace_id: int, made: Company, files: Path, now: datetime) -> None:
    """Exports and imports; done again, it takes in what is new."""
    write_export(made, files)
    mapping = read_mapping(files / MAPPING)
    import_facts(engine, workspace_id, mapping, files, now, "demo", progress=lambda *_: None)


def _sandbox(world: World, port: int) -> RunningSandbox:
    """On the port asked for, or on any other if something else has it."""
    try:
        return start_sandbox(world, LOOPBACK, port)
    except RefusedError:
        return start_sandbox(world, LOOPBACK, 0)
