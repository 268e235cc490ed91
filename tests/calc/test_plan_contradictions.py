"""What is well written in a plan and its cases but cannot be meant."""

import pytest

from tests.calc.sample_plan import COMPONENT, METRICS, but, mistakes, plan_with, told

EACH = "each: {title: E, measure: count, of: {kind: a}, scope: person, target_each: 10}\n"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "metric: kept",
            "metric: renewed",
            "line 27, components.prize.metric: there is no metric `renewed` in this plan. "
            "There are: kept, sold.",
        ),
        (
            "{at: 100%, pays: 100%}",
            "{at: 90%, pays: 100%}",
            "line 31, components.prize.payout[2].at: each `at` must be higher than the one before. "
            "Put them in rising order.",
        ),
        (
            "    of: {kind: upsell}\n",
            "",
            "line 11, metrics.sold: a `sum` needs `of`: which events it looks at. Like `of: {kind: upsell}`.",
        ),
        (
            "    target: 90%",
            "    reading: nps",
            "line 10, metrics.kept.reading: a `gross_retention` takes no `reading`. "
            "Take it out; it is for `reading`.",
        ),
        (
            "{kind: upsell, rate: 4%}",
            "{product: Core, rate: 4%}",
            "line 23, components.sales.rates[2]: this rate and rates[1] fit the same events. "
            "Say in one of them what sets it apart, or add a rate for what they share.",
        ),
        (
            "title: A plan",
            "title: A plan: two",
            "line 2, the file: this is not YAML: mapping values are not allowed here.",
        ),
        (
            "title: Sold",
            "title: Sold\n    title: Bought",
            "line 13, metrics.sold.title: this name stands here twice. Keep one of them.",
        ),
    ],
)
def test_a_contradiction_is_named_with_line_place_and_what_to_do(old: str, new: str, sentence: str) -> None:
    assert mistakes(but(old, new)) == [sentence]


@pytest.mark.parametrize(
    "terms",
    [
        "cap: {period: $5, year: 200% of ote}",
        "on_target: {mix: 70/30}",
        "on_target: {pay: '$100,000', mix: 70/30}",
        "on_target: {base: '$70,000', variable: '$30,000', mix: 70/30}",
        "on_target: {base: '$67,000', variable: '$33,500', mix: 67/33}",  # 66.67 %: near enough
        "on_target: {base: $0, variable: '$30,000', mix: 0/100}",
        "on_target: {variable: '$30,000'}",
        "carry_under: 0",
        "company_goal: growth",
        "leave: left_out",
    ],
)
def test_terms_of_the_plan_that_fit_together_are_read(terms: str) -> None:
    assert told(plan_with(more=f"{terms}\n")) == []


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        (
            "cap: {line: $5}",
            "cap.line: the cap of the whole plan is for a period or year. "
            "Move it to the component whose lines it is for.",
        ),
        ("cap: {}", "cap: this limits nothing. Add `line`, `period` or `year`, like `period: $5,000`."),
        ("on_target: {}", "on_target: this says nothing. Add `pay` and `mix`, or `base` and `variable`."),
        (
            "on_target: {base: 5% of base}",
            "on_target.base: this must be an amount of money. Write it like $5,000.",
        ),
        (
            "on_target: {pay: $5}",
            "on_target.pay: this does not say how it is divided into base and variable. "
            "Add `mix`, like `mix: 70/30`.",
        ),
        (
            "on_target: {pay: $5, base: $3, mix: 70/30}",
            "on_target.pay: `pay` is base and variable together, so it stands by itself with `mix`. "
            "Keep `pay`, or `base` and `variable`.",
        ),
        (
            "on_target: {base: '$70,000', variable: '$30,000', mix: 60/40}",
            "on_target.mix: base and variable are not divided by this mix. "
            "Correct one of them, or take the mix out.",
        ),
        (
            "on_target: {base: '$70,000', mix: 0/100}",
            "on_target.mix: by this mix, base pay is nothing, and nothing follows from it. "
            "Take `base` out, or correct the mix.",
        ),
        (
            "ramp: [{months: 3, counts: 50%}]",
            "ramp: a ramp counts for `target_each`, and no metric has that. "
            "Give a metric `target_each`, or take the ramp out.",
        ),
    ],
)
def test_terms_of_the_plan_that_contradict_each_other_are_named(terms: str, sentence: str) -> None:
    assert told(plan_with(more=f"{terms}\n")) == [sentence]


def test_a_ramp_goes_with_what_each_person_is_to_bring() -> None:
    assert told(plan_with(metrics=METRICS + EACH, more="ramp: [{months: 3, counts: 50%}]\n")) == []


def test_a_contradiction_that_two_parts_share_is_told_once() -> None:
    bonus = (
        "b:\n  pay: bonus\n  title: B\n  amount: $1\n  payout: [{at: 90%, pays: 1}, {at: 80%, pays: 1}]\n"
        "  parts: [{metric: kept, weight: 50%}, {metric: nps, weight: 50%}]\n"
    )
    assert told(plan_with(components=COMPONENT + bonus)) == [
        "components.b.payout[2].at: each `at` must be higher than the one before. Put them in rising order."
    ]
