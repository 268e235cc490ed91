"""The same journey by every way that reaches an app: a call in the process, HTTP, Socket Mode."""

import dataclasses
import time
from collections.abc import Iterator

import pytest

from bot.sandbox.delivery import HttpDelivery, InProcessDelivery, SocketDelivery
from bot.sandbox.server import RunningSandbox
from bot.sandbox.shapes import RefusedError
from bot.sandbox.signing import signature
from bot.sandbox.world import World
from tests.sandbox.conftest import USERS
from tests.sandbox.tiny_app import BySocket, Served, TinyApp

WAYS = ("in process", "http", "socket")


@pytest.fixture(params=WAYS)
def reached(request: pytest.FixtureRequest, sandbox: RunningSandbox) -> Iterator[TinyApp]:
    app = TinyApp(sandbox)
    if request.param == "in process":
        sandbox.world.deliver_with(InProcessDelivery(app.handle))
        yield app
    elif request.param == "http":
        with Served(app) as served:
            sandbox.world.deliver_with(HttpDelivery(served.url))
            yield app
    else:
        with BySocket(app, sandbox.world.identity.app_token):
            sandbox.world.deliver_with(SocketDelivery(sandbox.world.sockets))
            yield app


def test_a_journey_from_command_to_submission(world: World, reached: TinyApp) -> None:
    [answer] = world.command("U1", "/mycomp", "json")
    assert answer.text == "You earned € 1,200.00"
    view = world.click("U1", answer, "ask").view
    assert view is not None
    assert world.submit("U1", view, {"words": "errors"}).errors == {"words": "That is no question."}
    assert world.submit("U1", view, {"words": "Why 24?"}).view is None
    assert world.open_home("U1") is not None
    assert [each["value"] for each in world.options("U1", answer, "account", "b")] == ["Birch"]
    [changed] = world.click("U1", answer, "explain").changed
    assert changed.text == "Because 24 × € 50.00 = € 1,200.00"
    assert [kind for kind, _ in reached.heard] == [
        "command",
        "action",
        "submission",
        "submission",
        "app_home_opened",
        "options",
        "action",
    ]


def test_plain_words_and_silence(world: World, reached: TinyApp) -> None:
    assert [each.text for each in world.command("U1", "/mycomp", "plain")] == ["Just words"]
    assert world.command("U1", "/mycomp", "nothing") == []


def test_a_slow_app_times_out(world: World, reached: TinyApp) -> None:
    outcome = world.run("U1", "/mycomp", "slow")
    assert outcome.problem == "The app did not answer /mycomp within 0.4 s."


# --- over HTTP alone


def test_an_app_that_is_not_there_is_told(world: World) -> None:
    world.deliver_with(HttpDelivery("http://127.0.0.1:9"))
    assert world.run("U1", "/mycomp").problem == "The app could not be reached for /mycomp. Is it running?"


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(RefusedError, match="is not the address of an app"):
        HttpDelivery("127.0.0.1:3000")


# --- signatures, as Bolt checks them


def test_the_signature_is_slacks() -> None:
    # v0:1531420618:… with Slack's documented example secret and body
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    signed = signature("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body)
    assert signed == "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"


def test_a_request_can_be_replayed_as_it_was(world: World, app: TinyApp) -> None:
    world.command("U1", "/mycomp", "plain")
    reply = world.replay(world.sent[-1])
    assert reply.answer is not None
    assert reply.answer.status == 200
    assert len(app.heard) == 2


def test_a_payload_of_ones_own_is_signed_and_delivered(world: World, app: TinyApp) -> None:
    world.command("U1", "/mycomp", "plain")
    reply = world.deliver("command", app.last("command") | {"team_id": "T2"})
    assert reply.answer is not None
    assert reply.answer.status == 200
    assert app.last("command")["team_id"] == "T2"


def test_a_tampered_request_is_turned_away_by_the_app(world: World, app: TinyApp) -> None:
    world.command("U1", "/mycomp", "plain")
    sent = world.sent[-1]
    reply = world.replay(dataclasses.replace(sent, body=sent.body.replace(b"U1", b"U2")))
    assert reply.answer is not None
    assert reply.answer.status == 401
    assert len(app.heard) == 1


@pytest.mark.parametrize(("seconds_off", "status"), [(-301, 401), (-299, 200), (299, 200), (301, 401)])
def test_an_app_sees_the_stamp_of_a_clock_that_is_off(
    sandbox: RunningSandbox, seconds_off: int, status: int
) -> None:
    app = TinyApp(sandbox)
    off = World(
        USERS,
        signing_secret=sandbox.world.identity.signing_secret,
        commands=sandbox.world.identity.commands,
        epoch_s=lambda: time.time() + seconds_off,
    )
    off.deliver_with(InProcessDelivery(app.handle))
    answer = off.run("U1", "/mycomp", "plain").answer
    assert answer is not None
    assert answer.status == status


def test_an_app_that_raises_is_told_by_the_kind_of_error_alone(world: World) -> None:
    def handle(*_: object) -> object:
        raise ValueError("€ 1,200.00 for Ana")

    world.deliver_with(InProcessDelivery(handle))  # type: ignore[arg-type]
    outcome = world.run("U1", "/mycomp")
    assert outcome.problem == "The app broke down (ValueError) instead of answering /mycomp."
