"""What is well written in bonuses, prizes and all the rest, but cannot be meant."""

import pytest

from tests.calc.sample_plan import COMPONENT, plan_with, told, with_component

PAYS = "pay: commission, rates: [{kind: a, rate: 1%}]"
BONUS = "pay: bonus, amount: $100"
CURVE = "payout: [{at: 90%, pays: 50%}, {at: 100%, pays: 100%}]"


@pytest.mark.parametrize(
    "fields",
    [
        f"{BONUS}, metric: kept, {CURVE}, gates: [{{metric: nps, at_least: 90%, otherwise: no_accelerator}}]",
        f"{BONUS}, metric: sold, reads: value, payout: [{{at: '$5,000', pays: 1}}], beyond: {{each: $1, "
        f"adds: 1%}}",
        f"{BONUS}, parts: [{{metric: nps, weight: 1/3, {CURVE}}}, {{metric: kept, weight: 2/3}}], {CURVE}",
        "pay: spiff, of: {kind: a}, prize: $500, budget: '$1,000', winners: 3, counts: first",
        "pay: contest, metric: sold, within: team, prizes: [$500, Day off], ties: split",
        "pay: contest, metric: wins, prizes: [$500], winners: 3, for_team: split",
        "pay: contest, metric: days, best: lowest, prizes: [$500], over: 20",
        "pay: override, rate: 10%, of: [somebody_elses]",
        "pay: draw, amount: 40% of variable, recoverable: no, first_months: 3",
        "pay: guarantee, amount: $100",
        "pay: base",
    ],
)
def test_what_fits_together_is_read(fields: str) -> None:
    assert told(with_component(fields)) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        # bonus
        (BONUS, ": this does not say what the bonus rests on. Add `metric`, or `parts`."),
        (
            f"{BONUS}, metric: kept",
            ": this does not say what it pays at which attainment. Add `payout`, like `- {at: 100%, pays: "
            "100%}`.",
        ),
        (
            f"{BONUS}, metric: kept, {CURVE}, parts: [{{metric: nps, weight: 100%}}]",
            ".metric: a bonus rests on one `metric`, or on several `parts`. Keep one of the two.",
        ),
        (
            f"{BONUS}, metric: kept, payout: [{{at: 95, pays: 100%}}]",
            ".payout[1].at: 95 would be 95 times the whole. Write 95%.",
        ),
        (
            f"{BONUS}, metric: kept, {CURVE}, beyond: {{each: 1%, adds: 1%, at_most: 90%}}",
            ".beyond.at_most: this is less than the last point of `payout` pays already. "
            "Raise it, or lower the last point.",
        ),
        (
            f"{BONUS}, parts: [{{metric: nps, weight: 100%}}]",
            ".parts[1]: this part has no `payout`, and the bonus has none for all parts. "
            "Add `payout` here, or to the bonus.",
        ),
        (
            f"{BONUS}, {CURVE}, parts: [{{metric: nps, weight: 50%}}, {{metric: kept, weight: 45%}}]",
            ".parts: the weights come to 95%, not 100%. Change them to add up.",
        ),
        (
            f"{BONUS}, {CURVE}, parts: [{{metric: nps, weight: 100%, between: step}}]",
            ".parts[1].between: `between` belongs to a `payout` of this part's own. "
            "Add `payout` here, or take it out.",
        ),
        (
            f"{BONUS}, {CURVE}, parts: [{{metric: nps, weight: 100%, {CURVE}}}]",
            ".payout: every part has a `payout` of its own, so this never counts. Take it out.",
        ),
        # spiffs
        (
            "pay: spiff, of: {}, prize: $5",
            ".of: this would be about every event there is. Say which, like `of: {kind: upsell}`.",
        ),
        (
            "pay: spiff, of: {kind: a}, prize: Day off, budget: $5",
            ".budget: Day off is not money, so no budget is used up by it. "
            "Use `winners`, or a prize of money.",
        ),
        (
            "pay: spiff, of: {kind: a}, prize: $5, budget: 5% of base",
            ".budget: a budget must be an amount of money. Write it like $5,000.",
        ),
        (
            "pay: spiff, of: {kind: a}, prize: $5, budget: $4",
            ".budget: this is less than a single prize. Raise the budget, or lower the prize.",
        ),
        # contests
        (
            "pay: contest, metric: nps, prizes: [$5]",
            ".metric: `nps` has the scope `company`, and people or teams are ranked. "
            "Use a metric of scope `person` or `team`.",
        ),
        (
            "pay: contest, metric: wins, prizes: [$5], within: region",
            ".within: teams are ranked in the whole company. Take this out, or use a metric of scope "
            "`person`.",
        ),
        (
            "pay: contest, metric: wins, prizes: [Day off], for_team: split",
            ".for_team: a prize that is not money cannot be split. Write `for_team: each`.",
        ),
        (
            "pay: contest, metric: sold, prizes: [$5], for_team: each",
            ".for_team: this is a contest of people, not of teams. "
            "Take this out, or use a metric of scope `team`.",
        ),
        (
            "pay: contest, metric: sold, prizes: [$5, $4], winners: 3",
            ".winners: `winners` goes with one prize, and here are 2. Keep one prize, or take this out.",
        ),
        (
            "pay: contest, metric: sold, prizes: [$5], winners: 3, over: $3",
            ".winners: with `over`, everybody who is there wins, however many. Keep one of the two.",
        ),
        (
            "pay: contest, metric: sold, prizes: [$5], over: 3",
            ".over: `sold` is an amount of money. Write it like $50,000.",
        ),
        (
            "pay: contest, metric: days, prizes: [$5]",
            ": of `days` less is better, and here the highest would win. "
            "Say `best: lowest`, or `best: highest` if it is meant.",
        ),
        (
            "pay: contest, metric: days, prizes: [$5], best: lowest, reads: attainment",
            ".best: the lowest attainment is never the best. "
            "Take `best` out: with `better: lower`, attainment turns it round already.",
        ),
        # the rest
        (
            "pay: draw, amount: $5, recoverable: yes, every: month",
            ".every: a `pay: draw` is worked out for the period that pay is settled in. Take `every` out.",
        ),
        (
            "pay: override, rate: 10%, of: [c]",
            ".of[1]: nobody above gets a share of a `pay: override`. "
            "Name commissions, bonuses, spiffs or contests.",
        ),
        (
            f"{PAYS}, for_goal: growth",
            ".for_goal: this plan has no `company_goal`, so this never counts. "
            "Add `company_goal: growth` to the plan, or take this out.",
        ),
    ],
)
def test_a_contradiction_is_named_with_its_place_and_what_to_do(fields: str, sentence: str) -> None:
    assert told(with_component(fields)) == [f"components.c{sentence}"]


