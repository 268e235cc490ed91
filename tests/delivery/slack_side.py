"""The real post in front of the sandbox: a client that gives up soon, and letters to send."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.delivery.post import Letter
from bot.delivery.slack_post import SlackPost
from bot.sandbox.faults import Call, Fault
from bot.sandbox.messages import Message
from bot.sandbox.server import RunningSandbox, start_sandbox
from bot.sandbox.world import World
from tests.sandbox.conftest import Clock, world_at

# Enough for a busy machine; what is to time out is called with less.
PATIENCE_S = 5.0
IMPATIENCE_S = 0.3
MARK = "5f0c" * 8
TEXT = "Renewal of Acme: well done, Ana"
BLOCKS: list[dict[str, Any]] = [{"type": "section", "text": {"type": "mrkdwn", "text": "*Well done*"}}]


@dataclass
class SlackSide:
    """A sandbox and the post that reaches it. `since` lies before anything that was posted."""

    world: World
    sandbox: RunningSandbox
    clock: Clock
    client: WebClient
    post: SlackPost
    wins: str

    @property
    def since(self) -> datetime:
        return self.clock.now - timedelta(minutes=5)

    def letter(self, **changes: Any) -> Letter:
        """A post to #wins, but for the changes."""
        fields: dict[str, Any] = {
            "kind": "post",
            "place": self.wins,
            "text": TEXT,
            "blocks": BLOCKS,
            "view": None,
            "mark": MARK,
        }
        return Letter(**fields | changes)

    def seen(self, user_id: str = "U1", channel: str | None = None) -> list[Message]:
        """What a person sees in #wins, unless told where."""
        return self.world.messages(user_id, channel or self.wins)

    def calls(self, method: str) -> list[Call]:
        return [call for call in self.world.calls if call.method == method]

    @contextmanager
    def meeting(self, fault: Fault) -> Iterator[None]:
        """A fault for the calls made meanwhile, and little patience where it is one of silence."""
        self.world.faults.add(fault)
        if fault.seconds > IMPATIENCE_S and fault.kind in ("hang", "slow"):
            self.client.timeout = IMPATIENCE_S  # type: ignore[assignment]
        yield
        self.client.timeout = PATIENCE_S  # type: ignore[assignment]

    def say_as(self, user_id: str, channel: str, metadata: dict[str, Any]) -> Message:
        """Somebody else's message, a person's or another app's, with metadata of its own."""
        workspace = self.world.workspace
        with workspace.lock:
            place = workspace.conversations.find(channel)
            assert place is not None
            return workspace.post(place, workspace.author(user_id), "Mine", metadata=metadata)


def client_of(base_url: str, token: str = "xoxb-1", timeout_s: float = PATIENCE_S) -> WebClient:
    client = WebClient(token=token, base_url=base_url, retry_handlers=[])
    client.timeout = timeout_s  # type: ignore[assignment]  # whole seconds would make the tests slow
    return client


@pytest.fixture
def slack() -> Iterator[SlackSide]:
    clock = Clock()
    world = world_at(clock)
    with start_sandbox(world) as sandbox:
        client = client_of(sandbox.api_url, world.identity.bot_token)
        yield SlackSide(world, sandbox, clock, client, SlackPost(client), world.channel("wins").id)
