"""Cursors: a page of a list, and where the next one starts."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.web_api.args import Args

# Slack asks for no more at once, and may give fewer: who ignores the cursor loses people here too.
MOST = 200

Item = TypeVar("Item")


def page(items: Sequence[Item], args: Args, default: int = MOST) -> tuple[list[Item], Json]:
    """The asked-for page by `limit` and `cursor`, and the response_metadata that goes with it."""
    limit = args.number("limit", default) or default
    if limit < 0:
        raise SlackError("invalid_limit")
    start = _start(args.text("cursor"))
    if start > len(items):
        raise SlackError("invalid_cursor")
    end = start + min(limit, MOST)
    cursor = base64.b64encode(f"from:{end}".encode()).decode() if end < len(items) else ""
    return list(items[start:end]), {"next_cursor": cursor}


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise SlackError("invalid_cursor") from None
    if word != "from" or not number.isdecimal():
        raise SlackError("invalid_cursor")
    return int(number)
