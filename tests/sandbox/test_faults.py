"""Every way the Web API can misbehave, as the WebClient sees it, and whether the call took effect."""

import http.client
import time
from threading import Thread
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.faults import Fault
from bot.sandbox.server import RunningSandbox
from bot.sandbox.shapes import RefusedError
from bot.sandbox.world import World

POST = "chat.postMessage"


def post(client: WebClient, text: str = "Hi", channel: str = "U1") -> None:
    client.chat_postMessage(channel=channel, text=text)


def refusal(client: WebClient) -> SlackApiError:
    with pytest.raises(SlackApiError) as raised:
        post(client)
    return raised.value


def posted(world: World) -> int:
    return len(world.messages("U1"))


@pytest.mark.parametrize("retry_after", ["30", "0", "soon", "99999999999", "-1"])
def test_rate_limited_with_any_retry_after(world: World, client: WebClient, retry_after: str) -> None:
    world.faults.add(Fault(POST, "rate_limited", retry_after=retry_after))
    error = refusal(client)
    assert error.response.status_code == 429
    assert error.response["error"] == "ratelimited"
    assert error.response.headers["Retry-After"] == retry_after
    assert posted(world) == 0


def test_rate_limited_without_a_word_on_when(world: World, client: WebClient) -> None:
    world.faults.add(Fault(POST, "rate_limited"))
    assert "Retry-After" not in refusal(client).response.headers


@pytest.mark.parametrize("status", [500, 502, 503])
def test_server_error(world: World, client: WebClient, status: int) -> None:
    world.faults.add(Fault(POST, "server_error", status=status))
    assert refusal(client).response.status_code == status
    assert posted(world) == 0


def test_server_error_after_the_call_took_effect(world: World, client: WebClient) -> None:
    world.faults.add(Fault(POST, "server_error", carried_out=True))
    refusal(client)
    assert posted(world) == 1


def test_reset_after_the_call_took_effect(world: World, client: WebClient) -> None:
    world.faults.add(Fault(POST, "reset_after_accept"))
    with pytest.raises(ConnectionResetError) as raised:
        post(client)
    # the client's own word for an orderly end without an answer is a ConnectionResetError too
    assert not isinstance(raised.value, http.client.RemoteDisconnected)
    assert posted(world) == 1


def test_the_default_client_posts_twice_after_a_reset(world: World, sandbox: RunningSandbox) -> None:
    world.faults.add(Fault(POST, "reset_after_accept"))
    retrying = WebClient(token=world.identity.bot_token, base_url=sandbox.api_url)
    post(retrying)
    assert posted(world) == 2


@pytest.mark.parametrize(("carried_out", "messages"), [(True, 1), (False, 0)])
def test_silence_leaves_open_whether_it_took_effect(
    world: World, sandbox: RunningSandbox, carried_out: bool, messages: int
) -> None:
    world.faults.add(Fault(POST, "hang", seconds=5, carried_out=carried_out))
    impatient = WebClient(token=world.identity.bot_token, base_url=sandbox.api_url, retry_handlers=[])
    impatient.timeout = 0.2  # type: ignore[assignment]
    with pytest.raises((TimeoutError, URLError)):
        post(impatient)
    assert posted(world) == messages


def test_silence_ends_with_the_connection_closed(world: World, client: WebClient) -> None:
    world.faults.add(Fault(POST, "hang", seconds=0.1))
    with pytest.raises(http.client.RemoteDisconnected):
        post(client)


def test_broken_json(world: World, client: WebClient) -> None:
    world.faults.add(Fault(POST, "broken_json"))
    with pytest.raises(SlackApiError, match="Received a response in a non-JSON format"):
        post(client)
    assert posted(world) == 1


def test_a_body_cut_off_half_way(world: World, client: WebClient) -> None:
    world.faults.add(Fault(POST, "truncated"))
    with pytest.raises(http.client.IncompleteRead):
        post(client)
    assert posted(world) == 1


def test_a_web_page_in_place_of_json(world: World, client: WebClient) -> None:
    world.faults.add(Fault(POST, "html_200"))
    with pytest.raises(SlackApiError) as raised:
        post(client)
    assert raised.value.response.status_code == 200
    assert "We will be right back" in raised.value.response["error"]


def test_ok_without_a_timestamp(world: World, client: WebClient) -> None:
    world.faults.add(Fault(POST, "ok_without_ts"))
    assert client.chat_postMessage(channel="U1", text="Hi").data == {"ok": True}
    assert posted(world) == 1


@pytest.mark.parametrize("error", ["channel_not_found", "token_revoked", "fatal_error", "missing_scope"])
def test_any_of_slacks_errors(world: World, client: WebClient, error: str) -> None:
    world.faults.add(Fault(POST, "slack_error", error=error))
    answer = refusal(client).response
    assert (answer.status_code, answer["error"]) == (200, error)
    assert posted(world) == 0


def test_slow_but_good(world: World, client: WebClient) -> None:
    world.faults.add(Fault(POST, "slow", seconds=0.2))
    before = time.monotonic()
    post(client)
    assert time.monotonic() - before >= 0.2
    assert posted(world) == 1


def test_others_are_served_while_one_call_hangs(
    world: World, sandbox: RunningSandbox, client: WebClient
) -> None:
    world.faults.add(Fault(POST, "slow", seconds=0.3))
    slow = Thread(target=post, args=(client,))
    slow.start()
    before = time.monotonic()
    client.auth_test()
    assert time.monotonic() - before < 0.2
    slow.join()


def test_a_fault_happens_so_often_and_after_so_many(world: World, client: WebClient) -> None:
    world.faults.add(Fault(POST, "slack_error", after=1, times=2))
    outcomes = []
    for _ in range(4):
        try:
            post(client)
            outcomes.append("good")
        except SlackApiError:
            outcomes.append("bad")
    assert outcomes == ["good", "bad", "bad", "good"]


def test_a_fault_can_be_for_one_channel_and_one_method(world: World, client: WebClient) -> None:
    world.faults.add(Fault(POST, "rate_limited", channel="C0002"))
    post(client, channel="C0001")
    client.auth_test()
    with pytest.raises(SlackApiError, match="ratelimited"):
        post(client, channel="C0002")


def test_a_fault_for_every_method(world: World, client: WebClient) -> None:
    world.faults.add(Fault("*", "slack_error", error="service_unavailable"))
    with pytest.raises(SlackApiError, match="service_unavailable"):
        client.auth_test()


def test_cleared_faults_do_not_happen(world: World, client: WebClient) -> None:
    world.faults.add(Fault(POST, "slack_error"))
    world.faults.clear()
    post(client)


def test_calls_that_met_a_fault_are_written_down(world: World, client: WebClient) -> None:
    world.faults.add(Fault(POST, "rate_limited"))
    world.faults.add(Fault(POST, "ok_without_ts"))
    refusal(client)
    post(client)
    first, second = world.calls
    assert (first.fault, first.answer, first.error) == ("rate_limited", None, None)
    assert second.fault == "ok_without_ts"
    assert second.answer is not None
    assert second.answer["ts"]


def test_a_fault_that_does_not_exist_says_which_do() -> None:
    with pytest.raises(RefusedError, match=r"No fault is called 'explode'\. There are: rate_limited, "):
        Fault(POST, "explode")  # type: ignore[arg-type]
    with pytest.raises(RefusedError, match="at least once"):
        Fault(POST, "slow", times=0)
