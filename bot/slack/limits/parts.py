"""The small parts that every block is made of: text objects, plain strings, ids, lists, images.

Each check takes the part, what to call it, and the list of problems found so far. It appends a sentence for
each problem and returns how many characters of readable text the part holds. No check raises, whatever it is
given, and no sentence ever quotes a text: what is rendered may be somebody's pay.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

Part = Mapping[str, Any]
Found = list[str]
Check = Callable[[Part, Found], int]

ID_CHARACTERS = 255
URL_CHARACTERS = 3_000
ALT_TEXT_CHARACTERS = 2_000

_HUGE = float("inf")
_KIND_NAME = re.compile(r"[a-z_]{1,40}")
_EXTRA_KEYS = {"plain_text": {"emoji"}, "mrkdwn": {"verbatim"}}


def kind_of(part: object) -> str:
    """The part's `type`; empty if it has none that is text."""
    kind = part.get("type") if isinstance(part, dict) else None
    return kind if isinstance(kind, str) else ""


def kind_name(kind: str) -> str:
    """The type as it may be shown to a person; what doesn't look like a type is not repeated."""
    return kind if _KIND_NAME.fullmatch(kind) else "of no readable type"


def locate(found: Found, start: int, where: str) -> None:
    """Says where the problems from `start` on were found."""
    found[start:] = [f"{where}: {problem}" for problem in found[start:]]


def too_long(name: str, length: int, limit: int) -> str:
    return f"{name} has {length:,} characters, Slack allows {limit:,}"


def text_object(value: object, name: str, limit: int, found: Found) -> int:
    """Checks a text object that may be plain_text or mrkdwn."""
    return _text_object(value, name, limit, found, False)


def plain_text(value: object, name: str, limit: int, found: Found) -> int:
    """Checks a text object that has to be plain_text."""
    return _text_object(value, name, limit, found, True)


def _text_object(value: object, name: str, limit: int, found: Found, plain_only: bool) -> int:
    if not isinstance(value, dict):
        found.append(f"{name} is missing" if value is None else f"{name} has to be a text object")
        return 0
    kind = kind_of(value)
    if kind != "plain_text" and (plain_only or kind != "mrkdwn"):
        allowed = "plain_text" if plain_only else "plain_text or mrkdwn"
        found.append(f"{name} has to be {allowed}")
    elif len(value) > 2 and not value.keys() <= {"type", "text"} | _EXTRA_KEYS[kind]:
        found.append(f"{name} has a property that Slack does not know for {kind}")
    return string(value.get("text"), name, limit, found)


def string(value: object, name: str, limit: int, found: Found) -> int:
    """Checks a required string of 1 to `limit` characters."""
    if not isinstance(value, str):
        found.append(f"{name} is missing" if value is None else f"{name} has to be text")
        return 0
    length = len(value)
    if length > limit:
        found.append(too_long(name, length, limit))
    elif not length:
        found.append(f"{name} is empty")
    return length


def optional_string(part: Part, key: str, limit: int, found: Found) -> int:
    return string(part[key], key, limit, found) if key in part else 0


def optional_plain_text(part: Part, key: str, limit: int, found: Found) -> int:
    return plain_text(part[key], key, limit, found) if key in part else 0


def optional_text_object(part: Part, key: str, limit: int, found: Found) -> int:
    return text_object(part[key], key, limit, found) if key in part else 0


def items(value: object, name: str, least: int, most: int, found: Found) -> list[Any]:
    """The list if it is one; its length is checked against `least` and `most`."""
    if not isinstance(value, list):
        found.append(f"{name} is missing" if value is None else f"{name} has to be a list")
        return []
    count = len(value)
    if not least <= count <= most:
        noun = "item" if count == 1 else "items"
        bound = f"Slack allows {most:,}" if count > most else f"Slack wants at least {least:,}"
        found.append(f"{name} has {count:,} {noun}, {bound}")
    return value


def number(value: object, name: str, found: Found) -> None:
    """Checks a number that JSON can carry: no boolean, no text, nothing infinite."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not -_HUGE < value < _HUGE:
        found.append(f"{name} has to be a number")


def image(part: Part, found: Found) -> int:
    """Checks what an image block and an image element have in common."""
    if ("image_url" in part) == ("slack_file" in part):
        found.append("an image takes either image_url or slack_file, and one of them")
    optional_string(part, "image_url", URL_CHARACTERS, found)
    file = part.get("slack_file")
    if file is not None and (not isinstance(file, dict) or ("id" in file) == ("url" in file)):
        found.append("slack_file takes either an id or a url, never both")
    return string(part.get("alt_text"), "alt_text", ALT_TEXT_CHARACTERS, found)
