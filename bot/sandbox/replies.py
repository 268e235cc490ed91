"""What the app's answers mean: a command's reply, a response_url's post, a submission's response_action."""

import json
from typing import Any

from bot.sandbox.checks import check_message, check_view
from bot.sandbox.conversations import Conversation
from bot.sandbox.delivery import Answer
from bot.sandbox.messages import Message
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.tickets import ResponseUrl
from bot.sandbox.workspace import Workspace


def reply_of(answer: Answer) -> Json:
    """The answer's body as a reply: JSON as it is, any other text as `{"text": …}`, nothing as `{}`."""
    body = answer.body.decode("utf-8", "replace")
    if not body.strip():
        return {}
    if answer.headers.get("content-type", "").startswith("application/json"):
        try:
            parsed = json.loads(body)
        except ValueError:
            raise SlackError("invalid_json") from None
        return parsed if isinstance(parsed, dict) else {}
    return {"text": body}


def post_command_reply(
    workspace: Workspace, user_id: str, place: Conversation, typed: str, reply: Json
) -> None:
    """Shows a command's reply; one for the channel also shows what the person typed, as Slack does.

    Call with the lock held. Raises SlackError for a reply that Slack would not show.
    """
    if not reply.get("text") and not reply.get("blocks"):
        return
    if reply.get("response_type") == "in_channel":
        check_message(reply.get("text"), reply.get("blocks"))
        person = workspace.author(user_id)
        workspace.post(place, person, workspace.referenced(typed, labelled=False))
    _post(workspace, user_id, place, reply)


def answer_response_url(workspace: Workspace, url: ResponseUrl, reply: Json) -> None:
    """Posts, replaces or deletes as the app's POST to a response_url says.

    Call with the lock held. Raises SlackError.
    """
    place = workspace.conversations.find(url.channel)
    if place is None:
        raise SlackError("channel_not_found")
    original = place.messages.get(url.message_ts or "")
    if reply.get("delete_original"):
        if original is None:
            raise SlackError("message_not_found")
        workspace.remove(place, original)
    elif reply.get("replace_original") and original is not None:
        check_message(reply.get("text"), reply.get("blocks"))
        text, blocks = str(reply.get("text") or ""), reply.get("blocks")
        workspace.edit(place, original, text=text, blocks=blocks, edited=not original.ephemeral)
    else:
        posted = _post(workspace, url.user, place, reply)
        url.message_ts = url.message_ts or posted.ts


def _post(workspace: Workspace, user_id: str, place: Conversation, reply: Json) -> Message:
    check_message(reply.get("text"), reply.get("blocks"))
    return workspace.post(
        place,
        workspace.identity.app_author,
        str(reply.get("text") or ""),
        reply.get("blocks"),
        ephemeral_to=None if reply.get("response_type") == "in_channel" else user_id,
        thread_ts=reply.get("thread_ts"),
    )


def answer_submission(workspace: Workspace, user_id: str, view: Json, reply: Json) -> dict[str, str]:
    """Does what a submission's answer says; returns its errors by block_id.

    Call with the lock held. Raises SlackError for an answer that Slack would not take.
    """
    action = reply.get("response_action")
    if action == "errors":
        return _errors(view, reply.get("errors"))
    if action == "update":
        workspace.views.update(check_view("modal", reply.get("view")), view_id=view["id"])
    elif action == "push":
        workspace.views.push(user_id, check_view("modal", reply.get("view")))
    elif action == "clear":
        workspace.views.clear(user_id)
    elif action is None:
        workspace.views.close(user_id, view["id"])
    else:
        raise SlackError("invalid_response_action", [f"there is no response_action {action!r}"])
    return {}


def _errors(view: Json, given: Any) -> dict[str, str]:
    """Slack shows errors beside input blocks, and refuses those of any other."""
    inputs = {block.get("block_id") for block in view["blocks"] if block.get("type") == "input"}
    if not isinstance(given, dict) or not given:
        raise SlackError("invalid_errors", ["errors has to name at least one input block"])
    unknown = sorted(set(given) - inputs)
    if unknown:
        raise SlackError("invalid_errors", [f"the modal has no input block {', '.join(unknown)}"])
    return {block_id: str(text) for block_id, text in given.items()}
