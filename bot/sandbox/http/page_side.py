"""The page's side: what the people at it see and do."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.sandbox.forms import page_state
from bot.sandbox.http import page_state as shown
from bot.sandbox.http.reading import page_call
from bot.sandbox.http.stream import open_stream
from bot.sandbox.messages import Message
from bot.sandbox.shapes import Json, RefusedError
from bot.sandbox.world import World

# The app failed, not the request: "failed dependency".
APP_FAILED = 424
ACTS_AT_ONCE = 64

Result = TypeVar("Result")


class AppFailedError(Exception):
    """The app did not do its part; the message says so to a person."""


def page_routes(world: World) -> list[BaseRoute]:
    reads: dict[str, Callable[[World, str, str], Json]] = {
        "/api/state": lambda world, user, _: shown.state(world.workspace, user, connected=world.connected),
        "/api/messages": lambda world, user, channel: shown.messages(world.workspace, user, channel),
        "/api/home": lambda world, user, _: {"view": world.home(_person(world, user))},
        "/api/modals": lambda world, user, _: {"stack": world.modals(_person(world, user))},
    }
    acts: dict[str, Callable[[World, Json], Json]] = {
        "/api/home/open": _open_home,
        "/api/say": _say,
        "/api/act": _act,
        "/api/submit": _submit,
        "/api/close": _close,
        "/api/shortcut": _shortcut,
        "/api/react": _react,
    }
    at_once = asyncio.Semaphore(ACTS_AT_ONCE)
    routes: list[BaseRoute] = [
        Route(path, _read(world, read), methods=["GET"]) for path, read in reads.items()
    ]
    routes += [Route(path, _do(world, act, at_once), methods=["POST"]) for path, act in acts.items()]
    return [*routes, Route("/api/stream", _stream(world), methods=["GET"])]


def _read(world: World, read: Callable[[World, str, str], Json]) -> Callable[[Request], object]:
    async def endpoint(request: Request) -> Response:
        with world.workspace.lock:
            found = read(world, request.query_params.get("user", ""), request.query_params.get("channel", ""))
        return JSONResponse({"ok": True} | found)

    return endpoint


def _do(
    world: World, act: Callable[[World, Json], Json], at_once: asyncio.Semaphore
) -> Callable[[Request], object]:
    async def endpoint(request: Request) -> Response:
        asked = await page_call(request)
        async with at_once:
            done = await in_thread(lambda: act(world, asked))
        return JSONResponse({"ok": True} | done)

    return endpoint


def _stream(world: World) -> Callable[[Request], object]:
    async def endpoint(request: Request) -> Response:
        with world.workspace.lock:
            me = shown.person(world.workspace, request.query_params.get("user", ""))
            places = [f"messages:{place.id}" for place in world.workspace.conversations.of(me.id)]
        return open_stream(world.workspace.feed, me.id, ["state", "home", "modals", *places])

    return endpoint


async def in_thread(work: Callable[[], Result]) -> Result:
    """The result of `work`, done in a daemon thread: it may wait for the app, but not keep the server up."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Result] = loop.create_future()

    def finish(settle: Callable[[], None]) -> None:
        if not future.done():
            settle()

    def run() -> None:
        try:
            result = work()
        except BaseException as error:
            failed = error
            outcome: Callable[[], None] = lambda: future.set_exception(failed)  # noqa: E731
        else:
            outcome = lambda: future.set_result(result)  # noqa: E731
        # The loop may have ended meanwhile.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(finish, outcome)

    threading.Thread(target=run, name="sandbox-act", daemon=True).start()
    return await future


def _person(world: World, user_id: object) -> str:
    with world.workspace.lock:
        return shown.person(world.workspace, str(user_id or "")).id


def _text(asked: Json, name: str) -> str:
    value = asked.get(name)
    return value if isinstance(value, str) else ""


def _open_home(world: World, asked: Json) -> Json:
    view, reply = world.visit_home(_person(world, asked.get("user")))
    if view is None and reply.problem:
        raise AppFailedError(reply.problem)
    return {"view": view}


def _say(world: World, asked: Json) -> Json:
    user, channel, text = _person(world, asked.get("user")), _text(asked, "channel"), _text(asked, "text")
    if text.startswith("/"):
        name, *rest = text.split(maxsplit=1)
        world.run(user, name, rest[0].rstrip() if rest else "", channel)
    else:
        world.say(user, channel, text)
    return {}


def _act(world: World, asked: Json) -> Json:
    user = _person(world, asked.get("user"))
    action = asked.get("action")
    if not isinstance(action, dict) or not isinstance(action.get("type"), str):
        raise RefusedError("The request does not say which element was used.")
    surface = _surface(world, user, asked.get("container"))
    view = {"blocks": surface.blocks} if isinstance(surface, Message) else surface
    block_id = _text(asked, "block_id")
    done = world.act(user, surface, block_id, action, page_state(view, asked.get("state")))
    if done.problem and not isinstance(surface, Message):
        raise AppFailedError(done.problem)
    return {}


def _surface(world: World, user: str, container: object) -> Message | Json:
    if not isinstance(container, dict):
        raise RefusedError("The request does not say where the element is.")
    if container.get("type") == "view":
        return _view(world, user, _text(container, "view_id"))
    return _message(world, user, _text(container, "channel"), _text(container, "ts"))


def _view(world: World, user: str, view_id: str) -> Json:
    with world.workspace.lock:
        view = world.workspace.views.find(user, view_id)
    if view is None:
        raise RefusedError("This window is closed already.")
    return view


def _message(world: World, user: str, channel: str, ts: str) -> Message:
    for message in world.messages(user, channel):
        if message.ts == ts:
            return message
    raise RefusedError("This message is not there any more.")


def _submit(world: World, asked: Json) -> Json:
    user = _person(world, asked.get("user"))
    view = _view(world, user, _text(asked, "view_id"))
    done = world.submit_state(user, view, page_state(view, asked.get("state")))
    if done.problem:
        raise AppFailedError(done.problem)
    return {"errors": dict(done.errors)} if done.errors else {}


def _close(world: World, asked: Json) -> Json:
    user = _person(world, asked.get("user"))
    world.close(user, _view(world, user, _text(asked, "view_id")))
    return {}


def _shortcut(world: World, asked: Json) -> Json:
    user = _person(world, asked.get("user"))
    on_message = asked.get("type") == "message"
    message = _message(world, user, _text(asked, "channel"), _text(asked, "ts")) if on_message else None
    done = world.shortcut(user, _text(asked, "callback_id"), message)
    if done.problem and message is None:
        raise AppFailedError(done.problem)
    return {}


def _react(world: World, asked: Json) -> Json:
    user = _person(world, asked.get("user"))
    world.react(
        user, _message(world, user, _text(asked, "channel"), _text(asked, "ts")), _text(asked, "name")
    )
    return {}
