"""Socket Mode: bare frames as Slack sends them, and slack_sdk's own client through cuts and refreshes."""

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack
from threading import Thread
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from bot.sandbox.delivery import SocketDelivery
from bot.sandbox.server import RunningSandbox, start_sandbox
from bot.sandbox.world import World
from tests.sandbox.conftest import Clock, world_at
from tests.sandbox.tiny_app import BySocket, TinyApp

Address = Callable[[], str]


def wait_for(condition: Callable[[], bool], within_s: float = 3.0) -> None:
    until = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.005)


def answering(socket: ClientConnection, *payloads: dict[str, Any]) -> "Future[list[dict[str, Any]]]":
    """Answers the next envelopes with these payloads, or bare where empty; the envelopes."""
    envelopes: Future[list[dict[str, Any]]] = Future()

    def answer() -> None:
        seen = []
        for payload in payloads:
            envelope = json.loads(socket.recv(timeout=2))
            seen.append(envelope)
            frame = {"envelope_id": envelope["envelope_id"]} | ({"payload": payload} if payload else {})
            socket.send(json.dumps(frame))
        envelopes.set_result(seen)

    Thread(target=answer, daemon=True).start()
    return envelopes


@pytest.fixture
def address(sandbox: RunningSandbox) -> Address:
    token = sandbox.world.identity.app_token
    client = WebClient(base_url=sandbox.api_url)
    sandbox.world.deliver_with(SocketDelivery(sandbox.world.sockets))
    return lambda: str(client.apps_connections_open(app_token=token)["url"])


@pytest.fixture
def socket(address: Address) -> Iterator[ClientConnection]:
    with connect(address(), proxy=None) as opened:
        assert json.loads(opened.recv())["type"] == "hello"
        yield opened


def test_the_first_frame_says_hello(address: Address) -> None:
    with connect(address(), proxy=None) as first, connect(address(), proxy=None) as second:
        assert json.loads(first.recv())["num_connections"] == 1
        hello = json.loads(second.recv())
        assert hello["num_connections"] == 2
        assert hello["connection_info"] == {"app_id": "A0SANDBOX"}


def test_an_address_is_good_for_one_connection(address: Address) -> None:
    url = address()
    with connect(url, proxy=None) as first:
        first.recv()
        with connect(url, proxy=None) as second, pytest.raises(ConnectionClosed, match="invalid_ticket"):
            second.recv()


def test_no_more_than_ten_connections(address: Address) -> None:
    with ExitStack() as opened:
        ten = [opened.enter_context(connect(address(), proxy=None)) for _ in range(10)]
        assert json.loads(ten[-1].recv())["num_connections"] == 10
        eleventh = opened.enter_context(connect(address(), proxy=None))
        with pytest.raises(ConnectionClosed, match="too_many_websockets"):
            eleventh.recv()


def test_the_bots_own_token_buys_no_connection(sandbox: RunningSandbox) -> None:
    client = WebClient(base_url=sandbox.api_url)
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        client.apps_connections_open(app_token=sandbox.world.identity.bot_token)


def test_a_command_comes_in_an_envelope_that_takes_an_answer(world: World, socket: ClientConnection) -> None:
    envelopes = answering(socket, {"text": "From a socket"})
    assert [each.text for each in world.command("U1", "/mycomp", "Q3")] == ["From a socket"]
    [envelope] = envelopes.result(timeout=1)
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    assert envelope["payload"]["text"] == "Q3"


def test_an_event_takes_no_answer_and_says_which_attempt_it_is(
    world: World, socket: ClientConnection
) -> None:
    envelopes = answering(socket, {})
    world.event({"type": "message", "channel": "C0001", "text": "hi"})
    [envelope] = envelopes.result(timeout=1)
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("events_api", False)
    assert (envelope["retry_attempt"], envelope["payload"]["type"]) == (0, "event_callback")


def test_an_unanswered_event_is_sent_again_when_asked(world: World, socket: ClientConnection) -> None:
    sent = Thread(target=lambda: world.event({"type": "message"}, retries=1), daemon=True)
    sent.start()
    first = json.loads(socket.recv(timeout=2))
    [again] = answering(socket, {}).result(timeout=2)
    sent.join(2)
    assert (again["retry_attempt"], again["retry_reason"]) == (1, "http_timeout")
    assert again["payload"]["event_id"] == first["payload"]["event_id"]


def test_frames_that_answer_nothing_are_ignored(world: World, socket: ClientConnection) -> None:
    for frame in ("no json", "[]", json.dumps({"envelope_id": "unknown"}), json.dumps({"type": "ping"})):
        socket.send(frame)
    socket.send(b"\x00")
    answering(socket, {"text": "Still here"})
    assert [each.text for each in world.command("U1", "/mycomp")] == ["Still here"]


def test_envelopes_go_to_the_connections_in_turn(
    world: World, address: Address, socket: ClientConnection
) -> None:
    with connect(address(), proxy=None) as second:
        second.recv()
        answered = [answering(each, {"text": "Hi"}, {"text": "Hi"}) for each in (socket, second)]
        for _ in range(4):
            world.command("U1", "/mycomp")
        assert [len(each.result(timeout=1)) for each in answered] == [2, 2]


def test_a_connection_that_goes_away_fails_what_waits_for_it(world: World, socket: ClientConnection) -> None:
    def leave() -> None:
        socket.recv(timeout=2)
        socket.close()

    Thread(target=leave, daemon=True).start()
    outcome = world.run("U1", "/mycomp")
    assert outcome.problem == "The app could not be reached for /mycomp. Is it running?"
    wait_for(lambda: not world.connected)


def test_without_a_connection_nobody_is_there(world: World, address: Address) -> None:
    assert not world.connected
    assert world.run("U1", "/mycomp").problem == "The app could not be reached for /mycomp. Is it running?"


def test_after_a_disconnect_frame_the_old_connection_gets_nothing(
    world: World, address: Address, socket: ClientConnection
) -> None:
    assert world.sockets.disconnect("warning") == 1
    frame = json.loads(socket.recv(timeout=1))
    assert (frame["type"], frame["reason"]) == ("disconnect", "warning")
    with connect(address(), proxy=None) as fresh:
        fresh.recv()
        answering(fresh, {"text": "Fresh"})
        assert [each.text for each in world.command("U1", "/mycomp")] == ["Fresh"]
    with pytest.raises(TimeoutError):
        socket.recv(timeout=0.05)


@pytest.mark.parametrize("how", ["disconnect", "drop"])
def test_slacks_own_client_comes_back_after_a_cut(clock: Clock, how: str) -> None:
    world = world_at(clock, answer_within_s=3.0)
    world.deliver_with(SocketDelivery(world.sockets))
    with start_sandbox(world) as sandbox:
        app = TinyApp(sandbox)
        with BySocket(app, world.identity.app_token, reconnects=True):
            assert [each.text for each in world.command("U1", "/mycomp", "plain")] == ["Just words"]
            assert getattr(world.sockets, how)() == 1
            assert not world.connected
            assert [each.text for each in world.command("U1", "/mycomp", "plain")] == ["Just words"]


def test_no_envelope_stays_behind(world: World, socket: ClientConnection) -> None:
    answering(socket, {"text": "Hi"})
    world.command("U1", "/mycomp")
    world.command("U1", "/mycomp")  # times out, nobody answers
    wait_for(lambda: world.sockets._waiting == {})
