"""Slack over HTTP: one endpoint for requests, one for health, and the WSGI application around both."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from random import Random
from typing import TYPE_CHECKING, Any, Final

from slack_bolt import App, BoltRequest
from structlog.typing import FilteringBoundLogger

from bot.slack.guard import MOST_BODY_BYTES, Guard, Refusal
from bot.slack.logs import described, reference_id
from bot.slack.payload import Payload

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

EVENTS_PATH = "/slack/events"
HEALTH_PATH = "/healthz"

_TEXT: Final = {"content-type": "text/plain;charset=utf-8"}
# What a listener may want to know of the request; everything else in it has been dealt with.
_PASSED_HEADERS = frozenset({"x-slack-retry-num", "x-slack-retry-reason"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back over HTTP."""

    status: int
    headers: Mapping[str, str] = field(default_factory=lambda: dict(_TEXT))
    body: bytes = b""


class SlackEndpoint:
    """Answers Slack's requests with a Bolt app.

    The app is one with `process_before_response=True`, and without request verification of its own: the guard
    has done that. `ready` tells whether this process can do its work; `randomness` makes the ids that tie a
    log line to an answer.
    """

    def __init__(
        self,
        app: App,
        guard: Guard,
        logger: FilteringBoundLogger,
        *,
        ready: Callable[[], bool],
        randomness: Random,
    ) -> None:
        self._app = app
        self._guard = guard
        self._logger = logger
        self._ready = ready
        self._randomness = randomness

    def handle(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """The answer to one request. Never raises: what fails inside is logged by its place, answered 500."""
        if path == HEALTH_PATH:
            return self._health(method)
        if path != EVENTS_PATH:
            return Answer(404, body=b"not found")
        decision = self._guard.admit(method, headers, body)
        if isinstance(decision, Refusal):
            self._logger.warning(
                "request refused",
                status=decision.status,
                reason=decision.reason,
                request_id=self._request_id(),
            )
            return _refused(decision)
        answer = self._answer(decision.payload, headers)
        if answer.status >= 500:
            self._guard.failed(decision)
        return answer

    def wsgi(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """The WSGI application."""
        body = _body(environ)
        if body is None:
            answer = Answer(400, body=b"the body has no plain length, or not the length it claims")
        else:
            method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
            answer = self.handle(method, path, _headers(environ), body)
        fields = [*answer.headers.items(), ("content-length", str(len(answer.body)))]
        start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", fields)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else answer.body]

    def _answer(self, payload: Payload, headers: Mapping[str, str]) -> Answer:
        try:
            return self._dispatch(payload, headers)
        except Exception as error:
            request_id = self._request_id()
            self._logger.error("request failed", error=described(error), request_id=request_id)
            return Answer(500, body=f"Something went wrong here. Reference: {request_id}".encode())

    def _dispatch(self, payload: Payload, headers: Mapping[str, str]) -> Answer:
        # Given as read by the guard: Bolt's own reading of a form loses a command whose text says "payload".
        # It takes a ready payload only under the name of the other mode, which changes nothing else here.
        passed: dict[str, Any] = {
            name: value for name, value in headers.items() if name.lower() in _PASSED_HEADERS
        }
        response = self._app.dispatch(BoltRequest(body=payload, headers=passed, mode="socket_mode"))
        return Answer(response.status, response.first_headers(), response.body.encode())

    def _health(self, method: str) -> Answer:
        if method not in ("GET", "HEAD"):
            return Answer(405, {**_TEXT, "allow": "GET, HEAD"}, b"only GET is answered here")
        try:
            ready = self._ready()
        except Exception as error:
            self._logger.error("readiness unknown", error=described(error))
            ready = False
        return Answer(200, body=b"ok") if ready else Answer(503, body=b"not ready")

    def _request_id(self) -> str:
        return reference_id(self._randomness)


def _refused(refusal: Refusal) -> Answer:
    allow = {"allow": "POST"} if refusal.status == 405 else {}
    return Answer(refusal.status, {**_TEXT, **allow}, refusal.reason.encode())


def _headers(environ: "WSGIEnvironment") -> dict[str, str]:
    headers = {
        name[5:].replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    if environ.get("CONTENT_TYPE"):
        headers["content-type"] = environ["CONTENT_TYPE"]
    return headers


def _body(environ: "WSGIEnvironment") -> bytes | None:
    """The request's body, read only as far as its length says and the limit allows; None if it is not so."""
    length = environ.get("CONTENT_LENGTH", "")
    if not length and environ["REQUEST_METHOD"] != "POST":
        return b""
    if not (length.isascii() and length.isdigit()) or len(length) > 9 or int(length) > MOST_BODY_BYTES:
        return None
    try:
        body: bytes = environ["wsgi.input"].read(int(length))
    except OSError:  # the other side hung up
        return None
    return body if len(body) == int(length) else None
