"""What the surfaces declare, listen to and show fits together."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import App, BoltRequest
from slack_sdk import WebClient

from bot.app import SURFACES, build_app
from bot.manifest import commands, events, manifest, shortcuts
from bot.runtime import TEMPLATES, build_services
from bot.store.engine import open_engine
from tests.databases import Databases

ROOT = Path(__file__).resolve().parents[2]
ACTION_ID = re.compile(r'"action_id"\s*:\s*"([^"]+)"')


@pytest.fixture(scope="module")
def app(databases: Databases) -> Iterator[App]:
    """Nothing here changes it, and to compile every template takes a while."""
    engine = open_engine(databases.fresh("sqlite"))
    client = WebClient(token="xoxb-test", base_url="http://127.0.0.1:9/")
    yield build_app(build_services(engine, client), client)
    engine.dispose()


def action_ids() -> set[str]:
    """What can be pressed or chosen. An input is read when its modal is submitted: it needs no listener."""
    written = {
        found
        for template in TEMPLATES.rglob("*.j2")
        for found in ACTION_ID.findall(template.read_text("utf-8"))
    }
    return written - set(_inputs())


def _inputs() -> Iterator[str]:
    for golden in sorted(TEMPLATES.rglob("golden.json")):
        for block in _blocks(json.loads(golden.read_text("utf-8"))):
            if block["type"] == "input" and not block.get("dispatch_action"):
                yield block["element"]["action_id"]


def event_types() -> set[str]:
    """What the events call themselves: whoever subscribes to message.channels hears a message."""
    return {event.partition(".")[0] for event in events()}


def submitted() -> set[str]:
    """The callback ids of the modals with a button that submits them."""
    found = set()
    for golden in TEMPLATES.rglob("golden.json"):
        view = json.loads(golden.read_text("utf-8")).get("view") or {}
        if "submit" in view:
            found.add(view["callback_id"])
    return found


def _blocks(rendered: dict[str, Any]) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = rendered.get("blocks") or (rendered.get("view") or {}).get("blocks") or []
    return blocks


# Those that take what no surface knows: buttons, forms, shortcuts, commands of an earlier version.
FOR_OLD_CONTROLS = 4


def has_listener(app: App, body: dict[str, object], *, old: bool = False) -> bool:
    """Whether a surface listens; with `old`, whether what takes the old controls does."""
    listeners = app._listeners[-FOR_OLD_CONTROLS:] if old else app._listeners[:-FOR_OLD_CONTROLS]
    request = BoltRequest(body=body, mode="socket_mode")
    return any(listener.matches(req=request, resp=None) for listener in listeners)  # type: ignore[arg-type]


def press(action_id: str) -> dict[str, object]:
    action = {"type": "button", "action_id": action_id, "block_id": "b", "value": "x"}
    return {"type": "block_actions", "actions": [action], "user": {"id": "U1"}, "team": {"id": "T1"}}


def test_there_are_buttons_to_check() -> None:
    assert len(action_ids()) >= 5


@pytest.mark.parametrize("action_id", sorted(action_ids()))
def test_every_action_id_in_a_template_has_a_listener(app: App, action_id: str) -> None:
    assert has_listener(app, press(action_id))


@pytest.mark.parametrize("callback_id", sorted(submitted()))
def test_every_modal_that_is_submitted_has_a_listener(app: App, callback_id: str) -> None:
    view = {"id": "V1", "type": "modal", "callback_id": callback_id}
    assert has_listener(app, {"type": "view_submission", "view": view, "user": {"id": "U1"}})


@pytest.mark.parametrize(
    "body",
    [
        press("nobody.knows"),
        {
            "type": "view_submission",
            "view": {"type": "modal", "callback_id": "nobody_knows"},
            "user": {"id": "U1"},
        },
        {"type": "shortcut", "callback_id": "nobody_knows", "user": {"id": "U1"}},
        {"type": "message_action", "callback_id": "nobody_knows", "user": {"id": "U1"}},
        {"command": "/nobody-knows", "team_id": "T1", "user_id": "U1"},
    ],
    ids=["a button", "a form", "a shortcut", "a shortcut of a message", "a command"],
)
def test_what_no_surface_knows_is_taken_as_something_old(app: App, body: dict[str, object]) -> None:
    assert not has_listener(app, body)
    assert has_listener(app, body, old=True)


def test_every_declared_command_has_a_listener_and_is_in_the_manifest(app: App) -> None:
    in_manifest = {entry["command"] for entry in manifest()["features"]["slash_commands"]}
    for command in commands():
        assert has_listener(app, {"command": command.name, "team_id": "T1", "user_id": "U1"})
        assert command.name in in_manifest


def test_every_declared_shortcut_has_a_listener_and_fits_slacks_menu(app: App) -> None:
    in_manifest = {entry["callback_id"]: entry for entry in manifest()["features"]["shortcuts"]}
    for shortcut in shortcuts():
        kind = "shortcut" if shortcut.kind == "global" else "message_action"
        body: dict[str, object] = {"type": kind, "callback_id": shortcut.callback_id, "user": {"id": "U1"}}
        assert has_listener(app, body)
        assert in_manifest[shortcut.callback_id]["type"] == shortcut.kind
        assert len(shortcut.name) <= 24
        assert len(shortcut.description) <= 150


def test_every_declared_event_has_a_listener(app: App) -> None:
    for event in event_types():
        assert has_listener(app, {"type": "event_callback", "event": {"type": event}})


def test_every_listener_is_reached_by_something_declared(app: App) -> None:
    controls = len(action_ids()) + len(submitted())
    declared = len(commands()) + len(shortcuts()) + len(event_types()) + controls
    assert len(app._listeners) == declared + FOR_OLD_CONTROLS


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
