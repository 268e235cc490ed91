"""What the page shows of the world to one person. Call with the lock held."""

from bot.sandbox.conversations import Conversation
from bot.sandbox.messages import page_message
from bot.sandbox.shapes import NOTE, Json, RefusedError
from bot.sandbox.users import SandboxUser, page_user
from bot.sandbox.workspace import Workspace


def person(workspace: Workspace, user_id: str) -> SandboxUser:
    """Someone one can be on the page. Raises RefusedError for anybody else."""
    user = workspace.people.get(user_id)
    if user.is_bot:
        raise RefusedError(f"{user.real_name} is a bot, which nobody can be.")
    if user.deleted:
        raise RefusedError(f"{user.real_name}'s account is deactivated: nobody can sign in with it.")
    return user


def state(workspace: Workspace, user_id: str, *, connected: bool) -> Json:
    """Without a user, what there is to choose from."""
    identity = workspace.identity
    me = person(workspace, user_id) if user_id else None
    humans = [user for user in workspace.people.everyone() if not (user.is_bot or user.deleted)]
    return {
        "team": {"id": identity.team_id, "name": identity.team_name},
        "app": {"name": identity.app_name, "user_id": identity.app_user_id, "bot_id": identity.bot_id},
        "me": page_user(me) if me else None,
        "users": [page_user(user) for user in humans],
        # Messages may name people who left, and bots.
        "names": {user.id: user.real_name for user in workspace.people.everyone()},
        "channels": channels(workspace, me) if me else [],
        "commands": [
            {"command": each.name, "description": each.description, "usage_hint": each.usage_hint}
            for each in identity.commands
        ],
        "shortcuts": [
            {"type": each.kind, "callback_id": each.callback_id, "name": each.name}
            for each in identity.shortcuts
        ],
        "connected": connected,
        "note": NOTE,
    }


def channels(workspace: Workspace, me: SandboxUser) -> list[Json]:
    """Channels first, then direct messages, each in the order they were made."""
    mine = sorted(workspace.conversations.of(me.id), key=lambda place: place.kind)
    return [
        {
            "id": place.id,
            "name": place_name(workspace, place, me),
            "kind": place.kind,
            "unread": place.unread_by(me.id),
            "app_dm": place.app_dm,
        }
        for place in mine
        if not place.is_archived
    ]


def place_name(workspace: Workspace, place: Conversation, me: SandboxUser) -> str:
    if place.kind == "channel":
        return place.name
    others = [member for member in place.members if member != me.id]
    if others == [workspace.identity.app_user_id]:
        return workspace.identity.app_name
    people = [workspace.people.find(member) for member in others]
    return ", ".join(user.real_name for user in people if user is not None)


def messages(workspace: Workspace, user_id: str, channel: str) -> Json:
    """What they see in a conversation; it is read afterwards."""
    me = person(workspace, user_id)
    place = workspace.conversation_for(user_id, channel)
    was_unread = place.unread_by(user_id) > 0
    place.last_read[user_id] = workspace.ids.revision
    if was_unread:
        workspace.feed.tell([user_id], "state")
    return {"messages": [page_message(message, me) for message in place.seen_by(user_id)]}
