"""The JSON that the page lives on: what a person sees, and what they can do."""

import json
from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient

from bot.sandbox.server import RunningSandbox
from bot.sandbox.world import World
from tests.sandbox.tiny_app import BUTTONS, SECTION, TinyApp

Get = Callable[..., dict[str, Any]]
Post = Callable[..., dict[str, Any]]


@pytest.fixture
def get(sandbox: RunningSandbox) -> Get:
    def fetch(path: str, **query: str) -> dict[str, Any]:
        return answer(Request(f"{sandbox.url}/api/{path}?{urlencode(query)}"))

    return fetch


@pytest.fixture
def post(sandbox: RunningSandbox) -> Post:
    def send(path: str, **body: Any) -> dict[str, Any]:
        headers = {"Content-Type": "application/json"}
        return answer(Request(f"{sandbox.url}/api/{path}", json.dumps(body).encode(), headers))

    return send


def answer(request: Request) -> dict[str, Any]:
    """The JSON; what is not ok has to come as a 4xx, and the other way round."""
    try:
        with urlopen(request, timeout=3) as response:
            status, body = response.status, json.load(response)
    except HTTPError as error:
        status, body = error.code, json.load(error)
    assert (status == 200) if body["ok"] else (400 <= status < 500)
    return dict(body)


def test_the_state_says_who_one_can_be_and_that_this_is_not_slack(get: Get, world: World) -> None:
    state = get("state")
    assert state["note"] == "This is a local sandbox, not Slack."
    assert state["team"] == {"id": "T1", "name": "Brightwater"}
    assert state["app"] == {"name": "Micdrop", "user_id": "U0SANDBOXAPP", "bot_id": "B0SANDBOX"}
    # neither Eva, who left, nor the bot
    assert [user["name"] for user in state["users"]] == ["ana", "ben", "cleo", "dov", "fred.h"]
    assert (state["me"], state["channels"], state["connected"]) == (None, [], False)
    assert state["names"]["U5"] == "Eva Lind"
    assert state["commands"][0] == {
        "command": "/mycomp",
        "description": "What you earned, and why",
        "usage_hint": "[period]",
    }
    assert state["shortcuts"][1] == {"type": "message", "callback_id": "thank", "name": "Thank for this"}


def test_the_state_of_a_person_has_their_channels(get: Get, app: TinyApp) -> None:
    state = get("state", user="U4")
    assert state["me"]["name"] == "dov"
    assert state["me"]["is_guest"] is True
    assert state["me"]["color"].startswith("#")
    assert [(each["name"], each["kind"], each["app_dm"]) for each in state["channels"]] == [
        ("general", "channel", False),
        ("Micdrop", "dm", True),
    ]
    assert state["connected"] is True


@pytest.mark.parametrize(
    ("user", "why"),
    [
        ("U9", "There is nobody with the id U9 here."),
        ("U5", "Eva Lind's account is deactivated: nobody can sign in with it."),
        ("U7", "Deploys is a bot, which nobody can be."),
    ],
)
def test_some_cannot_be(get: Get, post: Post, user: str, why: str) -> None:
    assert get("state", user=user)["error"] == why
    assert post("say", user=user, channel="C0001", text="Hi")["error"] == why


def test_messages_are_read_when_they_are_fetched(get: Get, client: WebClient) -> None:
    client.chat_postMessage(channel="#wins", text="Well done")
    client.chat_postEphemeral(channel="#wins", user="U2", text="Psst")

    def unread(user: str) -> list[int]:
        return [each["unread"] for each in get("state", user=user)["channels"]]

    assert (unread("U1"), unread("U2")) == ([0, 1, 0], [0, 2, 0])
    assert [each["text"] for each in get("messages", user="U1", channel="C0002")["messages"]] == ["Well done"]
    assert (unread("U1"), unread("U2")) == ([0, 0, 0], [0, 2, 0])


def test_ones_own_message_is_not_unread(get: Get, world: World) -> None:
    world.say("U1", "C0001", "Hello")
    unread = [get("state", user=user)["channels"][0]["unread"] for user in ("U1", "U2")]
    assert unread == [0, 1]


