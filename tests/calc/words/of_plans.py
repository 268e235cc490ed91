"""What is told of the fields of a plan and its metrics: a plan that uses each, and the words."""

from tests.calc.words.plans import HEAD, LEAST, NRR, REACHED, SUM, Told, of_bonus, of_metric, of_plan, of_ramp

TOLD: Told = {
    "Plan.plan": (of_plan(""), "A plan (key)"),
    "Plan.title": (of_plan(""), "A plan"),
    "Plan.from_": (of_plan(""), "In force from 1 Jan 2026"),
    "Plan.currency": (of_plan(""), "paid in USD"),
    "Plan.source": (of_plan("source: A book"), "A book."),
    "Plan.summary": (of_plan("summary: Sell well"), "Sell well."),
    "Plan.goal": (of_plan("goal: Growth"), "What it is for: Growth."),
    "Plan.company_goal": (of_plan("company_goal: growth"), "The company goes for growth"),
    "Plan.on_target": (of_plan("on_target: {base: $70,000}"), "On target a year pays $70,000 of base"),
    "Plan.prorate": (
        of_bonus("").replace("\nmetrics", "\nprorate: months\nmetrics"),
        "on whose 15th you were",
    ),
    "Plan.leave": (of_plan("leave: left_out"), "Days of leave do not count."),
    "Plan.transfers": (of_plan("transfers: split"), "each team counts for your days in it"),
    "Plan.ramp": (of_ramp("{months: 3, counts: 50%}"), "new people have 50% for 3 months"),
    "Plan.cap": (of_plan("cap: {period: $9,000}"), "The whole plan pays at most $9,000 a period."),
    "Plan.carry_under": (of_plan("carry_under: $0"), "If it all comes to less than $0 each period"),
    "Plan.metrics": (of_plan(""), "Your sales: the amounts of upsells"),
    "Plan.components": (of_plan(""), "The part"),
    "OnTarget.base": (of_plan("on_target: {base: $70,000}"), "$70,000 of base"),
    "OnTarget.variable": (of_plan("on_target: {variable: $30,000}"), "$30,000 of variable pay"),
    "OnTarget.pay": (of_plan("on_target: {pay: $100,000, mix: 70/30}"), "a year pays $100,000"),
    "OnTarget.mix": (of_plan("on_target: {mix: 70/30}"), "70% base and 30% variable"),
    "Ramp.months": (of_ramp("{months: 1, counts: 50%}"), "for 1 month, then all of it"),
    "Ramp.counts": (of_ramp("{months: 1, counts: 25%}"), "25% for"),
    "Metric.title": (of_metric(f"measure: csat, {LEAST}"), "M: "),
    "Metric.measure": (of_metric(f"measure: csat, {LEAST}"), "of the answers in the period"),
    "Metric.scope": (of_metric("measure: reading, scope: region, target: 4"), "imported for your region"),
    "Metric.window": (of_metric("measure: net_retention, scope: team, window: year"), "when the year began"),
    "Metric.of": (of_metric("measure: count, scope: team, of: {kind: story}"), "the number of stories that"),
    "Metric.over": (
        of_metric("measure: ratio, scope: team, of: {kind: renewal}, over: {kind: expiry}"),
        "out of expiries, by how many there are",
    ),
    "Metric.less": (
        of_metric("measure: count, scope: team, of: {kind: upsell}, less: {kind: cancellation}"),
        "less one for each of the cancellations",
    ),
    "Metric.plus": (
        of_metric("measure: gross_retention, scope: team, plus: {kind: services}"),
        "what services add counts on top",
    ),
    "Metric.adds": (
        of_metric("measure: sum, scope: team, of: {kind: upsell}, adds: quantity, target: 5"),
        "the quantities of upsells",
    ),
    "Metric.start": (of_metric(REACHED), "of their first kickoff"),
    "Metric.until": (of_metric(REACHED), "how many have had a first value"),
    "Metric.within": (of_metric(REACHED), "within 90 days"),
    "Metric.times": (
        of_metric("measure: coverage, scope: team, of: {kind: review}, times: 2, target: 80%"),
        "at least 2 reviews",
    ),
    "Metric.average": (
        of_metric("measure: average, of: {kind: ces}, scope: team, average: median"),
        "the median of the figures of ces",
    ),
    "Metric.satisfied_from": (of_metric(f"measure: csat, satisfied_from: 5, {LEAST}"), "those of 5 and more"),
    "Metric.customers": (
        of_metric("measure: net_retention, scope: team, customers: {segment: SMB}"),
        "your team's customers of the segment SMB",
    ),
    "Metric.reading": (of_metric("measure: reading, reading: nps, scope: team"), "imported as nps"),
    "Metric.criteria": (
        of_metric("measure: rubric, scope: person, criteria: {calls: 40%, plans: 60%}"),
        "calls 40% and plans 60%",
    ),
    "Metric.scale": (
        of_metric("measure: rubric, scope: person, scale: 4, criteria: {calls: 100%}"),
        "scores out of 4",
    ),
    "Metric.parts": (
        f"{HEAD}metrics: {{sales: {SUM}, nrr: {NRR}, m: {{title: M, measure: blend, scope: person, "
        "parts: {sales: 40%, nrr: 60%}}}\ncomponents: {b: {pay: bonus, title: B, metric: m, amount: $1,000, "
        "payout: [{at: 100%, pays: 100%}]}}\n",
        "Your sales 40% and Team retention 60%, each by how much of its target it reaches",
    ),
    "Metric.target": (of_metric("measure: net_retention, scope: team, target: 95%"), "Its target is 95%"),
    "Metric.target_each": (
        of_metric("measure: sum, of: {kind: upsell}, scope: team, target_each: $90,000"),
        "Each person on the plan is to bring $90,000; the target is what they are to bring together",
    ),
    "Metric.due": (
        of_metric("measure: sum, of: {kind: upsell}, scope: team, window: year, due: to_date, target: $9"),
        "Only the part of the target that is due",
    ),
    "Metric.better": (
        of_metric("measure: reading, scope: team, better: lower, target: 30"),
        "Less is better",
    ),
    "Metric.linked": (
        of_metric("measure: net_retention, scope: team, linked: [[blue, red]]"),
        "The teams blue and red have one figure together.",
    ),
    "Metric.least_sample": (of_metric(f"measure: csat, {LEAST}"), "With fewer than 5 to go by"),
    "Metric.below_sample": (
        of_metric(f"measure: csat, below_sample: on_target, {LEAST}"),
        "it counts as just on target",
    ),
    "Metric.shown_as": (
        of_metric("measure: reading, scope: team, shown_as: percent, target: 90%"),
        "Its target is 90%",
    ),
    "Customers.region": (
        of_metric("measure: net_retention, scope: team, customers: {region: EMEA}"),
        "in the region EMEA",
    ),
    "Customers.segment": (
        of_metric("measure: net_retention, scope: team, customers: {segment: [SMB, Mid]}"),
        "of the segment SMB or Mid",
    ),
    "Customers.years": (
        of_metric("measure: net_retention, scope: team, customers: {years: 1}"),
        "with a contract of under 2 years",
    ),
}
