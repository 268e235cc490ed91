"""Buttons, menus and pickers, in messages and in views."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox import payloads
from bot.sandbox.acts.stage import Outcome, Stage, outcome
from bot.sandbox.blocks import elements
from bot.sandbox.forms import chosen, state_of
from bot.sandbox.messages import Message
from bot.sandbox.replies import reply_of
from bot.sandbox.shapes import Json, RefusedError, SlackError

# A message on which a person acts, or a view (Slack's view object).
Surface = Message | Json


def find_element(
    surface: Surface, action_id: str, block_id: str | None, value: str | None = None
) -> tuple[Json, Json]:
    """The block and the element to touch. Raises RefusedError when there is none, or more than one fits."""
    blocks = surface.blocks if isinstance(surface, Message) else surface.get("blocks")
    there = list(elements(blocks))
    fits = [(block, element) for block, element in there if element["action_id"] == action_id]
    if block_id is not None:
        fits = [(block, element) for block, element in fits if block["block_id"] == block_id]
    if value is not None:
        fits = [(block, element) for block, element in fits if element.get("value") == value]
    if len(fits) == 1:
        return fits[0]
    if not fits:
        known = ", ".join(element["action_id"] for _, element in there) or "nothing to press"
        raise RefusedError(f"There is no {action_id} here, but: {known}.")
    raise RefusedError(f"{len(fits)} elements are called {action_id}: say which by block_id or value.")


def click(
    stage: Stage,
    user_id: str,
    surface: Surface,
    action_id: str,
    *,
    block_id: str | None,
    value: str | None,
    choice: object,
    values: Mapping[str, Any] | None,
) -> Outcome:
    """Presses a button, or makes a `choice` in a menu or picker. `surface` may be out of date."""
    block, element = find_element(surface, action_id, block_id, value)
    action: Json = {"action_id": action_id, "type": element["type"]}
    if choice is not None:
        action |= chosen(element, choice)
    else:
        action |= {key: element[key] for key in ("value", "text") if key in element}
    shown = surface if not isinstance(surface, Message) else {"blocks": surface.blocks}
    return act(stage, user_id, surface, block["block_id"], action, state_of(shown, values))


def act(stage: Stage, user_id: str, surface: Surface, block_id: str, action: Json, state: Json) -> Outcome:
    """Tells the app of one action. A failure shows in the channel, if there is one."""
    workspace = stage.workspace
    with workspace.lock:
        since = workspace.ids.revision
        payload = _payload(stage, user_id, surface, state)
        payload["actions"] = [action | {"block_id": block_id, "action_ts": workspace.ids.ts()}]
    reply = stage.courier.send(
        "interactive", payload, "the button" if action["type"] == "button" else "the choice"
    )
    if reply.problem and isinstance(surface, Message):
        with workspace.lock:
            workspace.note(user_id, workspace.conversation_for(user_id, surface.channel), reply.problem)
    return outcome(stage, user_id, since, reply)


def suggest(stage: Stage, user_id: str, surface: Surface, action_id: str, typed: str) -> list[Json]:
    """The options that the app offers for what is typed into an external menu. Raises RefusedError."""
    block, element = find_element(surface, action_id, None)
    workspace = stage.workspace
    with workspace.lock:
        user = workspace.people.get(user_id)
        payload = payloads.interaction(workspace.identity, user, "block_suggestion")
        payload |= _where(stage, user_id, surface, state_of(surface) if isinstance(surface, dict) else {})
        payload |= {"action_id": element["action_id"], "block_id": block["block_id"], "value": typed}
    reply = stage.courier.send("interactive", payload, f"what was typed into {action_id}")
    if reply.problem or reply.answer is None:
        raise RefusedError(reply.problem or "The app offered nothing.")
    try:
        body = reply_of(reply.answer)
    except SlackError as error:
        raise RefusedError(f"The app's options cannot be read ({error.error}).") from error
    grouped = [option for group in body.get("option_groups") or [] for option in group.get("options") or []]
    return [*(body.get("options") or []), *grouped]


def _payload(stage: Stage, user_id: str, surface: Surface, state: Json) -> Json:
    workspace = stage.workspace
    user = workspace.people.get(user_id)
    payload = payloads.interaction(workspace.identity, user, "block_actions")
    payload |= _where(stage, user_id, surface, state)
    payload["trigger_id"] = workspace.triggers.issue(user_id)
    if isinstance(surface, Message):
        payload["response_url"] = workspace.response_url(user_id, surface.channel, surface.ts)
        payload["state"] = state
    return payload


def _where(stage: Stage, user_id: str, surface: Surface, state: Json) -> Json:
    if not isinstance(surface, Message):
        return payloads.on_view(surface, state)
    workspace = stage.workspace
    place = workspace.conversation_for(user_id, surface.channel)
    if not surface.visible_to(user_id):
        raise RefusedError("Only the person whom this message was for can see it.")
    return payloads.on_message(workspace.identity, place, surface)
