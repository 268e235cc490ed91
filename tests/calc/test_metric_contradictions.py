"""What is well written in a metric but cannot be meant."""

import pytest

from calc.language.measures import ALWAYS, TAKES
from calc.language.metrics import Measure, Metric
from tests.calc.sample_plan import METRICS, plan_with, told, with_metric

SUM = "measure: sum, of: {kind: a}"
COUNT = "measure: count, of: {kind: a}"


def test_every_measure_and_every_field_has_its_place() -> None:
    assert set(TAKES) == set(Measure)
    taken = {field for takes in TAKES.values() for field in (*takes.needs, *takes.may)}
    assert taken | set(ALWAYS) == set(Metric.model_fields)


@pytest.mark.parametrize(
    "fields",
    [
        "measure: gross_retention, scope: line, customers: {years: 3+}, plus: {kind: upsell, role: csm}",
        f"{SUM}, scope: region, adds: tcv, less: {{kind: b}}, target: 500000, linked: [[north, south]]",
        f"{SUM}, scope: person, adds: quantity, target_each: 10",
        f"{COUNT}, scope: team, window: year, due: to_date, target: 40",
        "measure: ratio, scope: person, of: {kind: a}, over: {kind: [a, b]}, target: 30%, shown_as: number",
        "measure: csat, scope: team, satisfied_from: 5, target: 0.9, least_sample: 20, below_sample: "
        "on_target",
        "measure: reached, scope: team, start: {kind: a}, until: {kind: b}, within: 90 days, target: 80%",
        "measure: coverage, scope: team, of: {kind: review}, times: 2, customers: {segment: large}",
        "measure: reading, scope: company, reading: nps-survey, target: 45",
        "measure: reading, scope: company, shown_as: money, target: $500",
        "measure: rubric, scope: person, criteria: {plans: 1/3, reviews: 2/3}, scale: 10",
        "measure: blend, scope: person, parts: {kept: 60%, sold: 40%}, target: 110%",
    ],
)
def test_what_fits_together_is_read(fields: str) -> None:
    assert told(with_metric(fields)) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        # fields
        (
            "measure: gross_retention, scope: team, of: {kind: a}",
            "metrics.m.of: a `gross_retention` takes no `of`. Take it out; it is for `sum`, `count`, "
            "`ratio`, `nps`, `csat`, `average` and `coverage`.",
        ),
        (
            "measure: rubric, scope: team, criteria: {a: 100%}, least_sample: 3",
            "metrics.m.least_sample: a `rubric` takes no `least_sample`. "
            "Take it out; it is for all but `rubric` and `blend`.",
        ),
        (
            "measure: sum, scope: team",
            "metrics.m: a `sum` needs `of`: which events it looks at. Like `of: {kind: upsell}`.",
        ),
        (
            "measure: ratio, scope: team, of: {kind: a}",
            "metrics.m: a `ratio` needs `over`: the events below the line. Like `over: {kind: opportunity}`.",
        ),
        (
            "measure: reached, scope: team, start: {kind: a}, until: {kind: b}",
            "metrics.m: a `reached` needs `within`: how much time there is. Like `within: 90 days`.",
        ),
        # targets
        (
            "measure: gross_retention, scope: team, target: 95",
            "metrics.m.target: 95 would be 95 times the whole. Write 95%.",
        ),
        (
            "measure: nps, scope: team, target: 45%",
            "metrics.m.target: `m` is a number, not a percentage. Write it without the %.",
        ),
        (
            "measure: reading, scope: team, target: $500",
            "metrics.m.target: `m` is not an amount of money. Write a number, or a percentage like 90%.",
        ),
        (
            "measure: reading, scope: team, shown_as: money, target: 500",
            "metrics.m.target: `m` is an amount of money. Write it like $50,000.",
        ),
        (
            f"{COUNT}, scope: team, target: 10, target_each: 2",
            "metrics.m.target: with `target_each`, this `target` would never count. Keep one of them.",
        ),
        (
            f"{COUNT}, scope: team, target_each: 2, window: year",
            "metrics.m.window: what each person is to bring is meant for the component's period, so it "
            "takes no `window`. Take `window` out, or use `target`.",
        ),
        (
            f"{COUNT}, scope: team, due: to_date",
            "metrics.m.due: a target is due bit by bit only with a longer `window`. "
            "Add `window: year`, or take `due` out.",
        ),
        (
            f"{COUNT}, scope: team, below_sample: on_target",
            "metrics.m.below_sample: without `least_sample`, there are never too few. "
            "Add `least_sample`, or take this out.",
        ),
        # linked
        (
            f"{COUNT}, scope: person, linked: [[blue, red]]",
            "metrics.m.linked: only teams or regions can share a figure. "
            "Use `scope: team` or `scope: region`, or take `linked` out.",
        ),
        (
            f"{COUNT}, scope: team, linked: [[blue]]",
            "metrics.m.linked[1]: it takes two to share a figure. Like `[blue, red]`.",
        ),
        (
            f"{COUNT}, scope: team, linked: [[blue, red], [green, red]]",
            "metrics.m.linked[2][2]: `red` stands here twice. Name it once.",
        ),
        # how it reads
        (
            f"{SUM}, scope: team, shown_as: number",
            "metrics.m.shown_as: this comes to an amount of money. Take `shown_as` out.",
        ),
        (
            f"{COUNT}, scope: team, shown_as: money",
            "metrics.m.shown_as: a `count` does not come to an amount of money. Take it out.",
        ),
        # events alone
        (
            "measure: coverage, scope: team, of: {kind: a, role: csm}",
            "metrics.m.of.role: `role` belongs to somebody's credit, and here only the events are looked at. "
            "Take `role` out.",
        ),
        (
            "measure: time_between, scope: team, start: {kind: a}, until: {territory: north}",
            "metrics.m.until.territory: `territory` belongs to somebody's credit, and here only the events "
            "are looked at. Take `territory` out.",
        ),
        # weights and parts
        (
            "measure: rubric, scope: person, criteria: {plans: 1/3, reviews: 60%}",
            "metrics.m.criteria: the weights come to 93.3333%, not 100%. Change them to add up.",
        ),
        (
            "measure: blend, scope: person, parts: {kept: 60%, sold: 45%}",
            "metrics.m.parts: the weights come to 105%, not 100%. Change them to add up.",
        ),
        (
            "measure: blend, scope: team, parts: {kept: 100%}",
            "metrics.m.scope: a `blend` looks at each person: every part at the person's own team, region or "
            "company. Write `scope: person`.",
        ),
        (
            "measure: blend, scope: person, parts: {kpt: 100%}",
            "metrics.m.parts.kpt: there is no metric `kpt` in this plan. Did you mean `kept`?",
        ),
        (
            "measure: blend, scope: person, parts: {m: 100%}",
            "metrics.m.parts.m: `m` rests on `m` itself, in a circle. Take one of them out.",
        ),
    ],
)
def test_a_contradiction_is_named_with_its_place_and_what_to_do(fields: str, sentence: str) -> None:
    assert told(with_metric(fields)) == [sentence]


def test_blends_in_a_wider_circle_are_found_and_those_beside_it_are_not_blamed() -> None:
    blend = "{title: B, measure: blend, scope: person, parts: {%s: 100%%}}\n"
    metrics = f"{METRICS}a: {blend % 'b'}b: {blend % 'a'}c: {blend % 'a'}"
    assert told(plan_with(metrics=metrics)) == [
        "metrics.a.parts.b: `b` rests on `a` itself, in a circle. Take one of them out.",
        "metrics.b.parts.a: `a` rests on `b` itself, in a circle. Take one of them out.",
    ]
