"""Answers gone wrong: what the app sees of a fault, down to the broken connection."""

import asyncio
import socket
import struct
from collections.abc import Callable

from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from bot.sandbox.faults import Fault
from bot.sandbox.shapes import Json

# Where the server leaves a request's transport, for the answers that break it.
TRANSPORT = "sandbox.transport"

HTML = (
    "<!doctype html><html><head><title>Maintenance</title></head><body>We will be right back.</body></html>"
)


class Severed(Response):
    """Ends the connection without a whole answer, after `after_s` seconds of silence.

    `sent` goes out first, as raw HTTP. A `hard` end is a TCP reset, else the connection just closes.
    """

    def __init__(self, *, after_s: float = 0.0, sent: bytes = b"", hard: bool = False) -> None:
        super().__init__()
        self._after_s, self._sent, self._hard = after_s, sent, hard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - nothing is sent
        gone = asyncio.ensure_future(_until_gone(receive))
        await asyncio.wait({gone}, timeout=self._after_s)
        transport: asyncio.Transport = scope[TRANSPORT]
        if self._sent:
            transport.write(self._sent)
        if self._hard:
            # Lingering for 0 s makes the kernel send a reset in place of an orderly end.
            raw = transport.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()
        else:
            transport.close()
        await gone


async def misbehave(fault: Fault, carry_out: Callable[[], Json], refuse: Callable[[], None]) -> Response:
    """The answer that the app gets to see; the call is carried out or refused as the fault says."""
    body: Json = {"ok": False, "error": fault.error}
    if fault.takes_effect:
        body = carry_out()
    else:
        refuse()
    if fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    return _ANSWERS[fault.kind](fault, body)


def _rate_limited(fault: Fault, _body: Json) -> Response:
    headers = {} if fault.retry_after is None else {"Retry-After": fault.retry_after}
    return JSONResponse({"ok": False, "error": "ratelimited"}, 429, headers)


def _slack_error(fault: Fault, _body: Json) -> Response:
    return JSONResponse({"ok": False, "error": fault.error})


def _truncated(_fault: Fault, body: Json) -> Response:
    whole = bytes(JSONResponse(body).body)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(whole)}\r\n\r\n"
    return Severed(sent=head.encode() + whole[: len(whole) // 2])


def _broken_json(_fault: Fault, body: Json) -> Response:
    whole = bytes(JSONResponse(body).body)
    return Response(whole[:-1], media_type="application/json")


_ANSWERS: dict[str, Callable[[Fault, Json], Response]] = {
    "rate_limited": _rate_limited,
    "server_error": lambda fault, _: PlainTextResponse("Something went wrong.", fault.status),
    "reset_after_accept": lambda _fault, _body: Severed(hard=True),
    "hang": lambda fault, _: Severed(after_s=fault.seconds),
    "broken_json": _broken_json,
    "truncated": _truncated,
    "html_200": lambda _fault, _body: HTMLResponse(HTML),
    "ok_without_ts": lambda _fault, _body: JSONResponse({"ok": True}),
    "slack_error": _slack_error,
    "slow": lambda _, body: JSONResponse(body),
}


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
