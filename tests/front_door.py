"""The whole app behind its door: the real Bolt app, asked by people in the sandbox over signed requests."""

import io
import logging
import shutil
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import pytest
import structlog
from slack_bolt import App
from slack_sdk import WebClient
from sqlalchemy import Engine

from bot.manifest import commands, shortcuts
from bot.periods.freshness import refresh
from bot.runtime import build_endpoint, build_services, slack_client
from bot.sandbox import payloads
from bot.sandbox.acts.stage import Outcome
from bot.sandbox.courier import Reply
from bot.sandbox.delivery import InProcessDelivery
from bot.sandbox.groups import UserGroup
from bot.sandbox.identity import Command, Shortcut
from bot.sandbox.messages import Message
from bot.sandbox.server import RunningSandbox, start_sandbox
from bot.sandbox.world import World
from bot.services import Services
from bot.slack.http import SlackEndpoint
from bot.slack.logs import configure_logging
from bot.slack.render import Renderer
from bot.store.engine import open_engine, writing
from tests.databases import Databases
from tests.store.brightwater import NOW, TEAM_ID, USERS, write_company
from tests.store.ledger import Ledger

# Customer care has its own people in it, an app, and somebody who left.
GROUPS = [UserGroup("S0CARE", "care", "Customer care", ("UANA", "UCHO", "UBEN", "UROBOT", "UMIA"))]
SIGNING_SECRET = "brightwater-signing-secret"


@dataclass
class Clock:
    """Stands still until told otherwise."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def epoch_s(self) -> float:
        return self.now.timestamp()

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class FrontDoor:
    """`logs` is everything the process logged, as in production."""

    engine: Engine
    workspace_id: int
    world: World
    clock: Clock
    logs: io.StringIO
    sandbox: RunningSandbox
    client: WebClient
    services: Services
    app: App
    endpoint: SlackEndpoint

    def answer(self, person: str, text: str = "", channel: str | None = None) -> Message:
        """What `/mycomp text` shows to a person, by their key; it has to be one ephemeral message."""
        (message,) = self.world.command(f"U{person.upper()}", "/mycomp", text, channel)
        assert message.is_app, message.text  # else the sandbox tells what Slack would not have shown
        assert message.ephemeral_to == f"U{person.upper()}"
        return message

    def ask(self, person: str, text: str = "") -> str:
        """The words of the answer, a text object a line."""
        return said(self.answer(person, text))

    def press(
        self, person: str, surface: Message | Mapping[str, Any], action: str, value: str | None = None
    ) -> Outcome:
        shown = surface if isinstance(surface, Message) else dict(surface)
        return self.world.click(f"U{person.upper()}", shown, action, value=value)

    def views(self, person: str) -> list[dict[str, Any]]:
        """The modals on a person's screen, the lowest first."""
        with self.world.workspace.lock:
            return list(self.world.workspace.views.stack(f"U{person.upper()}"))

    def home(self, person: str) -> dict[str, Any]:
        home = self.world.open_home(f"U{person.upper()}")
        assert home is not None
        return home

    def every_line(self, person: str, text: str = "") -> dict[str, Any]:
        """The modal behind "Show every line" of an answer."""
        outcome = self.press(person, self.answer(person, text), "mycomp.lines")
        assert outcome.view is not None
        return outcome.view

    def forge(self, person: str, action: str, value: str, surface: Mapping[str, Any] | None = None) -> Reply:
        """A press whose value says what we like: on a view, or on a message in their DM with the app."""
        workspace, user_id = self.world.workspace, f"U{person.upper()}"
        with workspace.lock:
            dm = workspace.direct_with_app(user_id)
            payload = payloads.interaction(workspace.identity, workspace.people.get(user_id), "block_actions")
            payload["trigger_id"] = workspace.triggers.issue(user_id)
            payload["actions"] = [{"type": "button", "action_id": action, "block_id": "b", "value": value}]
            if surface is not None:
                payload |= payloads.on_view(dict(surface), {})
            else:
                payload |= {"container": {"type": "message", "is_ephemeral": True}, "channel": {"id": dm.id}}
                payload["response_url"] = workspace.response_url(user_id, dm.id)
        return self.world.deliver("interactive", payload)

    def modal(self, person: str, metadata: str) -> dict[str, Any]:
        """A modal of every line, open on a person's screen, with metadata of our choice."""
        shown = {"type": "modal", "callback_id": "lines", "private_metadata": metadata, "blocks": []}
        with self.world.workspace.lock:
            return self.world.workspace.views.open(f"U{person.upper()}", shown)

    @contextmanager
    def changing(self) -> Iterator[Ledger]:
        """New facts, and the word that they are new, in one transaction."""
        with writing(self.engine) as connection:
            ledger = Ledger(connection, self.workspace_id, self.clock())
            yield ledger
            ledger.imported(None)


