"""What the forms of the review have in common."""

import json
from collections.abc import Mapping
from typing import Any

from slack_bolt import BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.review.carried import Subject
from bot.review.statement import statement
from bot.review.visit import Visit
from bot.services import Services
from bot.slack.controls import StaleControl


def held_in(view: Mapping[str, Any], block: str) -> Mapping[str, Any]:
    """What an input of a submitted form holds. StaleControl where the form has no inputs at all."""
    state = view.get("state")
    values = state.get("values") if isinstance(state, Mapping) else None
    if not isinstance(values, Mapping):
        raise StaleControl
    held = values.get(block)
    found = held.get("value") if isinstance(held, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def text_in(view: Mapping[str, Any], block: str) -> str:
    """What was typed; "" for nothing."""
    return str(held_in(view, block).get("value") or "").strip()


def choice_in(view: Mapping[str, Any], block: str) -> str:
    """The value of what was chosen; "" for nothing."""
    option = held_in(view, block).get("selected_option")
    return str(option["value"]) if isinstance(option, Mapping) else ""


def wrong_in_form(block: str, sentence: str) -> BoltResponse:
    """The form stays, with a sentence at the input that something is wrong with."""
    body = json.dumps({"response_action": "errors", "errors": {block: sentence}})
    return BoltResponse(status=200, body=body, headers={"content-type": ["application/json;charset=utf-8"]})


def show_below(
    services: Services, client: WebClient, visit: Visit, view: Mapping[str, Any], subject: Subject
) -> None:
    """The pay that the form was opened from is shown as it is now, if it is there still."""
    below = view.get("previous_view_id")
    if not below:
        return
    try:
        client.views_update(view_id=below, view=statement(services, visit, subject).as_view())
    except (SlackApiError, OSError):
        return  # closed meanwhile, or it shows what was there until it is opened again
