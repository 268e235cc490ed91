"""What the surfaces declare, listen to and show fits together."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from slack_bolt import App, BoltRequest
from slack_sdk import WebClient
from sqlalchemy import Engine

from bot.app import SURFACES, build_app
from bot.manifest import commands, events, manifest
from bot.runtime import TEMPLATES, build_services

ROOT = Path(__file__).resolve().parents[2]
ACTION_ID = re.compile(r'"action_id"\s*:\s*"([^"]+)"')


@pytest.fixture
def app(sqlite_engine: Engine) -> App:
    client = WebClient(token="xoxb-test", base_url="http://127.0.0.1:9/")
    return build_app(build_services(sqlite_engine, client), client)


def action_ids() -> Iterator[str]:
    for template in sorted(TEMPLATES.rglob("*.j2")):
        yield from ACTION_ID.findall(template.read_text("utf-8"))


def has_listener(app: App, body: dict[str, object]) -> bool:
    request = BoltRequest(body=body, mode="socket_mode")
    return any(listener.matches(req=request, resp=None) for listener in app._listeners)  # type: ignore[arg-type]


def press(action_id: str) -> dict[str, object]:
    action = {"type": "button", "action_id": action_id, "block_id": "b", "value": "x"}
    return {"type": "block_actions", "actions": [action], "user": {"id": "U1"}, "team": {"id": "T1"}}


def test_there_are_buttons_to_check() -> None:
    assert len(set(action_ids())) >= 5


@pytest.mark.parametrize("action_id", sorted(set(action_ids())))
def test_every_action_id_in_a_template_has_a_listener(app: App, action_id: str) -> None:
    assert has_listener(app, press(action_id))


def test_an_action_id_that_nobody_knows_has_none(app: App) -> None:
    assert not has_listener(app, press("nobody.knows"))


def test_every_declared_command_has_a_listener_and_is_in_the_manifest(app: App) -> None:
    in_manifest = {entry["command"] for entry in manifest()["features"]["slash_commands"]}
    for command in commands():
        assert has_listener(app, {"command": command.name, "team_id": "T1", "user_id": "U1"})
        assert command.name in in_manifest


def test_every_declared_event_has_a_listener(app: App) -> None:
    for event in events():
        assert has_listener(app, {"type": "event_callback", "event": {"type": event}})


def test_every_listener_is_reached_by_something_declared(app: App) -> None:
    declared = len(commands()) + len(events()) + len(set(action_ids()))
    assert len(app._listeners) == declared


def test_every_command_is_in_the_readme_and_in_its_own_help() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for command in commands():
        assert command.name in readme
        assert command.description
        assert command.usage_hint


def test_every_surface_module_declares_itself() -> None:
    for surface in SURFACES:
        assert surface.DECLARED is not None


@pytest.mark.parametrize("url", [None, "https://micdrop.example.com"])
def test_the_manifest_fits_slack(url: str | None) -> None:
    made = manifest(url)
    assert len(made["display_information"]["description"]) <= 140
    assert made["settings"]["socket_mode_enabled"] is (url is None)
    for command in made["features"]["slash_commands"]:
        assert command["should_escape"] is True
        assert len(command["description"]) <= 2000
        assert command.get("url") == (f"{url}/slack/events" if url else None)
    assert json.loads(json.dumps(made)) == made
