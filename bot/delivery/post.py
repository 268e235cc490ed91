"""What the sender asks of Slack, and the few things that can come of it.

Slack has no way to say "only once", so what matters of an answer is whether the message is surely there,
surely not there, or neither. A `Post` never raises: whatever happens becomes one of these.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be sent. `place` is a channel, or a person's Slack user id.

    `blocks` are a message's, `view` an App Home's. `mark` travels in the metadata of a post, so that it can
    be found again; it tells nothing. `thread_ts` makes a post a reply; `ts` names what to edit or delete.
    """

    kind: str
    place: str
    text: str
    blocks: list[dict[str, Any]] | None
    view: dict[str, Any] | None
    mark: str
    thread_ts: str | None = None
    ts: str | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """Slack has it: the conversation it is in and its ts there, both "" for an App Home."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Later:
    """Surely not there, and worth another try. `after_s` is what Slack asked for (Retry-After), if it did;
    `everywhere` when it is the workspace that has to wait rather than this one place."""

    why: str
    after_s: float | None = None
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Surely not there, and never will be as it is: Slack's error, like not_in_channel."""

    error: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """Slack takes nothing from us any more: the token was revoked, the account deactivated."""

    error: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """It may be there or not: a time-out, a broken connection, half an answer."""

    why: str


Outcome = Accepted | Later | Refused | Stopped | Unclear


@dataclass(frozen=True, slots=True)
class Looked:
    """What reading a conversation found: by mark, the ts of each of our own messages in it."""

    channel: str
    found: dict[str, str]


@dataclass(frozen=True, slots=True)
class CannotLook:
    """The conversation could not be read to its end. `lasting` when asking again will not help."""

    why: str
    lasting: bool


class Post(Protocol):
    """The way to one workspace's Slack."""

    def send(self, letter: Letter) -> Outcome:
        """Sends, edits, deletes or publishes, once: it never tries again by itself."""

    def look(
        self, place: str, marks: Sequence[str], since: datetime, thread_ts: str | None
    ) -> Looked | CannotLook | Later | Stopped:
        """Which of `marks` our own messages in a conversation carry, from `since` on, read to the end."""

    def find_user(self, email: str) -> str | Later | Stopped | None:
        """The id of the active member with that email; None when there is none."""
