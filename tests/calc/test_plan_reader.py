"""What `plan check` says of a plan: every mistake with its line, its place and what to do."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calc.language.document import DocumentError, Mistake
from calc.language.pay import Bonus, Commission
from calc.language.reader import read_plan
from tests.calc.plan_texts import OF_EXAMPLES
from tests.calc.sample_plan import PLAN, but, mistakes
from tests.examples import examples


def test_a_plan_without_mistakes_is_read() -> None:
    plan = read_plan(PLAN)
    assert (plan.plan, plan.title, plan.currency) == ("p", "A plan", "USD")
    assert isinstance(plan.components["sales"], Commission)
    assert isinstance(plan.components["prize"], Bonus)
    assert plan.metrics["sold"].target == 9_000_000  # $90,000.00 in cents


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        # names
        (
            "title: A plan",
            "titel: A plan",
            "line 2, titel: this name is not known here. Did you mean `title`?",
        ),
        (
            "title: Sales",
            "label: Sales",
            "line 20, components.sales.label: this name is not known here. There are: title, every, "
            "for_goal, gates, multipliers, cap, floor, pay, basis, rates, whose, days, later_years, tiers, "
            "hold, clawback.",
        ),
        (
            "amount: 40% of variable",
            "amounts: $1",
            "line 28, components.prize.amounts: this name is not known here. Did you mean `amount`?",
        ),
        (
            "{person: ana, team: blue}",
            "{person: ana, variable: $30,000}",
            "line 34, cases[1].people[1].000: this name is not known here. "
            'Inside { } a comma begins the next name, so put an amount in quotes: "$30,000".',
        ),
        ("title: A plan\n", "", "line 1, title: this is missing."),
        (
            "title: A plan",
            "title:",
            "line 2, title: it is empty. Write a value, or take the line out.",
        ),
        (
            "    target: 90%",
            "    target:",
            "line 10, metrics.kept.target: it is empty. Write a value, or take the line out.",
        ),
        ("title: Sales", "title: ' '", "line 20, components.sales.title: it is empty."),
        (
            "    rates:\n",
            "    payout: []\n    rates:\n",
            "line 21, components.sales.payout: this name is not known here. It is for `pay: bonus`.",
        ),
        ("title: Retention", "title: [a]", "line 7, metrics.kept.title: this must be plain text."),
        ("    amount: 40% of variable\n", "", "line 24, components.prize.amount: this is missing."),
        # keys
        (
            "plan: p",
            "plan: My plan",
            "line 1, plan: 'My plan' is not a good key: small letters, digits, - and _, a letter first.",
        ),
        (
            "  sales:",
            "  Sales!:",
            "line 18, components.Sales!: 'Sales!' is not a good key: "
            "small letters, digits, - and _, a letter first.",
        ),
        ("plan: p", f"plan: {'p' * 61}", "line 1, plan: this is longer than 60 characters."),
        # kinds of value
        ("2024-01-01", "1.1.2024", "line 3, from: '1.1.2024' is not a day; write it like 2026-01-31."),
        ("2024-01-01", "2024-02-30", "line 3, from: '2024-02-30' is not a day; write it like 2026-01-31."),
        (
            "currency: USD",
            "currency: dollars",
            "line 4, currency: 'dollars' is not a currency; write its three letters, like USD or EUR.",
        ),
        (
            "measure: gross_retention",
            "measure: GRR",
            "line 8, metrics.kept.measure: 'GRR' is not one of gross_retention, net_retention, "
            "logo_retention, sum, count, ratio, nps, csat, average, time_between, reached, coverage, "
            "reading, rubric or blend. Did you mean `gross_retention`?",
        ),
        (
            "scope: team",
            "scope: squad",
            "line 9, metrics.kept.scope: 'squad' is not one of person, team, region, company or line.",
        ),
        (
            "pay: bonus",
            "pay: bonsu",
            "line 25, components.prize.pay: 'bonsu' is not one of commission, bonus, spiff, contest, "
            "override, draw, guarantee or base. Did you mean `bonus`?",
        ),
        (
            "    pay: bonus\n",
            "",
            "line 24, components.prize: say how it pays. Add `pay:` with one of commission, bonus, spiff, "
            "contest, override, draw, guarantee, base.",
        ),
        (
            "{kind: renewal, rate: 1%}",
            "{kind: renewal, rate: one}",
            "line 22, components.sales.rates[1].rate: 'one' is not a rate; "
            "write it like 1.5%, 2x, 0.015 or 3/200.",
        ),
        (
            "{kind: renewal, rate: 1%}",
            "{kind: renewal, rate: -1%}",
            "line 22, components.sales.rates[1].rate: it cannot be below zero.",
        ),
        (
            "{kind: renewal, rate: 1%}",
            "{kind: '', rate: 1%}",
            "line 22, components.sales.rates[1].kind: it names nothing; "
            "write a name, or leave this line out to mean any.",
        ),
        (
            "40% of variable",
            "40% of salary",
            "line 28, components.prize.amount: 'salary' is no yearly pay; "
            "write it of variable, of base or of ote.",
        ),
        (
            "40% of variable",
            "€500",
            "line 28, components.prize.amount: '€500' is not in USD, the currency of this plan.",
        ),
        ("40% of variable", "-$5", "line 28, components.prize.amount: it cannot be below zero."),
        (
            "40% of variable",
            "9999999999999999 USD",
            "line 28, components.prize.amount: '9999999999999999 USD' has more than 15 digits.",
        ),
        ("target: 90%", "target: 0%", "line 10, metrics.kept.target: a target must be above zero."),
        (
            "target: $90,000",
            "target: 90%",
            "line 16, metrics.sold.target: '90%' is not an amount of money; "
            "write it like $2,500 or 2500.00 USD.",
        ),
        # one of two kinds of value
        (
            "{kind: renewal, rate: 1%}",
            "{change: upp, rate: 1%}",
            "line 22, components.sales.rates[1].change: 'upp' is not one of up, same or down. "
            "Did you mean `up`?",
        ),
        (
            "{kind: renewal, rate: 1%}",
            "{change: [up, down, sme], rate: 1%}",
            "line 22, components.sales.rates[1].change[3]: 'sme' is not one of up, same or down. "
            "Did you mean `same`?",
        ),
        (
            "    metric: kept\n",
            "    metric: kept\n    gates: [{metric: kept, at_least: 1, otherwise: zero}]\n",
            "line 28, components.prize.gates[1].otherwise: 'zero' is neither nothing, no_accelerator nor a "
            "part "
            "like 50%.",
        ),
        (
            "    metric: kept\n",
            "    metric: kept\n    every: quaterly\n",
            "line 28, components.prize.every: 'quaterly' is not one of month, quarter, half or year. "
            "Did you mean `quarter`?",
        ),
        # shapes
        (
            "    scope: team\n",
            "    scope: team\n    linked: [blue, red]\n",
            "line 10, metrics.kept.linked[1]: this must be a list: each entry on its own line after `- `, or "
            "all in brackets: `[a, b]`.",
        ),
        (
            "    rates:\n      - {kind: renewal, rate: 1%}\n      - {kind: upsell, rate: 4%}",
            "    rates: 1%",
            "line 21, components.sales.rates: this must be a list: "
            "each entry on its own line after `- `, or all in brackets: `[a, b]`.",
        ),
        (
            "    rates:\n      - {kind: renewal, rate: 1%}\n      - {kind: upsell, rate: 4%}",
            "    rates: []",
            "line 21, components.sales.rates: there must be at least one.",
        ),
        (
            "{kind: upsell, rate: 4%}",
            "4%",
            "line 23, components.sales.rates[2]: this must hold `name: value` lines.",
        ),
    ],
)
def test_a_mistake_is_named_with_line_place_and_what_to_do(old: str, new: str, sentence: str) -> None:
    assert sentence in mistakes(but(old, new))


def test_every_mistake_is_named_at_once_in_the_order_of_lines() -> None:
    text = (
        but("title: A plan", "titel: A plan").replace("rate: 1%", "rat: 1%").replace("at: 90%", "at: ninety")
    )
    assert mistakes(text) == [
        "line 1, title: this is missing.",
        "line 2, titel: this name is not known here. Did you mean `title`?",
        "line 22, components.sales.rates[1].rat: this name is not known here. Did you mean `rate`?",
        "line 30, components.prize.payout[1].at: 'ninety' is not a rate; "
        "write it like 1.5%, 2x, 0.015 or 3/200.",
    ]


def test_a_name_with_braces_is_repeated_as_it_is() -> None:
    assert "line 2, ti{tle}: this name is not known here. Did you mean `title`?" in mistakes(
        but("title: A plan", "'ti{tle}': A plan")
    )


def test_a_page_of_a_value_is_not_repeated() -> None:
    (mistake,) = mistakes(but("scope: team", f"scope: {'x' * 5_000}"))
    assert len(mistake) < 200


@given(
    st.sampled_from([PLAN, OF_EXAMPLES]),
    st.integers(0, 10_000),
    st.sampled_from([*" :-{}[]#&*'\"\n,%$0xé", ""]),
    st.integers(0, 3),
)
@settings(max_examples=examples(100), deadline=None)
def test_a_plan_with_a_slip_of_the_finger_is_read_or_refused_and_never_crashes(
    plan: str, place: int, letter: str, erased: int
) -> None:
    place %= len(plan)
    text = plan[:place] + letter + plan[place + erased :]
    found: list[Mistake] = []
    try:
        read_plan(text)
    except DocumentError as error:
        found = error.mistakes
    lines = text.count("\n") + 2
    assert all(1 <= mistake.line <= lines and mistake.message for mistake in found)


@given(
    st.sampled_from([PLAN, OF_EXAMPLES]), st.integers(0, 10_000), st.sampled_from(["", "x", "[x]", "{x: 1}"])
)
@settings(max_examples=examples(100), deadline=None)
def test_any_value_may_be_of_another_kind_and_is_told_in_one_sentence(
    plan: str, number: int, value: str
) -> None:
    lines = plan.splitlines()
    places = [index for index, line in enumerate(lines) if re.fullmatch(r"\s*\w+: [^{\[|>#]+", line)]
    at = places[number % len(places)]
    lines[at] = f"{lines[at].partition(':')[0]}: {value}"
    try:
        read_plan("\n".join(lines))
    except DocumentError as error:
        here = [mistake for mistake in error.mistakes if mistake.line == at + 1]
        assert len({mistake.where for mistake in here}) == len(here), here
