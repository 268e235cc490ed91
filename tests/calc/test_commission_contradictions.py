"""What is well written in a commission but cannot be meant."""

import pytest

from tests.calc.sample_plan import told, with_component

PAYS = "pay: commission, rates: [{kind: a, rate: 1%}]"


@pytest.mark.parametrize(
    "fields",
    [
        f"{PAYS}, whose: line, later_years: [100%, 50%], days: {{from: 2024-01-01, to: 2024-01-01}}",
        f"{PAYS}, tiers: {{metric: sold, kind: marginal, steps: [{{from: 0%, times: 1x}}]}}",
        f"{PAYS}, tiers: {{metric: sold, kind: whole, reads: value, steps: [{{from: 0, times: 1}}, "
        "{from: '$5,000', times: 2x}]}",
        "pay: commission, rates: [{kind: a}], tiers: {metric: kept, kind: whole, steps: [{from: 0%, rate: "
        "1%}]}",
        f"{PAYS}, gates: [{{metric: nps, reads: value, at_least: 30, at_most: 30, otherwise: 50%}}]",
        f"{PAYS}, multipliers: [{{metric: kept, below: 75%, points: [{{at: 100%, pays: 100%}}]}}]",
        f"{PAYS}, cap: {{line: $5, year: 200% of variable}}, floor: {{line: $5, period: 10% of ote}}",
        f"{PAYS}, hold: {{until: {{kind: payment}}, release: whole}}",
        f"{PAYS}, clawback: {{when: {{kind: churn}}, bands: [{{within: 90 days, takes: 100%}}, "
        "{within: 4 months, takes: 50%}]}",
    ],
)
def test_what_fits_together_is_read(fields: str) -> None:
    assert told(with_component(fields)) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        # rates
        (
            "pay: commission, rates: [{kind: a}]",
            ".rates[1]: this rate does not say what it pays. Add `rate`, like `rate: 1.5%`.",
        ),
        (
            f"{PAYS}, tiers: {{metric: kept, kind: whole, steps: [{{from: 0%, rate: 1%}}]}}",
            ".rates[1].rate: the tiers give the rate, so this one would never be paid. "
            "Take it out, or use `times` in the tiers.",
        ),
        (
            "pay: commission, rates: [{rate: $5}], "
            "tiers: {metric: sold, kind: marginal, steps: [{from: 0%, times: 1x}]}",
            ".rates[1].rate: a set amount cannot be cut into slices at their own tiers. "
            "Write a rate like 1.5%, or `kind: whole` in the tiers.",
        ),
        (
            "pay: commission, rates: [{rate: $5}], later_years: [100%]",
            ".rates[1].rate: a set amount is not spread over the years of a contract. "
            "Write a rate like 1.5%, or take `later_years` out.",
        ),
        (
            f"{PAYS}, basis: acv, later_years: [100%]",
            ".later_years: `later_years` counts the years of a whole contract, and `acv` is not that. "
            "Take it out, or use `basis: amount` or `basis: tcv`.",
        ),
        (
            "pay: commission, rates: [{rate: 60% of MRR}], later_years: [100%]",
            ".rates[1].rate: `later_years` counts the years of a whole contract, and `mrr` is not that. "
            "Pay on amount or tcv.",
        ),
        # tiers
        (
            f"{PAYS}, tiers: {{metric: sld, kind: whole, steps: [{{from: 0%, times: 1x}}]}}",
            ".tiers.metric: there is no metric `sld` in this plan. Did you mean `sold`?",
        ),
        (
            f"{PAYS}, tiers: {{metric: kept, kind: marginal, steps: [{{from: 0%, times: 1x}}]}}",
            ".tiers.metric: slices need something that adds up, and `kept` is a `gross_retention`. "
            "Use a `sum`, or `kind: whole`.",
        ),
        (
            f"{PAYS}, tiers: {{metric: seats, kind: marginal, steps: [{{from: 0%, times: 1x}}]}}",
            ".tiers.metric: slices cut money, and `seats` adds up quantity. "
            "Use a `sum` of money, or `kind: whole`.",
        ),
        (
            f"{PAYS}, tiers: {{metric: sold, kind: whole, steps: [{{from: 50%, times: 1x}}, "
            "{from: 50%, times: 2x}]}",
            ".tiers.steps[2].from: each `from` must be higher than the one before. Put them in rising order.",
        ),
        (
            f"{PAYS}, tiers: {{metric: sold, kind: whole, steps: [{{from: 0%, times: 1x, rate: 1%}}]}}",
            ".tiers.steps[1]: a tier pays either a `rate` or so many `times` the component's rates. "
            "Write one of the two, like `times: 1.5x`.",
        ),
        (
            f"{PAYS}, tiers: {{metric: sold, kind: whole, steps: [{{from: 0%, times: 1}}, {{from: 9%, rate: "
            f"1%}}]}}",
            ".tiers.steps: some tiers have a `rate` and others `times`. Use the same in all of them.",
        ),
        (
            f"{PAYS}, tiers: {{metric: sold, kind: whole, reads: value, steps: [{{from: 50000, times: "
            f"1x}}]}}",
            ".tiers.steps[1].from: `sold` is an amount of money. Write it like $50,000.",
        ),
        # gates and multipliers
        (
            f"{PAYS}, gates: [{{metric: kept}}]",
            ".gates[1]: this does not say when it is met. "
            "Add `at_least`, `at_most` or both, like `at_least: 90%`.",
        ),
        (
            f"{PAYS}, gates: [{{metric: kept, at_least: 90%, at_most: 80%}}]",
            ".gates[1].at_most: this is below `at_least`, so it is never met. Swap the two.",
        ),
        (
            f"{PAYS}, gates: [{{metric: kept, at_least: 90%, otherwise: no_accelerator}}]",
            ".gates[1].otherwise: nothing here accelerates: only a bonus, or tiers with `times`, can pay "
            "more than 100%. Write `nothing`, or a part like 50%.",
        ),
        (
            f"{PAYS}, gates: [{{metric: kept, at_least: $5}}]",
            ".gates[1].at_least: '$5' is money, and attainment is a share of the target. "
            "Write it like 90%, or add `reads: value`.",
        ),
        (
            f"{PAYS}, multipliers: [{{metric: nps, reads: value, points: [{{at: 40, pays: 1}}, {{at: 30, "
            f"pays: 2}}]}}]",
            ".multipliers[1].points[2].at: each `at` must be higher than the one before. "
            "Put them in rising order.",
        ),
        (
            f"{PAYS}, multipliers: [{{metric: nps, reads: value, points: [{{at: $4, pays: 1}}]}}]",
            ".multipliers[1].points[1].at: `nps` is not an amount of money. "
            "Write a number, or a percentage like 90%.",
        ),
        # limits
        (
            f"{PAYS}, cap: {{}}",
            ".cap: this limits nothing. Add `line`, `period` or `year`, like `period: $5,000`.",
        ),
        (
            f"{PAYS}, floor: {{line: 5% of base}}",
            ".floor.line: this must be an amount of money. Write it like $5,000.",
        ),
        (
            f"{PAYS}, cap: {{period: 10% of base}}, floor: {{period: 11% of base}}",
            ".floor.period: the floor is higher than the cap. Lower the floor, or raise the cap.",
        ),
        (
            f"{PAYS}, days: {{from: 2024-05-01, to: 2024-04-30}}",
            ".days.to: `to` lies before `from`. Swap them, or correct one.",
        ),
        # holds and clawback
        (
            f"{PAYS}, hold: {{until: {{}}}}",
            ".hold.until: this would be about every event there is. Say which, like `until: {kind: "
            "payment}`.",
        ),
        (
            f"{PAYS}, clawback: {{when: {{kind: churn, role: csm}}}}",
            ".clawback.when.role: `role` belongs to somebody's credit, and here only the events are looked "
            "at. Take `role` out.",
        ),
        (
            f"{PAYS}, clawback: {{when: {{kind: churn}}, takes: 150%}}",
            ".clawback.takes: 150% is more than all there is. Write at most 100%.",
        ),
        (
            f"{PAYS}, clawback: {{when: {{kind: churn}}, takes: 50%, bands: [{{within: 1 year, takes: "
            f"100%}}]}}",
            ".clawback.takes: with bands, it is they that say how much is taken back. "
            "Take this out, or the bands.",
        ),
        (
            f"{PAYS}, clawback: {{when: {{kind: churn}}, bands: [{{within: 1 year, takes: 100%}}, "
            "{within: 90 days, takes: 100%}]}",
            ".clawback.bands[2].within: each band must reach further back than the one before. "
            "Put the youngest first.",
        ),
    ],
)
def test_a_contradiction_is_named_with_its_place_and_what_to_do(fields: str, sentence: str) -> None:
    assert told(with_component(fields)) == [f"components.c{sentence}"]
