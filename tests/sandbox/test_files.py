"""Files that the app hands over, through slack_sdk's WebClient."""

import urllib.error
import urllib.request

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.sandbox.faults import Fault
from bot.sandbox.messages import page_message
from bot.sandbox.server import RunningSandbox
from bot.sandbox.uploads import MOST_BYTES
from bot.sandbox.world import World


def direct(client: WebClient, user: str = "U1") -> str:
    channel: str = client.conversations_open(users=user)["channel"]["id"]
    return channel


def error_of(raised: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(raised.value.response["error"])


def test_files_are_shown_where_they_were_handed_over(world: World, client: WebClient) -> None:
    table = {"file": b"a,b\n", "filename": "pay.csv", "title": "Pay"}
    answer = client.files_upload_v2(
        file_uploads=[table, {"file": b"%PDF", "filename": "x.pdf"}],
        channel=direct(client),
        initial_comment="Here they are",
    )
    assert [file["title"] for file in answer["files"]] == ["Pay", "x.pdf"]
    [message] = world.messages("U1")
    assert message.text == "Here they are"
    assert [(file["name"], file["size"]) for file in message.files] == [("pay.csv", 4), ("x.pdf", 4)]
    assert world.messages("U2") == []


def test_the_page_is_given_their_names_and_where_to_get_them(
    sandbox: RunningSandbox, world: World, client: WebClient
) -> None:
    client.files_upload_v2(file=b"<script>", filename='a"b.html', channel=direct(client))
    [message] = world.messages("U1")
    [file] = page_message(message, world.workspace.people.get("U1"))["files"]
    assert (file["title"], file["size"]) == ('a"b.html', 8)
    with urllib.request.urlopen(f"{sandbox.url}{file['url']}") as got:
        assert got.read() == b"<script>"
        assert got.headers["content-disposition"] == 'attachment; filename="a_b.html"'
        assert got.headers["content-type"] == "application/octet-stream"


def test_they_can_stand_in_a_thread(world: World, client: WebClient) -> None:
    channel = direct(client)
    ts = client.chat_postMessage(channel=channel, text="Below")["ts"]
    client.files_upload_v2(file=b"1", filename="a", channel=channel, thread_ts=ts)
    assert world.messages("U1")[-1].thread_ts == ts


def test_without_a_place_nobody_sees_them(world: World, client: WebClient) -> None:
    assert client.files_upload_v2(file=b"1", filename="a")["ok"]
    assert world.messages("U1") == []


@pytest.mark.parametrize("place", ["U1", "C9999", "#wins"])
def test_a_place_is_a_conversation_that_the_app_is_in(client: WebClient, place: str) -> None:
    with pytest.raises(SlackApiError) as raised:
        client.files_upload_v2(file=b"1", filename="a", channel=place, thread_ts="1.1")
    assert error_of(raised) in ("channel_not_found", "thread_not_found")


def test_what_was_never_uploaded_is_not_there(client: WebClient) -> None:
    announced = client.files_getUploadURLExternal(filename="a", length=3)
    for known in (announced["file_id"], "F9999"):
        with pytest.raises(SlackApiError) as raised:
            client.files_completeUploadExternal(files=[{"id": known}])
        assert error_of(raised) == "file_not_found"


@pytest.mark.parametrize("length", [0, MOST_BYTES + 1])
def test_an_empty_or_endless_file_is_refused(client: WebClient, length: int) -> None:
    with pytest.raises(SlackApiError) as raised:
        client.files_getUploadURLExternal(filename="a", length=length)
    assert error_of(raised) == "invalid_arguments"


def test_files_have_to_be_a_list(client: WebClient) -> None:
    for files in ("[]", '{"id": "F1"}', "["):
        with pytest.raises(SlackApiError) as raised:
            client.api_call("files.completeUploadExternal", params={"files": files})
        assert error_of(raised) == "invalid_arguments"


def test_an_address_takes_what_was_announced_and_once(client: WebClient) -> None:
    url = client.files_getUploadURLExternal(filename="a", length=2)["upload_url"]

    def upload(content: bytes) -> int:
        try:
            with urllib.request.urlopen(urllib.request.Request(url, data=content, method="POST")) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    assert [upload(b"123"), upload(b"12"), upload(b"12")] == [400, 200, 400]


def test_an_upload_can_fail(world: World, client: WebClient) -> None:
    world.faults.add(Fault("upload", "server_error", status=503))
    with pytest.raises((SlackRequestError, urllib.error.HTTPError)):
        client.files_upload_v2(file=b"1", filename="a", channel=direct(client))
    assert world.messages("U1") == []
    assert client.files_upload_v2(file=b"1", filename="a", channel=direct(client))["ok"]


def test_a_file_that_is_not_there_is_not_found(sandbox: RunningSandbox) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{sandbox.url}/slack/files/F9999")
