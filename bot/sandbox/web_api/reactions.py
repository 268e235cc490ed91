"""reactions.*"""

from bot.sandbox.shapes import Json
from bot.sandbox.web_api import lookups
from bot.sandbox.web_api.args import Args
from bot.sandbox.workspace import Workspace


def add(workspace: Workspace, args: Args) -> Json:
    return _change(workspace, args, add=True)


def remove(workspace: Workspace, args: Args) -> Json:
    return _change(workspace, args, add=False)


def _change(workspace: Workspace, args: Args, *, add: bool) -> Json:
    place = lookups.conversation_to_write(workspace, args)
    message = lookups.message(place, args.text("timestamp"))
    workspace.react(place, message, workspace.identity.app_user_id, args.text("name"), add=add)
    return {}
