"""Which of the company's values a nomination is for."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from bot.recognition.pieces import normal_tag


@dataclass(frozen=True)
class UnknownValue:
    """A hashtag that is no value here, and the one that was probably meant ("" when none is near)."""

    tag: str
    meant: str


def chosen_value(
    tags: Iterable[str], channel_names: Iterable[str], known: Iterable[str]
) -> str | UnknownValue | None:
    """The first hashtag that is one of the `known` values' tags; None when there is no value to choose.

    tags, channel_names: of a Reading; a channel's name counts only where it is a value's. Other hashtags
    beside a known one are just words, and so are all where the workspace has no values.
    """
    values = {normal_tag(tag): tag for tag in known}
    typed = list(tags)
    for tag in (*typed, *channel_names):
        if tag in values:
            return values[tag]
    if not typed or not values:
        return None
    return UnknownValue(typed[0], _nearest(typed[0], values))


def _nearest(tag: str, values: dict[str, str]) -> str:
    close = get_close_matches(tag, values, n=1)
    return values[close[0]] if close else ""
