"""Buttons, menus, pickers and inputs: the elements that sit inside blocks."""

from typing import Any

from bot.slack.limits.parts import (
    ID_CHARACTERS,
    URL_CHARACTERS,
    Check,
    Found,
    Part,
    image,
    items,
    kind_name,
    kind_of,
    locate,
    optional_plain_text,
    optional_string,
    plain_text,
    string,
    text_object,
)

BUTTON_TEXT_CHARACTERS = 75
BUTTON_VALUE_CHARACTERS = 2_000
OPTION_TEXT_CHARACTERS = 75
OPTION_VALUE_CHARACTERS = 150
PLACEHOLDER_CHARACTERS = 150
INPUT_CHARACTERS = 3_000
SELECT_OPTIONS = 100
OVERFLOW_OPTIONS = 5
CHOICE_OPTIONS = 10


def interactive(element: object, allowed: frozenset[str], found: Found, action_ids: set[str]) -> int:
    """Checks one interactive element of a block; returns the characters of readable text.

    `allowed` are the element types this block takes; `action_ids` remembers the block's ids so far, because
    Slack wants each only once a block.
    """
    if not isinstance(element, dict):
        found.append("has to be an object")
        return 0
    kind = kind_of(element)
    if kind not in ELEMENTS:
        found.append(f"Slack does not know an element {kind_name(kind)}")
        return 0
    if kind not in allowed:
        found.append(f"an element {kind} is not allowed here")
    if "action_id" in element:
        _action_id(element["action_id"], action_ids, found)
    if "confirm" in element:
        _confirmation(element["confirm"], found)
    return ELEMENTS[kind](element, found)


def _action_id(action_id: object, action_ids: set[str], found: Found) -> None:
    string(action_id, "action_id", ID_CHARACTERS, found)
    if isinstance(action_id, str):
        if action_id in action_ids:
            found.append("action_id is used twice in this block")
        action_ids.add(action_id)


def option_list(
    options: object, name: str, least: int, most: int, found: Found, *, plain_only: bool = True
) -> int:
    """Checks a list of options; returns the characters of readable text."""
    characters = 0
    for position, option in enumerate(items(options, name, least, most, found), start=1):
        start = len(found)
        characters += _option(option, found, plain_only)
        if len(found) > start:
            locate(found, start, f"option {position}")
    return characters


def _option(option: object, found: Found, plain_only: bool) -> int:
    if not isinstance(option, dict):
        found.append("has to be an object")
        return 0
    read = plain_text if plain_only else text_object
    characters = read(option.get("text"), "text", OPTION_TEXT_CHARACTERS, found)
    string(option.get("value"), "value", OPTION_VALUE_CHARACTERS, found)
    if "description" in option:
        characters += read(option["description"], "description", OPTION_TEXT_CHARACTERS, found)
    optional_string(option, "url", URL_CHARACTERS, found)
    return characters


def _confirmation(confirm: object, found: Found) -> None:
    if not isinstance(confirm, dict):
        found.append("confirm has to be an object")
        return
    plain_text(confirm.get("title"), "confirm title", 100, found)
    text_object(confirm.get("text"), "confirm text", 300, found)
    plain_text(confirm.get("confirm"), "confirm button", 30, found)
    plain_text(confirm.get("deny"), "deny button", 30, found)


def _button(element: Part, found: Found) -> int:
    optional_string(element, "value", BUTTON_VALUE_CHARACTERS, found)
    optional_string(element, "url", URL_CHARACTERS, found)
    optional_string(element, "accessibility_label", BUTTON_TEXT_CHARACTERS, found)
    if element.get("style", "primary") not in ("primary", "danger"):
        found.append("style has to be primary or danger, or left out")
    return plain_text(element.get("text"), "text", BUTTON_TEXT_CHARACTERS, found)


def _static_select(element: Part, found: Found) -> int:
    characters = optional_plain_text(element, "placeholder", PLACEHOLDER_CHARACTERS, found)
    if ("options" in element) == ("option_groups" in element):
        found.append("takes either options or option_groups, and one of them")
    if "options" in element:
        characters += option_list(element["options"], "options", 1, SELECT_OPTIONS, found)
    if "option_groups" in element:
        groups = items(element["option_groups"], "option_groups", 1, SELECT_OPTIONS, found)
        characters += sum(_group(group, found) for group in groups)
    _initial_options(element, found)
    return characters


def _group(group: object, found: Found) -> int:
    if not isinstance(group, dict):
        found.append("an option group has to be an object")
        return 0
    characters = plain_text(group.get("label"), "group label", OPTION_TEXT_CHARACTERS, found)
    return characters + option_list(group.get("options"), "group options", 1, SELECT_OPTIONS, found)


