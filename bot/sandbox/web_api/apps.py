"""auth.test and apps.connections.open: who the app is, and its way in."""

from bot.sandbox.shapes import Json
from bot.sandbox.web_api.args import Args
from bot.sandbox.workspace import Workspace


def auth_test(workspace: Workspace, _args: Args) -> Json:
    identity = workspace.identity
    return {
        "url": f"{workspace.base_url}/",
        "team": identity.team_name,
        "user": identity.app_name.lower(),
        "team_id": identity.team_id,
        "user_id": identity.app_user_id,
        "bot_id": identity.bot_id,
        "is_enterprise_install": False,
    }


def open_connection(workspace: Workspace, _args: Args) -> Json:
    """A WebSocket address, good for one connection."""
    ticket = workspace.sockets.issue_ticket()
    return {"url": f"ws{workspace.base_url.removeprefix('http')}/slack/socket?ticket={ticket}"}
