"""What changed, as it reaches an open page; and many at once."""

import http.client
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from slack_sdk import WebClient

from bot.sandbox.feed import MOST_LISTENERS, Feed
from bot.sandbox.http import stream as stream_module
from bot.sandbox.server import RunningSandbox
from bot.sandbox.shapes import RefusedError
from bot.sandbox.world import World
from tests.sandbox.tiny_app import TinyApp

FIRST = ["state", "home", "modals", "messages:C0001", "messages:C0002", "messages:D0001"]


@contextmanager
def listening(sandbox: RunningSandbox, user: str) -> Iterator[http.client.HTTPResponse]:
    connection = http.client.HTTPConnection(sandbox.url.removeprefix("http://"), timeout=2)
    connection.request("GET", f"/api/stream?user={user}")
    response = connection.getresponse()
    try:
        yield response
    finally:
        response.close()
        connection.close()


def next_change(stream: http.client.HTTPResponse) -> list[str]:
    while True:
        line = stream.readline().decode()
        if line.startswith("data: "):
            return list(json.loads(line.removeprefix("data: "))["changed"])


def test_a_page_first_hears_of_all_that_it_may_have_missed(sandbox: RunningSandbox) -> None:
    with listening(sandbox, "U1") as stream:
        assert stream.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert next_change(stream) == FIRST


def test_a_page_hears_of_new_messages_views_and_home(sandbox: RunningSandbox, app: TinyApp) -> None:
    world = sandbox.world
    with listening(sandbox, "U1") as stream:
        next_change(stream)
        world.say("U2", "C0002", "Hi")
        assert next_change(stream) == ["messages:C0002", "state"]
        world.run("U1", "/mycomp", "modal")
        assert next_change(stream) == ["modals"]
        world.open_home("U1")
        assert next_change(stream) == ["home"]


def test_a_page_hears_nothing_of_what_others_alone_see(sandbox: RunningSandbox, client: WebClient) -> None:
    with listening(sandbox, "U1") as stream:
        next_change(stream)
        client.chat_postEphemeral(channel="#wins", user="U2", text="Psst")
        client.chat_postMessage(channel="U2", text="For Ben")
        client.chat_postMessage(channel="#general", text="For all")
        assert next_change(stream) == ["messages:C0001", "state"]


def test_a_closed_page_leaves_nothing_behind(sandbox: RunningSandbox) -> None:
    feed = sandbox.world.workspace.feed
    for _ in range(5):
        with listening(sandbox, "U1") as stream:
            next_change(stream)
            assert len(feed) == 1
        until = time.monotonic() + 2
        while len(feed) and time.monotonic() < until:
            time.sleep(0.005)
        assert len(feed) == 0


def test_a_quiet_stream_shows_that_it_lives(sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_module, "HEARTBEAT_S", 0.02)
    with listening(sandbox, "U1") as stream:
        next_change(stream)
        lines = [stream.readline() for _ in range(4)]
        assert lines == [b"\n", b": still here\n", b"\n", b": still here\n"]


def test_a_slow_page_gets_each_change_once() -> None:
    feed = Feed()
    mailbox = feed.subscribe("U1", lambda: None)
    for _ in range(10_000):
        feed.tell(["U1", "U2"], "messages:C1", "state")
    assert mailbox.take() == ["messages:C1", "state"]
    assert mailbox.take() == []


def test_there_is_an_end_to_listeners() -> None:
    feed = Feed()
    for _ in range(MOST_LISTENERS):
        feed.subscribe("U1", lambda: None)
    with pytest.raises(RefusedError, match="200 windows are listening already"):
        feed.subscribe("U1", lambda: None)


def test_many_people_type_at_once_and_each_sees_their_own(world: World, app: TinyApp) -> None:
    people = ["U1", "U2", "U3", "U6"]

    def ask(number: int) -> None:
        user = people[number % len(people)]
        texts = [each.text for each in world.command(user, "/mycomp", f"{user}-{number}", channel="C0002")]
        assert f"You said: {user}-{number}" in texts

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, range(80)))
    for user in people:
        seen = [message.text for message in world.messages(user, "C0002")]
        # 80 commands by 4 people: 20 answers each, all their own
        assert len(seen) == 20
        assert all(text.startswith(f"You said: {user}-") for text in seen)
    stamps = [message.ts for user in people for message in world.messages(user, "C0002")]
    assert len(set(stamps)) == 80


def test_calls_posts_and_reads_interleave(world: World, client: WebClient) -> None:
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            world.messages("U1", "C0002")

    reader = threading.Thread(target=read)
    reader.start()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: client.chat_postMessage(channel="#wins", text=str(number)), range(40)))
    stop.set()
    reader.join()
    texts = [message.text for message in world.messages("U2", "C0002")]
    assert sorted(texts, key=int) == [str(number) for number in range(40)]
