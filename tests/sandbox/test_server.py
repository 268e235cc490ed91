"""The server: on this machine alone, quick to start, and gone when closed, whatever is open on it."""

import http.client
import json
import socket
import threading
import time
import urllib.error
import urllib.request

import pytest
from slack_sdk import WebClient
from websockets.sync.client import connect

from bot.sandbox.delivery import InProcessDelivery
from bot.sandbox.faults import Fault
from bot.sandbox.server import RunningSandbox, start_sandbox
from bot.sandbox.shapes import NOTE, RefusedError
from bot.sandbox.world import World


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.10", "example.com", ""])
def test_a_host_that_others_could_reach_is_refused(world: World, host: str) -> None:
    with pytest.raises(RefusedError, match="anybody who reached it could be anybody in it"):
        start_sandbox(world, host=host)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.2"])
def test_this_machines_own_names_are_taken(world: World, host: str) -> None:
    with start_sandbox(world, host=host) as sandbox:
        client = WebClient(token=world.identity.bot_token, base_url=sandbox.api_url)
        assert client.auth_test()["url"] == f"{sandbox.url}/"


def test_a_port_that_is_taken_is_told(sandbox: RunningSandbox) -> None:
    port = int(sandbox.url.rpartition(":")[2])
    with pytest.raises(RefusedError, match=f"Port {port} on 127.0.0.1 cannot be had"):
        start_sandbox(World([]), port=port)


def test_it_is_up_at_once(world: World) -> None:
    before = time.monotonic()
    with start_sandbox(world):
        assert time.monotonic() - before < 0.5


def test_a_name_that_points_here_from_elsewhere_is_turned_away(sandbox: RunningSandbox) -> None:
    request = urllib.request.Request(f"{sandbox.url}/api/state", headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(request, timeout=2)


def test_it_closes_in_time_with_streams_sockets_and_calls_open(
    world: World, sandbox: RunningSandbox, caplog: pytest.LogCaptureFixture
) -> None:
    world.faults.add(Fault("chat.postMessage", "hang", seconds=60))
    address = sandbox.url.removeprefix("http://")
    streams = [http.client.HTTPConnection(address) for _ in range(3)]
    for stream in streams:
        stream.request("GET", "/api/stream?user=U1")
        assert stream.getresponse().status == 200
    hanging = threading.Thread(target=_hang, args=(sandbox,), daemon=True)
    hanging.start()
    url = WebClient(base_url=sandbox.api_url).apps_connections_open(app_token=world.identity.app_token)["url"]
    with connect(str(url), proxy=None) as opened:
        opened.recv()
        before = time.monotonic()
        sandbox.close()
        assert time.monotonic() - before < 2
    hanging.join(2)
    assert not hanging.is_alive()
    assert [record for record in caplog.records if record.name.startswith("uvicorn")] == []
    assert len(world.workspace.feed) == 0
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2])), timeout=1)


def test_it_closes_in_time_and_silently_while_an_app_takes_long(
    world: World, sandbox: RunningSandbox, caplog: pytest.LogCaptureFixture
) -> None:
    released = threading.Event()
    world.deliver_with(InProcessDelivery(lambda *_: released.wait(5)))  # type: ignore[arg-type]
    body = json.dumps({"user": "U1", "channel": "C0001", "text": "/mycomp"}).encode()
    connection = http.client.HTTPConnection(sandbox.url.removeprefix("http://"))
    connection.request("POST", "/api/say", body, {"Content-Type": "application/json"})
    before = time.monotonic()
    sandbox.close()
    assert time.monotonic() - before < 2
    released.set()
    assert caplog.records == []


def test_closing_twice_does_no_harm(sandbox: RunningSandbox) -> None:
    sandbox.close()
    sandbox.close()


def test_two_sandboxes_live_side_by_side(world: World) -> None:
    with start_sandbox(World([], team_id="T2")) as other, start_sandbox(world) as sandbox:
        teams = [
            WebClient(token=each.world.identity.bot_token, base_url=each.api_url).auth_test()["team_id"]
            for each in (sandbox, other)
        ]
    assert teams == ["T1", "T2"]


def fetched(sandbox: RunningSandbox, path: str) -> tuple[int, str, str]:
    connection = http.client.HTTPConnection(sandbox.url.removeprefix("http://"), timeout=2)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.headers["content-type"], answer.read().decode()


def test_the_page_and_its_files_are_served(sandbox: RunningSandbox) -> None:
    assert fetched(sandbox, "/")[:2] == (200, "text/html; charset=utf-8")
    assert fetched(sandbox, "/page/app.js")[:2] == (200, "text/javascript; charset=utf-8")


@pytest.mark.parametrize(
    "path",
    [
        "/page/missing.js",
        "/page/../server.py",
        "/page/%2e%2e/http/files.py",
        "/page/blocks",
        "/page//etc/passwd",
    ],
)
def test_no_other_file_is_served(sandbox: RunningSandbox, path: str) -> None:
    assert fetched(sandbox, path) == (404, "text/plain; charset=utf-8", f"{NOTE} There is no such file here.")


def test_the_first_page_says_that_this_is_not_slack(sandbox: RunningSandbox) -> None:
    with urllib.request.urlopen(sandbox.url, timeout=2) as answer:
        assert "not Slack" in answer.read().decode()


def _hang(sandbox: RunningSandbox) -> None:
    client = WebClient(token=sandbox.world.identity.bot_token, base_url=sandbox.api_url, retry_handlers=[])
    with pytest.raises((http.client.HTTPException, OSError)):
        client.chat_postMessage(channel="U1", text="Hi")
