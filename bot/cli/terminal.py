"""Blocks as text for a terminal: what a person would read in Slack, without the pictures."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]

_LINK = re.compile(r"<(?P<target>[^|>]+)\|(?P<text>[^>]*)>")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_EMOJI = {":warning:": "⚠", ":microphone:": "🎤", ":tada:": "🎉"}


def as_text(blocks: Iterable[Json]) -> str:
    """All blocks, an empty line between them."""
    parts = ["\n".join(_lines(block)) for block in blocks]
    return "\n\n".join(part for part in parts if part.strip())


def _lines(block: Json) -> Iterator[str]:
    kind = block["type"]
    if kind == "header":
        title = _plain(block["text"])
        yield title
        yield "=" * len(title)
    elif kind == "section":
        if "text" in block:
            yield _plain(block["text"])
        yield from (_plain(field).replace("\n", ": ", 1) for field in block.get("fields", ()))
    elif kind == "context":
        yield "  ".join(_plain(element) for element in block["elements"] if "text" in element)
    elif kind == "actions":
        yield "  ".join(f"[{_plain(element['text'])}]" for element in block["elements"] if "text" in element)
    elif kind == "divider":
        yield "-" * 20
    else:
        yield f"({kind})"


def _plain(text: Json) -> str:
    """A text object without Slack's marks."""
    said = str(text["text"])
    if text["type"] == "mrkdwn":
        said = _LINK.sub(lambda match: match["text"], said)
        said = re.sub(r"(?<!\w)[*_~`]+(?=\S)|(?<=\S)[*_~`]+(?!\w)", "", said)
        for entity, sign in _ENTITIES.items():
            said = said.replace(entity, sign)
    for name, sign in _EMOJI.items():
        said = said.replace(name, sign)
    return said
