"""Slack's limits, held against what an app sends."""

from collections.abc import Mapping
from typing import Literal

from bot.sandbox.shapes import Json, SlackError
from bot.slack.limits import violations

MESSAGE_TEXT_CHARACTERS = 40_000


def check_message(text: object, blocks: object) -> None:
    """Raises SlackError for what chat.postMessage would refuse."""
    if text is not None and not isinstance(text, str):
        raise SlackError("invalid_arguments", ["[ERROR] text has to be a string"])
    if not (text or "").strip() and not blocks:
        raise SlackError("no_text")
    if text is not None and len(text) > MESSAGE_TEXT_CHARACTERS:
        raise SlackError("msg_too_long")
    if blocks is None:
        return
    # Slack itself takes blocks without text, so the text's absence is not held against them here.
    payload = {"text": text if (text or "").strip() else "-", "blocks": blocks}
    found = violations("message", payload)
    if found:
        raise SlackError("invalid_blocks", found)


def check_view(surface: Literal["modal", "home"], view: object) -> Json:
    """`view` as a dict. Raises SlackError for what views.* would refuse."""
    if not isinstance(view, Mapping):
        raise SlackError("invalid_arguments", ["[ERROR] view has to be a JSON object"])
    found = violations(surface, view)
    if found:
        raise SlackError("invalid_arguments", found)
    return dict(view)
