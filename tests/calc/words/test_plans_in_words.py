"""Plans as the people on them read them: whole sentences, for each kind of component and term."""

import re

import pytest

from calc.designs import Design, designs
from calc.language.reader import read_plan
from calc.words.numbers import Numbers
from calc.words.plan import Section, plan_words
from tests.calc.words.plans import HEAD, of_bonus, of_commission, of_component, of_contest, of_spiff


def section(text: str, kind: str = "component") -> tuple[str, ...]:
    """The sentences of the first section of that kind."""
    quoted = re.sub(r"\$\d{1,3}(,\d{3})*", r'"\g<0>"', text)
    return next(part.sentences for part in plan_words(read_plan(quoted)) if part.kind == kind)


def test_a_commission_tells_each_rate_and_when_it_holds() -> None:
    renewals = "{kind: renewal, rate: 1%}, {kind: renewal, product: Enterprise, rate: 1.5%}"
    rates = f"[{renewals}, {{kind: upsell, rate: 5%}}]"
    assert section(of_component("commission", f"rates: {rates}")) == (
        "You earn 1% of each renewal; 1.5% when the product is Enterprise.",
        "You earn 5% of each upsell.",
        "For example, a renewal of $10,000 pays $100.",
    )


def test_a_kind_of_which_only_some_have_a_rate_is_told() -> None:
    rates = "[{kind: cross-sell, product: [A, B], rate: 2%}, {kind: cross-sell, product: C, rate: $250}]"
    assert section(of_component("commission", f"rates: {rates}")) == (
        "You earn 2% of each cross-sell when the product is A or B; $250 for each cross-sell when the "
        "product is C.",
        "Cross-sells that none of these fit are not paid until there is a rate.",
        "Of a set amount you get your share of the credit.",
    )


def test_where_several_rates_fit_the_rule_is_told() -> None:
    rates = "[{rate: 1%}, {product: A, rate: 2%}, {product: A, region: [EMEA, APAC], rate: 60% of MRR}]"
    assert section(of_component("commission", f"rates: {rates}")) == (
        "You earn 1% of everything you are credited for; 2% when the product is A; 60% of the monthly "
        "recurring "
        "revenue after everything you are credited for when the product is A and the region is EMEA or APAC.",
        "Where several of these fit, the one that asks for most counts.",
    )


def test_tiers_caps_holds_and_clawback_follow_the_rates() -> None:
    text = (
        "tiers: {metric: sales, kind: marginal, steps: [{from: 50%, times: 1x}, {from: 100%, times: 1.5x}]}, "
        "multipliers: [{metric: nrr, below: 75%, points: [{at: 95%, pays: 100%}]}], "
        "gates: [{metric: nrr, at_least: 90%, otherwise: no_accelerator}], "
        "cap: {line: $5,000, period: $12,000, year: 50% of variable}, floor: {period: $100}, "
        "hold: {until: {kind: payment}}, "
        "clawback: {when: {kind: churn}, bands: [{within: 90 days, takes: 100%}, {within: 1 year, takes: "
        "50%}]}"
    )
    assert section(of_commission(text)) == (
        "You earn 1% of each renewal.",
        "The rates count differently depending on Your sales: from 50% of the target 1 times and from "
        "100% 1.5 "
        "times.",
        "Each part of it is paid at the tier that it falls in.",
        "Below 50% of the target nothing is paid.",
        "All of it is multiplied by what Team retention gives: from 95% of the target 100% and 75% "
        "below that.",
        "Team retention has to be at least 90% of the target; otherwise no payout goes over 100% and no "
        "tier over 1 "
        "times.",
        "It pays at most $5,000 on a single line, $12,000 a period and 50% of your yearly variable pay a "
        "fiscal year.",
        "It pays at least $100 a period.",
        "A deal is credited at once, but held back: each payment for it releases its part.",
        "Churns take back what was paid for the deal, or without one for all deals of the customer: all "
        "of it within "
        "90 days and 50% of it within 1 year, and nothing after that.",
    )


def test_a_bonus_tells_how_much_what_it_follows_and_its_curve() -> None:
    points = "[{at: 90%, pays: 0%}, {at: 100%, pays: 100%}]"
    text = of_component(
        "bonus",
        f"metric: nrr, amount: 40% of variable, payout: {points}, beyond: {{each: 10%, adds: 20%, at_most: "
        f"200%}}",
    )
    assert section(text) == (
        "In full it is 40% of your yearly variable pay, spread evenly over the year.",
        "It follows Team retention.",
        "Reaching 90% of the target starts it, 100% pays in full, and every further 10% adds 20%, up "
        "to 200%.",
        "In between it rises in a straight line.",
        "For example, with $40,000 of variable pay a year, a full quarter pays $4,000, and at the most "
        "$8,000.",
    )


def test_a_curve_that_falls_starts_at_nothing_or_has_one_point_reads_as_it_is() -> None:
    falls = "[{at: 0, pays: 130%}, {at: 30, pays: 100%}, {at: 60, pays: 0%}]"
    days = "metrics: {days: {title: Days to value, measure: reading, scope: person}}\n"
    bonus = "{pay: bonus, title: Speed, metric: days, reads: value, amount: $1,000, payout: " + falls + "}"
    assert section(f"{HEAD}{days}components: {{speed: {bonus}}}\n")[2:] == (
        "At 0 it pays 130%, 30 pays in full and 60 pays nothing.",
        "In between it falls in a straight line.",
    )
    assert section(of_bonus("between: step", "[{at: 0%, pays: 50%}, {at: 95%, pays: 100%}]"))[2:] == (
        "From the start it pays 50% and 95% pays in full.",
        "Each step holds until the next is reached; beyond 95% no more.",
    )
    assert section(of_bonus("", "[{at: 100%, pays: 100%}]"))[2:] == (
        "Reaching 100% of the target pays in full.",
        "Below 100% it pays nothing and beyond 100% no more.",
    )


