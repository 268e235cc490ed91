from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk import WebClient

from bot.sandbox.delivery import InProcessDelivery
from bot.sandbox.identity import Command, Shortcut
from bot.sandbox.server import RunningSandbox, start_sandbox
from bot.sandbox.users import SandboxUser
from bot.sandbox.world import World
from tests.sandbox.tiny_app import TinyApp

USERS = [
    SandboxUser(
        "U1", "ana", "Ana Ruiz", "ana@brightwater.example", "Customer success manager", is_admin=True
    ),
    SandboxUser("U2", "ben", "Ben Okafor", "ben@brightwater.example", "Team lead", tz="America/New_York"),
    SandboxUser("U3", "cleo", "Cleo Maas", "cleo@brightwater.example", is_restricted=True),
    SandboxUser("U4", "dov", "Dov Levi", "dov@brightwater.example", is_ultra_restricted=True),
    SandboxUser("U5", "eva", "Eva Lind", "eva@brightwater.example", deleted=True),
    SandboxUser("U6", "fred.h", "Fred Hale", "fred@elsewhere.example", is_stranger=True),
    SandboxUser("U7", "deploys", "Deploys", "", is_bot=True),
]


class Clock:
    """A clock that stands still until told otherwise."""

    def __init__(self) -> None:
        self.now = datetime(2026, 7, 1, 13, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def world_at(clock: Clock, *, answer_within_s: float = 0.4) -> World:
    return World(
        USERS,
        team_id="T1",
        team_name="Brightwater",
        clock=clock,
        commands=[
            Command("/mycomp", "What you earned, and why", "[period]"),
            Command("/raw", "", should_escape=False),
        ],
        shortcuts=[
            Shortcut("global", "thank", "Thank someone"),
            Shortcut("message", "thank", "Thank for this"),
        ],
        answer_within_s=answer_within_s,
    )


@pytest.fixture
def world(clock: Clock) -> World:
    return world_at(clock)


@pytest.fixture
def sandbox(world: World) -> Iterator[RunningSandbox]:
    with start_sandbox(world) as running:
        yield running


@pytest.fixture
def client(sandbox: RunningSandbox) -> WebClient:
    token = sandbox.world.identity.bot_token
    return WebClient(token=token, base_url=sandbox.api_url, retry_handlers=[], timeout=1)


@pytest.fixture
def app(sandbox: RunningSandbox) -> TinyApp:
    """The tiny app, reached by a plain call."""
    tiny = TinyApp(sandbox)
    sandbox.world.deliver_with(InProcessDelivery(tiny.handle))
    return tiny
