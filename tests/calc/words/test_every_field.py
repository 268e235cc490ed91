"""Nothing a plan can say is left out of its words: every field of the models has a sentence that tells it."""

import re
from collections.abc import Iterator
from inspect import get_annotations
from typing import Any, get_args

import pytest

from calc.language.case_parts import Case
from calc.language.parts import Part
from calc.language.reader import read_plan
from calc.plan import Plan
from calc.words.plan import plan_words
from tests.calc.words import of_components, of_plans, of_terms

TOLD = {**of_plans.TOLD, **of_terms.TOLD, **of_components.TOLD}


def models(of: Any, seen: set[type[Part]]) -> None:
    """Every model a plan is made of; its cases are examples, not what it pays."""
    if isinstance(of, type) and issubclass(of, Part):
        if of not in seen and of is not Case:
            seen.add(of)
            for field in of.model_fields.values():
                models(field.annotation, seen)
        return
    for part in get_args(of):
        models(part, seen)


def fields() -> Iterator[str]:
    """Each field by the model that declares it: Earned.cap, once for all that inherit it."""
    seen: set[type[Part]] = set()
    models(Plan, seen)
    for model in seen:
        for name in model.model_fields:
            declares = next(one for one in model.__mro__ if name in get_annotations(one))
            yield f"{declares.__name__}.{name}".replace("from_date", "from_")


def test_every_field_of_the_models_has_its_sentence() -> None:
    assert set(fields()) - {"Plan.cases"} == set(TOLD)


@pytest.mark.parametrize("field", TOLD)
def test_it_is_told(field: str) -> None:
    text, expected = TOLD[field]
    text = re.sub(r"\$\d{1,3}(,\d{3})*", r'"\g<0>"', text)  # inside { } a comma would begin the next name
    words = " ".join(f"{part.title} {' '.join(part.sentences)}" for part in plan_words(read_plan(text)))
    assert expected in words
