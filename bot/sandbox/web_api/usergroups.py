"""usergroups.*: which groups there are, and who is in one."""

from bot.sandbox.groups import slack_group
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.web_api.args import Args
from bot.sandbox.workspace import Workspace


def list_all(workspace: Workspace, args: Args) -> Json:
    groups = [
        each for each in workspace.groups.everyone() if args.flag("include_disabled") or not each.disabled
    ]
    return {"usergroups": [slack_group(each, workspace.identity.team_id) for each in groups]}


def users(workspace: Workspace, args: Args) -> Json:
    """The ids of a group's members; of a disabled group only when asked for it."""
    group = workspace.groups.find(args.text("usergroup"))
    if group is None or (group.disabled and not args.flag("include_disabled")):
        raise SlackError("no_such_subteam")
    return {"users": list(group.members)}