def said(surface: Message | Mapping[str, Any]) -> str:
    """Every text object of a message or view, one a line, as it was sent."""
    blocks = surface.blocks if isinstance(surface, Message) else surface["blocks"]
    return "\n".join(_texts(blocks))


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, list):
        for item in part:
            yield from _texts(item)
    elif isinstance(part, dict):
        if part.get("type") in ("mrkdwn", "plain_text"):
            yield part["text"]
        else:
            for item in part.values():
                yield from _texts(item)


@cache
def _renderer(folder: Path) -> Renderer:
    return Renderer(folder)


@contextmanager
def listening() -> Iterator[io.StringIO]:
    """What the process logs meanwhile, configured as in production; put back afterwards."""
    root, factory, configuration = logging.root, logging.getLogRecordFactory(), structlog.get_config()
    handlers, level = root.handlers, root.level
    stream = io.StringIO()
    configure_logging(as_json=True, stream=stream)
    try:
        yield stream
    finally:
        root.handlers = handlers
        root.setLevel(level)
        logging.setLogRecordFactory(factory)
        structlog.configure(**configuration)


@contextmanager
def open_door(engine: Engine, workspace_id: int, team_id: str = TEAM_ID) -> Iterator[FrontDoor]:
    """The app of a store, with the people of Brightwater at its door."""
    clock = Clock()
    world = World(
        USERS,
        team_id=team_id,
        team_name="Brightwater",
        signing_secret=SIGNING_SECRET,
        clock=clock,
        epoch_s=clock.epoch_s,
        commands=[Command(known.name, known.description, known.usage_hint) for known in commands()],
        shortcuts=[Shortcut(known.kind, known.callback_id, known.name) for known in shortcuts()],
        groups=GROUPS,
    )
    with listening() as logs, start_sandbox(world) as sandbox:
        client = slack_client(world.identity.bot_token, sandbox.api_url)
        # Compiling the templates takes longer than most tests do.
        with patch("bot.runtime.Renderer", _renderer):
            services = build_services(engine, client, clock, Random(1))
        app, endpoint = build_endpoint(services, client, SIGNING_SECRET, clock.epoch_s)
        world.deliver_with(InProcessDelivery(endpoint.handle))
        yield FrontDoor(engine, workspace_id, world, clock, logs, sandbox, client, services, app, endpoint)


@pytest.fixture(scope="session")
def brightwater(databases: Databases) -> tuple[Path, int]:
    """A store with Brightwater in it, as the clock leaves it: a file to copy, and the workspace's id."""
    url = databases.fresh("sqlite")
    engine = open_engine(url)
    workspace_id = write_company(engine)
    refresh(engine, NOW)
    engine.dispose()
    return Path(url.removeprefix("sqlite:///")), workspace_id


@contextmanager
def _copied(brightwater: tuple[Path, int]) -> Iterator[FrontDoor]:
    template, workspace_id = brightwater
    engine = open_engine(
        f"sqlite:///{shutil.copyfile(template, template.with_name(f'{uuid.uuid4().hex}.db'))}"
    )
    with open_door(engine, workspace_id) as door:
        yield door
    engine.dispose()


@pytest.fixture
def company(brightwater: tuple[Path, int]) -> Iterator[FrontDoor]:
    """Brightwater in an SQLite store of its own, at the door of the app."""
    with _copied(brightwater) as door:
        yield door


@pytest.fixture(scope="module")
def shared_company(brightwater: tuple[Path, int]) -> Iterator[FrontDoor]:
    """As `company`, one for a whole module whose tests only ask."""
    with _copied(brightwater) as door:
        yield door


@pytest.fixture
def either_company(engine: Engine) -> Iterator[FrontDoor]:
    """Brightwater just written, on SQLite and on PostgreSQL."""
    with open_door(engine, write_company(engine)) as door:
        yield door
