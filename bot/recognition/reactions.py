"""What happens to a nomination's post in Slack: microphones on it and on its copies, and its deletion."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from slack_bolt import App, BoltResponse

from bot.recognition.changing import Changing
from bot.recognition.endorsing import REACTION, Address, Endorsing
from bot.recognition.taking_part import venue_of
from bot.services import Services
from bot.slack.declared import Declared
from bot.slack.request_key import request_key

DECLARED = Declared(
    events=("reaction_added", "reaction_removed", "message.channels", "message.groups"),
    scopes=("reactions:read", "channels:history", "groups:history"),
)

# Slack brings it again, by when we know which message it was about.
_AGAIN = BoltResponse(status=503, body="")
_DONE = BoltResponse(status=200, body="")
_PERMALINK = re.compile(r"https://[^/\s]+/archives/(?P<channel>[CDG][A-Z0-9]{2,30})/p(?P<ts>[0-9]{16,17})")
_TS = re.compile(r"[0-9]{1,12}\.[0-9]{6}")
_MOST_SOURCES = 5


def register(app: App, services: Services) -> None:
    """Adds the events."""

    def reacted(event: dict[str, Any], body: dict[str, Any]) -> BoltResponse:
        return react(services, event, body)

    app.event("reaction_added")(reacted)
    app.event("reaction_removed")(reacted)

    @app.event("message")
    def message(event: dict[str, Any], body: dict[str, Any]) -> None:
        heard(services, event, body)


def react(services: Services, event: Mapping[str, Any], body: Mapping[str, Any]) -> BoltResponse:
    """A microphone was put on a message, or taken away."""
    item = event.get("item")
    if event.get("reaction") != REACTION or not isinstance(item, Mapping) or item.get("type") != "message":
        return _DONE
    venue = venue_of(services.engine, body["team_id"])
    if venue is None:
        return _DONE
    message = Address(str(item["channel"]), str(item["ts"]))
    endorsing = Endorsing(services.engine, services.profiles, services.outbox)
    if not endorsing.knows(venue, message):
        return _AGAIN if endorsing.is_on_its_way(venue, message.channel) else _DONE
    added = event["type"] == "reaction_added"
    at, now = _instant(event.get("event_ts"), services.clock()), services.clock()
    endorsing.react(venue, str(event["user"]), message, added, at, request_key(body), now)
    return _DONE


def heard(services: Services, event: Mapping[str, Any], body: Mapping[str, Any]) -> None:
    """A message was written, changed or deleted where the app is in; most are none of ours."""
    channel = str(event.get("channel") or "")
    gone = _deleted_ts(event)
    sources = [] if gone else list(_sources(event))
    if not gone and not sources:
        return
    venue = venue_of(services.engine, body["team_id"])
    if venue is None:
        return
    if gone:
        changing = Changing(services.engine, services.profiles, services.outbox)
        changing.post_deleted(venue, channel, gone, services.clock())
    else:
        ts = str(_message(event).get("ts") or "")
        endorsing = Endorsing(services.engine, services.profiles, services.outbox)
        endorsing.copied(venue, sources, Address(channel, ts))


def _deleted_ts(event: Mapping[str, Any]) -> str:
    """Which message is gone; one that people replied to leaves a stone in its place. "" for none."""
    if event.get("subtype") == "message_deleted":
        return str(event.get("deleted_ts") or "")
    inner = _message(event)
    return str(inner.get("ts") or "") if inner.get("subtype") == "tombstone" else ""


def _sources(event: Mapping[str, Any]) -> Iterator[Address]:
    """The messages that a message shows: those shared in it, and those that it links to."""
    inner = _message(event)
    found: Iterable[str] = [str(inner.get("text") or "")]
    attachments = inner.get("attachments")
    for attachment in attachments if isinstance(attachments, list) else ():
        if isinstance(attachment, Mapping):
            found = [*found, str(attachment.get("from_url") or "")]
    links = [link for text in found for link in _PERMALINK.finditer(text)]
    for link in links[:_MOST_SOURCES]:
        yield Address(link["channel"], f"{link['ts'][:-6]}.{link['ts'][-6:]}")


def _message(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """The message as it is now; of a change it is within."""
    inner = event.get("message")
    return inner if event.get("subtype") == "message_changed" and isinstance(inner, Mapping) else event


def _instant(ts: object, otherwise: datetime) -> datetime:
    """The moment of an event, exactly: Slack numbers microseconds."""
    text = str(ts or "")
    if not _TS.fullmatch(text):
        return otherwise
    seconds, _, micros = text.partition(".")
    return datetime.fromtimestamp(int(seconds), UTC).replace(microsecond=int(micros))
