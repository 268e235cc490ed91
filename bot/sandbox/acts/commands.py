"""Slash commands."""

from bot.sandbox import payloads
from bot.sandbox.acts.stage import Outcome, Stage, outcome
from bot.sandbox.conversations import Conversation
from bot.sandbox.courier import Reply
from bot.sandbox.identity import Command
from bot.sandbox.replies import post_command_reply, reply_of
from bot.sandbox.shapes import Json, RefusedError, SlackError


def run_command(stage: Stage, user_id: str, name: str, text: str, channel: str | None) -> Outcome:
    """`user_id` types `name text` in `channel`, or in their DM with the app. Raises RefusedError."""
    workspace = stage.workspace
    with workspace.lock:
        asked = _declared(stage, name)
        place = workspace.conversation_for(user_id, channel or workspace.direct_with_app(user_id).id)
        since = workspace.ids.revision
        payload = _payload(stage, user_id, place, asked, text)
    reply = stage.courier.send("command", payload, name)
    with workspace.lock:
        problem = reply.problem or _show(stage, user_id, place, f"{name} {text}".strip(), reply)
        if problem:
            workspace.note(user_id, place, problem)
    return outcome(stage, user_id, since, reply, problem)


def _declared(stage: Stage, name: str) -> Command:
    asked = stage.workspace.identity.command(name)
    if asked is None:
        known = ", ".join(command.name for command in stage.workspace.identity.commands)
        hint = f" Try {known}." if known else ""
        raise RefusedError(f"{name} is not a command here.{hint}")
    return asked


def _payload(stage: Stage, user_id: str, place: Conversation, asked: Command, text: str) -> Json:
    workspace = stage.workspace
    return payloads.command(
        workspace.identity,
        workspace.people.get(user_id),
        place,
        asked,
        workspace.referenced(text, labelled=True) if asked.should_escape else text,
        workspace.response_url(user_id, place.id),
        workspace.triggers.issue(user_id),
    )


def _show(stage: Stage, user_id: str, place: Conversation, typed: str, reply: Reply) -> str | None:
    """Shows the app's reply; returns what is wrong with it, for the person."""
    if reply.answer is None:
        return None
    try:
        post_command_reply(stage.workspace, user_id, place, typed, reply_of(reply.answer))
    except SlackError as error:
        details = "".join(f"\n• {message}" for message in error.messages)
        return f"The app's answer cannot be shown ({error.error}).{details}"
    return None
