"""Walking Block Kit: ids for blocks that have none, and finding the element that a person touches."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from bot.sandbox.ids import Ids
from bot.sandbox.shapes import Json


def with_ids(blocks: Sequence[Any], ids: Ids) -> list[Json]:
    """A copy in which every block has a block_id and every interactive element an action_id."""
    copied: list[Json] = deepcopy(list(blocks))
    for block in _every_block(copied):
        block.setdefault("block_id", ids.next("b", 5))
    for _, element in elements(copied):
        element.setdefault("action_id", ids.next("a", 5))
    return copied


def elements(blocks: Sequence[Any] | None) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with the block that holds it."""
    for block in _every_block(blocks or ()):
        for element in _held(block):
            if isinstance(element, dict) and element.get("type") in INTERACTIVE:
                yield block, element


def _every_block(blocks: Sequence[Any]) -> Iterator[Json]:
    for block in blocks:
        if isinstance(block, dict):
            yield block
            yield from _every_block(block.get("child_blocks") or ())


def _held(block: Json) -> list[Any]:
    if block.get("type") == "input":
        return [block.get("element")]
    if block.get("type") == "section":
        return [block.get("accessory")]
    if block.get("type") == "card":
        return list(block.get("actions") or ())
    if block.get("type") == "carousel":
        return [
            held for card in block.get("elements") or () if isinstance(card, dict) for held in _held(card)
        ]
    return list(block.get("elements") or ())


# Each interactive element: where its state keeps the answer (None: it has no state), and what it starts with.
STATE_OF = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "file_input": ("files", "initial_files"),
}
STATELESS = {"button", "overflow", "workflow_button", "feedback_buttons", "icon_button"}
INTERACTIVE = STATELESS | set(STATE_OF)
# These hold a list; the others one answer or null.
MANY = {kind for kind, (key, _) in STATE_OF.items() if key.endswith("s")}
