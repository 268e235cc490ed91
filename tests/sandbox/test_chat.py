"""chat.* and reactions.*, through slack_sdk's WebClient."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.world import World
from tests.sandbox.tiny_app import BUTTONS, SECTION

HEADER = {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}
METADATA = {"event_type": "announcement", "event_payload": {"key": "wins:2026-07"}}


def error_of(call: Any, **args: object) -> str:
    with pytest.raises(SlackApiError) as raised:
        call(**args)
    return str(raised.value.response["error"])


def test_a_posted_message_is_answered_as_slack_does(world: World, client: WebClient) -> None:
    wins = world.channel("wins").id
    answer = client.chat_postMessage(channel=wins, text="Well done", blocks=[SECTION])
    [message] = world.messages("U1", wins)
    assert (answer["channel"], answer["ts"]) == (wins, message.ts)
    assert answer["message"] == {
        "type": "message",
        "user": world.identity.app_user_id,
        "text": "Well done",
        "ts": message.ts,
        "team": "T1",
        "bot_id": "B0SANDBOX",
        "app_id": "A0SANDBOX",
        "blocks": [SECTION | {"block_id": "b00001"}],
    }


def test_a_message_to_a_person_goes_to_their_dm_with_the_app(world: World, client: WebClient) -> None:
    answer = client.chat_postMessage(channel="U2", text="For you")
    assert answer["channel"].startswith("D")
    assert [each.text for each in world.messages("U2")] == ["For you"]
    assert world.messages("U1") == []


def test_a_channel_can_be_named_with_its_sign(world: World, client: WebClient) -> None:
    assert client.chat_postMessage(channel="#wins", text="Hi")["channel"] == world.channel("wins").id


def test_a_message_to_someone_who_left_is_taken_without_complaint(client: WebClient) -> None:
    assert client.chat_postMessage(channel="U5", text="Anybody there?")["ok"] is True


def test_timestamps_grow_even_where_the_clock_stands_still(client: WebClient) -> None:
    stamps = [client.chat_postMessage(channel="U1", text="Hi")["ts"] for _ in range(3)]
    # 2026-07-01 13:05 UTC is 1,782,911,100 s; the first ts is the clock's, each next a microsecond later
    assert stamps == ["1782911100.000000", "1782911100.000001", "1782911100.000002"]


@pytest.mark.parametrize(
    ("channel", "error"),
    [("C9999", "channel_not_found"), ("#nowhere", "channel_not_found"), ("U7", "channel_not_found")],
)
def test_a_place_that_is_not_there(client: WebClient, channel: str, error: str) -> None:
    assert error_of(client.chat_postMessage, channel=channel, text="Hi") == error


def test_a_channel_the_app_is_not_in(world: World, client: WebClient) -> None:
    public = world.add_channel("random", ["U1"], with_app=False).id
    private = world.add_channel("board", ["U1"], with_app=False, is_private=True).id
    assert error_of(client.chat_postMessage, channel=public, text="Hi") == "not_in_channel"
    assert error_of(client.chat_postMessage, channel=private, text="Hi") == "channel_not_found"


def test_an_archived_channel(world: World, client: WebClient) -> None:
    world.archive("wins")
    assert error_of(client.chat_postMessage, channel="#wins", text="Hi") == "is_archived"


# slack_sdk itself warns of the empty text that two of these send on purpose.
@pytest.mark.filterwarnings("ignore:The top-level `text` argument is missing")
@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"text": ""}, "no_text"),
        ({"text": " \n"}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": "Hi", "blocks": [HEADER]}, "invalid_blocks"),
        ({"text": "Hi", "blocks": "[{"}, "invalid_blocks_format"),
        ({"text": "Hi", "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
        ({"text": "Hi", "metadata": METADATA | {"event_payload": {"x": "y" * 16_001}}}, "metadata_too_large"),
        ({"text": "Hi", "thread_ts": "1.000000"}, "thread_not_found"),
    ],
)
def test_content_that_slack_refuses(client: WebClient, args: dict[str, Any], error: str) -> None:
    assert error_of(client.chat_postMessage, channel="U1", **args) == error


def test_invalid_blocks_are_explained(client: WebClient) -> None:
    with pytest.raises(SlackApiError) as raised:
        client.chat_postMessage(channel="U1", text="Hi", blocks=[SECTION, HEADER])
    [message] = raised.value.response["response_metadata"]["messages"]
    assert message.startswith("block 2 (header)")
    assert "150" in message


def test_blocks_alone_are_taken_as_slack_takes_them(world: World, client: WebClient) -> None:
    client.api_call("chat.postMessage", json={"channel": "U1", "blocks": [SECTION]})
    assert [each.text for each in world.messages("U1")] == [""]


def test_a_missing_argument_is_named(client: WebClient) -> None:
    with pytest.raises(SlackApiError) as raised:
        client.api_call("chat.postMessage", json={"text": "Hi"})
    assert raised.value.response["error"] == "invalid_arguments"
    messages = raised.value.response["response_metadata"]["messages"]
    assert messages == ["[ERROR] missing required field: channel"]


def test_an_ephemeral_message_is_for_one_person(world: World, client: WebClient) -> None:
    wins = world.channel("wins").id
    answer = client.chat_postEphemeral(channel=wins, user="U1", text="€ 1,200.00")
    assert [each.ts for each in world.messages("U1", wins)] == [answer["message_ts"]]
    assert world.messages("U2", wins) == []
    assert client.conversations_history(channel=wins)["messages"] == []


@pytest.mark.parametrize("user", ["U4", "U5", "U9"])
def test_an_ephemeral_message_needs_a_member(client: WebClient, user: str) -> None:
    assert error_of(client.chat_postEphemeral, channel="#wins", user=user, text="Hi") == "user_not_in_channel"


def test_an_edit_keeps_blocks_that_it_does_not_mention(world: World, client: WebClient) -> None:
    posted = client.chat_postMessage(channel="U1", text="Draft", blocks=[BUTTONS])
    answer = client.api_call(
        "chat.update", json={"channel": posted["channel"], "ts": posted["ts"], "text": "Final"}
    )
    [message] = world.messages("U1")
    assert (answer["text"], message.text, message.edited) == ("Final", "Final", True)
    assert message.blocks is not None
    client.chat_update(channel=posted["channel"], ts=posted["ts"], text="Bare", blocks=[])
    assert world.messages("U1")[0].blocks is None


def test_only_the_apps_own_messages_are_edited_and_deleted(world: World, client: WebClient) -> None:
    [said] = world.say("U1", world.channel("wins").id, "Mine").messages
    at = {"channel": said.channel, "ts": said.ts}
    assert error_of(client.chat_update, **at, text="Yours") == "cant_update_message"
    assert error_of(client.chat_delete, **at) == "cant_delete_message"


def test_an_ephemeral_message_cannot_be_edited_or_deleted(world: World, client: WebClient) -> None:
    wins = world.channel("wins").id
    ts = client.chat_postEphemeral(channel=wins, user="U1", text="Psst")["message_ts"]
    assert error_of(client.chat_update, channel=wins, ts=ts, text="New") == "message_not_found"
    assert error_of(client.chat_delete, channel=wins, ts=ts) == "message_not_found"


def test_a_deleted_message_is_gone(world: World, client: WebClient) -> None:
    posted = client.chat_postMessage(channel="U1", text="Oops")
    client.chat_delete(channel=posted["channel"], ts=posted["ts"])
    assert world.messages("U1") == []


def test_an_edit_takes_no_persons_id_for_the_dm_with_them(client: WebClient) -> None:
    ts = client.chat_postMessage(channel="U1", text="Hi")["ts"]
    assert error_of(client.chat_update, channel="U1", ts=ts, text="New") == "channel_not_found"
    assert error_of(client.chat_delete, channel="U1", ts=ts) == "channel_not_found"


def test_a_reply_to_a_reply_joins_the_thread(world: World, client: WebClient) -> None:
    wins = world.channel("wins").id
    parent = client.chat_postMessage(channel=wins, text="Parent")["ts"]
    reply = client.chat_postMessage(channel=wins, text="Reply", thread_ts=parent)["ts"]
    again = client.chat_postMessage(channel=wins, text="Again", thread_ts=reply)
    assert again["message"]["thread_ts"] == parent


def test_reactions_come_once_and_go(world: World, client: WebClient) -> None:
    posted = client.chat_postMessage(channel="#wins", text="Well done")
    at = {"channel": posted["channel"], "timestamp": posted["ts"], "name": "tada"}
    client.reactions_add(**at)
    [message] = world.messages("U1", posted["channel"])
    assert message.reactions == (("tada", (world.identity.app_user_id,)),)
    assert error_of(client.reactions_add, **at) == "already_reacted"
    client.reactions_remove(**at)
    assert error_of(client.reactions_remove, **at) == "no_reaction"
    assert error_of(client.reactions_add, **at | {"name": "Tada!"}) == "invalid_name"
    assert error_of(client.reactions_add, **at | {"timestamp": "1.000000"}) == "message_not_found"


def test_every_call_is_written_down(world: World, client: WebClient) -> None:
    client.chat_postMessage(channel="U1", text="Hi")
    error_of(client.chat_postMessage, channel="C9999", text="Hi")
    good, bad = world.calls
    assert (good.method, good.args["text"], good.error) == ("chat.postMessage", "Hi", None)
    assert (bad.args["channel"], bad.error) == ("C9999", "channel_not_found")
    assert all("token" not in each.args for each in world.calls)


def test_tokens_are_checked(client: WebClient, world: World) -> None:
    assert error_of(client.auth_test, token="xoxb-other") == "invalid_auth"
    nobody = WebClient(base_url=client.base_url)
    assert error_of(nobody.auth_test) == "not_authed"
    assert error_of(client.auth_test, token=world.identity.app_token) == "not_allowed_token_type"


def test_auth_test_says_who_the_app_is(client: WebClient) -> None:
    answer = client.auth_test()
    assert (answer["team_id"], answer["user_id"], answer["bot_id"]) == ("T1", "U0SANDBOXAPP", "B0SANDBOX")
    assert "chat:write" in answer.headers["x-oauth-scopes"]


def test_a_method_that_is_not_there(client: WebClient) -> None:
    assert error_of(client.api_call, api_method="chat.sing", json={}) == "unknown_method"