def test_a_message_has_the_readers_own_time(get: Get, client: WebClient) -> None:
    client.chat_postMessage(channel="#wins", text="Well done", blocks=[SECTION])
    # 13:05 UTC on 1 July: 14:05 in London, 9:05 in New York
    times = [get("messages", user=user, channel="C0002")["messages"][0]["time"] for user in ("U1", "U2")]
    assert times == ["14:05", "09:05"]
    [message] = get("messages", user="U1", channel="C0002")["messages"]
    assert {
        key: message[key] for key in ("user_name", "is_app", "ephemeral", "edited", "thread_ts", "reactions")
    } == {
        "user_name": "Micdrop",
        "is_app": True,
        "ephemeral": False,
        "edited": False,
        "thread_ts": None,
        "reactions": [],
    }


def test_a_conversation_that_is_not_theirs_is_refused(get: Get) -> None:
    assert get("messages", user="U4", channel="C0002")["error"] == "Dov Levi is not in wins."
    assert get("messages", user="U4", channel="C9999")["error"] == "There is no conversation C9999 here."


def test_a_command_and_a_button_and_a_modal(get: Get, post: Post, app: TinyApp) -> None:
    post("say", user="U1", channel="C0001", text="/mycomp json")
    [message] = get("messages", user="U1", channel="C0001")["messages"]
    assert message["ephemeral"] is True
    assert get("messages", user="U2", channel="C0001")["messages"] == []
    place = {"type": "message", "channel": "C0001", "ts": message["ts"]}
    action = {"type": "button", "action_id": "ask", "value": "line-7"}
    post("act", user="U1", container=place, block_id="choices", action=action, state={"values": {}})
    assert app.last("action")["actions"][0]["value"] == "line-7"
    [view] = get("modals", user="U1")["stack"]

    def submit(text: str) -> dict[str, Any]:
        values = {"words": {"text": {"type": "plain_text_input", "value": text}}}
        return post("submit", user="U1", view_id=view["id"], state={"values": values})

    assert submit("")["errors"] == {"words": "Please complete this required field."}
    assert submit("errors")["errors"] == {"words": "That is no question."}
    assert submit("Why?") == {"ok": True}
    assert submit("Why?")["error"] == "This window is closed already."


def test_home_is_opened_and_fetched(get: Get, post: Post, app: TinyApp) -> None:
    assert get("home", user="U1")["view"] is None
    view = post("home/open", user="U1")["view"]
    assert [block["type"] for block in view["blocks"]] == ["section", "actions"]
    assert get("home", user="U1")["view"] == view
    action = {"type": "button", "action_id": "ask", "value": "line-7"}
    container = {"type": "view", "view_id": view["id"]}
    post("act", user="U1", container=container, block_id="choices", action=action, state={})
    stack = get("modals", user="U1")["stack"]
    assert len(stack) == 1
    post("close", user="U1", view_id=stack[0]["id"])
    assert get("modals", user="U1")["stack"] == []
    assert app.last("closed")["view"]["id"] == stack[0]["id"]


def test_a_choice_in_a_message_comes_with_its_state(
    get: Get, post: Post, client: WebClient, app: TinyApp
) -> None:
    ts = client.chat_postMessage(channel="#wins", text="Pick", blocks=[BUTTONS])["ts"]
    option = BUTTONS["elements"][2]["options"][1]  # type: ignore[index]
    chosen = {"type": "static_select", "selected_option": option}
    post(
        "act",
        user="U1",
        container={"type": "message", "channel": "C0002", "ts": ts},
        block_id="choices",
        action=chosen | {"action_id": "period"},
        state={"values": {"choices": {"period": chosen}}},
    )
    assert app.last("action")["state"]["values"]["choices"]["period"]["selected_option"] == option


