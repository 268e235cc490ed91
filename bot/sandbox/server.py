"""Serves a world on this machine alone: the page for people, Slack's side for the app."""

import asyncio
import contextlib
import ipaddress
import socket
import threading
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.sandbox.http.files import file_routes
from bot.sandbox.http.misbehave import TRANSPORT
from bot.sandbox.http.page_side import APP_FAILED, AppFailedError, page_routes
from bot.sandbox.http.slack_side import slack_routes
from bot.sandbox.http.uploads import upload_routes
from bot.sandbox.shapes import RefusedError, SlackError
from bot.sandbox.world import World

STARTS_WITHIN_S = 5.0
ENDS_WITHIN_S = 2.0
# How long open connections may finish by themselves when the server closes.
GRACE_S = 0.3


@dataclass
class RunningSandbox:
    """`url` has no slash at the end. Closes itself at the end of a `with`."""

    url: str
    world: World
    _server: "_Server" = field(repr=False)
    _thread: threading.Thread = field(repr=False)

    @property
    def api_url(self) -> str:
        """The base_url for slack_sdk's WebClient."""
        return f"{self.url}/slack/api/"

    def close(self) -> None:
        """Ends the server with whatever is open on it; more than once does no harm."""
        self.world.workspace.feed.close()
        self._server.end()
        self._thread.join(ENDS_WITHIN_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def start_sandbox(world: World, host: str = "127.0.0.1", port: int = 0) -> RunningSandbox:
    """Serves `world` in a thread until `close()`. Port 0 takes any free one.

    Raises RefusedError for a host that others could reach, and for a port that is taken.
    """
    listening = _listen(_loopback(host), port)
    address, bound = listening.getsockname()[:2]
    url = f"http://[{address}]:{bound}" if ":" in address else f"http://{address}:{bound}"
    world.workspace.base_url = url
    config = uvicorn.Config(
        _application(world, address),
        http=_Protocol,
        ws="websockets-sansio",
        lifespan="off",
        log_config=None,
        access_log=False,
        date_header=False,
        server_header=False,
    )
    server = _Server(config)
    thread = threading.Thread(target=server.run, args=([listening],), name="sandbox", daemon=True)
    thread.start()
    if not server.ready.wait(STARTS_WITHIN_S):
        raise RefusedError(f"The sandbox did not start within {STARTS_WITHIN_S:g} s.")
    return RunningSandbox(url, world, server, thread)


def _loopback(host: str) -> str:
    if host == "localhost":
        return "127.0.0.1"
    try:
        loops_back = ipaddress.ip_address(host).is_loopback
    except ValueError:
        loops_back = False
    if not loops_back:
        raise RefusedError(
            f"The sandbox does not listen on {host!r}: anybody who reached it could be anybody in it. "
            "Use 127.0.0.1, which only this machine reaches."
        )
    return host


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named TCP, so that asyncio sends small answers at once instead of gathering them for 40 ms.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise RefusedError(
            f"Port {port} on {host} cannot be had ({error.strerror}). "
            "Stop what uses it, or choose another port."
        ) from error
    return listening


def _application(world: World, address: str) -> Starlette:
    # The host check keeps out pages that point a name of theirs at this machine.
    hosts = Middleware(
        TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", address, f"[{address}]"]
    )
    return Starlette(
        routes=[
            *slack_routes(world.workspace),
            *upload_routes(world.workspace),
            *page_routes(world),
            *file_routes(),
        ],
        middleware=[hosts],
        exception_handlers={RefusedError: _refused, SlackError: _refused, AppFailedError: _app_failed},
    )


async def _refused(_request: Request, error: Exception) -> Response:
    return JSONResponse({"ok": False, "error": str(error)}, 400)


async def _app_failed(_request: Request, error: Exception) -> Response:
    return JSONResponse({"ok": False, "error": str(error)}, APP_FAILED)


class _Protocol(H11Protocol):
    """Leaves the transport in each request's scope, for answers that break the connection."""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        whole: Any = self.app

        async def with_transport(scope: Any, receive: Any, send: Any) -> None:
            scope[TRANSPORT] = transport
            # Only the closing server cancels a request, and by then nobody is there to hear of it.
            with contextlib.suppress(asyncio.CancelledError):
                await whole(scope, receive, send)

        self.app = with_transport


class _Server(uvicorn.Server):
    """Ends at once, where uvicorn looks every tenth of a second and waits for open streams."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended = asyncio.Event()

    def end(self) -> None:
        if self._loop is not None and not self._loop.is_closed():
            # It may close between the look and the call.
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._ended.set)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        await self._ended.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for listening in sockets or []:
            listening.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await self._until_quiet(GRACE_S)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        for task in list(self.server_state.tasks):
            task.cancel()
        await self._until_quiet(GRACE_S)

    async def _until_quiet(self, within_s: float) -> None:
        until = time.monotonic() + within_s
        while (self.server_state.connections or self.server_state.tasks) and time.monotonic() < until:
            await asyncio.sleep(0.005)
