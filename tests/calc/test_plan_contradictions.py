"""What is well written in a plan but cannot be meant."""

import pytest

from tests.calc.sample_plan import but, mistakes


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
            "Put the points in rising order.",
        ),
        (
            "    of: {kind: upsell}\n",
            "",
            "line 11, metrics.sold: a sum needs `of`: which events it adds up. Like `of: {kind: upsell}`.",
        ),
        (
            "    target: 90%",
            "    of: {kind: upsell}",
            "line 10, metrics.kept.of: only a sum chooses events. Remove `of`.",
        ),
        (
            "    target: 90%",
            "    reading: nps",
            "line 10, metrics.kept.reading: only a reading is imported under a name. Remove `reading`.",
        ),
        (
            "{kind: upsell, rate: 4%}",
            "{product: Core, rate: 4%}",
            "line 23, components.sales.rates[2]: this rate and rates[1] fit the same events. "
            "Say in one of them what sets it apart, or add a rate for what they share.",
        ),
        (
            "{kind: upsell, rate: 4%}",
            "{kind: [upsell, renewal], rate: 4%}",
            "line 23, components.sales.rates[2]: this rate and rates[1] fit the same events. "
            "Say in one of them what sets it apart, or add a rate for what they share.",
        ),
        (
            "    people: [{person: ana, team: blue}]",
            "    people: [{person: ana}]\n    targets: [{metric: nps, value: 40}]",
            "line 35, cases[1].targets[1].metric: no metric of this plan looks at `nps`. "
            "There are: kept, sold.",
        ),
        (
            "    people: [{person: ana, team: blue}]",
            "    people: [{person: ana}]\n    readings: [{metric: kept, value: 40}]",
            "line 35, cases[1].readings[1].metric: no metric of this plan looks at `kept`. "
            "There are: none yet.",
        ),
        (
            "    people: [{person: ana, team: blue}]",
            "    people: []",
            "line 34, cases[1].people: there must be at least one.",
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
    assert sentence in mistakes(but(old, new))
