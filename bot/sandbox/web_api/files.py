"""files.*: the two calls around an upload. What is uploaded in between goes to a URL of its own."""

from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.uploads import slack_file
from bot.sandbox.web_api import lookups
from bot.sandbox.web_api.args import Args
from bot.sandbox.web_api.chat import thread_of
from bot.sandbox.workspace import Workspace


def upload_url(workspace: Workspace, args: Args) -> Json:
    upload = workspace.uploads.announce(args.text("filename"), args.number("length", 0))
    return {"upload_url": f"{workspace.base_url}/slack/upload/{upload.token}", "file_id": upload.id}


def complete(workspace: Workspace, args: Args) -> Json:
    """Shows the files in a conversation, if one is named: unlike for a post, a person's id is none."""
    given = args.parsed("files", "invalid_arguments")
    if not isinstance(given, list) or not given or not all(isinstance(each, dict) for each in given):
        raise SlackError("invalid_arguments", ["[ERROR] files has to be a list of files"])
    done = [workspace.uploads.complete(str(each.get("id")), str(each.get("title") or "")) for each in given]
    if args.has("channel_id"):
        place = lookups.conversation_to_change(workspace, Args({"channel": args.text("channel_id")}))
        workspace.post(
            place,
            workspace.identity.app_author,
            args.text("initial_comment"),
            thread_ts=thread_of(place, args),
            files=[slack_file(each) for each in done],
        )
    return {"files": [{"id": each.id, "title": each.title} for each in done]}
