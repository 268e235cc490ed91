"""`micdrop serve` as a process of its own, against a Slack that is the sandbox."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from bot.sandbox.delivery import HttpDelivery, SocketDelivery
from bot.sandbox.identity import Command
from bot.sandbox.server import RunningSandbox, start_sandbox
from bot.sandbox.users import SandboxUser
from bot.sandbox.world import World
from tests.cli.conftest import Micdrop

ANA = SandboxUser("U0ANA", "ana.beltran", "Ana Beltrán", "ana.beltran@example.com")
WAITS_S = 20


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    with start_sandbox(World([ANA], commands=[Command("/mycomp", "What you earned")])) as running:
        yield running


@contextmanager
def serving(sandbox: RunningSandbox, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """The process with those settings, stopped as a machine stops it."""
    identity = sandbox.world.identity
    environment = {
        **os.environ,
        "SLACK_API_URL": sandbox.api_url,
        "SLACK_BOT_TOKEN": identity.bot_token,
        **settings,
    }
    process = subprocess.Popen(
        [sys.executable, "-c", "from bot.cli.main import run; run()", "serve"],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(WAITS_S)


def until(happened: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    ends = time.monotonic() + WAITS_S
    while not happened():
        assert process.poll() is None, process.stderr and process.stderr.read()
        assert time.monotonic() < ends, "it did not come up"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


def test_with_two_tokens_it_answers_over_socket_mode(filled: Micdrop, sandbox: RunningSandbox) -> None:
    world = sandbox.world
    with serving(sandbox, SLACK_APP_TOKEN=world.identity.app_token) as process:
        world.deliver_with(SocketDelivery(world.sockets))
        until(lambda: world.connected, process)
        answer = world.command(ANA.id, "/mycomp", "Q3 2026")[-1]
        assert answer.ephemeral
        assert answer.text == "Your pay for Q3 2026 is here, and only you can see it."
    assert process.returncode == 0


def test_with_a_signing_secret_it_answers_http(filled: Micdrop, sandbox: RunningSandbox) -> None:
    world, port = sandbox.world, free_port()
    secret = world.identity.signing_secret
    with serving(sandbox, SLACK_SIGNING_SECRET=secret, HOST="127.0.0.1", PORT=str(port)) as process:
        world.deliver_with(HttpDelivery(f"http://127.0.0.1:{port}"))
        until(lambda: listens(port), process)
        answer = world.command(ANA.id, "/mycomp", "Q3 2026")[-1]
        assert answer.text == "Your pay for Q3 2026 is here, and only you can see it."
    assert process.returncode == 0


def test_a_refused_token_is_told_without_a_traceback(filled: Micdrop, sandbox: RunningSandbox) -> None:
    with serving(sandbox, SLACK_BOT_TOKEN="xoxb-wrong", SLACK_APP_TOKEN="xapp-x") as process:
        process.wait(WAITS_S)
        said = process.stderr.read() if process.stderr else ""
    assert process.returncode == 1
    assert "Slack refuses SLACK_BOT_TOKEN: invalid_auth." in said
    assert "Traceback" not in said
    assert "xoxb-wrong" not in said


def test_a_database_of_another_team_is_refused(filled: Micdrop, sandbox: RunningSandbox) -> None:
    world = sandbox.world
    with serving(sandbox, SLACK_APP_TOKEN=world.identity.app_token) as process:
        world.deliver_with(SocketDelivery(world.sockets))
        until(lambda: world.connected, process)
    with start_sandbox(World([ANA], team_id="T0ELSEWHERE2")) as other:
        token = other.world.identity.app_token
        with serving(other, SLACK_APP_TOKEN=token) as process:
            process.wait(WAITS_S)
            said = process.stderr.read() if process.stderr else ""
    assert process.returncode == 1
    assert "belongs to the Slack team T0SANDBOX" in said
