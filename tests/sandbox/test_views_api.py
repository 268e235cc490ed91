"""views.*, through slack_sdk's WebClient, with triggers that really were handed out."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.delivery import InProcessDelivery
from bot.sandbox.world import World
from tests.sandbox.conftest import Clock
from tests.sandbox.tiny_app import QUESTION, SECTION, Answered, titled

HOME = {"type": "home", "blocks": [SECTION]}


def error_of(call: Any, **args: object) -> str:
    with pytest.raises(SlackApiError) as raised:
        call(**args)
    return str(raised.value.response["error"])


@pytest.fixture
def trigger(world: World) -> Any:
    """Makes a person press something, and returns the trigger_id that the app got."""
    world.deliver_with(InProcessDelivery(lambda *_: Answered(200, {}, b"")))

    def press(user_id: str = "U1") -> str:
        world.command(user_id, "/mycomp")
        return str(world.sent[-1].payload["trigger_id"])

    return press


def test_a_trigger_opens_a_modal_for_the_person_who_pressed(
    world: World, client: WebClient, trigger: Any
) -> None:
    view = client.views_open(trigger_id=trigger("U2"), view=QUESTION)["view"]
    assert world.modals("U2") == [view]
    assert world.modals("U1") == []
    assert (view["id"], view["root_view_id"], view["previous_view_id"]) == ("V0001", "V0001", None)
    assert (view["state"], view["team_id"], view["app_id"]) == ({"values": {}}, "T1", "A0SANDBOX")


def test_a_trigger_works_for_three_seconds(client: WebClient, trigger: Any, clock: Clock) -> None:
    in_time, too_late = trigger(), trigger()
    clock.advance(seconds=3)
    assert client.views_open(trigger_id=in_time, view=QUESTION)["ok"] is True
    clock.advance(microseconds=1)
    assert error_of(client.views_open, trigger_id=too_late, view=QUESTION) == "expired_trigger_id"


def test_a_trigger_works_once(client: WebClient, trigger: Any) -> None:
    pressed = trigger()
    client.views_open(trigger_id=pressed, view=QUESTION)
    assert error_of(client.views_open, trigger_id=pressed, view=QUESTION) == "exchanged_trigger_id"


def test_an_invented_trigger_works_never(client: WebClient) -> None:
    assert error_of(client.views_open, trigger_id="1.2.3", view=QUESTION) == "invalid_trigger_id"


def test_a_bad_view_is_explained_and_leaves_the_trigger_unspent(client: WebClient, trigger: Any) -> None:
    pressed = trigger()
    with pytest.raises(SlackApiError) as raised:
        client.views_open(trigger_id=pressed, view=titled("x" * 25))
    assert raised.value.response["error"] == "invalid_arguments"
    assert "24" in raised.value.response["response_metadata"]["messages"][0]
    assert client.views_open(trigger_id=pressed, view=QUESTION)["ok"] is True


@pytest.mark.parametrize("view", [HOME, "[]", "{", {"type": "modal"}])
def test_what_is_no_modal_is_not_opened(client: WebClient, trigger: Any, view: Any) -> None:
    assert error_of(client.views_open, trigger_id=trigger(), view=view) == "invalid_arguments"


def test_three_views_are_the_most(client: WebClient, trigger: Any) -> None:
    client.views_open(trigger_id=trigger(), view=QUESTION)
    client.views_push(trigger_id=trigger(), view=QUESTION)
    client.views_push(trigger_id=trigger(), view=QUESTION)
    assert error_of(client.views_push, trigger_id=trigger(), view=QUESTION) == "push_limit_reached"


def test_an_update_needs_the_hash_that_is_current(world: World, client: WebClient, trigger: Any) -> None:
    first = client.views_open(trigger_id=trigger(), view=QUESTION)["view"]
    second = client.views_update(view_id=first["id"], hash=first["hash"], view=titled("Second"))["view"]
    assert second["hash"] != first["hash"]
    assert world.modals("U1")[0]["title"]["text"] == "Second"
    stale = error_of(client.views_update, view_id=first["id"], hash=first["hash"], view=titled("Third"))
    assert stale == "hash_conflict"
    assert client.views_update(view_id=first["id"], view=titled("Third"))["ok"] is True


def test_a_view_can_be_found_by_the_apps_own_id(world: World, client: WebClient, trigger: Any) -> None:
    named = QUESTION | {"external_id": "line-7"}
    client.views_open(trigger_id=trigger(), view=named)
    client.views_update(external_id="line-7", view=named | titled("Found"))
    assert world.modals("U1")[0]["title"]["text"] == "Found"
    assert error_of(client.views_push, trigger_id=trigger(), view=named) == "duplicate_external_id"
    assert error_of(client.views_update, external_id="line-8", view=QUESTION) == "not_found"


def test_a_closed_view_is_not_found(world: World, client: WebClient, trigger: Any) -> None:
    view = client.views_open(trigger_id=trigger(), view=QUESTION)["view"]
    world.close("U1", view)
    assert error_of(client.views_update, view_id=view["id"], view=QUESTION) == "not_found"


def test_home_is_published_and_kept_by_hash(world: World, client: WebClient) -> None:
    first = client.views_publish(user_id="U1", view=HOME)["view"]
    assert world.home("U1") == first
    second = client.views_publish(user_id="U1", view=HOME, hash=first["hash"])["view"]
    assert second["id"] == first["id"]
    assert error_of(client.views_publish, user_id="U1", view=HOME, hash=first["hash"]) == "hash_conflict"
    assert error_of(client.views_publish, user_id="U9", view=HOME) == "invalid_arguments"
    assert error_of(client.views_publish, user_id="U1", view=QUESTION) == "invalid_arguments"
