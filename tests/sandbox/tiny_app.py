"""A small but real Bolt app, and the three ways a sandbox reaches it."""

import contextlib
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any, Self
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from slack_bolt import Ack, App, BoltRequest, Respond
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk import WebClient

from bot.sandbox.server import RunningSandbox

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "You earned *€ 1,200.00*."}}
BUTTONS = {
    "type": "actions",
    "block_id": "choices",
    "elements": [
        {
            "type": "button",
            "action_id": "explain",
            "value": "line-7",
            "text": {"type": "plain_text", "text": "Why?"},
        },
        {
            "type": "button",
            "action_id": "ask",
            "value": "line-7",
            "text": {"type": "plain_text", "text": "Ask"},
        },
        {
            "type": "static_select",
            "action_id": "period",
            "options": [
                {"text": {"type": "plain_text", "text": "Q2"}, "value": "2026-Q2"},
                {"text": {"type": "plain_text", "text": "Q3"}, "value": "2026-Q3"},
            ],
        },
        {"type": "external_select", "action_id": "account", "min_query_length": 1},
    ],
}
QUESTION: dict[str, Any] = {
    "type": "modal",
    "callback_id": "question",
    "title": {"type": "plain_text", "text": "Ask about a line"},
    "submit": {"type": "plain_text", "text": "Send"},
    "private_metadata": "line-7",
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "words",
            "label": {"type": "plain_text", "text": "Your question"},
            "element": {"type": "plain_text_input", "action_id": "text", "max_length": 50},
        }
    ],
}


def titled(title: str) -> dict[str, Any]:
    return QUESTION | {"title": {"type": "plain_text", "text": title}}


@dataclass(frozen=True)
class Answered:
    status: int
    headers: dict[str, str]
    body: bytes


