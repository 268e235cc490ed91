"""The payloads Slack sends to an app, in Slack's shapes. Pure: values in, JSON out."""

from bot.sandbox.conversations import Conversation
from bot.sandbox.identity import Command, Identity
from bot.sandbox.messages import Message, slack_message
from bot.sandbox.shapes import Json
from bot.sandbox.users import SandboxUser, home_team


def command(
    identity: Identity,
    user: SandboxUser,
    place: Conversation,
    asked: Command,
    text: str,
    response_url: str,
    trigger_id: str,
) -> Json:
    """The fields of a slash command, all text, as they go into a form."""
    return {
        "token": identity.verification_token,
        "team_id": identity.team_id,
        "team_domain": identity.team_domain,
        "channel_id": place.id,
        "channel_name": channel_name(place),
        "user_id": user.id,
        "user_name": user.name,
        "command": asked.name,
        "text": text,
        "api_app_id": identity.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def channel_name(place: Conversation) -> str:
    if place.kind == "dm":
        return "directmessage"
    return "privategroup" if place.is_private else place.name


def interaction(identity: Identity, user: SandboxUser, kind: str) -> Json:
    """What every interactive payload carries."""
    return {
        "type": kind,
        "user": {
            "id": user.id,
            "username": user.name,
            "name": user.name,
            "team_id": home_team(user, identity.team_id),
        },
        "api_app_id": identity.app_id,
        "token": identity.verification_token,
        "team": {"id": identity.team_id, "domain": identity.team_domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def on_message(identity: Identity, place: Conversation, message: Message) -> Json:
    """Where a block was touched. Of an ephemeral message Slack sends the place, not the message itself."""
    body: Json = {
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": place.id,
            "is_ephemeral": message.ephemeral,
        },
        "channel": {"id": place.id, "name": channel_name(place)},
    }
    if message.thread_ts is not None:
        body["container"]["thread_ts"] = message.thread_ts
    if not message.ephemeral:
        body["message"] = slack_message(message, identity)
    return body


def on_view(view: Json, state: Json) -> Json:
    return {
        "container": {"type": "view", "view_id": view["id"]},
        "view": view | {"state": state},
    }


def event(identity: Identity, inner: Json, event_id: str, event_time_s: int, event_context: str) -> Json:
    """The envelope of the Events API around one event."""
    authorization = {
        "enterprise_id": None,
        "team_id": identity.team_id,
        "user_id": identity.app_user_id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": identity.verification_token,
        "team_id": identity.team_id,
        "context_team_id": identity.team_id,
        "context_enterprise_id": None,
        "api_app_id": identity.app_id,
        "event": inner,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": event_time_s,
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": event_context,
    }
