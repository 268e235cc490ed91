"""The logs keep what happened and where, and nothing that is anybody's own."""

import io
import json
import logging
import re
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
import structlog

from bot.slack.logs import configure_logging, quiet_record, redact, reference_id


@pytest.fixture(autouse=True)
def _put_back() -> Iterator[None]:
    root, factory, configuration = logging.root, logging.getLogRecordFactory(), structlog.get_config()
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level
    logging.setLogRecordFactory(factory)
    structlog.configure(**configuration)


def logged(level: str = "INFO", *, as_json: bool = True) -> io.StringIO:
    stream = io.StringIO()
    configure_logging(as_json=as_json, stream=stream, level=level)
    return stream


def test_a_line_is_json_or_columns() -> None:
    stream = logged()
    structlog.get_logger().info("import finished", rows=1204)
    line = json.loads(stream.getvalue())
    assert (line["event"], line["rows"], line["level"]) == ("import finished", 1204, "info")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", line["timestamp"])
    columns = logged(as_json=False)
    structlog.get_logger().info("import finished", rows=1204)
    assert re.search(r"info.*import finished.*rows=1204", columns.getvalue())


def test_lines_below_the_level_are_not_written() -> None:
    stream = logged("WARNING")
    structlog.get_logger().info("import finished")
    assert stream.getvalue() == ""


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("amount_minor", 432109),
        ("amount", 5),
        ("body", "text=Q3"),
        ("request_body", "text=Q3"),
        ("headers", "x"),
        ("bot_token", "abc"),
        ("signing_secret", "abc"),
        ("text", "well done"),
        ("private_metadata", "x"),
        ("values", [1, 2]),
    ],
)
def test_what_has_a_private_name_is_left_out(key: str, value: Any) -> None:
    assert redact(None, "info", {"event": "x", key: value})[key] == "[left out]"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("paid $4,321.09 to Ana", "paid [left out] to Ana"),
        ("paid 4.321,09\u00a0€", "paid [left out]"),
        ("USD 4,321.09 or 4321 GBP", "[left out] or [left out]"),
        ("token xoxb-12-ab_C refused", "token [left out] refused"),
        ("xapp-1-A0-9-ff", "[left out]"),
        ("https://hooks.slack.com/commands/T1/2/3 gone", "[left out] gone"),
        ("v0=" + "a" * 64, "[left out]"),
        ("3 of 5 rows, Q3 2024", "3 of 5 rows, Q3 2024"),
    ],
)
def test_amounts_and_tokens_in_words_are_left_out(said: str, kept: str) -> None:
    assert redact(None, "info", {"event": said})["event"] == kept


def test_whole_objects_are_never_written_out() -> None:
    event = redact(
        None,
        "info",
        {"event": "x", "answer": {"ok": True}, "error_class": ValueError("$5"), "rows": ["a", 1]},
    )
    assert event == {
        "event": "x",
        "answer": "[dict left out]",
        "error_class": "[ValueError left out]",
        "rows": ["a", 1],
    }


def test_ids_and_counts_are_kept() -> None:
    event = {"event": "x", "view_id": "V1", "text_count": 3, "body_bytes": 120, "user": "U1"}
    assert redact(None, "info", dict(event)) == event


def test_an_error_is_kept_by_its_kind_and_places_without_its_message() -> None:
    stream = logged()
    try:
        raise ValueError("Ana earned $4,321.09")
    except ValueError as error:
        structlog.get_logger().exception("calculation failed")
        structlog.get_logger().error("calculation failed", exc_info=error)
        structlog.get_logger().error("calculation failed", exc_info=(type(error), error, error.__traceback__))
    for line in map(json.loads, stream.getvalue().splitlines()):
        assert line["error"].startswith("ValueError > slack/test_logs.py:")
        assert line["error"].endswith(" test_an_error_is_kept_by_its_kind_and_places_without_its_message")
    assert "Ana" not in stream.getvalue()
    assert "4,321" not in stream.getvalue()


@pytest.mark.parametrize(
    "name", ["slack_bolt.App", "slack_sdk.web.client", "micdrop:App", "sqlalchemy.engine", "root"]
)
def test_other_libraries_are_kept_to_their_place_whichever_handler_writes(
    name: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = logged()
    # Whatever apps were built before have set Bolt's loggers as they like.
    caplog.set_level(logging.DEBUG, logger=None if name == "root" else name)
    monkeypatch.setattr(logging.getLogger(name), "disabled", False)
    monkeypatch.setattr(logging.getLogger(name), "filters", [])
    logging.getLogger(name).debug("body: %s", "$4,321.09")
    logging.getLogger(name).info("body: %s", "$4,321.09")
    logging.getLogger(name).warning("body: %s", {"text": "Ana"})
    for text in (stream.getvalue(), caplog.text):
        assert "Ana" not in text
        assert "4,321" not in text
    (line,) = map(json.loads, stream.getvalue().splitlines())
    assert re.fullmatch(rf"{name} at slack/test_logs\.py:\d+ test_other_libraries_\w+", line["event"])


def test_the_server_speaks_for_itself_but_not_of_errors() -> None:
    stream = logged()
    logging.getLogger("uvicorn.error").info("Application startup complete on %s.", "127.0.0.1:3000")
    try:
        raise RuntimeError("xoxb-1-a")
    except RuntimeError:
        logging.getLogger("uvicorn.error").exception("100%% of %s failed", "requests")
    first, second = map(json.loads, stream.getvalue().splitlines())
    assert first["event"] == "Application startup complete on 127.0.0.1:3000."
    assert second["event"].startswith("100% of requests failed: RuntimeError > slack/test_logs.py:")


def test_a_record_made_by_hand_is_a_record_still() -> None:
    logging.setLogRecordFactory(quiet_record)
    record = logging.makeLogRecord({"name": "x", "msg": "y"})
    assert record.getMessage() == "y"


def test_a_reference_can_be_read_out_on_the_phone() -> None:
    references = {reference_id(Random(seed)) for seed in range(500)}
    assert len(references) == 500
    for reference in references:
        assert re.fullmatch(r"[A-Z0-9]{3}-[A-Z0-9]{3}", reference)
        assert not set(reference) & set("0O1IL5S8B2ZUVAE") - {"2"}
