"""What somebody typed after `/announce`, as the form begins with it."""

import re

from bot.slack.text import as_typed

# With should_escape Slack writes people, channels and user groups so; the name is not always there.
_PERSON = re.compile(r"<@([UW][A-Z0-9]{1,30})(?:\|([^<>]*))?>")
_PLACE = re.compile(r"<(#|!subteam\^)[A-Z0-9]{1,30}(?:\|[@#]?([^<>]*))?>")


def typed(text: str) -> tuple[tuple[str, ...], str]:
    """The Slack users that were named, each once, and the words as a person would read them.

    Somebody named before the first word is whom it is about, and not said again in the words.
    """
    people = tuple(dict.fromkeys(found[1] for found in _PERSON.finditer(text)))
    words = text.strip()
    while first := _PERSON.match(words):
        words = words[first.end() :].lstrip(" ,")
    words = _PERSON.sub(lambda found: f"@{found[2] or found[1]}", words)
    words = _PLACE.sub(lambda found: f"{'#' if found[1] == '#' else '@'}{found[2] or '…'}", words)
    return people, as_typed(words).strip()
