"""What the commands that keep running have in common: how they start, and that they end in time."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from queue import SimpleQueue

import structlog
from rich.console import Console
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy import Engine

from bot import failpoints
from bot.cli.context import open_workspace
from bot.cli.mistakes import Mistake
from bot.people.identity import Company
from bot.runtime import bind_team, slack_client
from bot.settings import Settings, read_settings
from bot.slack.logs import configure_logging

# A process manager kills what has not ended ten seconds after it was asked to.
ENDS_WITHIN_S = 9.0

NOT_CONFIGURED = """Slack is not configured. Set SLACK_BOT_TOKEN, which the app's OAuth page shows.
`micdrop manifest` prints the manifest to make the Slack app from; `micdrop demo` needs no Slack at all."""


@dataclass(frozen=True)
class Part:
    """Something that runs until `stop`, which comes back when it has ended."""

    name: str
    stop: Callable[[], None]


@dataclass(frozen=True)
class Connected:
    """The store and its workspace, and the Slack team that it belongs to."""

    settings: Settings
    engine: Engine
    company: Company
    client: WebClient
    team: str


def settings_of_process() -> Settings:
    """The environment, with logging and failpoints set up as it says."""
    settings = read_settings()
    configure_logging(as_json=settings.log_format == "json", stream=sys.stderr)
    if settings.failpoint:
        try:
            failpoints.arm_from(settings.failpoint)
        except ValueError:
            raise Mistake(
                f"MICDROP_FAILPOINT cannot be {settings.failpoint!r}: it is PLACE:kill, PLACE:kill:TIMES or "
                f"PLACE:hold:SECONDS, with a place from {', '.join(failpoints.PLACES)}."
            ) from None
    return settings


def connect(settings: Settings) -> Connected:
    """Asks Slack whose token it is, and ties the workspace to that team. Raises Mistake or StoreError."""
    if settings.bot_token is None:
        raise Mistake(NOT_CONFIGURED)
    client = slack_client(settings.bot_token.get_secret_value(), settings.slack_api_url)
    team_id, team = who_am_i(client)
    engine, company = open_workspace(settings)
    bind_team(engine, company.id, team_id)
    return Connected(settings, engine, company, client, team)


def who_am_i(client: WebClient) -> tuple[str, str]:
    """The team id and name that the bot token belongs to."""
    try:
        answer = client.auth_test()
    except SlackApiError as error:
        code = error.response.get("error")
        raise Mistake(
            f"Slack refuses SLACK_BOT_TOKEN: {code}. Copy it again from the app's OAuth page."
        ) from None
    except OSError as error:
        raise Mistake(f"Slack cannot be reached: {error}") from None
    return str(answer["team_id"]), str(answer["team"])


def tell(sentence: str) -> None:
    """Says something to whoever started the process."""
    Console(stderr=True, highlight=False).print(sentence, markup=False, soft_wrap=True)


class Asked:
    """Whether the process was asked to stop.

    Not an Event: that one holds a lock for a moment when somebody begins to wait for it, and a signal that
    comes in that moment, in the same thread, would wait for it for ever. A SimpleQueue may be put into there.
    """

    def __init__(self) -> None:
        self._queue: SimpleQueue[None] = SimpleQueue()

    def set(self) -> None:
        """From now on it was; safe in a signal handler."""
        self._queue.put(None)

    def wait(self) -> None:
        """Comes back once it was."""
        self._queue.get()
        self._queue.put(None)


@contextmanager
def asked_to_end() -> Iterator[Asked]:
    """Set when the process is asked to stop, by Ctrl-C or SIGTERM. A second Ctrl-C ends it at once."""
    asked = Asked()
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.getsignal(number) for number in numbers}

    def ask(*_: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        asked.set()

    for number in numbers:
        signal.signal(number, ask)
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run_until_asked(asked: Asked, parts: Sequence[Part], engine: Engine) -> None:
    """Waits, then ends all parts side by side. What does not end in time is left as it is, and said."""
    asked.wait()
    left = _stopped(parts)
    if left:
        structlog.get_logger("micdrop").warning("stopped without waiting any longer", for_parts=left)
        sys.stderr.flush()
        os._exit(0)  # its threads would keep the process; what they were at is looked for at the next start
    engine.dispose()


def _stopped(parts: Sequence[Part]) -> list[str]:
    """Stops them; the names of those that had not ended in time."""
    until = time.monotonic() + ENDS_WITHIN_S
    ending = [(part.name, threading.Thread(target=part.stop, daemon=True)) for part in parts]
    for _, thread in ending:
        thread.start()
    for _, thread in ending:
        thread.join(max(0.0, until - time.monotonic()))
    return [name for name, thread in ending if thread.is_alive()]
