"""users.*: who is who."""

from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.users import SandboxUser, slack_user
from bot.sandbox.web_api.args import Args
from bot.sandbox.web_api.paging import page
from bot.sandbox.workspace import Workspace


def info(workspace: Workspace, args: Args) -> Json:
    if args.text("user") == workspace.identity.app_user_id:
        return {"user": _described(workspace, _app_user(workspace))}
    user = workspace.people.find(args.text("user"))
    if user is None:
        raise SlackError("user_not_found")
    return {"user": _described(workspace, user)}


def list_all(workspace: Workspace, args: Args) -> Json:
    """Everyone, those who left and the app's own user too, a page at a time."""
    listed, metadata = page([*workspace.people.everyone(), _app_user(workspace)], args)
    return {
        "members": [_described(workspace, user) for user in listed],
        "cache_ts": int(workspace.clock().timestamp()),
        "response_metadata": metadata,
    }


def lookup_by_email(workspace: Workspace, args: Args) -> Json:
    """As Slack: an address finds nobody who left, no bot and nobody of another organisation."""
    wanted = args.text("email").casefold()
    for user in workspace.people.everyone():
        reachable = not (user.deleted or user.is_bot or user.is_stranger)
        if reachable and user.email.casefold() == wanted:
            return {"user": _described(workspace, user)}
    raise SlackError("users_not_found")


def _described(workspace: Workspace, user: SandboxUser) -> Json:
    return slack_user(user, workspace.identity.team_id, workspace.clock())


def _app_user(workspace: Workspace) -> SandboxUser:
    identity = workspace.identity
    return SandboxUser(identity.app_user_id, identity.app_name.lower(), identity.app_name, "", is_bot=True)
