"""A plan as JSON Schema (draft 2020-12), so that editors complete names and mark slips while one writes.

It is about names and shapes; what contradicts itself only `read_plan` knows.
"""

from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from calc.language.kinds import KINDS, Schema
from calc.language.parts import Part
from calc.language.pay import COMPONENTS
from calc.language.words import MEANINGS
from calc.plan import Plan

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def plan_schema() -> Schema:
    """What a plan's YAML must look like. Numbers may be written with or without quotes."""
    defs: dict[str, Schema] = {}
    plan = _part(Plan, defs)
    head = {"$schema": DRAFT, "title": "A pay plan", "description": "One version of a pay plan."}
    return {**plan, **head, "$defs": dict(sorted(defs.items()))}


def hints_of(part: type[Part]) -> dict[str, Any]:
    """The type of each field with all that was annotated to it, in the order of the fields."""
    hints = get_type_hints(part, include_extras=True)
    return {name: hints[name] for name in part.model_fields}


def without_none(hint: Any) -> Any:
    """What a field holds when it is written. A choice between several stays one."""
    if get_origin(hint) not in (Union, UnionType):
        return hint
    choices = [choice for choice in get_args(hint) if choice is not NoneType]
    return choices[0] if len(choices) == 1 else hint


def _part(part: type[Part], defs: dict[str, Schema]) -> Schema:
    fields = part.model_fields
    properties = {
        field.alias or name: _described(_shape(without_none(hint), defs), field)
        for (name, hint), field in zip(hints_of(part).items(), fields.values(), strict=True)
    }
    return {
        "type": "object",
        "description": _first_line(part),
        "properties": properties,
        "required": [field.alias or name for name, field in fields.items() if field.is_required()],
        "additionalProperties": False,
    }


def _described(schema: Schema, field: FieldInfo) -> Schema:
    """The schema with what the field says, and the least number of entries that it must have."""
    rules = [getattr(rule, "min_length", None) for rule in field.metadata]
    least = next((number for number in rules if number), None)
    name = {"object": "minProperties", "array": "minItems"}.get(str(schema.get("type")))
    limit = {name: least} if least and name else {}
    said = {"description": field.description} if field.description else {}
    return {**schema, **limit, **said}


def _shape(hint: Any, defs: dict[str, Schema]) -> Schema:
    if hint in KINDS:
        return dict(KINDS[hint].schema)
    if isinstance(hint, type) and issubclass(hint, Part):
        return _named(hint, defs)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _words(hint)
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _components(defs)
    if origin is Literal:
        return {"enum": list(args)}
    if origin is tuple:
        return {"type": "array", "items": _shape(args[0], defs)}
    assert origin is dict, hint
    return {
        "type": "object",
        "propertyNames": _shape(args[0], defs),
        "additionalProperties": _shape(args[1], defs),
    }


def _named(part: type[Part], defs: dict[str, Schema]) -> Schema:
    if part.__name__ not in defs:
        defs[part.__name__] = {}  # so that a part within itself ends
        defs[part.__name__] = _part(part, defs)
    return {"$ref": f"#/$defs/{part.__name__}"}


def _words(words: type[StrEnum]) -> Schema:
    return {"oneOf": [{"const": word.value, "description": MEANINGS[words][word]} for word in words]}


def _components(defs: dict[str, Schema]) -> Schema:
    """Which fields a component has is decided by its `pay`."""
    kinds = [{"const": word, "description": _first_line(kind)} for word, kind in COMPONENTS.items()]
    return {
        "type": "object",
        "required": ["pay"],
        "properties": {"pay": {"description": "How it pays.", "oneOf": kinds}},
        "allOf": [
            {"if": {"properties": {"pay": {"const": word}}}, "then": _named(kind, defs)}
            for word, kind in COMPONENTS.items()
        ],
    }


def _first_line(part: type[Part]) -> str:
    return (part.__doc__ or "").partition("\n")[0]
