"""How a payload reaches the app: by HTTP, by a call inside this process, or over the app's socket."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol
from urllib.parse import urlencode, urlsplit

from bot.sandbox.shapes import Json, RefusedError
from bot.sandbox.socket_link import SocketLink

PATH = "/slack/events"

Kind = Literal["command", "interactive", "event"]


@dataclass(frozen=True)
class Retry:
    """The `number`-th time (1, 2, 3) that an event is sent again, and Slack's word for why."""

    number: int
    reason: str


@dataclass(frozen=True)
class Outbound:
    """One signed request to the app. Send it again, or changed, with `World.replay`."""

    kind: Kind
    payload: Json
    headers: dict[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    retry: Retry | None = None
    method: str = "POST"
    path: str = PATH


@dataclass(frozen=True)
class Answer:
    """What the app answered; header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> object:
        """Raises ValueError when the body is no JSON."""
        return json.loads(self.body)


class AppAnswer(Protocol):
    @property
    def status(self) -> int: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def body(self) -> bytes: ...


class Handle(Protocol):
    def __call__(self, method: str, path: str, headers: Mapping[str, str], body: bytes, /) -> AppAnswer: ...


class Delivery(Protocol):
    @property
    def connected(self) -> bool:
        """Whether an app is there, as far as one can tell without asking it."""

    def deliver(self, outbound: Outbound, within_s: float) -> Answer:
        """The app's answer. Raises TimeoutError after `within_s`, OSError when nobody is there."""


class InProcessDelivery:
    """Calls `handle(method, path, headers, body)`, which answers with a status, headers and a body."""

    connected = True

    def __init__(self, handle: Handle) -> None:
        self._handle = handle

    def deliver(self, outbound: Outbound, within_s: float) -> Answer:  # noqa: ARG002 - the courier keeps the time
        answered = self._handle(outbound.method, outbound.path, outbound.headers, outbound.body)
        return Answer(answered.status, _lower(answered.headers), answered.body)


class HttpDelivery:
    """POSTs to `{url}/slack/events`."""

    connected = True

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise RefusedError(f"{url!r} is not the address of an app: write it like http://127.0.0.1:3000.")
        self._scheme, self._host, self._port = parts.scheme, parts.hostname, parts.port
        self._prefix = parts.path.rstrip("/")

    def deliver(self, outbound: Outbound, within_s: float) -> Answer:
        over = http.client.HTTPSConnection if self._scheme == "https" else http.client.HTTPConnection
        connection = over(self._host, self._port, timeout=within_s)
        try:
            connection.request(outbound.method, self._prefix + outbound.path, outbound.body, outbound.headers)
            response = connection.getresponse()
            return Answer(response.status, _lower(dict(response.getheaders())), response.read())
        except http.client.HTTPException as error:
            raise ConnectionError(f"no HTTP answer ({type(error).__name__})") from error
        finally:
            connection.close()


class SocketDelivery:
    """Sends envelopes over the sockets that the app opened; `link` is `world.sockets`."""

    def __init__(self, link: SocketLink) -> None:
        self._link = link

    @property
    def connected(self) -> bool:
        return self._link.connected

    def deliver(self, outbound: Outbound, within_s: float) -> Answer:
        reply = self._link.send(_envelope(outbound), within_s)
        if reply is None:
            return Answer(200, {}, b"")
        return Answer(200, {"content-type": "application/json"}, json.dumps(reply).encode())


def encoded(kind: Kind, payload: Json) -> tuple[str, bytes]:
    """The content type and the body of a payload, as Slack posts it."""
    if kind == "event":
        return "application/json", json.dumps(payload).encode()
    fields = payload if kind == "command" else {"payload": json.dumps(payload)}
    return "application/x-www-form-urlencoded", urlencode(fields).encode()


def _envelope(outbound: Outbound) -> Json:
    kinds = {"command": "slash_commands", "interactive": "interactive", "event": "events_api"}
    envelope: Json = {
        "type": kinds[outbound.kind],
        "payload": outbound.payload,
        "accepts_response_payload": outbound.kind != "event",
    }
    if outbound.kind == "event":
        envelope["retry_attempt"] = outbound.retry.number if outbound.retry else 0
        envelope["retry_reason"] = outbound.retry.reason if outbound.retry else ""
    return envelope


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
