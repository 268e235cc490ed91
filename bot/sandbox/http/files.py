"""The page itself: its HTML, scripts and styles."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.sandbox.shapes import NOTE

PAGE = Path(__file__).resolve().parent.parent / "page"
KINDS = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".json": "application/json",
    ".woff2": "font/woff2",
}


def file_routes() -> list[BaseRoute]:
    async def index(_request: Request) -> Response:
        return _file("index.html")

    async def file(request: Request) -> Response:
        return _file(request.path_params["file"])

    return [Route("/", index, methods=["GET"]), Route("/page/{file:path}", file, methods=["GET"])]


def _file(name: str) -> Response:
    """A file of the page's folder and of a kind a page has; anything else is not there."""
    path = (PAGE / name).resolve()
    kind = KINDS.get(path.suffix)
    if kind is None or not path.is_relative_to(PAGE) or not path.is_file():
        return PlainTextResponse(f"{NOTE} There is no such file here.", 404)
    return Response(path.read_bytes(), media_type=kind, headers={"cache-control": "no-store"})
