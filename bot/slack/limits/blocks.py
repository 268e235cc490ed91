"""One check a block type, and where each block type may stand."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from bot.slack.limits import tables
from bot.slack.limits.elements import (
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    interactive,
)
from bot.slack.limits.parts import (
    ALT_TEXT_CHARACTERS,
    URL_CHARACTERS,
    Check,
    Found,
    Part,
    image,
    items,
    kind_of,
    locate,
    optional_plain_text,
    optional_string,
    optional_text_object,
    plain_text,
    string,
    text_object,
)
from bot.slack.limits.richtext import rich_text

SECTION_CHARACTERS = 3_000
FIELDS = 10
FIELD_CHARACTERS = 2_000
HEADER_CHARACTERS = 150
CONTEXT_ELEMENTS = 10
CONTEXT_CHARACTERS = 3_000
ACTIONS_ELEMENTS = 25
CONTEXT_ACTIONS_ELEMENTS = 5
LABEL_CHARACTERS = 2_000
IMAGE_TITLE_CHARACTERS = 2_000
MARKDOWN_CHARACTERS = 12_000
VIDEO_TITLE_CHARACTERS = 200
VIDEO_AUTHOR_CHARACTERS = 50


def section(block: Part, found: Found) -> int:
    characters = 0
    if "text" in block:
        characters = text_object(block["text"], "text", SECTION_CHARACTERS, found)
    elif "fields" not in block:
        found.append("takes text, fields or both, and has neither")
    if "fields" in block:
        for position, field in enumerate(items(block["fields"], "fields", 1, FIELDS, found), start=1):
            start = len(found)
            characters += text_object(field, "text", FIELD_CHARACTERS, found)
            if len(found) > start:
                locate(found, start, f"field {position}")
    if "accessory" in block:
        start = len(found)
        characters += interactive(block["accessory"], IN_SECTION, found, set())
        if len(found) > start:
            locate(found, start, "accessory")
    return characters


def header(block: Part, found: Found) -> int:
    return plain_text(block.get("text"), "text", HEADER_CHARACTERS, found)


def divider(_block: Part, _found: Found) -> int:
    return 0


def context(block: Part, found: Found) -> int:
    characters = 0
    for position, element in enumerate(
        items(block.get("elements"), "elements", 1, CONTEXT_ELEMENTS, found), start=1
    ):
        start = len(found)
        if kind_of(element) == "image":
            characters += image(element, found)
        else:
            characters += text_object(element, "text", CONTEXT_CHARACTERS, found)
        if len(found) > start:
            locate(found, start, f"element {position}")
    return characters


def actions(block: Part, found: Found) -> int:
    return _row_of_elements(block, ACTIONS_ELEMENTS, IN_ACTIONS, found)


def context_actions(block: Part, found: Found) -> int:
    return _row_of_elements(block, CONTEXT_ACTIONS_ELEMENTS, IN_CONTEXT_ACTIONS, found)


def _row_of_elements(block: Part, most: int, allowed: frozenset[str], found: Found) -> int:
    characters = 0
    action_ids: set[str] = set()
    for position, element in enumerate(items(block.get("elements"), "elements", 1, most, found), start=1):
        start = len(found)
        characters += interactive(element, allowed, found, action_ids)
        if len(found) > start:
            locate(found, start, f"element {position}")
    return characters


def input_block(block: Part, found: Found) -> int:
    characters = plain_text(block.get("label"), "label", LABEL_CHARACTERS, found)
    characters += optional_plain_text(block, "hint", LABEL_CHARACTERS, found)
    start = len(found)
    characters += interactive(block.get("element"), IN_INPUT, found, set())
    if len(found) > start:
        locate(found, start, "element")
    return characters


def image_block(block: Part, found: Found) -> int:
    return image(block, found) + optional_plain_text(block, "title", IMAGE_TITLE_CHARACTERS, found)


def markdown(block: Part, found: Found) -> int:
    return string(block.get("text"), "text", MARKDOWN_CHARACTERS, found)


def video(block: Part, found: Found) -> int:
    for key in ("video_url", "thumbnail_url"):
        string(block.get(key), key, URL_CHARACTERS, found)
    string(block.get("alt_text"), "alt_text", ALT_TEXT_CHARACTERS, found)
    characters = optional_string(block, "author_name", VIDEO_AUTHOR_CHARACTERS, found)
    characters += optional_plain_text(block, "description", VIDEO_TITLE_CHARACTERS, found)
    return characters + plain_text(block.get("title"), "title", VIDEO_TITLE_CHARACTERS, found)


def alert(block: Part, found: Found) -> int:
    if block.get("level", "default") not in ("default", "info", "warning", "error", "success"):
        found.append("level has to be default, info, warning, error or success")
    return text_object(block.get("text"), "text", SECTION_CHARACTERS, found)


def card(block: Part, found: Found) -> int:
    if not block.keys() & {"hero_image", "title", "actions", "body"}:
        found.append("takes at least one of hero_image, title, actions and body")
    characters = optional_text_object(block, "title", 150, found)
    characters += optional_text_object(block, "subtitle", 150, found)
    characters += optional_text_object(block, "body", 200, found)
    if "actions" in block:
        row = {"elements": block["actions"]}
        characters += _row_of_elements(row, ACTIONS_ELEMENTS, frozenset({"button"}), found)
    return characters


def carousel(block: Part, found: Found) -> int:
    return _all_of("card", card, items(block.get("elements"), "elements", 1, 10, found), "card", found)


def file(block: Part, found: Found) -> int:
    if block.get("source") != "remote":
        found.append("source has to be remote")
    string(block.get("external_id"), "external_id", LABEL_CHARACTERS, found)
    return 0


def task_card(block: Part, found: Found) -> int:
    string(block.get("task_id"), "task_id", 255, found)
    if block.get("status") not in ("pending", "in_progress", "complete", "error"):
        found.append("status has to be pending, in_progress, complete or error")
    characters = string(block.get("title"), "title", SECTION_CHARACTERS, found)
    for key in ("details", "output"):
        part = block.get(key)
        if isinstance(part, dict):
            characters += rich_text(part, found)
    return characters


def plan(block: Part, found: Found) -> int:
    characters = string(block.get("title"), "title", SECTION_CHARACTERS, found)
    tasks = items(block.get("tasks", []), "tasks", 0, 50, found)
    return characters + _all_of("task_card", task_card, tasks, "task", found)


def _all_of(
    kind: str, judge: Callable[[Part, Found], int], parts: Iterable[Part], name: str, found: Found
) -> int:
    """Parts that all have to be of one kind; what is wrong with one is told by its `name` and place."""
    characters = 0
    for position, part in enumerate(parts, start=1):
        start = len(found)
        if kind_of(part) == kind:
            characters += judge(part, found)
        else:
            found.append(f"has to be a {kind}")
        if len(found) > start:
            locate(found, start, f"{name} {position}")
    return characters


class BlockKind(NamedTuple):
    """How a block type is checked, on which surfaces it may stand, and which properties it knows."""

    check: Check
    surfaces: frozenset[str]
    properties: frozenset[str]


_EVERYWHERE = frozenset({"message", "modal", "home"})
_NOT_IN_MODALS = frozenset({"message", "home"})
# A block whose surfaces Slack does not spell out is kept to where it is known to work.
_MESSAGES = frozenset({"message"})
_MODALS = frozenset({"modal"})


def _kind(check: Callable[[Part, Found], int], surfaces: frozenset[str], properties: str) -> BlockKind:
    return BlockKind(check, surfaces, frozenset({"type", "block_id", *properties.split()}))


BLOCKS: dict[str, BlockKind] = {
    "section": _kind(section, _EVERYWHERE, "text fields accessory expand"),
    "header": _kind(header, _EVERYWHERE, "text level"),
    "divider": _kind(divider, _EVERYWHERE, ""),
    "context": _kind(context, _EVERYWHERE, "elements"),
    "actions": _kind(actions, _EVERYWHERE, "elements"),
    "input": _kind(input_block, _EVERYWHERE, "label hint element optional dispatch_action"),
    "image": _kind(image_block, _EVERYWHERE, "alt_text image_url slack_file title"),
    "rich_text": _kind(rich_text, _EVERYWHERE, "elements"),
    "video": _kind(
        video,
        _EVERYWHERE,
        "alt_text author_name description provider_icon_url provider_name thumbnail_url title title_url"
        " video_url",
    ),
    "markdown": _kind(markdown, _MESSAGES, "text"),
    "table": _kind(tables.table, _NOT_IN_MODALS, "rows column_settings"),
    "data_table": _kind(tables.data_table, _MESSAGES, "caption rows page_size row_header_column_index"),
    "data_visualization": _kind(tables.data_visualization, _MESSAGES, "title chart"),
    "alert": _kind(alert, _MODALS, "text level"),
    "card": _kind(card, _MESSAGES, "hero_image icon slack_icon title subtitle body subtext actions"),
    "carousel": _kind(carousel, _MESSAGES, "elements"),
    "context_actions": _kind(context_actions, _MESSAGES, "elements"),
    "file": _kind(file, _MESSAGES, "external_id source"),
    "plan": _kind(plan, _MESSAGES, "title tasks"),
    "task_card": _kind(task_card, _MESSAGES, "task_id title details output sources status"),
}
