"""The JSON Schema of plans takes every plan that the reader takes, and marks slips while one writes."""

import json
from datetime import date
from typing import Any

import pytest
from ruamel.yaml import YAML

from calc.language.examples import EXAMPLES
from calc.language.pay import PAY_WORDS
from calc.language.schema import plan_schema
from tests.calc.json_schema import faults
from tests.calc.plan_texts import TEXTS
from tests.calc.sample_plan import PLAN

SCHEMA = plan_schema()


def as_editors_see_it(text: str) -> Any:
    """YAML with its own types; days are text, as in JSON."""
    return _json(YAML(typ="safe", pure=True).load(text))


def _json(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _json(inside) for name, inside in value.items()}
    if isinstance(value, list):
        return [_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def marked(text: str) -> list[str]:
    return list(faults(as_editors_see_it(text), SCHEMA, SCHEMA))


@pytest.mark.parametrize("name", TEXTS)
def test_a_plan_of_the_library_or_guide_fits(name: str) -> None:
    assert marked(TEXTS[name]) == []


@pytest.mark.parametrize("title", [title for title in EXAMPLES if title.startswith("pay: ")])
def test_an_example_of_the_reference_fits(title: str) -> None:
    components = as_editors_see_it(EXAMPLES[title])
    plan = {**as_editors_see_it(PLAN), "components": components}
    assert list(faults(plan, SCHEMA, SCHEMA)) == []


def test_metrics_of_the_reference_fit() -> None:
    plan = {**as_editors_see_it(PLAN), "metrics": as_editors_see_it(EXAMPLES["What is measured"])}
    assert list(faults(plan, SCHEMA, SCHEMA)) == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("title: A plan", "titel: A plan", ".titel"),
        ("title: A plan\n", "", ": title is missing"),
        ("title: Sales", "label: Sales", ".components.sales.label"),
        ("metric: kept", "metric: kept\n    rates: []", ".components.prize.rates"),
        ("{kind: renewal, rate: 1%}", "{kind: renewal, rat: 1%}", ".components.sales.rates[0].rat"),
        ("scope: team", "scope: squad", ".metrics.kept.scope"),
        ("pay: bonus", "pay: gift", ".components.prize.pay"),
        ("at: 90%", "at: ninety", ".components.prize.payout[0].at"),
        ("from: 2024-01-01", "from: 1 May", ".from"),
        ("40% of variable", "40% of salary", ".components.prize.amount"),
        ("currency: USD", "currency: dollars", ".currency"),
        ("  sold:", "  Sold!:", ".metrics.Sold!"),
        ("team: blue}", "team: blue, tem: red}", ".cases[0].people[0].tem"),
    ],
)
def test_a_slip_is_marked_where_it_stands(old: str, new: str, place: str) -> None:
    assert PLAN.count(old) == 1
    assert any(fault.startswith(place) for fault in marked(PLAN.replace(old, new)))


def test_numbers_may_stand_with_or_without_quotes() -> None:
    for written in ("0.015", '"0.015"', "1.5%", "3/200", "2x", "$500", "60% of MRR"):
        assert marked(PLAN.replace("rate: 1%", f"rate: {written}")) == []


def test_it_is_json_and_says_what_each_pay_means() -> None:
    schema = json.loads(json.dumps(SCHEMA))
    kinds = schema["properties"]["components"]["additionalProperties"]["properties"]["pay"]["oneOf"]
    assert [kind["const"] for kind in kinds] == list(PAY_WORDS)
    assert all(kind["description"] for kind in kinds)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
