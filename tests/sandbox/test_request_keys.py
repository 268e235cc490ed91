"""Each act has a name of its own, and keeps it however often it arrives."""

import json
from collections.abc import Callable

import pytest

from bot.sandbox.shapes import Json
from bot.sandbox.world import World
from bot.slack.request_key import request_key
from tests.sandbox.conftest import Clock, world_at
from tests.sandbox.tiny_app import TinyApp

EVENT = {"type": "app_home_opened", "user": "U1", "tab": "home"}


def _view(world: World) -> Json:
    view = world.run("U1", "/mycomp", "modal").view
    assert view is not None
    return view


ACTS: dict[str, Callable[[World], object]] = {
    "a command": lambda world: world.command("U1", "/mycomp", "Q3"),
    "a press": lambda world: world.click("U1", world.command("U1", "/mycomp", "json")[-1], "explain"),
    "a form": lambda world: world.submit("U1", _view(world), {"words": "Why?"}),
    "a closed form": lambda world: world.close("U1", _view(world)),
    "a shortcut": lambda world: world.shortcut("U1", "thank"),
    "an event": lambda world: world.event(EVENT),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_an_act_done_again_is_another_request(
    world: World, app: TinyApp, act: Callable[[World], object]
) -> None:
    sent = []
    for _ in range(3):
        act(world)
        sent.append(world.sent[-1])
    keys = {request_key(outbound.payload) for outbound in sent}
    assert len(keys) == 3


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_a_request_that_arrives_again_is_the_same(
    world: World, app: TinyApp, act: Callable[[World], object]
) -> None:
    act(world)
    sent = world.sent[-1]
    again = json.loads(json.dumps(sent.payload))
    assert request_key(again) == request_key(dict(reversed(again.items()))) == request_key(sent.payload)


def test_an_event_keeps_its_name_through_slacks_retries(world: World, app: TinyApp) -> None:
    app.events_fail = 3
    world.event(EVENT, retries=3)
    retried = world.sent[-4:]
    assert [outbound.retry and outbound.retry.number for outbound in retried] == [None, 1, 2, 3]
    assert len({request_key(outbound.payload) for outbound in retried}) == 1


def test_a_form_sent_twice_is_one_request_and_a_corrected_one_another(world: World, app: TinyApp) -> None:
    view = _view(world)
    for words in ("errors", "errors", "Why?"):
        world.submit("U1", view, {"words": words})
    first, second, corrected = (request_key(outbound.payload) for outbound in world.sent[-3:])
    assert first == second != corrected


def test_two_presses_of_one_button_are_two_requests(world: World, app: TinyApp) -> None:
    message = world.command("U1", "/mycomp", "json")[-1]
    for _ in range(2):
        world.click("U1", message, "explain")
    assert len({request_key(outbound.payload) for outbound in world.sent[-2:]}) == 2


def test_two_sandboxes_one_after_the_other_do_not_name_alike(world: World, app: TinyApp) -> None:
    world.command("U1", "/mycomp", "Q3")
    later = Clock()
    later.advance(seconds=1)
    other = world_at(later)
    other.command("U1", "/mycomp", "Q3")
    assert request_key(world.sent[-1].payload) != request_key(other.sent[-1].payload)


@pytest.mark.parametrize(
    "body",
    [
        {"type": "block_actions", "actions": [{"action_id": "a"}]},
        {"type": "view_submission", "view": {"id": "V1", "state": {}}},
        {"type": "event_callback", "event": {"type": "x"}},
        {"command": "/mycomp", "text": "Q3"},
    ],
)
def test_what_slack_names_in_no_way_is_named_by_all_it_says(body: Json) -> None:
    assert request_key(body) == request_key(dict(body))
    assert request_key(body) != request_key(body | {"text": "another"})
    assert "Q3" not in request_key(body)


def test_no_name_tells_what_was_written(world: World, app: TinyApp) -> None:
    world.submit("U1", _view(world), {"words": "I earned 4213"})
    assert "4213" not in request_key(world.sent[-1].payload)
