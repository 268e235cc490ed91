"""Slack's side: the Web API, response URLs and the Socket Mode endpoint."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox.faults import Call
from bot.sandbox.http.misbehave import misbehave
from bot.sandbox.http.reading import body_of, slack_call
from bot.sandbox.replies import answer_response_url
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.web_api import calls
from bot.sandbox.workspace import Workspace

SCOPES = "app_mentions:read,channels:history,channels:read,chat:write,commands,groups:history,groups:read,"
SCOPES += "files:read,files:write,im:history,im:read,im:write,metadata.message:read,mpim:history,"
SCOPES += "reactions:read,reactions:write,users:read,users:read.email"
RESPONSE_URL = "response_url"


def slack_routes(workspace: Workspace) -> list[BaseRoute]:
    # Calls are answered on the event loop itself: a thread would cost more than the work.
    async def api(request: Request) -> Response:
        method = request.path_params["method"]
        try:
            token, values = await slack_call(request)
        except SlackError as error:
            return JSONResponse(error.body())
        fault = workspace.faults.take(method, values)
        if fault is None:
            body = calls.answer(workspace, method, token, values)
            return JSONResponse(body, headers={"x-oauth-scopes": SCOPES})
        return await misbehave(
            fault,
            lambda: calls.answer(workspace, method, token, values, fault),
            lambda: calls.refuse(workspace, method, values, fault),
        )

    async def response(request: Request) -> Response:
        values = _reply(await body_of(request), request.headers.get("content-type", ""))
        if values is None:
            return PlainTextResponse("invalid_payload", 400)
        fault = workspace.faults.take(RESPONSE_URL, values)
        if fault is None:
            return _response(_use(workspace, request.path_params["token"], values))
        return await misbehave(
            fault,
            lambda: _use(workspace, request.path_params["token"], values),
            lambda: calls.refuse(workspace, RESPONSE_URL, values, fault),
        )

    async def socket(websocket: WebSocket) -> None:
        await _hold(workspace, websocket)

    return [
        Route("/slack/api/{method}", api, methods=["GET", "POST"]),
        Route("/slack/response/{token}", response, methods=["POST"]),
        WebSocketRoute("/slack/socket", socket),
    ]


def _reply(body: bytes, content_type: str) -> Json | None:
    text = body.decode("utf-8", "replace")
    if content_type.startswith("application/x-www-form-urlencoded"):
        text = parse_qs(text).get("payload", [""])[0]
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return parsed if isinstance(parsed, dict) else None


def _use(workspace: Workspace, token: str, values: Json) -> Json:
    with workspace.lock:
        try:
            answer_response_url(workspace, workspace.response_urls.spend(token), values)
            body: Json = {"ok": True}
        except SlackError as error:
            body = error.body()
        workspace.calls.append(Call(RESPONSE_URL, values, body))
    return body


def _response(body: Json) -> Response:
    """Slack says a bare "ok", or what was wrong; a URL that no longer works is not found."""
    if body["ok"]:
        return PlainTextResponse("ok")
    gone = body["error"] in ("invalid_url", "expired_url", "used_url")
    return JSONResponse(body, 404 if gone else 400)


class _Socket:
    """A socket of the app, to be used from any thread."""

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket
        self._loop = asyncio.get_running_loop()

    def send(self, text: str) -> None:
        self._soon(lambda: self._websocket.send_text(text))

    def close(self) -> None:
        self._soon(lambda: self._websocket.close(1001))

    def _soon(self, work: Callable[[], Awaitable[None]]) -> None:
        async def run() -> None:
            # A socket that is gone already needs no word about it: `detach` tells who waits.
            with contextlib.suppress(RuntimeError, WebSocketDisconnect):
                await work()

        doing = run()
        try:
            asyncio.run_coroutine_threadsafe(doing, self._loop)
        except RuntimeError:
            # The server closed meanwhile, and its sockets with it.
            doing.close()


async def _hold(workspace: Workspace, websocket: WebSocket) -> None:
    await websocket.accept()
    connection = _Socket(websocket)
    try:
        workspace.sockets.attach(websocket.query_params.get("ticket", ""), connection)
    except SlackError as error:
        await websocket.close(4000, error.error)
        return
    workspace.feed.tell_everyone("state")
    try:
        while (frame := await websocket.receive())["type"] == "websocket.receive":
            # A binary frame has no text; Slack's protocol knows none.
            workspace.sockets.receive(frame.get("text") or "")
    finally:
        workspace.sockets.detach(connection)
        workspace.feed.tell_everyone("state")
