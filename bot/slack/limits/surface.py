"""The whole of a message, a modal or a home view against Slack's limits."""

import json
from collections.abc import Mapping
from typing import Any, Literal

from bot.slack.limits.blocks import BLOCKS, MARKDOWN_CHARACTERS
from bot.slack.limits.parts import (
    ID_CHARACTERS,
    Found,
    Part,
    items,
    kind_name,
    kind_of,
    locate,
    plain_text,
    string,
    too_long,
)

Surface = Literal["message", "modal", "home"]

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_TEXT_CHARACTERS = 40_000
# Not in Slack's documents, but messages with more are refused with msg_blocks_too_long.
MESSAGE_BLOCK_CHARACTERS = 13_200
MESSAGE_CHARTS = 2
CONTAINER_BLOCKS = 10
TITLE_CHARACTERS = 24
PRIVATE_METADATA_CHARACTERS = 3_000
VIEW_BYTES = 250_000


def violations(surface: Surface, payload: Mapping[str, object]) -> list[str]:
    """What Slack would refuse in `payload`, as sentences that name the block and the limit; empty if nothing.

    `payload` is parsed JSON: for a message what goes to chat.postMessage (`text` and `blocks`), for a modal
    or home the whole view. Blocks count from 1. Nothing raises, whatever the payload holds, and no sentence
    repeats a text.
    """
    found: Found = []
    if surface == "message":
        _message(payload, found)
    else:
        _view(surface, payload, found)
    return found


def _message(payload: Mapping[str, Any], found: Found) -> None:
    text = payload.get("text")
    if not isinstance(text, str) or not text.strip():
        found.append("the message has no text, which is what a notification and a screen reader read")
    elif len(text) > MESSAGE_TEXT_CHARACTERS:
        found.append(too_long("the message's text", len(text), MESSAGE_TEXT_CHARACTERS))
    blocks = payload.get("blocks")
    if blocks is not None:
        listed = items(blocks, "the message's blocks", 0, MESSAGE_BLOCKS, found)
        characters = _blocks(listed, "message", found)
        if characters > MESSAGE_BLOCK_CHARACTERS:
            found.append(too_long("the text of all blocks together", characters, MESSAGE_BLOCK_CHARACTERS))


def _view(surface: Surface, view: Mapping[str, Any], found: Found) -> None:
    if view.get("type") != surface:
        found.append(f"the view's type has to be {surface}")
    blocks = items(view.get("blocks"), "the view's blocks", 0, VIEW_BLOCKS, found)
    if surface == "modal":
        _modal_frame(view, blocks, found)
    for key, limit in (
        ("private_metadata", PRIVATE_METADATA_CHARACTERS),
        ("callback_id", ID_CHARACTERS),
        ("external_id", ID_CHARACTERS),
    ):
        value = view.get(key)
        if value is not None and not isinstance(value, str):
            found.append(f"{key} has to be text")
        elif value is not None and len(value) > limit:
            found.append(too_long(key, len(value), limit))
    _blocks(blocks, surface, found)
    size = _json_bytes(view)
    if size is None:
        found.append("the view cannot be written as JSON")
    elif size > VIEW_BYTES:
        found.append(f"the view has {size:,} bytes, Slack allows {VIEW_BYTES:,}")


def _modal_frame(view: Mapping[str, Any], blocks: list[Any], found: Found) -> None:
    plain_text(view.get("title"), "the modal's title", TITLE_CHARACTERS, found)
    for key in ("submit", "close"):
        if view.get(key) is not None:
            plain_text(view[key], f"the modal's {key} button", TITLE_CHARACTERS, found)
    asks = any(kind_of(block) == "input" for block in blocks)
    if asks and view.get("submit") is None:
        found.append("a modal with an input block has to have a submit button")


def _json_bytes(view: Mapping[str, object]) -> int | None:
    try:
        return len(
            json.dumps(view, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        )
    except (TypeError, ValueError, RecursionError):
        return None


def _blocks(blocks: list[Any], surface: str, found: Found) -> int:
    """Checks each block and what may be there only so often; returns the characters of readable text."""
    characters = 0
    markdown_characters = 0
    kinds: list[str] = []
    block_ids: dict[str, int] = {}
    for position, block in enumerate(blocks, start=1):
        start = len(found)
        kind = kind_of(block)
        held = _block(block, kind, surface, found)
        if kind and "block_id" in block:
            _block_id(block["block_id"], position, block_ids, found)
        if len(found) > start:
            locate(found, start, f"block {position} ({kind_name(kind)})")
        kinds.append(kind)
        characters += held
        if kind == "markdown":
            markdown_characters += held
    _how_often(kinds, markdown_characters, found)
    return characters


def _block(block: Part, kind: str, surface: str, found: Found) -> int:
    if kind == "container":
        return _container(block, surface, found)
    known = BLOCKS.get(kind)
    if known is None:
        found.append("Slack does not know this type of block")
        return 0
    if surface not in known.surfaces:
        found.append(f"this type of block is not allowed in a {surface}")
    if not block.keys() <= known.properties:
        found.append("has a property that Slack does not know for this type of block")
    return known.check(block, found)


def _container(block: Part, surface: str, found: Found) -> int:
    """A container holds other blocks, but no container."""
    if surface != "message":
        found.append(f"this type of block is not allowed in a {surface}")
    characters = 0
    if "rich_text_title" not in block:
        characters = plain_text(block.get("title"), "title", 150, found)
    children = items(block.get("child_blocks"), "child_blocks", 1, CONTAINER_BLOCKS, found)
    if any(kind_of(child) == "container" for child in children):
        found.append("a container cannot hold a container")
        return characters
    return characters + _blocks(children, surface, found)


def _block_id(block_id: object, position: int, block_ids: dict[str, int], found: Found) -> None:
    string(block_id, "block_id", ID_CHARACTERS, found)
    if isinstance(block_id, str):
        first = block_ids.setdefault(block_id, position)
        if first != position:
            found.append(f"block_id is the same as that of block {first}")


def _how_often(kinds: list[str], markdown_characters: int, found: Found) -> None:
    if kinds.count("table") > 1:
        found.append(f"{kinds.count('table')} tables, Slack allows 1 a message")
    if kinds.count("data_visualization") > MESSAGE_CHARTS:
        found.append(f"{kinds.count('data_visualization')} charts, Slack allows {MESSAGE_CHARTS} a message")
    if markdown_characters > MARKDOWN_CHARACTERS:
        found.append(too_long("the text of all markdown blocks", markdown_characters, MARKDOWN_CHARACTERS))
