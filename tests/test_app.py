"""Requests that the app must not answer: no listener runs, the store stays, the log repeats nothing."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from slack_bolt import App

from bot.app import SURFACES
from bot.manifest import commands, events, scopes
from bot.runtime import build_endpoint
from bot.sandbox.courier import Reply
from bot.sandbox.delivery import Outbound
from bot.sandbox.signing import signed_headers
from bot.store.engine import open_engine
from tests.databases import Databases
from tests.front_door import SIGNING_SECRET, FrontDoor, open_door
from tests.front_door import brightwater as brightwater
from tests.front_door import company as company
from tests.store.brightwater import write_company
from tests.store.rows import rows_of

SECRET_WORDS = "Q3 hush-hush $1,234.56"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
COMMAND = {
    "team_id": "T0BRIGHT",
    "user_id": "UANA",
    "command": "/mycomp",
    "text": SECRET_WORDS,
    "channel_id": "D1",
    "trigger_id": "1.2.3",
    "response_url": "http://127.0.0.1:9/none",
}


@pytest.fixture(scope="module")
def door(databases: Databases) -> Iterator[FrontDoor]:
    engine = open_engine(databases.fresh("sqlite"))
    with open_door(engine, write_company(engine)) as opened:
        opened.ask("ana")
        yield opened
    engine.dispose()


def _signed(
    door: FrontDoor, body: bytes, content_type: str = FORM, *, age_s: int = 0, secret: str = SIGNING_SECRET
) -> Outbound:
    stamp = str(int(door.clock.epoch_s()) - age_s)
    headers = {"Content-Type": content_type, **signed_headers(secret, stamp, body)}
    return Outbound("command", {}, headers, body)


def _command(door: FrontDoor, number: str = "0", **how: object) -> Outbound:
    return _signed(door, urlencode(COMMAND | {"trigger_id": number}).encode(), **how)  # type: ignore[arg-type]


def _with(outbound: Outbound, **headers: str) -> Outbound:
    changed = {name.replace("_", "-"): value for name, value in headers.items()}
    return replace(outbound, headers=outbound.headers | changed)


def _without(outbound: Outbound, name: str) -> Outbound:
    return replace(outbound, headers={key: value for key, value in outbound.headers.items() if key != name})


Make = Callable[[FrontDoor], Outbound]
SIGNATURE, STAMP = "X-Slack-Signature", "X-Slack-Request-Timestamp"
REFUSED: dict[str, tuple[int, Make]] = {
    "signed with another secret": (401, lambda door: _command(door, secret="another")),
    "a body changed after signing": (
        401,
        lambda door: replace(_command(door), body=_command(door).body.replace(b"UANA", b"UBEN")),
    ),
    "no signature": (401, lambda door: _without(_command(door), SIGNATURE)),
    "no timestamp": (401, lambda door: _without(_command(door), STAMP)),
    "an empty signature": (401, lambda door: _with(_command(door), X_Slack_Signature="")),
    "a signature that is not ASCII": (401, lambda door: _with(_command(door), X_Slack_Signature="v0=é")),
    "another version of signatures": (401, lambda door: _with(_command(door), X_Slack_Signature="v1=0")),
    "a timestamp in words": (401, lambda door: _with(_command(door), X_Slack_Request_Timestamp="now")),
    "a timestamp in other digits": (401, lambda door: _with(_command(door), X_Slack_Request_Timestamp="١٢٣")),
    "another timestamp": (401, lambda door: _with(_command(door), X_Slack_Request_Timestamp="1723647601")),
    "301 s old": (401, lambda door: _command(door, age_s=301)),
    "301 s ahead": (401, lambda door: _command(door, age_s=-301)),
    "two signatures": (
        401,
        lambda door: _with(_command(door), x_slack_signature="v0=" + "0" * 64),
    ),
    "a content type that is none": (400, lambda door: _command(door, content_type="text/plain")),
    "a form that is no command": (400, lambda door: _signed(door, b"text=hush-hush")),
    "a field twice": (400, lambda door: _signed(door, _command(door).body + b"&user_id=UBEN")),
    "a broken escape": (400, lambda door: _signed(door, b"command=%zz&user_id=UANA")),
    "a payload that is no JSON": (400, lambda door: _signed(door, b"payload=%7Bhush-hush")),
    "JSON cut short": (400, lambda door: _signed(door, b'{"type": "event_callback", "hush-hush', JSON)),
    "JSON that is no object": (400, lambda door: _signed(door, b'["hush-hush"]', JSON)),
    "JSON nested too deep": (400, lambda door: _signed(door, b"[" * 100_000 + b"]" * 100_000, JSON)),
    "JSON without a type": (400, lambda door: _signed(door, b'{"hush-hush": 1}', JSON)),
    "bytes that are no text": (400, lambda door: _signed(door, b"\xff\xfehush-hush")),
    "an empty body": (400, lambda door: _signed(door, b"")),
    "a body of a megabyte and more": (400, lambda door: _signed(door, b"text=" + b"x" * 1_000_000)),
    "another method": (405, lambda door: replace(_command(door), method="PUT")),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_request_that_is_not_slacks_own_or_not_whole_is_refused(door: FrontDoor, what: str) -> None:
    status, make = REFUSED[what]
    reply, logged = _unanswered(door, make(door))
    assert reply.answer is not None
    assert reply.answer.status == status
    (line,) = map(json.loads, logged.splitlines())
    assert (line["event"], line["status"]) == ("request refused", status)


def _unanswered(door: FrontDoor, outbound: Outbound) -> tuple[Reply, str]:
    """What is answered and logged; no listener ran, nothing was asked of Slack, nothing is repeated."""
    rows, calls, logged = rows_of(door.engine), len(door.world.calls), len(door.logs.getvalue())
    reply = door.world.replay(outbound)
    assert reply.answer is not None
    told = door.logs.getvalue()[logged:]
    assert rows_of(door.engine) == rows
    assert len(door.world.calls) == calls
    for private in (
        "hush",
        "UANA",
        "1,234",
        "5,640",
        SIGNING_SECRET,
        outbound.headers.get(SIGNATURE) or "v0=",
    ):
        assert private not in reply.answer.body.decode() + told
    return reply, told


@pytest.mark.parametrize("age_s", [299, 0, -299])
def test_a_request_within_five_minutes_is_answered(door: FrontDoor, age_s: int) -> None:
    reply = door.world.replay(_command(door, f"age{age_s}", age_s=age_s))
    assert reply.answer is not None
    assert reply.answer.status == 200
    assert b"I can't tell which period" in reply.answer.body


def test_a_request_that_was_answered_is_not_answered_again(door: FrontDoor) -> None:
    outbound = _command(door, "once")
    assert door.world.replay(outbound).problem is None
    for _ in range(3):
        reply, _ = _unanswered(door, outbound)
        assert reply.answer is not None
        assert reply.answer.status == 401


def test_a_refused_request_does_not_use_up_the_good_one(door: FrontDoor) -> None:
    outbound = _command(door, "good")
    _unanswered(door, replace(outbound, body=outbound.body + b"&x=1"))
    assert door.world.replay(outbound).problem is None


def test_the_same_event_four_times_does_its_work_and_no_harm(company: FrontDoor) -> None:
    company.home("ana")
    payload = company.world.sent[-1].payload
    before = company.world.home("UANA")
    rows = rows_of(company.engine)
    for minutes in (1, 5, 6):  # after the first, as Slack does when it got no answer
        company.clock.advance(minutes=minutes)
        assert company.world.event(payload).status == 200
    after = company.world.home("UANA")
    assert before is not None
    assert after is not None
    assert [block["type"] for block in after["blocks"]] == [block["type"] for block in before["blocks"]]
    assert rows_of(company.engine) == rows


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "block_actions", "team": {"id": "T0BRIGHT"}, "user": {"id": "UANA"}, "actions": []},
        {"type": "view_submission", "team": {"id": "T0BRIGHT"}, "user": {"id": "UANA"}, "view": {}},
    ],
    ids=["a press of nothing", "a form without a name"],
)
def test_what_the_app_does_not_know_is_not_found_and_not_repeated(
    door: FrontDoor, payload: dict[str, object]
) -> None:
    body = urlencode({"payload": json.dumps(payload)}).encode()
    reply, logged = _unanswered(door, _signed(door, body))
    assert reply.answer is not None
    assert reply.answer.status in (404, 500)
    assert "Traceback" not in logged


def test_the_health_page_says_whether_the_store_answers(door: FrontDoor, tmp_path: Path) -> None:
    gone = replace(door.services, engine=open_engine(f"sqlite:///{tmp_path}/no/such/folder/a.db"))
    _, without_store = build_endpoint(gone, door.client, SIGNING_SECRET)
    answers = [each.handle("GET", "/healthz", {}, b"") for each in (door.endpoint, without_store)]
    assert [(answer.status, answer.body) for answer in answers] == [(200, b"ok"), (503, b"not ready")]


def test_nothing_else_is_served(door: FrontDoor) -> None:
    assert door.endpoint.handle("GET", "/", {}, b"").status == 404
    assert door.endpoint.handle("POST", "/slack/events/", {}, b"").status == 404


def test_every_surface_says_what_it_needs_of_slack() -> None:
    assert {"/mycomp", "/micdrop"} <= {command.name for command in commands()}
    assert {"app_home_opened", "user_change"} <= set(events())
    assert {"commands", "users:read", "users:read.email", "chat:write"} <= set(scopes())
    # Direct messages are opened, and looked through after an unclear answer.
    assert {"im:write", "im:history", "metadata.message:read"} <= set(scopes())
    assert all(hasattr(surface, "register") for surface in SURFACES)


def test_every_button_that_people_see_has_a_listener(company: FrontDoor) -> None:
    """Of a statement, its modal and App Home, on their pages and periods."""
    with company.changing() as ledger:
        for number in range(60):
            ledger.event(f"N{number}", "renewal", "2024-08-07", "alder", amount=10_000)
    modal = company.every_line("ana")
    middle = company.press("ana", modal, "lines.later").view
    back = company.press("ana", company.answer("ana"), "mycomp.period").changed[0]
    home = company.press("ana", company.home("ana"), "home.period")
    assert home.problem is None
    shown = json.dumps([company.answer("ana").blocks, back.blocks, modal, middle, company.world.home("UANA")])
    buttons = {part.split('"')[0] for part in shown.split('"action_id": "')[1:]}
    assert buttons == {
        "mycomp.lines", "mycomp.period", "mycomp.next", "lines.earlier", "lines.later", "lines.why",
        "lines.ask", "home.lines", "home.period", "home.now", "mycomp.what_if", "home.what_if",
    }  # fmt: skip
    assert isinstance(company.app, App)
    for button in buttons:
        reply = company.forge("ana", button, "1", {**modal, "id": modal["id"]})
        assert reply.problem is None, button
