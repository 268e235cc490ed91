"""The reference of the plan language is what the models give, and its examples are read.

`UPDATE_GOLDENS=1 pytest tests/calc/test_plan_reference.py` writes the page anew; read the difference.
"""

import os
import re
from pathlib import Path

import pytest

from calc.language.examples import EXAMPLES
from calc.language.pay import COMPONENTS
from calc.language.reader import read_plan
from calc.language.reference import reference_text
from calc.language.sections import SECTIONS, Section
from tests.calc.plan_texts import OF_EXAMPLES

PAGE = Path(__file__).parents[2] / "docs/plan-reference.md"


def test_the_page_is_what_the_models_give() -> None:
    if os.environ.get("UPDATE_GOLDENS") == "1":
        PAGE.write_text(reference_text(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == reference_text()


@pytest.mark.parametrize("section", [one for one in SECTIONS if one.part], ids=lambda one: one.title)
def test_every_field_is_told_there_or_elsewhere(section: Section) -> None:
    told = set(re.findall(r"^\| `(\w+)` \|", reference_text(), re.MULTILINE))
    assert section.part is not None
    names = {field.alias or name for name, field in section.part.model_fields.items()}
    assert names - told <= {"pay"}


def test_every_field_says_what_it_means() -> None:
    unsaid = [
        (part.__name__, name)
        for part in {section.part for section in SECTIONS if section.part}
        for name, field in part.model_fields.items()
        if not field.description and name != "pay"
    ]
    assert unsaid == []


def test_every_kind_of_component_has_a_section_and_all_that_pay_have_an_example() -> None:
    titles = [section.title for section in SECTIONS]
    for word in COMPONENTS:
        assert f"pay: {word}" in titles
        assert f"pay: {word}" in EXAMPLES or word == "base"


def test_every_link_leads_to_a_heading() -> None:
    text = reference_text()
    headings = {
        line.lstrip("# ").lower().replace(":", "").replace(" ", "-")
        for line in text.splitlines()
        if line.startswith("#")
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings


def test_no_word_of_a_programmer_is_in_it() -> None:
    prose = re.sub(r"`[^`]*`", "", reference_text())
    found = re.findall(
        r"\b(str|int|bool|dict|tuple|float|None|null|True|False|Fraction|object|enum)\b", prose
    )
    assert found == []


def test_the_examples_together_are_a_plan() -> None:
    assert set(read_plan(OF_EXAMPLES).components) >= {"renewals", "scorecard", "leader"}
