"""What a person fills into a view: its state in Slack's shape, and what Slack would not let them submit."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.sandbox.blocks import MANY, STATE_OF, elements
from bot.sandbox.shapes import Json, RefusedError

State = dict[str, dict[str, Json]]


def state_of(view: Json, given: Mapping[str, Any] | None = None) -> Json:
    """`{"values": {block_id: {action_id: …}}}` of a view: what it starts with, and what was filled in.

    given: by block_id or action_id, either Slack's own state of that element or simply the answer: a text, an
    option's value, a date, a user id; a list for those that take several. Raises RefusedError for an answer
    that nobody could give in this view.
    """
    answers = dict(given or {})
    values: State = {}
    for block, element in elements(view.get("blocks")):
        kind = element["type"]
        if kind not in STATE_OF:
            continue
        block_id, action_id = block["block_id"], element["action_id"]
        key, initial_key = STATE_OF[kind]
        state: Json = {"type": kind, key: element.get(initial_key, [] if kind in MANY else None)}
        name = block_id if block_id in answers else action_id
        if name in answers:
            state[key] = _answered(element, key, answers.pop(name))
        values.setdefault(block_id, {})[action_id] = state
    if answers:
        raise RefusedError(f"The view has nothing to fill in called {', '.join(sorted(answers))}.")
    return {"values": values}


def page_state(view: Json, sent: object) -> Json:
    """The state that the page sent, kept to what the view has, over what the view starts with."""
    values = sent.get("values") if isinstance(sent, Mapping) else None
    state = state_of(view)
    for block_id, held in state["values"].items():
        filled = values.get(block_id) if isinstance(values, Mapping) else None
        for action_id, start in held.items():
            answer = filled.get(action_id) if isinstance(filled, Mapping) else None
            if isinstance(answer, Mapping):
                key = STATE_OF[start["type"]][0]
                start[key] = _emptied(answer.get(key))
    return state


def complaints(view: Json, state: Json) -> dict[str, str]:
    """What Slack tells the person before the app hears of it, by block_id; empty when it may be submitted."""
    found: dict[str, str] = {}
    for block, element in elements(view.get("blocks")):
        if block.get("type") != "input" or element["type"] not in STATE_OF:
            continue
        held = state["values"][block["block_id"]][element["action_id"]]
        complaint = _complaint(block, element, held[STATE_OF[element["type"]][0]])
        if complaint:
            found[block["block_id"]] = complaint
    return found


def chosen(element: Json, choice: object) -> Json:
    """An action's state, as `{"selected_option": …}`. Raises RefusedError when there is no such option."""
    if element["type"] == "overflow":
        return {"selected_option": _option(element, choice)}
    key = STATE_OF[element["type"]][0]
    return {key: _answered(element, key, choice)}


def _answered(element: Json, key: str, answer: Any) -> object:
    if isinstance(answer, Mapping) and key in answer:
        return answer[key]
    if key == "selected_option":
        return None if answer is None else _option(element, answer)
    if key == "selected_options":
        return [_option(element, each) for each in answer]
    if key == "files":
        return [_file(each) for each in answer]
    return _emptied(answer)


def _emptied(answer: object) -> object:
    return None if answer == "" else answer


def _file(answer: Any) -> Json:
    """A file that was uploaded: Slack's own file object, or the id of a picture."""
    if isinstance(answer, Mapping):
        return dict(answer)
    return {"id": answer, "name": f"{answer}.png", "mimetype": "image/png", "filetype": "png"}


def _option(element: Json, choice: object) -> Json:
    """The option with this value, or Slack's option object as it is (as an external menu needs)."""
    if isinstance(choice, Mapping):
        return dict(choice)
    groups = element.get("option_groups") or []
    options = [*(element.get("options") or []), *(each for group in groups for each in group["options"])]
    for option in options:
        if option.get("value") == choice:
            return dict(option)
    known = ", ".join(str(option.get("value")) for option in options)
    raise RefusedError(f"{element.get('action_id')} offers no {choice!r}, only: {known}.")


def _complaint(block: Json, element: Json, answer: Any) -> str | None:
    if not answer:
        return None if block.get("optional") else "Please complete this required field."
    kind = element["type"]
    if kind == "number_input":
        return _number_complaint(element, str(answer))
    if kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", str(answer)):
        return "Please enter a valid email address."
    if kind == "url_text_input" and not re.fullmatch(r"https?://\S+", str(answer)):
        return "Please enter a valid URL."
    if kind == "plain_text_input":
        return _length_complaint(element, str(answer))
    most = element.get("max_selected_items")
    if kind in MANY and most and len(answer) > most:
        return f"Please choose no more than {most}."
    return None


def _length_complaint(element: Json, answer: str) -> str | None:
    least, most = element.get("min_length", 0), element.get("max_length", 3_000)
    if len(answer) < least:
        return f"Please enter at least {least} characters."
    return f"Please enter no more than {most} characters." if len(answer) > most else None


def _number_complaint(element: Json, answer: str) -> str | None:
    try:
        number = Decimal(answer) if re.fullmatch(r"-?\d+(\.\d+)?", answer, re.ASCII) else None
        least, most = (
            Decimal(element[key]) if element.get(key) else None for key in ("min_value", "max_value")
        )
    except InvalidOperation:
        return None
    if number is None:
        return "Please enter a valid number."
    if not element.get("is_decimal_allowed") and "." in answer:
        return "Please enter a whole number."
    if least is not None and number < least:
        return f"Please enter a number of at least {least}."
    return f"Please enter a number of no more than {most}." if most is not None and number > most else None
