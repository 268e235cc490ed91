"""What is told of the fields of conditions, curves and terms."""

from tests.calc.words.plans import (
    STEPS,
    Told,
    of_bonus,
    of_commission,
    of_component,
    of_contest,
    of_rate,
    of_tiers,
)

TOLD: Told = {
    "Paid.title": (of_commission(""), "The part"),
    "Paid.every": (of_bonus("every: quarter"), "It is worked out for each quarter."),
    "Paid.for_goal": (
        of_component("commission", "rates: [{rate: 1%}], for_goal: growth", "company_goal: growth"),
        "It counts only while the company goes for growth.",
    ),
    "Condition.kind": (of_rate("product: X, rate: 2%"), "each renewal"),
    "Condition.product": (of_rate("product: X, rate: 2%"), "2% when the product is X"),
    "Condition.effort": (of_rate("effort: users, rate: 2%"), "2% when the effort is users"),
    "Condition.region": (of_rate("region: EMEA, rate: 2%"), "2% when the region is EMEA"),
    "Condition.territory": (of_rate("territory: EMEA, rate: 2%"), "2% when you are in EMEA on its day"),
    "Condition.role": (of_rate("role: csm, rate: 2%"), "2% when your role on it is csm"),
    "Condition.segment": (of_rate("segment: SMB, rate: 2%"), "2% when the customer's segment is SMB"),
    "Condition.years": (of_rate("years: 3+, rate: 2%"), "2% when the contract runs 3 years or more"),
    "Condition.change": (of_rate("change: down, rate: 0.5%"), "0.5% when recurring revenue goes down"),
    "Days.from_": (of_commission("days: {from: 2026-02-01, to: 2026-02-28}"), "from 1 Feb 2026"),
    "Days.to": (of_commission("days: {from: 2026-02-01, to: 2026-02-28}"), "to 28 Feb 2026"),
    "Hold.until": (of_commission("hold: {until: {kind: cash}}"), "each cash for it"),
    "Hold.release": (
        of_commission("hold: {until: {kind: payment}, release: whole}"),
        "held back until it is paid in full",
    ),
    "Clawback.when": (of_commission("clawback: {when: {kind: churn}}"), "Churns take back"),
    "Clawback.takes": (
        of_commission("clawback: {when: {kind: churn}, takes: 50%}"),
        "50% of it, however late",
    ),
    "Clawback.bands": (
        of_commission("clawback: {when: {kind: churn}, bands: [{within: 3 months, takes: 100%}]}"),
        "all of it within 3 months, and nothing after that.",
    ),
    "Band.within": (
        of_commission("clawback: {when: {kind: churn}, bands: [{within: 1 year, takes: 40%}]}"),
        "within 1 year",
    ),
    "Band.takes": (
        of_commission("clawback: {when: {kind: churn}, bands: [{within: 1 year, takes: 40%}]}"),
        "40% of it within",
    ),
    "Tiers.metric": (of_tiers(f"{{metric: sales, kind: whole, steps: {STEPS}}}"), "depending on Your sales"),
    "Tiers.kind": (
        of_tiers(f"{{metric: sales, kind: marginal, steps: {STEPS}}}"),
        "Each part of it is paid at the tier that it falls in.",
    ),
    "Tiers.reads": (
        of_tiers("{metric: sales, kind: whole, reads: value, steps: [{from: $50,000, times: 2x}]}"),
        "from $50,000 2 times. The tier that is reached at the end holds for everything. Below $50,000",
    ),
    "Tiers.steps": (of_tiers(f"{{metric: sales, kind: whole, steps: {STEPS}}}"), "from 0% of the target"),
    "TierStep.from_": (of_tiers(f"{{metric: sales, kind: whole, steps: {STEPS}}}"), "from 100% 1.5 times"),
    "TierStep.rate": (
        of_component(
            "commission",
            "rates: [{kind: upsell}], tiers: {metric: sales, kind: whole, steps: [{from: 0%, rate: 3%}]}",
        ),
        "You are paid on each upsell. The rate depends on Your sales: from 0% of the target 3%.",
    ),
    "TierStep.times": (of_tiers(f"{{metric: sales, kind: whole, steps: {STEPS}}}"), "1.5 times"),
    "Earned.gates": (
        of_bonus("gates: [{metric: sales, at_least: 80%}]"),
        "Your sales has to be at least 80%",
    ),
    "Earned.multipliers": (
        of_bonus("multipliers: [{metric: sales, points: [{at: 100%, pays: 120%}]}]"),
        "multiplied by what Your sales gives: from 100% of the target 120% and 100% below that.",
    ),
    "Earned.cap": (of_commission("cap: {line: $500}"), "It pays at most $500 on a single line."),
    "Earned.floor": (of_commission("floor: {year: 10% of base}"), "at least 10% of your yearly base pay a"),
    "Limits.line": (of_commission("cap: {line: $500}"), "$500 on a single line"),
    "Limits.period": (
        of_commission("cap: {period: 50% of variable}"),
        "50% of your yearly variable pay a period, by the period's part of the year",
    ),
    "Limits.year": (of_commission("cap: {year: $5,000}"), "$5,000 a fiscal year"),
    "Gate.metric": (of_bonus("gates: [{metric: sales, at_least: 80%}]"), "Your sales has to be"),
    "Gate.reads": (of_bonus("gates: [{metric: sales, reads: value, at_least: $9}]"), "at least $9;"),
    "Gate.at_least": (of_bonus("gates: [{metric: sales, at_least: 80%}]"), "at least 80% of the target"),
    "Gate.at_most": (of_bonus("gates: [{metric: sales, at_most: 120%}]"), "at most 120% of the target"),
    "Gate.otherwise": (
        of_bonus("gates: [{metric: sales, at_least: 80%, otherwise: 50%}]"),
        "otherwise only 50% of it is paid",
    ),
    "Multiplier.metric": (
        of_bonus("multipliers: [{metric: sales, points: [{at: 0%, pays: 90%}]}]"),
        "by what Your sales gives",
    ),
    "Multiplier.reads": (
        of_bonus("multipliers: [{metric: sales, reads: value, points: [{at: $9, pays: 90%}]}]"),
        "from $9 90%",
    ),
    "Multiplier.between": (
        of_bonus(
            "multipliers: [{metric: sales, between: line, points: [{at: 0%, pays: 0%}, {at: 1x, pays: 1x}]}]"
        ),
        "in a straight line in between",
    ),
    "Multiplier.below": (
        of_bonus("multipliers: [{metric: sales, below: 75%, points: [{at: 80%, pays: 100%}]}]"),
        "75% below that",
    ),
    "Multiplier.points": (
        of_bonus("multipliers: [{metric: sales, points: [{at: 80%, pays: 110%}]}]"),
        "from 80% of the target 110%",
    ),
    "Payout.reads": (
        of_component("bonus", "metric: sales, reads: value, amount: $9, payout: [{at: $50, pays: 50%}]"),
        "Reaching $50 pays 50%.",
    ),
    "Payout.payout": (of_bonus(""), "Reaching 90% of the target pays 50% and 100% pays in full."),
    "Payout.between": (of_bonus("between: step"), "Each step holds until the next is reached"),
    "Payout.beyond": (
        of_bonus("beyond: {each: 10%, adds: 20%}"),
        "and every further 10% adds 20%, without end",
    ),
    "Point.at": (of_bonus(""), "Reaching 90%"),
    "Point.pays": (of_bonus(""), "pays 50%"),
    "Beyond.each": (of_bonus("beyond: {each: 10%, adds: 20%}"), "every further 10%"),
    "Beyond.adds": (of_bonus("beyond: {each: 10%, adds: 20%}"), "adds 20%"),
    "Beyond.at_most": (of_bonus("beyond: {each: 10%, adds: 20%, at_most: 200%}"), "adds 20%, up to 200%."),
    "Eligible.on_last_day": (of_contest(""), "be on the plan on the period's last day"),
    "Eligible.least_days": (of_contest("eligible: {least_days: 60}"), "been on it for at least 60 days"),
    "Eligible.at_least": (of_contest("eligible: {at_least: $9}"), "have at least $9"),
}
