"""conversations.*: finding and opening conversations, and reading them."""

from bot.sandbox.conversations import Conversation
from bot.sandbox.messages import Message, slack_message
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.web_api import lookups
from bot.sandbox.web_api.args import Args
from bot.sandbox.web_api.paging import page
from bot.sandbox.workspace import Workspace

HISTORY_PAGE = 100
MOST_USERS = 8


def open_conversation(workspace: Workspace, args: Args) -> Json:
    if args.has("channel"):
        place, is_new = _direct(lookups.conversation(workspace, args)), False
    else:
        place, is_new = workspace.conversations.direct(_named_people(workspace, args), workspace.clock())
    body: Json = {"channel": {"id": place.id}}
    if args.flag("return_im"):
        body["channel"] = _described(workspace, place)
    return body if is_new else body | {"no_op": True, "already_open": True}


def info(workspace: Workspace, args: Args) -> Json:
    place = lookups.conversation(workspace, args)
    described = _described(workspace, place)
    if args.flag("include_num_members"):
        described["num_members"] = len(place.members)
    return {"channel": described}


def list_all(workspace: Workspace, args: Args) -> Json:
    wanted = set((args.text("types") or "public_channel").replace(" ", "").split(","))
    unknown = wanted - {"public_channel", "private_channel", "im", "mpim"}
    if unknown:
        raise SlackError("invalid_types")
    found = [
        place for place in workspace.conversations if _type_of(place) in wanted and _known(workspace, place)
    ]
    if args.flag("exclude_archived"):
        found = [place for place in found if not place.is_archived]
    listed, metadata = page(found, args, HISTORY_PAGE)
    return {"channels": [_described(workspace, place) for place in listed], "response_metadata": metadata}


def members(workspace: Workspace, args: Args) -> Json:
    place = lookups.conversation(workspace, args)
    listed, metadata = page(place.members, args, HISTORY_PAGE)
    return {"members": listed, "response_metadata": metadata}


def history(workspace: Workspace, args: Args) -> Json:
    """Newest first, without ephemeral messages and without replies in threads."""
    place = _readable(workspace, args)
    return _read(
        workspace, [each for each in place.messages.values() if not each.is_reply], args, newest_first=True
    )


def replies(workspace: Workspace, args: Args) -> Json:
    """A thread, oldest first, its parent at the head."""
    place = _readable(workspace, args)
    parent = lookups.message(place, args.text("ts"), "thread_not_found")
    thread_ts = parent.thread_ts or parent.ts
    thread = [each for each in place.messages.values() if thread_ts in (each.ts, each.thread_ts)]
    return _read(workspace, thread, args, newest_first=False)


def _read(workspace: Workspace, messages: list[Message], args: Args, *, newest_first: bool) -> Json:
    between = [each for each in messages if not each.ephemeral and _within(each.ts, args)]
    between.sort(key=lambda each: each.ts, reverse=newest_first)
    listed, metadata = page(between, args, HISTORY_PAGE)
    with_metadata = args.flag("include_all_metadata")
    body: Json = {
        "messages": [slack_message(each, workspace.identity, with_metadata=with_metadata) for each in listed],
        "has_more": bool(metadata["next_cursor"]),
    }
    return body | {"response_metadata": metadata} if body["has_more"] else body


def _within(ts: str, args: Args) -> bool:
    oldest = args.microseconds("oldest", "invalid_ts_oldest")
    latest = args.microseconds("latest", "invalid_ts_latest")
    at = int(ts.replace(".", ""))
    if args.flag("inclusive"):
        return (oldest is None or at >= oldest) and (latest is None or at <= latest)
    return (oldest is None or at > oldest) and (latest is None or at < latest)


def _readable(workspace: Workspace, args: Args) -> Conversation:
    place = lookups.conversation(workspace, args)
    if workspace.identity.app_user_id not in place.members:
        raise SlackError("not_in_channel")
    return place


def _named_people(workspace: Workspace, args: Args) -> list[str]:
    ids = [each for each in args.text("users").replace(" ", "").split(",") if each]
    if not ids:
        raise SlackError("users_list_not_supplied")
    if len(ids) > MOST_USERS:
        raise SlackError("too_many_users")
    for user_id in ids:
        user = workspace.people.find(user_id)
        if user is None:
            raise SlackError("user_not_found")
        if user.deleted:
            raise SlackError("user_disabled")
    return [*ids, workspace.identity.app_user_id]


def _direct(place: Conversation) -> Conversation:
    if place.kind != "dm":
        raise SlackError("method_not_supported_for_channel_type")
    return place


def _known(workspace: Workspace, place: Conversation) -> bool:
    return _type_of(place) == "public_channel" or workspace.identity.app_user_id in place.members


def _type_of(place: Conversation) -> str:
    if place.kind == "dm":
        return "im" if place.is_im else "mpim"
    return "private_channel" if place.is_private else "public_channel"


def _described(workspace: Workspace, place: Conversation) -> Json:
    app_user_id = workspace.identity.app_user_id
    body: Json = {
        "id": place.id,
        "created": int(place.created_at.timestamp()),
        "is_channel": place.kind == "channel",
        "is_group": place.is_private and place.kind == "channel",
        "is_im": place.is_im,
        "is_mpim": place.is_mpim,
        "is_private": place.is_private or place.kind == "dm",
        "is_archived": place.is_archived,
        "context_team_id": workspace.identity.team_id,
    }
    if place.is_im:
        return body | {"user": next(each for each in place.members if each != app_user_id), "is_open": True}
    named = {"name": place.name, "name_normalized": place.name, "is_member": app_user_id in place.members}
    return body | named | {"is_general": place.id == "C0001"}
