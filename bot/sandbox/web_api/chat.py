"""chat.*: posting, editing, deleting."""

import json
from typing import Any

from bot.sandbox.checks import check_message
from bot.sandbox.conversations import Conversation
from bot.sandbox.messages import Message, slack_message
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.web_api import lookups
from bot.sandbox.web_api.args import Args
from bot.sandbox.workspace import Workspace

METADATA_BYTES = 16_000


def post_message(workspace: Workspace, args: Args) -> Json:
    place = lookups.conversation_to_write(workspace, args)
    blocks = _content(args)
    metadata = _metadata(args)
    posted = workspace.post(
        place,
        workspace.identity.app_author,
        args.text("text"),
        blocks,
        thread_ts=thread_of(place, args),
        metadata=metadata,
    )
    return _about(workspace, posted)


def post_ephemeral(workspace: Workspace, args: Args) -> Json:
    place = lookups.conversation_to_write(workspace, args)
    user_id = args.text("user")
    if user_id not in workspace.people or user_id not in place.members:
        raise SlackError("user_not_in_channel")
    author = workspace.identity.app_author
    blocks = _content(args)
    posted = workspace.post(
        place, author, args.text("text"), blocks, ephemeral_to=user_id, thread_ts=thread_of(place, args)
    )
    return {"message_ts": posted.ts}


def update(workspace: Workspace, args: Args) -> Json:
    """As Slack: blocks that are not mentioned stay, an empty list removes them."""
    place = lookups.conversation_to_change(workspace, args)
    message = lookups.message(place, args.text("ts"))
    if not message.is_app:
        raise SlackError("cant_update_message")
    blocks = _content(args)
    changes: dict[str, Any] = {"edited": True, "text": args.text("text")}
    if blocks is not None:
        changes["blocks"] = blocks or None
    metadata = _metadata(args)
    if metadata is not None:
        changes["metadata"] = metadata
    edited = workspace.edit(place, message, **changes)
    return _about(workspace, edited) | {"text": edited.text}


def delete(workspace: Workspace, args: Args) -> Json:
    place = lookups.conversation_to_change(workspace, args)
    message = lookups.message(place, args.text("ts"))
    if not message.is_app:
        raise SlackError("cant_delete_message")
    workspace.remove(place, message)
    return {"channel": place.id, "ts": message.ts}


def permalink(workspace: Workspace, args: Args) -> Json:
    place = lookups.conversation(workspace, args)
    message = lookups.message(place, args.text("message_ts"))
    return {"channel": place.id, "permalink": workspace.permalink(message)}


def _about(workspace: Workspace, message: Message) -> Json:
    return {
        "channel": message.channel,
        "ts": message.ts,
        "message": slack_message(message, workspace.identity, with_metadata=True),
    }


def _content(args: Args) -> Any:
    """The blocks, after text and blocks are checked against Slack's limits."""
    blocks = args.parsed("blocks", "invalid_blocks_format")
    check_message(args.values.get("text"), blocks)
    return blocks


def thread_of(place: Conversation, args: Args) -> str | None:
    """The thread's parent. One that was never posted is refused, as Slack does not reply to thin air."""
    if not args.has("thread_ts"):
        return None
    parent = lookups.message(place, args.text("thread_ts"), "thread_not_found")
    return parent.thread_ts or parent.ts


def _metadata(args: Args) -> Json | None:
    given = args.parsed("metadata", "invalid_metadata_format")
    if given is None:
        return None
    well_formed = (
        isinstance(given, dict)
        and isinstance(given.get("event_type"), str)
        and isinstance(given.get("event_payload"), dict)
    )
    if not isinstance(given, dict) or not well_formed:
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(given).encode()) > METADATA_BYTES:
        raise SlackError("metadata_too_large")
    return given
