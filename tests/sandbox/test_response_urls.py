"""Response URLs: who sees the answer, how often and how long they work."""

import json
import urllib.error
import urllib.request
from typing import Any

import pytest
from slack_sdk.webhook import WebhookClient, WebhookResponse

from bot.sandbox.delivery import InProcessDelivery
from bot.sandbox.faults import Fault
from bot.sandbox.server import RunningSandbox
from bot.sandbox.world import World
from tests.sandbox.conftest import Clock
from tests.sandbox.tiny_app import SECTION, Answered


@pytest.fixture
def url(world: World, sandbox: RunningSandbox) -> WebhookClient:
    """The response_url of a command that Ana typed in #wins."""
    world.deliver_with(InProcessDelivery(lambda *_: Answered(200, {}, b"")))
    world.command("U1", "/mycomp", channel=world.channel("wins").id)
    return WebhookClient(world.sent[-1].payload["response_url"], retry_handlers=[])


def texts(world: World, user_id: str) -> list[str]:
    return [message.text for message in world.messages(user_id, world.channel("wins").id)]


def error(response: WebhookResponse) -> tuple[int, str]:
    return response.status_code, json.loads(response.body)["error"]


def test_an_answer_is_for_the_asker_alone(world: World, url: WebhookClient) -> None:
    response = url.send(text="€ 1,200.00")
    assert (response.status_code, response.body) == (200, "ok")
    assert (texts(world, "U1"), texts(world, "U2")) == (["€ 1,200.00"], [])


def test_an_answer_can_be_for_the_channel(world: World, url: WebhookClient) -> None:
    url.send(text="Hello all", response_type="in_channel")
    assert texts(world, "U2") == ["Hello all"]


def test_it_works_five_times(world: World, url: WebhookClient) -> None:
    statuses = [url.send(text=str(number)).status_code for number in range(5)]
    assert statuses == [200] * 5
    assert error(url.send(text="6th")) == (404, "used_url")
    assert texts(world, "U1") == ["0", "1", "2", "3", "4"]


def test_it_works_for_thirty_minutes(world: World, url: WebhookClient, clock: Clock) -> None:
    clock.advance(minutes=30)
    assert url.send(text="In time").status_code == 200
    clock.advance(seconds=1)
    assert error(url.send(text="Too late")) == (404, "expired_url")


def test_one_that_was_never_given(sandbox: RunningSandbox) -> None:
    stranger = WebhookClient(f"{sandbox.url}/slack/response/R000099", retry_handlers=[])
    assert error(stranger.send(text="Hi")) == (404, "invalid_url")


def test_the_first_answer_can_be_replaced_and_deleted(world: World, url: WebhookClient) -> None:
    url.send(text="Counting …")
    url.send(text="Done", replace_original=True)
    assert texts(world, "U1") == ["Done"]
    url.send(delete_original=True)
    assert texts(world, "U1") == []


def test_with_nothing_there_to_replace_it_is_a_new_answer(world: World, url: WebhookClient) -> None:
    url.send(text="Done", replace_original=True)
    assert texts(world, "U1") == ["Done"]


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ({"text": ""}, (400, "no_text")),
        ({"text": "Hi", "blocks": [{"type": "header"}]}, (400, "invalid_blocks")),
        ({"delete_original": True}, (400, "message_not_found")),
    ],
)
def test_what_slack_refuses(url: WebhookClient, args: dict[str, Any], expected: tuple[int, str]) -> None:
    assert error(url.send_dict(args)) == expected


def test_no_json_is_no_payload(url: WebhookClient) -> None:
    request = urllib.request.Request(url.url, b"not json", {"Content-Type": "application/json"})
    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(request, timeout=2)


def test_blocks_and_calls_are_kept(world: World, url: WebhookClient) -> None:
    url.send(text="Hi", blocks=[SECTION])
    [message] = world.messages("U1", world.channel("wins").id)
    assert message.blocks == [SECTION | {"block_id": "b00001"}]
    assert (world.calls[-1].method, world.calls[-1].args["text"]) == ("response_url", "Hi")


def test_it_can_fail_too(world: World, url: WebhookClient) -> None:
    world.faults.add(Fault("response_url", "server_error"))
    assert url.send(text="Hi").status_code == 500
    assert texts(world, "U1") == []
