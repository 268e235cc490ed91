"""What pydantic found wrong in a plan, as sentences for the person who wrote it."""

import re

from pydantic_core import ErrorDetails

from calc.language.amounts import quoted
from calc.language.document import Document, Mistake, Path, Value, empty_places, place
from calc.language.pay import COMPONENTS, PAY_WORDS
from calc.language.suggestions import nearest

_EMPTY = ("it is empty.", "Write a value, or take the line out.")


def mistakes_of(details: list[ErrorDetails], document: Document) -> list[Mistake]:
    """A mistake for each thing found, at the place where it was written.

    Nothing is said about a place for which something is said already, nor of a list that is "too short" only
    because none of its entries is right.
    """
    found: dict[tuple[Path, str], Mistake] = {}
    for detail in details:
        if detail["type"] == "too_short" and detail["input"]:
            continue
        path = _written_path(detail, document.data)
        message, hint = _told(detail, path)
        found[path, message] = Mistake(document.line_of(path), place(path), message, hint)
    return list(found.values())


def empties(document: Document) -> list[Mistake]:
    """A mistake for each place where nothing stands."""
    return [Mistake(document.line_of(path), place(path), *_EMPTY) for path in empty_places(document.data)]


def _written_path(detail: ErrorDetails, data: Value) -> Path:
    """Pydantic's location without what is its own: the tag of a union, "[key]", the [0] of a lone value."""
    location = detail["loc"]
    path: list[str | int] = []
    at: Value = data
    for number, step in enumerate(location):
        if isinstance(at, dict) and step in at and not _is_tag(location, number):
            at = at[str(step)]
        elif isinstance(at, list) and isinstance(step, int) and step < len(at):
            at = at[step]
        elif not _is_missing(at, location, number):
            continue
        path.append(step)
    return (*path, "pay") if detail["type"] == "union_tag_invalid" else tuple(path)


def _is_missing(at: Value, location: tuple[str | int, ...], number: int) -> bool:
    """Whether this step is the name of something that was not written."""
    last = number == len(location) - 1
    return last and isinstance(at, dict) and location[number] != "[key]" and not _is_tag(location, number)


def _is_tag(location: tuple[str | int, ...], number: int) -> bool:
    return number == 2 and location[0] == "components"


def _told(detail: ErrorDetails, path: Path) -> tuple[str, str]:
    """What is wrong, and what to do."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "unknown_name":
        return "this name is not known here.", _belongs(path) or str(context["hint"])
    if kind == "union_tag_not_found":
        return "say how it pays.", f"Add `pay:` with one of {', '.join(PAY_WORDS)}."
    if kind == "union_tag_invalid":
        return _not_one_of(str(context["tag"]), PAY_WORDS)
    if detail["input"] is None:
        return _EMPTY
    if kind in ("enum", "literal_error"):
        return _not_one_of(str(detail["input"]), tuple(re.findall(r"'([^']*)'", str(context["expected"]))))
    return _sentence(detail), ""


def _belongs(path: Path) -> str:
    """A hint about a name that another kind of component has; "" when none has."""
    if len(path) != 3 or path[0] != "components":
        return ""
    words = [word for word, kind in COMPONENTS.items() if path[2] in kind.model_fields]
    return f"It is for `pay: {'`, `pay: '.join(words)}`." if words else ""


def _not_one_of(written: str, words: tuple[str, ...]) -> tuple[str, str]:
    near = nearest(written, words)
    listed = f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]
    return f"{quoted(written)} is not one of {listed}.", f"Did you mean `{near}`?" if near else ""


def _sentence(detail: ErrorDetails) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "value_error":
        text = str(context["error"])
        return text if text.endswith((".", "?")) else f"{text}."
    if kind == "missing":
        return "this is missing."
    if kind == "string_pattern_mismatch":
        key = quoted(str(detail["input"]))
        return f"{key} is not a good key: small letters, digits, - and _, a letter first."
    if kind == "too_short":
        return "there must be at least one."
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        return "this must hold `name: value` lines."
    if kind == "tuple_type":
        return "this must be a list: each entry on its own line after `- `, or all in brackets: `[a, b]`."
    if kind == "string_type":
        return "this must be plain text."
    if kind in ("is_instance_of", "date_type", "int_type"):
        return "this must be a single value, not a list or `name: value` lines."
    if kind == "string_too_long":
        return f"this is longer than {context['max_length']} characters."
    return f"{detail['msg'][0].lower()}{detail['msg'][1:]}."
