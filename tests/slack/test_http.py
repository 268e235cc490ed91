"""Requests over HTTP, through the guard and a real Bolt app, to what Slack gets back."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
import structlog
from slack_bolt import App, Say
from slack_bolt.authorization import AuthorizeResult

from bot.slack.guard import MOST_BODY_BYTES, Guard, ReplayMemory
from bot.slack.http import Answer, SlackEndpoint
from bot.slack.logs import configure_logging
from tests.slack.signed import CLICK, COMMAND, EVENT, NOW, SECRET, form, headers, interaction

PAY = "$4,321.09"
TOKEN = "xoxb-1234-secret"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the process logs, configured as in production; put back afterwards."""
    root, factory, configuration = logging.root, logging.getLogRecordFactory(), structlog.get_config()
    handlers, level = root.handlers, root.level
    stream = io.StringIO()
    configure_logging(as_json=True, stream=stream, level="DEBUG")
    yield stream
    root.handlers, root.level = handlers, level
    logging.setLogRecordFactory(factory)
    structlog.configure(**configuration)


def bolt() -> App:
    app = App(
        authorize=lambda: AuthorizeResult(
            enterprise_id=None, team_id="T1", bot_token=TOKEN, bot_user_id="UBOT"
        ),
        process_before_response=True,
        request_verification_enabled=False,
    )

    @app.command("/mycomp")
    def mycomp(ack: Callable[..., Any], command: dict[str, Any]) -> None:
        ack({"response_type": "ephemeral", "text": f"{command['text']}: {PAY}"})

    @app.action("why")
    def why(ack: Callable[..., Any], action: dict[str, Any]) -> None:
        ack()
        raise ValueError(f"no line for {PAY} in {action['value']}")

    @app.event("app_home_opened")
    def home(event: dict[str, Any], say: Say) -> None:
        assert event["user"] == "U012AB3CD"

    return app


def endpoint(app: App | None = None, ready: Callable[[], bool] = lambda: True) -> SlackEndpoint:
    return SlackEndpoint(
        app or bolt(),
        Guard(SECRET, lambda: float(NOW), ReplayMemory()),
        structlog.get_logger(),
        ready=ready,
        randomness=Random(1),
    )


def post(body: bytes, to: SlackEndpoint | None = None, **sent: str) -> Answer:
    return (to or endpoint()).handle("POST", "/slack/events", {**headers(body, **sent)}, body)


def test_a_command_is_answered_by_its_listener() -> None:
    answer = post(form(COMMAND))
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert json.loads(answer.body) == {"response_type": "ephemeral", "text": f"Q3 2024 & more: {PAY}"}


def test_a_command_whose_text_says_payload_is_answered_like_any_other() -> None:
    answer = post(form({**COMMAND, "text": "payload"}))
    assert json.loads(answer.body)["text"] == f"payload: {PAY}"


def test_an_event_is_answered_by_its_listener() -> None:
    assert post(json.dumps(EVENT).encode(), content_type="application/json").status == 200


def test_the_address_is_confirmed_to_slack() -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc"}).encode()
    answer = post(body, content_type="application/json")
    assert (answer.status, json.loads(answer.body)) == (200, {"challenge": "abc"})


def test_only_the_headers_about_retries_reach_a_listener() -> None:
    seen: list[dict[str, Any]] = []
    app = bolt()

    @app.middleware
    def look(req: Any, next: Callable[[], Any]) -> Any:
        seen.append(req.headers)
        return next()

    body = json.dumps(EVENT).encode()
    sent = {**headers(body, "application/json"), "X-Slack-Retry-Num": "1", "X-Slack-Bolt-Lazy-Only": "1"}
    assert endpoint(app).handle("POST", "/slack/events", sent, body).status == 200
    assert seen == [{"x-slack-retry-num": ["1"]}]


def test_a_refused_request_is_logged_by_its_reason_alone(lines: io.StringIO) -> None:
    body = form({**COMMAND, "text": PAY})
    sent = {**headers(body), "X-Slack-Signature": "v0=" + "0" * 64, "Authorization": TOKEN}
    answer = endpoint().handle("POST", "/slack/events", sent, body)
    assert (answer.status, answer.body) == (401, b"the signature is wrong")
    (line,) = map(json.loads, lines.getvalue().splitlines())
    assert line["event"] == "request refused"
    assert (line["status"], line["reason"], line["level"]) == (401, "the signature is wrong", "warning")
    assert set(line) == {"event", "status", "reason", "level", "timestamp", "request_id"}


def test_the_other_methods_are_told_which_one_is_answered() -> None:
    answer = endpoint().handle("GET", "/slack/events", {}, b"")
    assert (answer.status, answer.headers["allow"]) == (405, "POST")


