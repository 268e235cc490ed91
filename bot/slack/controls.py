"""What a button brings back when it is pressed; an earlier version of the app may have drawn it."""

import re
from collections.abc import Mapping
from typing import Any

_WHOLE = re.compile(r"[0-9]{1,18}")


class StaleControl(Exception):
    """What a control brings cannot be read: it was drawn by another version of the app. Nothing was done."""


def value_of(action: Mapping[str, object]) -> str:
    """What a pressed button carries. StaleControl when it carries nothing."""
    value = action.get("value")
    if not isinstance(value, str):
        raise StaleControl
    return value


def number_of(action: Mapping[str, object]) -> int:
    """The whole number that a pressed button carries: a page, a line, an id. StaleControl when it is none."""
    return whole(value_of(action))


def whole(text: str) -> int:
    """A whole number from 0 on, in plain digits. StaleControl for anything else."""
    if not _WHOLE.fullmatch(text):
        raise StaleControl
    return int(text)


def page_of(body: Mapping[str, Any]) -> int:
    """The page that a modal was on when something was pressed in it; the first if it does not say."""
    page = str(body.get("view", {}).get("private_metadata", ""))
    return int(page) if _WHOLE.fullmatch(page) else 1
