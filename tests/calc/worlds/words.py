"""The words of the plan language, as its models know them and as random plans use them."""

from collections.abc import Iterator
from enum import Enum
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from calc.language.parts import Part
from calc.plan import Plan
from tests.calc.worlds.writing import Tree

Word = tuple[str, str]  # a field, and the word that stands there; "" for any value
# What says nothing about pay, or is not for plans in force.
SAYS_NOTHING = ("source", "summary", "goal", "cases")


def words_of_the_language() -> set[Word]:
    """Every field of a plan and its parts, and every fixed word that can stand in one, but for defaults."""
    found: set[Word] = set()
    for model in _models(Plan, set()):
        for name, field in model.model_fields.items():
            if name not in SAYS_NOTHING:
                found.add((field.alias or name, ""))
                found |= {
                    (field.alias or name, word) for word in _fixed(field.annotation) if word != field.default
                }
    return found


def words_in(plan: Tree) -> set[Word]:
    """Every name in a plan's tree, and the words that stand there."""
    return set(_words(plan))


def _words(part: Any, name: str = "") -> Iterator[Word]:
    if isinstance(part, dict):
        for key, value in part.items():
            yield key, ""
            yield from _words(value, key)
    elif isinstance(part, list):
        for value in part:
            yield from _words(value, name)
    else:
        yield name, str(part)


def _models(model: type[BaseModel], seen: set[type[BaseModel]]) -> set[type[BaseModel]]:
    """The model, and those of all that can stand in it; values written as one piece of text are none."""
    if model not in seen and issubclass(model, Part):
        seen.add(model)
        for name, field in model.model_fields.items():
            for inside in _inside(field.annotation) if name not in SAYS_NOTHING else ():
                if isinstance(inside, type) and issubclass(inside, BaseModel):
                    _models(inside, seen)
    return seen


def _fixed(annotation: Any) -> Iterator[str]:
    """The fixed words among the values of an annotation."""
    for inside in _inside(annotation):
        if get_origin(inside) is Literal:
            yield from get_args(inside)
        elif isinstance(inside, type) and issubclass(inside, Enum):
            yield from (str(one.value) for one in inside)


def _inside(annotation: Any) -> Iterator[Any]:
    """An annotation and all that it is made of."""
    yield annotation
    if get_origin(annotation) is not Literal:
        for inside in get_args(annotation):
            yield from _inside(inside)
