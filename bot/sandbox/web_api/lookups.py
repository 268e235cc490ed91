"""Finding what a call is about."""

from bot.sandbox.conversations import Conversation
from bot.sandbox.messages import Message
from bot.sandbox.shapes import SlackError
from bot.sandbox.web_api.args import Args
from bot.sandbox.workspace import Workspace


def conversation(workspace: Workspace, args: Args) -> Conversation:
    """The conversation in `channel`, by id or #name, that the app may know of."""
    found = workspace.conversations.find(args.text("channel"))
    inside = found is not None and workspace.identity.app_user_id in found.members
    if found is None or not (inside or (found.kind == "channel" and not found.is_private)):
        raise SlackError("channel_not_found")
    return found


def conversation_to_write(workspace: Workspace, args: Args) -> Conversation:
    """Where the app may post: a conversation it is in, or a person's id for the DM with them.

    Slack takes a message to a deactivated person without complaint, so this does too.
    """
    reference = args.text("channel")
    person = workspace.people.find(reference)
    if person is not None:
        if person.is_bot:
            raise SlackError("channel_not_found")
        return workspace.direct_with_app(person.id)
    return conversation_to_change(workspace, args)


def conversation_to_change(workspace: Workspace, args: Args) -> Conversation:
    """Where the app may edit and delete: unlike for a post, a person's id does not stand for the DM."""
    found = conversation(workspace, args)
    if found.is_archived:
        raise SlackError("is_archived")
    if workspace.identity.app_user_id not in found.members:
        raise SlackError("not_in_channel")
    return found


def message(place: Conversation, ts: str, error: str = "message_not_found") -> Message:
    """A message that everybody in `place` sees: an ephemeral one cannot be looked up, edited or deleted."""
    found = place.messages.get(ts)
    if found is None or found.ephemeral:
        raise SlackError(error)
    return found
