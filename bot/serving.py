"""Keeping the app running: HTTP behind a WSGI server, or Socket Mode."""

import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import waitress.server
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler

from bot.slack.http import SlackEndpoint

THREADS = 8


@dataclass(frozen=True)
class Serving:
    """Something that answers until `close()`; `address` is for a person to read."""

    address: str
    close: Callable[[], None]


def serve_http(endpoint: SlackEndpoint, host: str, port: int) -> Serving:
    """Answers HTTP in threads of its own. Port 0 takes any free one. OSError when the port is taken."""
    server: Any = waitress.server.create_server(endpoint.wsgi, host=host, port=port, threads=THREADS)
    thread = threading.Thread(target=server.run, name="http", daemon=True)
    thread.start()

    def close() -> None:
        server.close()
        thread.join(timeout=5)

    return Serving(f"http://{host}:{server.effective_port}", close)


def serve_socket(app: App, app_token: str) -> Serving:
    """Answers over Socket Mode: no public address, the app calls Slack."""
    handler = SocketModeHandler(app, app_token)
    handler.connect()  # type: ignore[no-untyped-call]
    return Serving("Socket Mode", handler.close)


def wait_for_end() -> None:
    """Returns when the process is asked to stop (Ctrl-C or SIGTERM)."""
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    ended.wait()
