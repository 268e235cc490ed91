"""What people do without addressing the app: it hears of it through the Events API."""

from collections.abc import Sequence
from typing import Any

from bot.sandbox import payloads
from bot.sandbox.acts.stage import Outcome, Stage, outcome
from bot.sandbox.conversations import Conversation
from bot.sandbox.courier import Reply
from bot.sandbox.delivery import Retry
from bot.sandbox.messages import Message
from bot.sandbox.shapes import Json, RefusedError, SlackError
from bot.sandbox.users import slack_user

MESSAGE_CHARACTERS = 12_000
# What an app subscribes to, by the kind of conversation.
_SUBSCRIBED = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


def send_event(stage: Stage, event: Json, *, retries: int = 0) -> Reply:
    """Delivers an event, wrapped in its envelope unless it already is one.

    retries: how often to send it again while the app does not answer 2xx, without Slack's waits.
    """
    envelope = event if event.get("type") == "event_callback" else wrap(stage, event)
    kind = str(envelope.get("event", {}).get("type", "event"))
    reply = stage.courier.send("event", envelope, f"the event {kind}")
    for number in range(1, retries + 1):
        if reply.problem is None:
            break
        reason = "http_error" if reply.answer is not None else "http_timeout"
        reply = stage.courier.send("event", envelope, f"the event {kind}", Retry(number, reason))
    return reply


def wrap(stage: Stage, event: Json) -> Json:
    """An event's envelope, with an event_id that no other event has."""
    workspace = stage.workspace
    with workspace.lock:
        event_id = workspace.ids.next("Ev", 8)
        inner = {"event_ts": workspace.ids.ts()} | event
        seconds = int(workspace.clock().timestamp())
        return payloads.event(workspace.identity, inner, event_id, seconds, f"4-{event_id}")


def say(
    stage: Stage,
    user_id: str,
    channel: str,
    text: str,
    *,
    thread_ts: str | None = None,
    attachments: Sequence[Json] = (),
) -> Outcome:
    """A person's message, or their reply in a thread; the app hears of it where it is a member.

    Raises RefusedError. With attachments it needs no text.
    """
    workspace = stage.workspace
    with workspace.lock:
        place = workspace.conversation_for(user_id, channel)
        if place.is_archived:
            raise RefusedError(f"#{place.name} is archived: nobody can write there.")
        if not (text.strip() or attachments) or len(text) > MESSAGE_CHARACTERS:
            raise RefusedError(f"A message has between 1 and {MESSAGE_CHARACTERS:,} characters.")
        since = workspace.ids.revision
        person = workspace.author(user_id)
        words = workspace.referenced(text, labelled=False)
        message = workspace.post(place, person, words, thread_ts=thread_ts, attachments=attachments)
        event: Json = {
            "type": "message",
            "channel": place.id,
            "channel_type": channel_type(place),
            "user": user_id,
            "text": message.text,
            "ts": message.ts,
            "event_ts": message.ts,
            "team": workspace.identity.team_id,
        }
        if thread_ts is not None:
            event["thread_ts"] = thread_ts
        if attachments:
            event["attachments"] = list(attachments)
        heard = workspace.identity.app_user_id in place.members
    return outcome(stage, user_id, since, tell(stage, event) if heard else Reply())


def react(stage: Stage, user_id: str, message: Message, name: str) -> Outcome:
    """Adds a person's reaction, or takes it away where it is there already."""
    workspace = stage.workspace
    with workspace.lock:
        place = workspace.conversation_for(user_id, message.channel)
        current = place.messages.get(message.ts)
        if current is None or current.ephemeral:
            raise RefusedError("Nobody can react to this message.")
        since = workspace.ids.revision
        name = name.strip(":")
        add = user_id not in dict(current.reactions).get(name, ())
        try:
            workspace.react(place, current, user_id, name, add=add)
        except SlackError as error:
            raise RefusedError(f"There is no emoji called {name!r}.") from error
        event = {
            "type": "reaction_added" if add else "reaction_removed",
            "user": user_id,
            "reaction": name,
            "item": {"type": "message", "channel": place.id, "ts": message.ts},
            "item_user": current.user,
        }
        heard = workspace.identity.app_user_id in place.members
    return outcome(stage, user_id, since, tell(stage, event) if heard else Reply())


def open_home(stage: Stage, user_id: str) -> tuple[Json | None, Reply]:
    """Opens the Home tab: the app hears of it first. Returns what it then shows."""
    workspace = stage.workspace
    with workspace.lock:
        channel = workspace.direct_with_app(workspace.people.get(user_id).id).id
        event: Json = {"type": "app_home_opened", "user": user_id, "channel": channel, "tab": "home"}
        view = workspace.views.home(user_id)
        if view is not None:
            event["view"] = view
    reply = tell(stage, event)
    with workspace.lock:
        return workspace.views.home(user_id), reply


def change_user(stage: Stage, user_id: str, **changes: Any) -> Reply:
    """Changes a person (e.g. `deleted=True`), and tells the app by user_change."""
    workspace = stage.workspace
    with workspace.lock:
        user = workspace.people.change(user_id, **changes)
        now = workspace.clock()
        event = {
            "type": "user_change",
            "user": slack_user(user, workspace.identity.team_id, now),
            "cache_ts": int(now.timestamp()),
        }
        workspace.feed.tell_everyone("state")
    return tell(stage, event)


def tell(stage: Stage, event: Json) -> Reply:
    """Delivers an event if the app subscribed to its type, or to messages in that kind of conversation."""
    names = {event["type"], f"{event['type']}.{_SUBSCRIBED.get(event.get('channel_type', ''), '')}"}
    if not names & stage.workspace.identity.subscriptions:
        return Reply()
    return send_event(stage, event)


def channel_type(place: Conversation) -> str:
    """How a message's event calls the kind of conversation that it is in."""
    if place.is_im:
        return "im"
    return "mpim" if place.is_mpim else "group" if place.is_private else "channel"