def _initial_options(element: Part, found: Found) -> None:
    """What is chosen at the start has to be one of the options, word for word."""
    if "initial_option" in element:
        chosen = [element["initial_option"]]
    elif "initial_options" in element:
        chosen = items(element["initial_options"], "initial_options", 1, SELECT_OPTIONS, found)
    else:
        return
    offered = list(_list_in(element, "options"))
    for group in _list_in(element, "option_groups"):
        offered += _list_in(group, "options")
    if any(option not in offered for option in chosen):
        found.append("what is chosen at the start has to be one of the options")


def _list_in(part: object, key: str) -> list[Any]:
    value = part.get(key) if isinstance(part, dict) else None
    return value if isinstance(value, list) else []


def _overflow(element: Part, found: Found) -> int:
    return option_list(element.get("options"), "options", 1, OVERFLOW_OPTIONS, found)


def _choices(element: Part, found: Found) -> int:
    _initial_options(element, found)
    return option_list(element.get("options"), "options", 1, CHOICE_OPTIONS, found, plain_only=False)


def _with_placeholder(element: Part, found: Found) -> int:
    return optional_plain_text(element, "placeholder", PLACEHOLDER_CHARACTERS, found)


def _text_input(element: Part, found: Found) -> int:
    longest = element.get("max_length", INPUT_CHARACTERS)
    shortest = element.get("min_length", 0)
    if not isinstance(longest, int) or not 1 <= longest <= INPUT_CHARACTERS:
        found.append(f"max_length has to be between 1 and {INPUT_CHARACTERS:,}")
    elif not isinstance(shortest, int) or not 0 <= shortest <= longest:
        found.append("min_length has to be between 0 and max_length")
    else:
        optional_string(element, "initial_value", longest, found)
    return _with_placeholder(element, found)


def _number_input(element: Part, found: Found) -> int:
    if not isinstance(element.get("is_decimal_allowed"), bool):
        found.append("is_decimal_allowed is missing")
    return _with_placeholder(element, found)


def _workflow_button(element: Part, found: Found) -> int:
    return plain_text(element.get("text"), "text", BUTTON_TEXT_CHARACTERS, found)


def _icon_button(element: Part, found: Found) -> int:
    string(element.get("icon"), "icon", ID_CHARACTERS, found)
    return plain_text(element.get("text"), "text", BUTTON_TEXT_CHARACTERS, found)


def _feedback_buttons(element: Part, found: Found) -> int:
    characters = 0
    for key in ("positive_button", "negative_button"):
        button = element.get(key)
        if isinstance(button, dict):
            characters += plain_text(button.get("text"), f"{key} text", BUTTON_TEXT_CHARACTERS, found)
            string(button.get("value"), f"{key} value", BUTTON_VALUE_CHARACTERS, found)
        else:
            found.append(f"{key} is missing")
    return characters


_SOURCES = ("external", "users", "conversations", "channels")

ELEMENTS: dict[str, Check] = {
    "button": _button,
    "workflow_button": _workflow_button,
    "icon_button": _icon_button,
    "feedback_buttons": _feedback_buttons,
    "overflow": _overflow,
    "checkboxes": _choices,
    "radio_buttons": _choices,
    "static_select": _static_select,
    "multi_static_select": _static_select,
    **{f"{source}_select": _with_placeholder for source in _SOURCES},
    **{f"multi_{source}_select": _with_placeholder for source in _SOURCES},
    "datepicker": _with_placeholder,
    "timepicker": _with_placeholder,
    "datetimepicker": _with_placeholder,
    "plain_text_input": _text_input,
    "email_text_input": _with_placeholder,
    "url_text_input": _with_placeholder,
    "rich_text_input": _with_placeholder,
    "number_input": _number_input,
    "file_input": _with_placeholder,
    "image": image,
}

_MENUS = frozenset(kind for kind in ELEMENTS if kind.endswith("_select"))
_PICKERS = frozenset({"checkboxes", "radio_buttons", "datepicker", "timepicker", "datetimepicker"}) | _MENUS
_BUTTONS = frozenset({"button", "workflow_button", "overflow"})

IN_ACTIONS = _BUTTONS | _PICKERS | {"rich_text_input"}
IN_SECTION = _BUTTONS | _PICKERS | {"image"}
IN_INPUT = _PICKERS | frozenset(kind for kind in ELEMENTS if kind.endswith("_input"))
IN_CONTEXT_ACTIONS = frozenset({"icon_button", "feedback_buttons"})
