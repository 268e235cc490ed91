"""conversations.* and users.*, through slack_sdk's WebClient."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.server import start_sandbox
from bot.sandbox.users import SandboxUser
from bot.sandbox.world import World
from tests.sandbox.conftest import Clock


def error_of(call: Any, **args: object) -> str:
    with pytest.raises(SlackApiError) as raised:
        call(**args)
    return str(raised.value.response["error"])


def test_everyone_is_in_general_but_single_channel_guests_stay_there(client: WebClient) -> None:
    # U5 left, U7 is a bot; U4 is a single-channel guest
    app = "U0SANDBOXAPP"
    general = client.conversations_members(channel="#general")["members"]
    wins = client.conversations_members(channel="#wins")["members"]
    assert (general, wins) == (["U1", "U2", "U3", "U4", "U6", app], ["U1", "U2", "U3", "U6", app])


def test_channels_are_listed_by_type(world: World, client: WebClient) -> None:
    world.add_channel("board", ["U1"], is_private=True)
    world.add_channel("secret", ["U1"], is_private=True, with_app=False)
    world.archive("wins")
    public = client.conversations_list()["channels"]
    assert [(each["name"], each["is_member"], each["is_archived"]) for each in public] == [
        ("general", True, False),
        ("wins", True, True),
    ]
    assert [each["name"] for each in client.conversations_list(types="private_channel")["channels"]] == [
        "board"
    ]
    assert [each["name"] for each in client.conversations_list(exclude_archived=True)["channels"]] == [
        "general"
    ]
    dms = client.conversations_list(types="im")["channels"]
    assert [each["user"] for each in dms] == ["U1", "U2", "U3", "U4", "U6"]
    assert error_of(client.conversations_list, types="public") == "invalid_types"


def test_a_dm_is_opened_once(client: WebClient) -> None:
    first = client.conversations_open(users="U1")
    again = client.conversations_open(users=["U1"], return_im=True)
    assert first["already_open"] is True
    assert again["channel"]["id"] == first["channel"]["id"]
    assert (again["channel"]["is_im"], again["channel"]["user"]) == (True, "U1")


def test_a_group_dm_is_a_conversation_of_its_own(world: World, client: WebClient) -> None:
    opened = client.conversations_open(users="U1,U2")
    channel = opened["channel"]["id"]
    assert "already_open" not in opened.data
    assert client.conversations_open(users="U2,U1")["channel"]["id"] == channel
    client.chat_postMessage(channel=channel, text="You two")
    assert [each.text for each in world.messages("U2", channel)] == ["You two"]
    assert client.conversations_info(channel=channel)["channel"]["is_mpim"] is True


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"users": "U9"}, "user_not_found"),
        ({"users": "U5"}, "user_disabled"),
        ({"users": ""}, "users_list_not_supplied"),
        ({"users": ",".join(["U1"] * 9)}, "too_many_users"),
        ({"channel": "C0001"}, "method_not_supported_for_channel_type"),
    ],
)
def test_conversations_that_cannot_be_opened(client: WebClient, args: dict[str, Any], error: str) -> None:
    assert error_of(client.conversations_open, **args) == error


def test_info_describes_a_channel(client: WebClient) -> None:
    channel = client.conversations_info(channel="C0002", include_num_members=True)["channel"]
    assert (channel["name"], channel["is_channel"], channel["is_private"]) == ("wins", True, False)
    assert channel["num_members"] == 5


def test_history_is_newest_first_and_leaves_out_threads_and_ephemerals(
    world: World, client: WebClient
) -> None:
    first = client.chat_postMessage(channel="#wins", text="First")
    client.chat_postMessage(channel="#wins", text="Reply", thread_ts=first["ts"])
    client.chat_postEphemeral(channel="#wins", user="U1", text="Psst")
    world.say("U1", first["channel"], "Second")
    history = client.conversations_history(channel=first["channel"])
    assert [each["text"] for each in history["messages"]] == ["Second", "First"]
    assert history["has_more"] is False
    replies = client.conversations_replies(channel=first["channel"], ts=first["ts"])
    assert [each["text"] for each in replies["messages"]] == ["First", "Reply"]


def test_history_shows_metadata_only_when_asked(client: WebClient) -> None:
    metadata = {"event_type": "announcement", "event_payload": {"key": "wins:2026-07"}}
    client.chat_postMessage(channel="#wins", text="Hi", metadata=metadata)
    [plain] = client.conversations_history(channel="C0002")["messages"]
    [full] = client.conversations_history(channel="C0002", include_all_metadata=True)["messages"]
    assert "metadata" not in plain
    assert full["metadata"] == metadata


def test_history_tells_one_apps_messages_from_anothers_and_from_peoples(
    world: World, client: WebClient
) -> None:
    wins = world.channel("wins")
    client.chat_postMessage(channel=wins.id, text="Ours")
    for user_id in ("U7", "U1"):
        world.workspace.post(wins, world.workspace.author(user_id), f"From {user_id}")
    told = [
        (message["text"], message.get("app_id"), message.get("bot_id"))
        for message in client.conversations_history(channel=wins.id)["messages"]
    ]
    assert told == [
        ("From U1", None, None),
        ("From U7", "AU7", "BU7"),
        ("Ours", "A0SANDBOX", "B0SANDBOX"),
    ]


def test_history_keeps_to_its_bounds(client: WebClient, clock: Clock) -> None:
    stamps = []
    for text in ("a", "b", "c"):
        stamps.append(client.chat_postMessage(channel="#wins", text=text)["ts"])
        clock.advance(minutes=1)

    def texts(**bounds: Any) -> list[str]:
        return [each["text"] for each in client.conversations_history(channel="C0002", **bounds)["messages"]]

    assert texts(oldest=stamps[0]) == ["c", "b"]
    assert texts(oldest=stamps[0], inclusive=True) == ["c", "b", "a"]
    assert texts(latest=stamps[2]) == ["b", "a"]
    assert texts(oldest=stamps[0], latest=stamps[2]) == ["b"]
    assert texts(oldest="0") == ["c", "b", "a"]
    assert error_of(client.conversations_history, channel="C0002", oldest="soon") == "invalid_ts_oldest"


def test_history_comes_in_pages(client: WebClient) -> None:
    for number in range(5):
        client.chat_postMessage(channel="#wins", text=str(number))
    pages = [
        [message["text"] for message in page["messages"]]
        for page in client.conversations_history(channel="C0002", limit=2)
    ]
    assert pages == [["4", "3"], ["2", "1"], ["0"]]


def test_history_of_a_channel_the_app_is_not_in(world: World, client: WebClient) -> None:
    channel = world.add_channel("random", ["U1"], with_app=False).id
    assert error_of(client.conversations_history, channel=channel) == "not_in_channel"


def test_people_are_described_with_slacks_flags(client: WebClient) -> None:
    def flags(user_id: str) -> list[str]:
        user = client.users_info(user=user_id)["user"]
        names = ("deleted", "is_admin", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")
        return [name for name in names if user.get(name)]

    assert {user_id: flags(user_id) for user_id in ("U1", "U2", "U3", "U4", "U5", "U6", "U7")} == {
        "U1": ["is_admin"],
        "U2": [],
        "U3": ["is_restricted"],
        "U4": ["is_restricted", "is_ultra_restricted"],
        "U5": ["deleted"],
        "U6": ["is_stranger"],
        "U7": ["is_bot"],
    }
    assert error_of(client.users_info, user="U9") == "user_not_found"


def test_a_person_has_their_zone_and_its_offset(client: WebClient) -> None:
    ben = client.users_info(user="U2")["user"]
    # New York in July: 4 h behind UTC
    assert (ben["tz"], ben["tz_label"], ben["tz_offset"]) == ("America/New_York", "EDT", -4 * 3600)
    assert ben["profile"]["email"] == "ben@brightwater.example"


def test_of_someone_who_left_slack_tells_no_zone_and_no_roles(client: WebClient) -> None:
    eva = client.users_info(user="U5")["user"]
    assert not {"tz", "tz_offset", "is_admin", "is_restricted", "real_name"} & set(eva)
    assert eva["profile"]["real_name"] == "Eva Lind"


def test_a_stranger_is_of_another_team_and_keeps_the_address(client: WebClient) -> None:
    fred = client.users_info(user="U6")["user"]
    assert fred["team_id"] != "T1"
    assert "email" not in fred["profile"]


def test_the_list_of_people_comes_in_pages(client: WebClient) -> None:
    pages = [[user["id"] for user in page["members"]] for page in client.users_list(limit=3)]
    assert pages == [["U1", "U2", "U3"], ["U4", "U5", "U6"], ["U7", "U0SANDBOXAPP"]]


def test_who_ignores_the_cursor_misses_people() -> None:
    crowd = [SandboxUser(f"U{n}", f"p{n}", f"Person {n}", f"p{n}@x.example") for n in range(1, 251)]
    with start_sandbox(World(crowd)) as sandbox:
        client = WebClient(token="xoxb-sandbox", base_url=sandbox.api_url)
        # 250 people and the app: a page of 200 at most, whatever was asked, then 51
        assert [len(page["members"]) for page in client.users_list(limit=1000)] == [200, 51]


@pytest.mark.parametrize("cursor", ["nonsense", "ZnJvbTp4", "ZnJvbTo5OTk5"])
def test_a_cursor_that_was_never_given(client: WebClient, cursor: str) -> None:
    assert error_of(client.users_list, cursor=cursor) == "invalid_cursor"


def test_people_are_found_by_their_address(client: WebClient) -> None:
    assert client.users_lookupByEmail(email="ANA@brightwater.example")["user"]["id"] == "U1"
    for email in ("eva@brightwater.example", "fred@elsewhere.example", "nobody@x.example"):
        assert error_of(client.users_lookupByEmail, email=email) == "users_not_found"