class TinyApp:
    """`heard` keeps every payload by its kind; `events_fail` makes that many events answer 500."""

    def __init__(self, sandbox: RunningSandbox) -> None:
        identity = sandbox.world.identity
        client = WebClient(token=identity.bot_token, base_url=sandbox.api_url, retry_handlers=[])
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self.retries: list[tuple[str, str]] = []
        self.events_fail = 0
        self.bolt = App(client=client, signing_secret=identity.signing_secret, process_before_response=True)
        self.bolt.command("/mycomp")(self._command)
        self.bolt.action("explain")(self._explain)
        self.bolt.action("ask")(self._ask)
        self.bolt.action("period")(self._period)
        self.bolt.options("account")(self._accounts)
        self.bolt.view("question")(self._submitted)
        self.bolt.view_closed("question")(self._closed)
        self.bolt.shortcut("thank")(self._shortcut)
        for kind in ("app_home_opened", "message", "reaction_added", "reaction_removed", "user_change"):
            self.bolt.event(kind)(self._event)

    def handle(self, method: str, path: str, headers: Mapping[str, str], body: bytes, /) -> Answered:
        assert (method, path) == ("POST", "/slack/events")
        answer = self.bolt.dispatch(BoltRequest(body=body.decode(), headers=dict(headers)))
        flat = {name: ", ".join(values) for name, values in answer.headers.items()}
        return Answered(answer.status, flat, (answer.body or "").encode())

    def last(self, kind: str) -> dict[str, Any]:
        return next(body for heard, body in reversed(self.heard) if heard == kind)

    def _command(self, ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        self.heard.append(("command", body))
        match body["text"]:
            case "nothing":
                ack()
            case "plain":
                ack("Just words")
            case "json":
                ack(text="You earned € 1,200.00", blocks=[SECTION, BUTTONS])
            case "everyone":
                ack(text="Hello all", response_type="in_channel")
            case "modal":
                client.views_open(trigger_id=body["trigger_id"], view=QUESTION)
                ack()
            case "later":
                ack()
                respond("By response_url")
            case "ephemeral":
                client.chat_postEphemeral(
                    channel=body["channel_id"], user=body["user_id"], text="For you alone"
                )
                ack()
            case "slow":
                time.sleep(0.6)
                ack("Too late")
            case "crash":
                raise RuntimeError("no such luck")
            case "bad":
                ack(
                    text="Bad", blocks=[{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
                )
            case other:
                ack(f"You said: {other}")

    def _explain(self, ack: Ack, body: dict[str, Any], respond: Respond) -> None:
        self.heard.append(("action", body))
        ack()
        respond(text="Because 24 × € 50.00 = € 1,200.00", replace_original=True)

    def _ask(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        self.heard.append(("action", body))
        client.views_open(trigger_id=body["trigger_id"], view=QUESTION)
        ack()

    def _period(self, ack: Ack, body: dict[str, Any]) -> None:
        self.heard.append(("action", body))
        ack()

    def _accounts(self, ack: Ack, body: dict[str, Any]) -> None:
        self.heard.append(("options", body))
        names = [name for name in ("Alder", "Birch") if name.lower().startswith(body["value"])]
        ack(options=[{"text": {"type": "plain_text", "text": name}, "value": name} for name in names])

    def _submitted(self, ack: Ack, body: dict[str, Any]) -> None:
        self.heard.append(("submission", body))
        match body["view"]["state"]["values"]["words"]["text"]["value"]:
            case "errors":
                ack(response_action="errors", errors={"words": "That is no question."})
            case "wrong errors":
                ack(response_action="errors", errors={"elsewhere": "Nobody sees this."})
            case "update":
                ack(response_action="update", view=titled("Updated"))
            case "push":
                ack(response_action="push", view=titled("Pushed"))
            case "clear":
                ack(response_action="clear")
            case "bad update":
                ack(response_action="update", view=titled("A title of far more than 24 letters"))
            case "crash":
                raise RuntimeError("no such luck")
            case _:
                ack()

    def _closed(self, ack: Ack, body: dict[str, Any]) -> None:
        self.heard.append(("closed", body))
        ack()

    def _shortcut(self, ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        self.heard.append(("shortcut", body))
        client.views_open(trigger_id=body["trigger_id"], view=QUESTION)
        ack()

    def _event(self, body: dict[str, Any], client: WebClient, request: BoltRequest) -> None:
        self.heard.append((body["event"]["type"], body))
        if "x-slack-retry-num" in request.headers:
            self.retries.append(
                (request.headers["x-slack-retry-num"][0], request.headers["x-slack-retry-reason"][0])
            )
        if self.events_fail:
            self.events_fail -= 1
            raise RuntimeError("not yet")
        if body["event"]["type"] == "app_home_opened":
            client.views_publish(
                user_id=body["event"]["user"], view={"type": "home", "blocks": [SECTION, BUTTONS]}
            )


class Served:
    """The app behind a real WSGI server on a free port, one thread a request."""

    def __init__(self, app: TinyApp) -> None:
        self._app = app
        self._server = make_server("127.0.0.1", 0, self._wsgi, server_class=_Threaded, handler_class=_Quiet)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(2)

    def _wsgi(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        headers = {k[5:].replace("_", "-"): v for k, v in environ.items() if k.startswith("HTTP_")}
        headers["Content-Type"] = environ["CONTENT_TYPE"]
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        answer = self._app.handle(environ["REQUEST_METHOD"], environ["PATH_INFO"], headers, body)
        start_response(f"{answer.status} -", list(answer.headers.items()))
        return [answer.body]


class _Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: the tests' output is for the tests."""


class BySocket:
    """The app behind Bolt's own Socket Mode handler."""

    def __init__(self, app: TinyApp, app_token: str, *, reconnects: bool = False) -> None:
        self.handler = SocketModeHandler(
            app.bolt, app_token, auto_reconnect_enabled=reconnects, ping_interval=0.2
        )
        self.handler.client.logger.setLevel(logging.CRITICAL)

    def __enter__(self) -> Self:
        self.handler.client.connect()
        return self

    def __exit__(self, *_: object) -> None:
        # The client's threads take a second to end, and trip over a connection that is just being replaced.
        Thread(target=self._close, daemon=True).start()

    def _close(self) -> None:
        with contextlib.suppress(AttributeError):
            self.handler.client.close()
