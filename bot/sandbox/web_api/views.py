"""views.*: modals and App Home."""

from typing import Literal

from bot.sandbox.checks import check_view
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.web_api.args import Args
from bot.sandbox.workspace import Workspace


def open_view(workspace: Workspace, args: Args) -> Json:
    view = _view("modal", args)
    return {"view": workspace.views.open(workspace.triggers.spend(args.text("trigger_id")), view)}


def push(workspace: Workspace, args: Args) -> Json:
    view = _view("modal", args)
    return {"view": workspace.views.push(workspace.triggers.spend(args.text("trigger_id")), view)}


def update(workspace: Workspace, args: Args) -> Json:
    given = args.parsed("view", "invalid_arguments")
    is_home = isinstance(given, dict) and given.get("type") == "home"
    updated = workspace.views.update(
        check_view("home" if is_home else "modal", given),
        view_id=args.text("view_id"),
        external_id=args.text("external_id"),
        expected_hash=args.text("hash"),
    )
    return {"view": updated}


def publish(workspace: Workspace, args: Args) -> Json:
    view = _view("home", args)
    if args.text("user_id") not in workspace.people:
        raise SlackError("invalid_arguments", ["[ERROR] user_id is nobody here"])
    return {"view": workspace.views.publish(args.text("user_id"), view, args.text("hash"))}


def _view(surface: Literal["modal", "home"], args: Args) -> Json:
    return check_view(surface, args.parsed("view", "invalid_arguments"))
