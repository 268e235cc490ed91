"""What is told of the fields of each kind of component."""

from tests.calc.words.plans import (
    HEAD,
    STEPS,
    Told,
    of_bonus,
    of_commission,
    of_component,
    of_contest,
    of_rate,
    of_spiff,
    of_tiers,
)

TOLD: Told = {
    "Rate.rate": (of_rate("product: X, rate: $500"), "$500 for each renewal when the product is X"),
    "Commission.pay": (of_commission(""), "You earn 1% of each renewal."),
    "Commission.basis": (
        of_commission("basis: growth"),
        "of the yearly recurring revenue added by each renewal",
    ),
    "Commission.rates": (of_commission(""), "You earn 1% of each renewal."),
    "Commission.whose": (
        of_commission("whose: line"),
        "everybody below you is credited for, not on your own",
    ),
    "Commission.days": (
        of_commission("days: {from: 2026-02-01, to: 2026-02-28}"),
        "Only what happens from 1 Feb 2026 to 28 Feb 2026 counts.",
    ),
    "Commission.later_years": (
        of_commission("later_years: [100%, 50%]"),
        "Of a contract its first year counts 100% and its second and every later year 50%.",
    ),
    "Commission.tiers": (
        of_tiers(f"{{metric: sales, kind: whole, steps: {STEPS}}}"),
        "depending on Your sales: from 0% of the target 1 times and from 100% 1.5 times.",
    ),
    "Commission.hold": (of_commission("hold: {until: {kind: payment}}"), "held back: each payment for it"),
    "Commission.clawback": (
        of_commission("clawback: {when: {kind: churn}}"),
        "Churns take back what was paid",
    ),
    "Bonus.pay": (of_bonus(""), "In full it is $1,000 each period."),
    "Bonus.metric": (of_bonus(""), "It follows Team retention."),
    "Bonus.parts": (
        of_component(
            "bonus",
            "amount: $1,000, payout: [{at: 1x, pays: 1x}], "
            "parts: [{metric: nrr, weight: 60%}, {metric: sales, weight: 40%}]",
        ),
        "It rests on Team retention (60%) and Your sales (40%).",
    ),
    "Bonus.amount": (
        of_component(
            "bonus", "metric: nrr, amount: 40% of variable, every: quarter, payout: [{at: 1x, pays: 1x}]"
        ),
        "In full it is 40% of your yearly variable pay, a quarter of it each quarter.",
    ),
    "BonusPart.metric": (
        of_component("bonus", "amount: $9, payout: [{at: 1x, pays: 1x}], parts: [{metric: nrr, weight: 1x}]"),
        "It rests on Team retention",
    ),
    "BonusPart.weight": (
        of_component("bonus", "amount: $9, payout: [{at: 1x, pays: 1x}], parts: [{metric: nrr, weight: 1x}]"),
        "(100%)",
    ),
    "Spiff.pay": (of_spiff("prize: $500"), "You win $500"),
    "Spiff.of": (of_spiff("prize: $500"), "for each upsell."),
    "Spiff.prize": (of_spiff("prize: Day off"), "You win Day off for each upsell."),
    "Spiff.counts": (of_spiff("prize: $500, counts: first"), "for your first upsell ever."),
    "Spiff.days": (of_spiff("prize: $5, days: {from: 2026-02-01, to: 2026-02-28}"), "from 1 Feb 2026 to"),
    "Spiff.winners": (of_spiff("prize: $5, winners: 10"), "Only the first 10 prizes are given."),
    "Spiff.budget": (of_spiff("prize: $5, budget: $500"), "It ends when $500 is spent."),
    "Contest.pay": (of_contest(""), "The people with the highest Your sales win: first $500."),
    "Contest.metric": (of_contest(""), "Your sales"),
    "Contest.reads": (of_contest("reads: attainment"), "the highest attainment of Your sales"),
    "Contest.best": (of_contest("best: lowest"), "the lowest Your sales"),
    "Contest.within": (of_contest("within: region"), "Each region has a ranking of its own."),
    "Contest.prizes": (of_contest("", "[$500, Day off]"), "first $500 and second Day off."),
    "Contest.winners": (of_contest("winners: 3"), "The 3 people with the highest Your sales win $500 each."),
    "Contest.over": (of_contest("over: $50,000"), "Every person at $50,000 or more by Your sales wins $500."),
    "Contest.ties": (of_contest("ties: split"), "divide the prizes of the places they take up"),
    "Contest.eligible": (of_contest("eligible: {least_days: 60}"), "To win you have to"),
    "Contest.for_team": (
        of_component("contest", "metric: nrr, prizes: [$500], for_team: split"),
        "When a team wins, its members divide the prize evenly.",
    ),
    "Override.pay": (
        of_component("override", "rate: 10%"),
        "You earn 10% of what everybody below you is paid",
    ),
    "Override.rate": (of_component("override", "rate: 10%"), "10%"),
    "Override.of": (of_component("override", "rate: 10%, of: [renewals]"), "is paid in renewals."),
    "Override.levels": (
        of_component("override", "rate: 10%, levels: direct"),
        "your direct reports are paid",
    ),
    "Draw.pay": (of_component("draw", "amount: $3,000, recoverable: yes"), "What is missing is advanced"),
    "Draw.amount": (of_component("draw", "amount: $3,000, recoverable: yes"), "You get at least $3,000 each"),
    "Draw.recoverable": (
        of_component("draw", "amount: $3,000, recoverable: no"),
        "advanced, and is yours to",
    ),
    "Draw.first_months": (
        of_component("draw", "amount: $3,000, recoverable: yes, first_months: 3"),
        "for your first 3 months at work",
    ),
    "Guarantee.pay": (of_component("guarantee", "amount: $3,000"), "What is missing is added"),
    "Guarantee.amount": (of_component("guarantee", "amount: $3,000"), "You get at least $3,000 each period"),
    "Guarantee.first_months": (
        of_component("guarantee", "amount: $3,000, first_months: 1"),
        "for your first 1 month at work",
    ),
    "BaseOnly.pay": (f"{HEAD}components: {{c: {{pay: base, title: Base}}}}\n", "This is base pay alone"),
}
