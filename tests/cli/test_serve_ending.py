"""How the commands that keep running end: what is under way is finished, and nothing waited for too long."""

import http.client
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, cast

from slack_bolt import App
from slack_sdk import WebClient

from bot.sandbox.delivery import SocketDelivery
from bot.sandbox.identity import Command
from bot.sandbox.server import start_sandbox
from bot.sandbox.users import SandboxUser
from bot.sandbox.world import World
from bot.serving import Serving, serve_http, serve_socket
from bot.slack.http import SlackEndpoint

ANA = SandboxUser("U0ANA", "ana.beltran", "Ana Beltrán", "ana.beltran@example.com")
WAITS_S = 20


class Slow:
    """Stands in for the app: answers when it is let go."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()

    def wsgi(self, environ: Any, start_response: Callable[..., object]) -> Iterable[bytes]:
        self.begun.set()
        assert self.go_on.wait(WAITS_S)
        start_response("200 OK", [("content-length", "4")])
        return [b"done"]


def _served(app: Slow, afterwards: Callable[[], None] = lambda: None) -> tuple[Serving, int]:
    serving = serve_http(cast(SlackEndpoint, app), "127.0.0.1", 0, afterwards)
    return serving, int(serving.address.rpartition(":")[2])


def _get(port: int, answers: list[bytes]) -> http.client.HTTPConnection:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAITS_S)
    connection.request("GET", "/")
    answers.append(connection.getresponse().read())
    return connection


def _in_background(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def test_a_request_under_way_is_answered_and_no_other_taken_in() -> None:
    app, answers = Slow(), cast(list[bytes], [])
    serving, port = _served(app)
    asking = _in_background(lambda: _get(port, answers))
    assert app.begun.wait(WAITS_S)
    closing = _in_background(serving.close)
    time.sleep(0.2)
    assert closing.is_alive()
    try:
        _get(port, [])
        raise AssertionError("it took in another request")
    except OSError:
        pass
    app.go_on.set()
    closing.join(WAITS_S)
    asking.join(WAITS_S)
    assert answers == [b"done"]


def test_a_connection_kept_open_holds_nothing_up() -> None:
    app, answers = Slow(), cast(list[bytes], [])
    app.go_on.set()
    serving, port = _served(app)
    connection = _get(port, answers)
    begun = time.monotonic()
    serving.close()
    assert time.monotonic() - begun < 1.5
    connection.close()


def test_a_request_is_followed_by_what_comes_afterwards() -> None:
    app, done = Slow(), threading.Semaphore(0)
    app.go_on.set()
    serving, port = _served(app, lambda: done.release())
    for _ in range(2):
        _get(port, []).close()
        assert done.acquire(timeout=WAITS_S)
    serving.close()


def test_a_request_under_way_is_answered_over_the_socket() -> None:
    begun, go_on, done = threading.Event(), threading.Event(), threading.Event()
    with start_sandbox(World([ANA], commands=[Command("/mycomp", "")], answer_within_s=WAITS_S)) as sandbox:
        world = sandbox.world
        client = WebClient(token=world.identity.bot_token, base_url=sandbox.api_url)
        app = App(client=client, token_verification_enabled=False, process_before_response=True)

        @app.command("/mycomp")
        def slow(ack: Callable[[str], None]) -> None:
            begun.set()
            assert go_on.wait(WAITS_S)
            ack("done")

        serving = serve_socket(app, world.identity.app_token, done.set)
        world.deliver_with(SocketDelivery(world.sockets))
        answers: list[str] = []
        asking = _in_background(lambda: answers.extend(m.text for m in world.command(ANA.id, "/mycomp")))
        assert begun.wait(WAITS_S)
        closing = _in_background(serving.close)
        time.sleep(0.2)
        assert closing.is_alive()
        go_on.set()
        asking.join(WAITS_S)
        closing.join(WAITS_S)
    assert answers == ["done"]
    assert done.is_set()


STUBBORN = """
import sys, threading
from bot.cli import running
from bot.slack.logs import configure_logging
from bot.store.engine import open_engine

running.ENDS_WITHIN_S = float(sys.argv[1])
configure_logging(as_json=True, stream=sys.stderr)
parts = [
    running.Part("quick", lambda: print("quick has ended", flush=True)),
    running.Part("stubborn", lambda: threading.Event().wait()),
]
with running.asked_to_end() as asked:
    threading.Thread(target=threading.Event().wait).start()  # one that would keep the process
    print("running", flush=True)
    running.run_until_asked(asked, parts, open_engine("sqlite://"))
"""


def _stubborn(within_s: float) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", STUBBORN, str(within_s)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "running\n"
    return process


def test_what_does_not_end_in_time_is_left_and_said() -> None:
    process = _stubborn(0.5)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=WAITS_S)
    assert process.returncode == 0
    assert out == "quick has ended\n"
    assert "stubborn" in err
    assert "quick" not in err


def test_a_second_ctrl_c_ends_it_at_once_and_a_second_sigterm_does_not() -> None:
    process = _stubborn(WAITS_S)
    process.send_signal(signal.SIGINT)
    assert process.stdout is not None
    assert process.stdout.readline() == "quick has ended\n"
    process.send_signal(signal.SIGTERM)
    time.sleep(0.1)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=WAITS_S)
    assert process.returncode == -signal.SIGINT
