"""Where files are uploaded to, and where people get them."""

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.sandbox.faults import Call
from bot.sandbox.http.misbehave import misbehave
from bot.sandbox.http.reading import body_of
from bot.sandbox.shapes import NOTE, Json
from bot.sandbox.uploads import MOST_BYTES
from bot.sandbox.web_api import calls
from bot.sandbox.workspace import Workspace

UPLOAD = "upload"  # how a fault names it


def upload_routes(workspace: Workspace) -> list[BaseRoute]:
    async def upload(request: Request) -> Response:
        content = await body_of(request, MOST_BYTES)
        values: Json = {"token": request.path_params["token"], "bytes": len(content)}
        fault = workspace.faults.take(UPLOAD, values)
        if fault is None:
            body = _receive(workspace, values, content)
            return PlainTextResponse(f"OK - {len(content)}") if body["ok"] else JSONResponse(body, 400)
        return await misbehave(
            fault,
            lambda: _receive(workspace, values, content),
            lambda: calls.refuse(workspace, UPLOAD, values, fault),
        )

    async def download(request: Request) -> Response:
        with workspace.lock:
            found = workspace.uploads.find(request.path_params["file"])
        if found is None or found.content is None:
            return PlainTextResponse(f"{NOTE} There is no such file here.", 404)
        headers = {
            # Whatever is in it, the browser keeps it and does not show it as a page of ours.
            "content-disposition": f'attachment; filename="{_plain(found.name)}"',
            "x-content-type-options": "nosniff",
            "cache-control": "no-store",
        }
        return Response(found.content, media_type="application/octet-stream", headers=headers)

    return [
        Route("/slack/upload/{token}", upload, methods=["POST"]),
        Route("/slack/files/{file}", download, methods=["GET"]),
    ]


def _plain(name: str) -> str:
    """A name as a header takes it."""
    return "".join(sign if sign.isascii() and sign.isprintable() and sign != '"' else "_" for sign in name)


def _receive(workspace: Workspace, values: Json, content: bytes) -> Json:
    with workspace.lock:
        known = workspace.uploads.receive(values["token"], content)
        body: Json = {"ok": True} if known else {"ok": False, "error": "invalid_upload"}
        workspace.calls.append(Call(UPLOAD, values, body))
    return body
