"""As much of JSON Schema (draft 2020-12) as the schema of plans uses; anything else in it is an error."""

import re
from collections.abc import Iterator
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
}
_SAID_ONLY = {"$schema", "$defs", "title", "description"}


def faults(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str = "") -> Iterator[str]:
    """What in `value` is not as the schema says, each with its place."""
    for rule, asked in schema.items():
        if rule in _SAID_ONLY or rule in ("then", "additionalProperties"):
            continue
        if rule == "$ref":
            yield from faults(value, root["$defs"][asked.removeprefix("#/$defs/")], root, at)
        elif rule in ("anyOf", "oneOf"):
            fits = sum(not list(faults(value, one, root, at)) for one in asked)
            if not fits or (rule == "oneOf" and fits > 1):
                yield f"{at}: fits {fits} of {rule}"
        elif rule == "allOf":
            for one in asked:
                yield from faults(value, one, root, at)
        elif rule == "if":
            if not list(faults(value, asked, root, at)):
                yield from faults(value, schema["then"], root, at)
        else:
            yield from _simple(value, rule, asked, schema, root, at)


def _simple(
    value: Any, rule: str, asked: Any, schema: dict[str, Any], root: dict[str, Any], at: str
) -> Iterator[str]:
    if rule == "type":
        names = [asked] if isinstance(asked, str) else asked
        if not any(_is(value, name) for name in names):
            yield f"{at}: is not {asked}"
    elif rule in ("enum", "const"):
        if value not in (asked if rule == "enum" else [asked]):
            yield f"{at}: is not {asked}"
    elif rule == "pattern":
        if isinstance(value, str) and not re.search(asked, value):
            yield f"{at}: {value!r} is not like {asked}"
    elif rule in ("minimum", "maxLength", "minItems", "minProperties"):
        if _measured(value, rule, asked):
            yield f"{at}: {value!r} breaks {rule} {asked}"
    elif rule == "items":
        for index, item in enumerate(value if isinstance(value, list) else ()):
            yield from faults(item, asked, root, f"{at}[{index}]")
    elif isinstance(value, dict):
        yield from _object(value, rule, asked, schema, root, at)
    else:
        assert rule in ("properties", "required", "propertyNames"), rule


def _object(
    value: dict[str, Any], rule: str, asked: Any, schema: dict[str, Any], root: dict[str, Any], at: str
) -> Iterator[str]:
    if rule == "required":
        yield from (f"{at}: {name} is missing" for name in asked if name not in value)
    elif rule == "propertyNames":
        for name in value:
            yield from faults(name, asked, root, f"{at}.{name}")
        for name, inside in value.items():
            yield from faults(inside, schema["additionalProperties"], root, f"{at}.{name}")
    else:
        assert rule == "properties", rule
        for name, inside in value.items():
            if name in asked:
                yield from faults(inside, asked[name], root, f"{at}.{name}")
            elif schema.get("additionalProperties") is False:
                yield f"{at}.{name}: is not known"


def _is(value: Any, name: str) -> bool:
    if name == "boolean" or isinstance(value, bool):
        return name == "boolean" and isinstance(value, bool)
    return isinstance(value, _TYPES[name])


def _measured(value: Any, rule: str, least: int) -> bool:
    """Whether a limit is broken; of values of other types it says nothing."""
    assert isinstance(least, int)
    if rule == "minimum":
        return isinstance(value, int | float) and value < least
    if rule == "maxLength":
        return isinstance(value, str) and len(value) > least
    kind = list if rule == "minItems" else dict
    return isinstance(value, kind) and len(value) < least
