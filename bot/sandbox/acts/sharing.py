"""Messages that are shared elsewhere, and messages that are deleted."""

from bot.sandbox.acts.events import channel_type, say, tell
from bot.sandbox.acts.stage import Outcome, Stage, outcome
from bot.sandbox.conversations import Conversation
from bot.sandbox.courier import Reply
from bot.sandbox.messages import Message, slack_message
from bot.sandbox.shapes import Json, RefusedError
from bot.sandbox.workspace import Workspace

TOMBSTONE = "This message was deleted."


def share(
    stage: Stage, user_id: str, message: Message, channel: str, text: str, thread_ts: str | None
) -> Outcome:
    """Shares a message into a conversation or a thread, with words or without. Raises RefusedError."""
    with stage.workspace.lock:
        place = stage.workspace.conversation_for(user_id, message.channel)
        if message.ephemeral or message.ts not in place.messages:
            raise RefusedError("This message cannot be shared.")
        attachment = _attachment(stage.workspace, place, message)
    return say(stage, user_id, channel, text, thread_ts=thread_ts, attachments=[attachment])


def delete(stage: Stage, user_id: str, message: Message) -> Outcome:
    """Deletes one's own message, or as an admin of the workspace anybody's. Raises RefusedError.

    Where people replied to it, a word stays that something was there, as in Slack.
    """
    workspace = stage.workspace
    with workspace.lock:
        place = workspace.conversation_for(user_id, message.channel)
        current = place.messages.get(message.ts)
        if current is None or current.ephemeral:
            raise RefusedError("This message is not there any more.")
        if current.user != user_id and not workspace.people.get(user_id).is_admin:
            raise RefusedError("Only an admin of the workspace deletes what somebody else wrote.")
        since = workspace.ids.revision
        event = _deleted(workspace, place, current)
        heard = workspace.identity.app_user_id in place.members
    return outcome(stage, user_id, since, tell(stage, event) if heard else Reply())


def _attachment(workspace: Workspace, place: Conversation, message: Message) -> Json:
    """What a shared message carries of the one that it shows."""
    return {
        "id": 1,
        "is_msg_unfurl": True,
        "is_share": True,
        "from_url": workspace.permalink(message),
        "ts": message.ts,
        "channel_id": place.id,
        "channel_team": workspace.identity.team_id,
        "channel_name": place.name,
        "author_id": message.user,
        "author_name": message.user_name,
        "text": message.text,
        "fallback": message.text,
        "mrkdwn_in": ["text"],
    }


def _deleted(workspace: Workspace, place: Conversation, message: Message) -> Json:
    """Takes the message away; the event that tells of it."""
    before = slack_message(message, workspace.identity)
    event: Json = {
        "type": "message",
        "channel": place.id,
        "channel_type": channel_type(place),
        "hidden": True,
    }
    if any(each.thread_ts == message.ts and each.ts != message.ts for each in place.messages.values()):
        gone = {"subtype": "tombstone", "user": "USLACKBOT", "text": TOMBSTONE, "ts": message.ts}
        workspace.edit(place, message, text=TOMBSTONE, blocks=None, attachments=(), reactions=())
        return event | {"subtype": "message_changed", "message": gone, "previous_message": before}
    workspace.remove(place, message)
    return event | {"subtype": "message_deleted", "deleted_ts": message.ts, "previous_message": before}
