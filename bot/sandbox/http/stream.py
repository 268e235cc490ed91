"""Server-Sent Events: what changed, for one open page."""

import asyncio
import contextlib
import json

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from bot.sandbox.feed import Feed, Mailbox

HEARTBEAT_S = 15.0


class ChangeStream(Response):
    """Tells `names` first, because they may have changed before it was listening, then each change.

    Ends when the browser goes away or the feed closes; either way the mailbox is gone afterwards.
    """

    def __init__(self, feed: Feed, mailbox: Mailbox, woken: asyncio.Event, names: list[str]) -> None:
        super().__init__(media_type="text/event-stream", headers={"cache-control": "no-store"})
        del self.headers["content-length"]
        self._feed, self._mailbox, self._woken = feed, mailbox, woken
        mailbox.put(names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's shape
        pump = asyncio.ensure_future(self._pump(send))
        gone = asyncio.ensure_future(_until_gone(receive))
        try:
            await asyncio.wait({pump, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._feed.unsubscribe(self._mailbox)
            pump.cancel()
            gone.cancel()
            await asyncio.gather(pump, gone, return_exceptions=True)

    async def _pump(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        while not self._mailbox.closed:
            names = self._mailbox.take()
            line = f"data: {json.dumps({'changed': names})}\n\n" if names else ": still here\n\n"
            await send({"type": "http.response.body", "body": line.encode(), "more_body": True})
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), HEARTBEAT_S)
            self._woken.clear()
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def open_stream(feed: Feed, user_id: str, names: list[str]) -> ChangeStream:
    """Subscribes `user_id`. Raises RefusedError when too many are listening."""
    loop = asyncio.get_running_loop()
    woken = asyncio.Event()

    def wake() -> None:
        # The loop may have ended while a delivery was still on its way.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(woken.set)

    return ChangeStream(feed, feed.subscribe(user_id, wake), woken, names)


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
