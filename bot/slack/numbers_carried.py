"""Two numbers that a button or a form carries: of what it is about, and as how it was shown."""

from collections.abc import Mapping
from typing import Any

from bot.slack.controls import StaleControl, value_of, whole


def pair_of(action: Mapping[str, object]) -> tuple[int, int]:
    """What a pressed button carries. StaleControl when it is no pair."""
    return pair(value_of(action))


def pair_in(view: Mapping[str, Any]) -> tuple[int, int]:
    """What a form carries. StaleControl when it is no pair."""
    return pair(str(view.get("private_metadata") or ""))


def pair(text: str) -> tuple[int, int]:
    """`12 3`. StaleControl for anything else."""
    first, _, second = text.partition(" ")
    if not second:
        raise StaleControl
    return whole(first), whole(second)
