"""Global and message shortcuts."""

from bot.sandbox import payloads
from bot.sandbox.acts.stage import Outcome, Stage, outcome
from bot.sandbox.messages import Message, slack_message
from bot.sandbox.shapes import Json, RefusedError


def run_shortcut(stage: Stage, user_id: str, callback_id: str, message: Message | None) -> Outcome:
    """A message shortcut if `message` is given, else a global one. Raises RefusedError for an unknown one."""
    workspace = stage.workspace
    with workspace.lock:
        since = workspace.ids.revision
        shortcut = workspace.identity.shortcut("global" if message is None else "message", callback_id)
        if shortcut is None:
            raise RefusedError(f"The app has no such shortcut: {callback_id}.")
        payload = _on_nothing(stage, user_id) if message is None else _on_message(stage, user_id, message)
        payload |= {
            "callback_id": callback_id,
            "action_ts": workspace.ids.ts(),
            "trigger_id": workspace.triggers.issue(user_id),
        }
    reply = stage.courier.send("interactive", payload, f"“{shortcut.name}”")
    if reply.problem and message is not None:
        with workspace.lock:
            workspace.note(user_id, workspace.conversation_for(user_id, message.channel), reply.problem)
    return outcome(stage, user_id, since, reply)


def _on_nothing(stage: Stage, user_id: str) -> Json:
    user = stage.workspace.people.get(user_id)
    return payloads.interaction(stage.workspace.identity, user, "shortcut")


def _on_message(stage: Stage, user_id: str, message: Message) -> Json:
    workspace = stage.workspace
    if message.ephemeral:
        raise RefusedError("Slack offers no shortcuts on messages that only one person sees.")
    place = workspace.conversation_for(user_id, message.channel)
    payload = payloads.interaction(workspace.identity, workspace.people.get(user_id), "message_action")
    return payload | {
        "channel": {"id": place.id, "name": payloads.channel_name(place)},
        "message": slack_message(message, workspace.identity),
        "message_ts": message.ts,
        "response_url": workspace.response_url(user_id, place.id, message.ts),
    }