def test_parts_of_a_bonus_have_the_shared_curve_or_their_own() -> None:
    own = "payout: [{at: $50,000, pays: 50%}], reads: value"
    parts = f"[{{metric: nrr, weight: 60%}}, {{metric: sales, weight: 40%, {own}}}]"
    text = of_component("bonus", f"amount: $2,500, payout: [{{at: 1x, pays: 1x}}], parts: {parts}")
    assert section(text) == (
        "In full it is $2,500 each period.",
        "It rests on Team retention (60%) and Your sales (40%).",
        "Team retention: Reaching 100% of the target pays in full.",
        "Below 100% it pays nothing and beyond 100% no more.",
        "Your sales: Reaching $50,000 pays 50%.",
        "Below $50,000 it pays nothing and beyond $50,000 no more.",
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            of_spiff("prize: $300, winners: 3, budget: $1,000, days: {from: 2026-03-04, to: 2026-04-30}"),
            (
                "You win $300 for each upsell.",
                "If you share the credit, you get your share of it.",
                "Only what happens from 4 Mar 2026 to 30 Apr 2026 counts.",
                "Only the first 3 prizes are given.",
                "It ends when $1,000 is spent.",
            ),
        ),
        (of_spiff("prize: Day off, counts: first"), ("You win Day off for your first upsell ever.",)),
        (
            of_contest("ties: earlier, eligible: {least_days: 60, at_least: $9}", "[$500, Day off]"),
            (
                "The people with the highest Your sales win: first $500 and second Day off.",
                "Of those who are level, whoever was there earlier goes first.",
                "To win you have to be on the plan on the period's last day, have been on it for at least "
                "60 days and "
                "have at least $9.",
            ),
        ),
        (
            of_component("contest", "metric: nrr, reads: attainment, winners: 1, prizes: [$900]"),
            (
                "The team with the highest attainment of Team retention wins $900.",
                "Those who are level all get the better prize.",
                "When a team wins, each member gets the prize.",
                "To win you have to be on the plan on the period's last day.",
            ),
        ),
        (
            of_component("override", "rate: 8%, of: [renewals, deals], levels: direct"),
            ("You earn 8% of what your direct reports are paid in renewals and deals.",),
        ),
        (
            of_component("draw", "amount: $3,000, recoverable: yes, first_months: 6"),
            (
                "You get at least $3,000 each period, for your first 6 months at work.",
                "What is missing is advanced, and is paid back from later pay.",
            ),
        ),
        (
            of_component("guarantee", "amount: 80% of variable"),
            (
                "You get at least 80% of your yearly variable pay, spread evenly over the year.",
                "What is missing is added, and is yours to keep.",
            ),
        ),
    ],
)
def test_prizes_leaders_shares_and_least_pay_read_as_they_are(text: str, told: tuple[str, ...]) -> None:
    assert section(text) == told


def test_years_of_a_contract_read_as_its_length() -> None:
    asked = {"1": "1%", "2-3": "2%", "5+": "3%"}
    rates = ", ".join(f"{{kind: renewal, years: {years}, rate: {rate}}}" for years, rate in asked.items())
    assert section(of_component("commission", f"rates: [{rates}]"))[0] == (
        "You earn 1% of each renewal when the contract runs under 2 years; 2% when the contract runs 2 "
        "to under 4 "
        "years; 3% when the contract runs 5 years or more."
    )


def test_the_cases_are_told_with_what_they_pay() -> None:
    case = (
        "cases:\n  - case: A renewal pays\n    people: [{person: ana}]\n"
        "    events: [{kind: renewal, person: ana, amount: $1,000}]\n"
        "    pays: [{person: ana, component: c, amount: $10}]\n"
    )
    text = of_component("commission", "rates: [{kind: renewal, rate: 1%}]", case)
    assert section(text, "cases") == ("A renewal pays: ana gets $10 (The part).",)


def test_numbers_follow_the_locale_and_the_currency() -> None:
    text = of_component("commission", "rates: [{kind: renewal, rate: 1.5%}]").replace("USD", "EUR")
    german = plan_words(read_plan(text.replace("$90,000", '"€90,000"')), Numbers("de_DE"))
    told = " ".join(sentence for part in german for sentence in part.sentences)
    assert "You earn 1,5\u00a0% of each renewal." in told
    assert "a renewal of 10.000 € pays 150 €" in told.replace("\u00a0", " ")


@pytest.mark.parametrize("design", designs(), ids=lambda design: design.key)
def test_every_design_reads_in_whole_sentences(design: Design) -> None:
    sections: list[Section] = plan_words(design.plan)
    assert [part.key for part in sections if part.kind == "component"] == list(design.plan.components)
    for part in sections:
        for sentence in part.sentences:
            assert re.match(r"[^\s].*[.!?]$", sentence, re.DOTALL), sentence
            assert not re.search(r"  |\bNone\b|Fraction|\[\]|\(\)|\.\.", sentence), sentence
