"""Looking a conversation through for our own messages, by the marks in their metadata."""

from calendar import timegm
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.delivery.post import CannotLook, Later, Looked, Refused, Stopped
from bot.delivery.slack_answers import Failure, read

EVENT_TYPE = "micdrop_message"
# As many as Slack recommends at once; and how far to go before a person had better look themselves.
PAGE_MESSAGES = 200
MOST_PAGES = 100

HALF_READ = "the messages did not come to their end"
TOO_MANY = "too many messages since"
HIDDEN = "metadata is hidden from the app"


def marked(mark: str) -> dict[str, Any]:
    """The metadata that makes a post findable. Any member and app may read it, so it tells nothing."""
    return {"event_type": EVENT_TYPE, "event_payload": {"mark": mark}}


def find_marks(
    client: WebClient,
    bot_id: str,
    channel: str,
    marks: Collection[str],
    since: datetime,
    thread_ts: str | None,
) -> Looked | CannotLook | Later | Stopped:
    """Which of `marks` the bot's own messages carry, in a conversation or in one thread of it.

    `channel` is a conversation's id, never a person's. Reading ends where all are found; that one is absent
    is said only after the last page, and never while a message of ours cannot be told from another.
    """
    wanted, found, hidden = set(marks), dict[str, str](), False
    for page in _pages(client, channel, since, thread_ts):
        if not isinstance(page, list):
            return page
        for message in page:
            if not _is_ours(message, bot_id):
                continue
            mark, ts = _mark_in(message["metadata"]), message.get("ts")
            if not isinstance(mark, str) or not isinstance(ts, str):
                hidden = True
            elif mark in wanted:
                found.setdefault(mark, ts)
        if wanted <= found.keys():
            return Looked(channel, found)
    return CannotLook(HIDDEN, lasting=True) if hidden else Looked(channel, found)


def unread(failure: Failure) -> CannotLook | Later | Stopped:
    """What a failed call means for who wanted to read: Slack's own no will be the same next time."""
    if isinstance(failure, Later | Stopped):
        return failure
    if isinstance(failure, Refused):
        return CannotLook(failure.error, lasting=True)
    return CannotLook(failure.why, lasting=False)


def _pages(
    client: WebClient, channel: str, since: datetime, thread_ts: str | None
) -> Iterator[list[Any] | CannotLook | Later | Stopped]:
    """Each page's messages; last of all, if the end was not reached, why not."""
    arguments: dict[str, object] = {
        "channel": channel,
        "oldest": _timestamp(since),
        "inclusive": True,
        "include_all_metadata": True,
        "limit": PAGE_MESSAGES,
    }
    call: Callable[..., SlackResponse] = client.conversations_history
    if thread_ts is not None:
        call, arguments = client.conversations_replies, arguments | {"ts": thread_ts}
    for _ in range(MOST_PAGES):
        answer = read(call, **arguments)
        if not isinstance(answer, dict):
            yield unread(answer)
            return
        messages, cursor = answer.get("messages"), _cursor_in(answer)
        if not isinstance(messages, list):
            yield CannotLook(HALF_READ, lasting=False)
            return
        yield messages
        if not cursor:
            if answer.get("has_more"):
                yield CannotLook(HALF_READ, lasting=False)
            return
        arguments["cursor"] = cursor
    yield CannotLook(TOO_MANY, lasting=True)


def _cursor_in(answer: dict[str, Any]) -> object:
    metadata = answer.get("response_metadata")
    return metadata.get("next_cursor") if isinstance(metadata, dict) else None


def _is_ours(message: object, bot_id: str) -> bool:
    if not isinstance(message, dict) or message.get("bot_id") != bot_id:
        return False
    metadata = message.get("metadata")
    return isinstance(metadata, dict) and metadata.get("event_type") == EVENT_TYPE


def _mark_in(metadata: dict[str, Any]) -> object:
    payload = metadata.get("event_payload")
    return payload.get("mark") if isinstance(payload, dict) else None


def _timestamp(instant: datetime) -> str:
    """An aware instant as Slack writes it, exact to the microsecond."""
    return f"{timegm(instant.utctimetuple())}.{instant.microsecond:06d}"
