"""`micdrop demo`: a made-up company in a local Slack, in the browser, with nothing to set up."""

import sys
import tempfile
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from sqlalchemy import Engine

from bot.demo.company import Company, make_company
from bot.demo.export import write_export
from bot.imports.reader import read_mapping
from bot.imports.run import import_facts
from bot.manifest import commands, events
from bot.periods.freshness import refresh
from bot.periods.plans import load_plan
from bot.runtime import build_endpoint, build_services, local_team, open_store, slack_client, utc_now
from bot.sandbox.delivery import HttpDelivery
from bot.sandbox.identity import Command
from bot.sandbox.server import RunningSandbox, start_sandbox
from bot.sandbox.shapes import RefusedError
from bot.sandbox.world import World
from bot.serving import serve_http, wait_for_end
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
        tempfile.TemporaryDirectory(prefix="micdrop-demo-") as folder,
        running_demo(made, Path(folder), port, utc_now) as sandbox,
    ):
        console.print(f"{made.name} is open at {sandbox.url} (a local sandbox, not Slack).", markup=False)
        console.print("Pick who you are, type /mycomp, and read what they earned and why. Ctrl-C stops it.")
        if open_page:
            webbrowser.open(sandbox.url)
        wait_for_end()


@contextmanager
def running_demo(
    made: Company, folder: Path, port: int, clock: Callable[[], datetime]
) -> Iterator[RunningSandbox]:
    """The demo company in a fresh store, the app over HTTP, and the sandbox in front of it."""
    engine = open_store(f"sqlite:///{folder / 'demo.db'}")
    workspace_id = fill_store(engine, made, folder / "files", clock())
    world = World(
        made.slack_users,
        team_id=local_team(engine, workspace_id),
        team_name=made.name,
        commands=[Command(known.name, known.description, known.usage_hint) for known in commands()],
        subscriptions=events(),
        clock=clock,
    )
    with _sandbox(world, port) as sandbox:
        client = slack_client(world.identity.bot_token, sandbox.api_url)
        services = build_services(engine, client, clock)
        _, endpoint = build_endpoint(services, client, world.identity.signing_secret)
        serving = serve_http(endpoint, LOOPBACK, 0)
        world.deliver_with(HttpDelivery(serving.address))
        try:
            yield sandbox
        finally:
            serving.close()
            engine.dispose()


def fill_store(engine: Engine, made: Company, files: Path, now: datetime) -> int:
    """Takes the company in as a person would: export, plans, import, calculate. Returns the workspace."""
    write_export(made, files)
    with writing(engine) as connection:
        workspace_id = ensure_workspace(connection, made.name)
        for text in made.plans:
            load_plan(connection, workspace_id, text, now)
    mapping = read_mapping(files / MAPPING)
    import_facts(engine, workspace_id, mapping, files, now, "demo", progress=lambda *_: None)
    refresh(engine, now)
    return workspace_id


def _sandbox(world: World, port: int) -> RunningSandbox:
    """On the port asked for, or on any other if something else has it."""
    try:
        return start_sandbox(world, LOOPBACK, port)
    except RefusedError:
        return start_sandbox(world, LOOPBACK, 0)
