"""Answering Slack until told otherwise: HTTP behind a WSGI server, or Socket Mode."""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import waitress.server
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from waitress import wasyncore

from bot.slack.http import SlackEndpoint

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

THREADS = 8
# How long requests under way may take to be answered once nothing new is taken in.
ENDS_WITHIN_S = 5.0
_LOOKS_EVERY_S = 0.02


def nothing() -> None:
    """For whoever has nothing to do after a request."""


@dataclass(frozen=True)
class Serving:
    """Something that answers until `close()`, which waits for the requests under way; `address` is for a
    person to read."""

    address: str
    close: Callable[[], None]


def serve_http(
    endpoint: SlackEndpoint, host: str, port: int, afterwards: Callable[[], None] = nothing
) -> Serving:
    """Answers HTTP in threads of its own. Port 0 takes any free one. OSError when the port is taken.

    `afterwards` is called when a request has been dealt with.
    """

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        try:
            return endpoint.wsgi(environ, start_response)
        finally:
            afterwards()

    server: Any = waitress.server.create_server(answer, host=host, port=port, threads=THREADS)
    thread = threading.Thread(target=server.run, name="http", daemon=True)
    thread.start()

    def close() -> None:
        # Its sockets belong to its own thread: closed from here, a number of theirs might be somebody else's.
        _in_its_thread(server, lambda: wasyncore.dispatcher.close(server))
        if _in_time(lambda: not _busy(server)):
            _in_its_thread(server, lambda: _close_all(server))
            thread.join(1)

    return Serving(f"http://{host}:{server.effective_port}", close)


def serve_socket(app: App, app_token: str, afterwards: Callable[[], None] = nothing) -> Serving:
    """Answers over Socket Mode: no public address, the app calls Slack. `afterwards` as with HTTP."""
    handler = _Handler(app, app_token, afterwards)
    handler.connect()  # type: ignore[no-untyped-call]
    return Serving("Socket Mode", handler.end)


class _Handler(SocketModeHandler):
    """Knows how many requests are under way, and ends when they are answered."""

    def __init__(self, app: App, app_token: str, afterwards: Callable[[], None]) -> None:
        super().__init__(app, app_token)
        self._afterwards = afterwards
        self._under_way = 0
        self._lock = threading.Lock()

    def handle(self, client: Any, req: Any) -> None:
        self._count(1)
        try:
            super().handle(client, req)
        finally:
            self._count(-1)
            self._afterwards()

    def end(self) -> None:
        _in_time(lambda: self._under_way == 0)
        self.close()  # type: ignore[no-untyped-call]

    def _count(self, by: int) -> None:
        with self._lock:
            self._under_way += by


def _in_its_thread(server: Any, act: Callable[[], None]) -> None:
    """Has the server's thread do something soon.

    It is put down and the trigger pulled in one step: else the thread might come upon it by an earlier pull,
    and have closed the trigger by the time this one pulls it.
    """
    with server.trigger.lock:
        server.trigger.thunks.append(act)
        server.trigger.pull_trigger()


def _busy(server: Any) -> bool:
    """Whether a request is being answered, or an answer not yet sent."""
    channels = list(server.active_channels.values())
    return any(channel.requests or channel.total_outbufs_len for channel in channels)


def _close_all(server: Any) -> None:
    for channel in list(server.active_channels.values()):
        channel.handle_close()
    server.trigger.close()


def _in_time(done: Callable[[], bool]) -> bool:
    ends = time.monotonic() + ENDS_WITHIN_S
    while not done():
        if time.monotonic() > ends:
            return False
        time.sleep(_LOOKS_EVERY_S)
    return True
