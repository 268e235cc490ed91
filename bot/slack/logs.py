"""Logs that say what happened and where, and never what anybody wrote, earns or signs with.

Our own log lines are structlog events; a processor takes out what must not be kept. Other libraries write
whole requests, answers and error messages into theirs, so from all but a few of them only the place is kept.
"""

import logging
import re
import sys
import traceback
from collections.abc import Callable, MutableMapping
from pathlib import Path
from random import Random
from typing import Any, TextIO

import structlog

LEFT_OUT = "[left out]"

# Libraries whose messages are about themselves: addresses, migrations, jobs.
_SPEAKING = frozenset({"alembic", "apscheduler", "bot", "uvicorn", "waitress"})
_PRIVATE_WORDS = frozenset(
    [
        "amount",
        "amounts",
        "authorization",
        "blocks",
        "body",
        "cookie",
        "email",
        "fields",
        "headers",
        "metadata",
        "minor",
        "password",
        "pay",
        "payload",
        "query",
        "secret",
        "signature",
        "state",
        "text",
        "token",
        "values",
        "view",
    ]
)
_HARMLESS_LAST_WORDS = frozenset({"bytes", "count", "id", "ids", "ms", "seconds", "status"})
_NUMBER = r"\d(?:[\d.,'’\u00a0\u202f]*\d)?"
_PRIVATE_TEXT = re.compile(
    r"xox[a-z.]+-[\w.-]+|xapp-[\w-]+|https://hooks\.slack\.com/\S+|[Bb]earer \S+|v0=[0-9a-f]{64}"
    rf"|[$€£¥₹]\s?{_NUMBER}|{_NUMBER}\s?[$€£¥₹]|\b[A-Z]{{3}}\s{_NUMBER}|\b{_NUMBER}\s[A-Z]{{3}}\b"
)
_MOST_PLACES = 12

# No vowels, so no words; nothing that is read or heard as something else (0 O, 1 I L, 5 S, 8 B, 2 Z, U V).
_REFERENCE_LETTERS = "234679CDFGHJKMNPQRTWXY"


def configure_logging(*, as_json: bool, stream: TextIO, level: str = "INFO") -> None:
    """Sends every log line of the process to `stream`: as JSON for machines, else in columns for people.

    `level` counts for our own lines; other libraries keep to INFO, and to WARNING where only places are kept.
    """
    renderer: Callable[..., Any] = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=stream.isatty())
    )
    common: list[Callable[..., Any]] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        redact,
    ]
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, *common, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream)
    handler.addFilter(_worth_a_line)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
            foreign_pre_chain=common,
        )
    )
    logging.root.handlers = [handler]
    logging.root.setLevel(max(logging.INFO, logging.getLevelNamesMapping()[level]))
    # It says at every start that it looked; that it changed something is said by whoever asked it to.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.setLogRecordFactory(quiet_record)


def quiet_record(
    name: str | None,
    level: int,
    path: str,
    line: int,
    message: object,
    args: Any,
    exc_info: Any,
    *rest: Any,
    **more: Any,
) -> logging.LogRecord:
    """A standard log record without anything it may not hold, whichever handler it goes to.

    The arguments are those of logging.LogRecord; this is a factory for logging.setLogRecordFactory.
    """
    if not _speaks(name):
        function = more.get("func") or (rest[0] if rest else None) or "?"
        message, args = f"{name} at {_place(path, line, function)}", ()
    if exc_info and exc_info[1] is not None:
        what = described(exc_info[1])
        message = f"{message}: {what.replace('%', '%%') if args else what}"
    return logging.LogRecord(name or "", level, path, line, message, args, None, *rest, **more)


def redact(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The structlog processor that takes out private values, and of an error keeps its kind and its place."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    elif isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["error"] = described(error)
    for key in event:
        if key.startswith("_"):
            continue  # structlog's own, gone before anything is written
        event[key] = LEFT_OUT if _is_private(key) else _without_secrets(event[key])
    return event


def described(error: BaseException) -> str:
    """An error's kind and the places it came through, innermost last; not its message, which may hold pay."""
    steps = list(traceback.walk_tb(error.__traceback__))[-_MOST_PLACES:]
    places = [_place(frame.f_code.co_filename, line, frame.f_code.co_name) for frame, line in steps]
    return " > ".join([type(error).__name__, *places])


def reference_id(randomness: Random) -> str:
    """A short id to read out on the phone, like K7M-2QD. `randomness` had better be a SystemRandom."""
    letters = "".join(randomness.choices(_REFERENCE_LETTERS, k=6))
    return f"{letters[:3]}-{letters[3:]}"


def _speaks(name: str | None) -> bool:
    return not name or name.partition(".")[0] in _SPEAKING


def _worth_a_line(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING or _speaks(record.name)


def _place(path: str, line: int, function: str) -> str:
    return f"{'/'.join(Path(path).parts[-2:])}:{line} {function}"


def _is_private(key: str) -> bool:
    parts = key.lower().split("_")
    return parts[-1] not in _HARMLESS_LAST_WORDS and not _PRIVATE_WORDS.isdisjoint(parts)


def _without_secrets(value: Any) -> Any:
    if isinstance(value, str):
        return _PRIVATE_TEXT.sub(LEFT_OUT, value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple) and all(isinstance(item, str | int) for item in value):
        return [_without_secrets(item) for item in value]
    # Whole requests and answers travel in dicts, and an object says what it likes of itself.
    return f"[{type(value).__name__} {LEFT_OUT[1:]}"