def test_a_failing_listener_leaks_nothing_into_the_logs(lines: io.StringIO) -> None:
    secret_value = "renewal of Acme"
    body = interaction({**CLICK, "actions": [{"type": "button", "action_id": "why", "value": secret_value}]})
    assert post(body).status == 500
    logged = lines.getvalue()
    assert "ValueError" in logged
    assert "test_http.py" in logged
    for private in (PAY, TOKEN, secret_value, "U012AB3CD", "block_actions"):
        assert private not in logged


def test_an_unhandled_request_leaks_nothing_into_the_logs(
    lines: io.StringIO, caplog: pytest.LogCaptureFixture
) -> None:
    assert post(form({**COMMAND, "command": "/other", "text": PAY})).status == 404
    assert "_handle_unmatched_requests" in lines.getvalue()
    for logged in (lines.getvalue(), caplog.text):
        assert PAY not in logged
        assert "/other" not in logged


def test_what_fails_outside_every_listener_is_answered_with_a_reference(lines: io.StringIO) -> None:
    # Bolt fails on these authorizations while it still reads the request, outside all that it catches.
    answer = post(interaction({"type": "block_actions", "user": {"id": PAY}, "authorizations": 5}))
    line = json.loads(lines.getvalue().splitlines()[-1])
    assert answer.status == 500
    assert answer.body.decode() == f"Something went wrong here. Reference: {line['request_id']}"
    assert line["error"].startswith("TypeError > ")
    assert PAY not in lines.getvalue()


def test_health_tells_whether_the_process_is_ready() -> None:
    def unknown() -> bool:
        raise ConnectionError(TOKEN)

    assert endpoint().handle("GET", "/healthz", {}, b"") == Answer(200, body=b"ok")
    assert endpoint(ready=lambda: False).handle("GET", "/healthz", {}, b"").status == 503
    assert endpoint(ready=unknown).handle("GET", "/healthz", {}, b"").status == 503
    assert endpoint().handle("POST", "/healthz", {}, b"").status == 405


@pytest.mark.parametrize("path", ["/", "/slack/events/", "/slack/install", "", "/healthz/.."])
def test_any_other_path_is_not_found(path: str) -> None:
    assert endpoint().handle("POST", path, {}, b"").status == 404


def wsgi(
    body: bytes,
    method: str = "POST",
    path: str = "/slack/events",
    source: io.BytesIO | None = None,
    **environ: str,
) -> tuple[str, dict[str, str], bytes]:
    given: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_X_SLACK_REQUEST_TIMESTAMP": str(NOW),
        "HTTP_X_SLACK_SIGNATURE": headers(body)["X-Slack-Signature"],
        "wsgi.input": source or io.BytesIO(body + b"the next request"),
        **environ,
    }
    started: list[Any] = []
    answered = b"".join(endpoint().wsgi(given, lambda status, fields: started.extend((status, dict(fields)))))  # type: ignore[arg-type]
    return started[0], started[1], answered


def test_the_wsgi_application_answers_a_command() -> None:
    status, fields, body = wsgi(form(COMMAND))
    assert status == "200 OK"
    assert json.loads(body)["text"] == f"Q3 2024 & more: {PAY}"
    assert fields["content-length"] == str(len(body))


@pytest.mark.parametrize(
    "length", ["", "+5", "-1", "5.0", "٥", " 5", str(MOST_BODY_BYTES + 1), "9" * 5_000, "100000"]
)
def test_a_body_without_its_true_plain_length_is_refused(length: str) -> None:
    status, _, _ = wsgi(form(COMMAND), CONTENT_LENGTH=length)
    assert status == "400 Bad Request"


def test_no_more_of_the_input_is_read_than_its_length_says() -> None:
    body = form(COMMAND)
    source = io.BytesIO(body + b"the next request")
    wsgi(body, source=source)
    assert source.read() == b"the next request"


def test_health_is_asked_without_a_body() -> None:
    assert wsgi(b"", "GET", "/healthz", CONTENT_LENGTH="")[::2] == ("200 OK", b"ok")
    assert wsgi(b"", "HEAD", "/healthz", CONTENT_LENGTH="")[::2] == ("200 OK", b"")


def test_a_side_that_hangs_up_gets_no_further() -> None:
    class Gone(io.BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            raise ConnectionResetError

    assert wsgi(form(COMMAND), source=Gone())[0] == "400 Bad Request"


def test_a_request_that_failed_may_come_again_as_it_was_and_one_that_did_not_may_not() -> None:
    to = endpoint()
    failing = interaction({**CLICK, "actions": [{"type": "button", "action_id": "why", "value": "x"}]})
    assert [post(failing, to).status for _ in range(2)] == [500, 500]
    command = form(COMMAND)
    assert [post(command, to).status for _ in range(2)] == [200, 401]
