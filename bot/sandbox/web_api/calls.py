"""Every method by its name. A call has to be known, allowed and complete; then it is done and recorded."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.faults import Call, Fault
from bot.sandbox.identity import Identity
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.web_api import apps, chat, conversations, files, reactions, usergroups, users, views
from bot.sandbox.web_api.args import Args
from bot.sandbox.workspace import Workspace


@dataclass(frozen=True)
class Method:
    """`required` arguments; `by_app`: needs the app-level token (xapp-) and not the bot's."""

    run: Callable[[Workspace, Args], Json]
    required: tuple[str, ...] = ()
    by_app: bool = False


METHODS = {
    "auth.test": Method(apps.auth_test),
    "apps.connections.open": Method(apps.open_connection, by_app=True),
    "chat.postMessage": Method(chat.post_message, ("channel",)),
    "chat.postEphemeral": Method(chat.post_ephemeral, ("channel", "user")),
    "chat.update": Method(chat.update, ("channel", "ts")),
    "chat.delete": Method(chat.delete, ("channel", "ts")),
    "chat.getPermalink": Method(chat.permalink, ("channel", "message_ts")),
    "conversations.open": Method(conversations.open_conversation),
    "conversations.info": Method(conversations.info, ("channel",)),
    "conversations.list": Method(conversations.list_all),
    "conversations.members": Method(conversations.members, ("channel",)),
    "conversations.history": Method(conversations.history, ("channel",)),
    "conversations.replies": Method(conversations.replies, ("channel", "ts")),
    "files.getUploadURLExternal": Method(files.upload_url, ("filename", "length")),
    "files.completeUploadExternal": Method(files.complete, ("files",)),
    "reactions.add": Method(reactions.add, ("channel", "timestamp", "name")),
    "reactions.remove": Method(reactions.remove, ("channel", "timestamp", "name")),
    "usergroups.list": Method(usergroups.list_all),
    "usergroups.users.list": Method(usergroups.users, ("usergroup",)),
    "users.info": Method(users.info, ("user",)),
    "users.list": Method(users.list_all),
    "users.lookupByEmail": Method(users.lookup_by_email, ("email",)),
    "views.open": Method(views.open_view, ("trigger_id", "view")),
    "views.push": Method(views.push, ("trigger_id", "view")),
    "views.update": Method(views.update, ("view",)),
    "views.publish": Method(views.publish, ("user_id", "view")),
}


def answer(workspace: Workspace, name: str, token: str, values: Json, fault: Fault | None = None) -> Json:
    """Carries one call out and returns Slack's JSON; the call is written down in `workspace.calls`."""
    with workspace.lock:
        try:
            body = {"ok": True} | _carried_out(workspace, name, token, Args(values))
        except SlackError as error:
            body = error.body()
        workspace.calls.append(Call(name, values, body, fault.kind if fault else None))
    return body


def refuse(workspace: Workspace, name: str, values: Json, fault: Fault) -> None:
    """Writes down a call that a fault kept from being carried out."""
    with workspace.lock:
        workspace.calls.append(Call(name, values, None, fault.kind))


def _carried_out(workspace: Workspace, name: str, token: str, args: Args) -> Json:
    method = METHODS.get(name)
    if method is None:
        raise SlackError("unknown_method")
    _check_token(workspace.identity, token, by_app=method.by_app)
    missing = [required for required in method.required if not args.has(required)]
    if missing:
        raise SlackError("invalid_arguments", [f"[ERROR] missing required field: {each}" for each in missing])
    return method.run(workspace, args)


def _check_token(identity: Identity, token: str, *, by_app: bool) -> None:
    if not token:
        raise SlackError("not_authed")
    if token not in (identity.bot_token, identity.app_token):
        raise SlackError("invalid_auth")
    if token != (identity.app_token if by_app else identity.bot_token):
        raise SlackError("not_allowed_token_type")