def test_shortcuts_and_reactions(get: Get, post: Post, client: WebClient, app: TinyApp) -> None:
    ts = client.chat_postMessage(channel="#wins", text="Well done")["ts"]
    post("shortcut", user="U1", type="global", callback_id="thank")
    assert app.last("shortcut")["type"] == "shortcut"
    post("shortcut", user="U1", type="message", callback_id="thank", channel="C0002", ts=ts)
    assert app.last("shortcut")["message"]["text"] == "Well done"
    post("react", user="U1", channel="C0002", ts=ts, name="tada")
    [message] = get("messages", user="U2", channel="C0002")["messages"]
    assert message["reactions"] == [{"name": "tada", "users": ["U1"]}]


def test_what_a_person_says_is_seen_by_the_others(get: Get, post: Post) -> None:
    post("say", user="U1", channel="C0002", text="Hello @ben")
    [message] = get("messages", user="U2", channel="C0002")["messages"]
    assert (message["text"], message["user_name"]) == ("Hello <@U2>", "Ana Ruiz")


def test_an_unknown_command_says_which_there_are(post: Post) -> None:
    error = post("say", user="U1", channel="C0001", text="/foo bar")["error"]
    assert error == "/foo is not a command here. Try /mycomp, /raw."


def test_a_failing_app_is_told_where_the_person_looks(get: Get, post: Post, app: TinyApp) -> None:
    post("say", user="U1", channel="C0001", text="/mycomp crash")
    [message] = get("messages", user="U1", channel="C0001")["messages"]
    assert (message["user_name"], message["text"]) == ("Sandbox", "The app answered /mycomp with HTTP 500.")
    post("say", user="U1", channel="C0001", text="/mycomp modal")
    [view] = get("modals", user="U1")["stack"]
    values = {"words": {"text": {"type": "plain_text_input", "value": "crash"}}}
    failed = post("submit", user="U1", view_id=view["id"], state={"values": values})
    assert failed["error"] == "The app answered the form with HTTP 500."
    assert get("modals", user="U1")["stack"] == [view]


def test_without_an_app_home_and_shortcuts_say_so(post: Post) -> None:
    for path, body in (("home/open", {}), ("shortcut", {"type": "global", "callback_id": "thank"})):
        assert post(path, user="U1", **body)["error"].startswith("No app is connected, so nobody answered ")


@pytest.mark.parametrize(
    ("path", "body", "why"),
    [
        (
            "act",
            {"container": {"type": "view", "view_id": "V9"}, "action": {"type": "button"}},
            "closed already",
        ),
        (
            "act",
            {"container": {"type": "message", "channel": "C0001", "ts": "1.0"}, "action": {"type": "button"}},
            "not there any more",
        ),
        ("act", {"container": "here", "action": {"type": "button"}}, "where the element is"),
        ("act", {"container": {}}, "which element was used"),
        ("submit", {"view_id": 7}, "closed already"),
        ("react", {"channel": "C0001", "ts": "1.0", "name": "tada"}, "not there any more"),
        ("react", {"channel": "C0001", "ts": "said", "name": "T A D A"}, "no emoji called"),
        ("say", {"channel": "C0001", "text": ["?"]}, "between 1 and 12,000"),
    ],
)
def test_a_request_that_makes_no_sense_is_explained(
    world: World, post: Post, path: str, body: dict[str, Any], why: str
) -> None:
    if body.get("ts") == "said":
        body = body | {"ts": world.say("U1", "C0001", "Done").messages[0].ts}
    assert why in post(path, user="U1", **body)["error"]


@pytest.mark.parametrize(
    ("body", "content_type", "why"),
    [
        (b"{", "application/json", "no JSON object"),
        (b"[]", "application/json", "no JSON object"),
        (b"[" * 100_000, "application/json", "no JSON object"),
        (b'{"user": "U1"}', "text/plain", "content type application/json"),
        (b" " * 2_000_001, "application/json", "at most 2,000,000 bytes"),
    ],
)
def test_a_body_that_is_no_json_is_refused(
    sandbox: RunningSandbox, body: bytes, content_type: str, why: str
) -> None:
    request = Request(f"{sandbox.url}/api/say", body, {"Content-Type": content_type})
    assert why in answer(request)["error"]