@pytest.mark.parametrize(
    ("components", "sentence"),
    [
        (
            "cap: {pay: guarantee, title: G, amount: $1}\n",
            "components.cap: `cap` is the name of the whole plan's own lines. Give the component another "
            "key.",
        ),
        (
            "o: {pay: override, title: O, rate: 1%, of: [pays, payss]}\n",
            "components.o.of[2]: there is no component `payss` in this plan. Did you mean `pays`?",
        ),
        (
            "o: {pay: override, title: O, rate: 1%, of: [pays, pays]}\n",
            "components.o.of[2]: `pays` stands here twice. Name it once.",
        ),
        (
            "b: {pay: base, title: B}\n",
            "components.b: this says that nothing is variable, and `pays` is. Take this out, or `pays`.",
        ),
        (
            "g: {pay: guarantee, title: G, amount: $1, for_goal: grwth}\n",
            "components.g.for_goal: the plan's goal is written `growth`. Did you mean `growth`?",
        ),
    ],
)
def test_components_that_do_not_go_together_are_named(components: str, sentence: str) -> None:
    assert told(plan_with(components=COMPONENT + components, more="company_goal: growth\n")) == [sentence]


def test_a_component_may_wait_for_another_goal() -> None:
    waiting = "g: {pay: guarantee, title: G, amount: $1, for_goal: retention}\n"
    assert told(plan_with(components=COMPONENT + waiting, more="company_goal: growth\n")) == []
