"""What `plan check` says of a plan: every mistake with its line, its place and what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.document import DocumentError
from calc.plan import Bonus, Commission
from calc.plan_reader import read_plan

# The line numbers in this module count from here.
PLAN = """\
plan: p
title: A plan
from: 2024-01-01
currency: USD
metrics:
  kept:
    title: Retention
    measure: gross_retention
    scope: team
    target: 90%
  sold:
    title: Sold
    measure: sum
    of: {kind: upsell}
    scope: person
    target: $90,000
components:
  sales:
    pay: commission
    title: Sales
    rates:
      - {kind: renewal, rate: 1%}
      - {kind: upsell, rate: 4%}
  prize:
    pay: bonus
    title: Prize
    metric: kept
    amount: 40% of variable
    payout:
      - {at: 90%, pays: 50%}
      - {at: 100%, pays: 100%}
cases:
  - case: Nothing happens
    people: [{person: ana, team: blue}]
"""


def mistakes(text: str) -> list[str]:
    with pytest.raises(DocumentError) as refused:
        read_plan(text)
    return [str(mistake) for mistake in refused.value.mistakes]


def but(old: str, new: str) -> str:
    """The plan with one thing changed."""
    assert PLAN.count(old) == 1, f"{old!r} stands {PLAN.count(old)} times in the plan"
    return PLAN.replace(old, new)


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
        ("title: A plan", "titel: A plan", "line 2, titel: this name is not known here. Did you mean `title`?"),
        (
            "title: Sales",
            "label: Sales",
            "line 20, components.sales.label: this name is not known here. "
            "There are: pay, title, basis, rates.",
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
        ("title: A plan", "title:", "line 2, title: it is empty."),
        ("title: Retention", "title: [a]", "line 7, metrics.kept.title: this must be plain text."),
        ("    metric: kept\n", "", "line 24, components.prize.metric: this is missing."),
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
            "line 8, metrics.kept.measure: 'GRR' is not one of "
            "'gross_retention', 'net_retention', 'sum' or 'reading'.",
        ),
        (
            "scope: team",
            "scope: squad",
            "line 9, metrics.kept.scope: 'squad' is not one of 'person', 'team', 'region' or 'company'.",
        ),
        (
            "pay: bonus",
            "pay: gift",
            "line 24, components.prize: say how it pays: `pay: commission` or `pay: bonus`.",
        ),
        (
            "    pay: bonus\n",
            "",
            "line 24, components.prize: say how it pays: `pay: commission` or `pay: bonus`.",
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
            "line 28, components.prize.amount: '40% of salary' is not an amount of money; "
            "write it like $2,500 or 2500.00 USD.",
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
        # shapes
        (
            "    rates:\n      - {kind: renewal, rate: 1%}\n      - {kind: upsell, rate: 4%}",
            "    rates: 1%",
            "line 21, components.sales.rates: this must be a list: "
            "put each entry on a line of its own that begins with `- `.",
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
        # contradictions
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
        # YAML itself
        ("title: A plan", "title: A plan: two", "line 2, the file: this is not YAML: mapping values are not allowed here."),
        ("title: Sold", "title: Sold\n    title: Bought", "line 13, metrics.sold.title: this name stands here twice. Keep one of them."),
    ],
)  # fmt: skip
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
        "line 22, components.sales.rates[1].rate: this is missing.",
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


@pytest.mark.parametrize(
    "rates",
    [
        # never the same event
        ["{kind: a}", "{kind: b}"],
        ["{kind: [a, b]}", "{kind: [c, d]}"],
        ["{kind: a, product: P}", "{kind: a, product: Q}"],
        # one asks for more
        ["{}", "{kind: a}", "{kind: a, product: P}", "{kind: a, product: P, region: R}"],
        # a third has all that the two share
        ["{kind: a}", "{product: P}", "{kind: a, product: P}"],
        ["{kind: [a, b]}", "{product: P}", "{kind: [a, b, c], product: [P, Q]}"],
    ],
)
def test_rates_that_can_be_told_apart_are_read(rates: list[str]) -> None:
    assert read_plan(with_rates(rates)).plan == "p"


@pytest.mark.parametrize(
    "rates",
    [
        ["{}", "{}"],
        ["{kind: a}", "{kind: [b, a]}"],
        ["{kind: a}", "{product: P}"],
        ["{kind: a}", "{product: [P, Q]}", "{kind: a, product: P}"],  # a and Q is open
        ["{kind: a, product: P}", "{kind: a, region: R}"],
        ["{kind: a}", "{product: P}", "{kind: a, region: R}"],
    ],
)
def test_rates_that_cannot_be_told_apart_are_refused(rates: list[str]) -> None:
    assert any("fit the same events" in mistake for mistake in mistakes(with_rates(rates)))


def with_rates(conditions: list[str]) -> str:
    entries = "".join(f"      - {{rate: 1%, {condition.strip('{}')}}}\n" for condition in conditions)
    return (
        "plan: p\ntitle: P\nfrom: 2024-01-01\ncurrency: USD\ncomponents:\n  c:\n    pay: commission\n"
        f"    title: C\n    rates:\n{entries}".replace(", }", "}")
    )


@given(st.integers(0, len(PLAN) - 1), st.sampled_from([*" :-{}[]#&*'\"\n,%$0xé", ""]), st.integers(0, 3))
def test_a_plan_with_a_slip_of_the_finger_is_read_or_refused_and_never_crashes(
    place: int, letter: str, erased: int
) -> None:
    text = PLAN[:place] + letter + PLAN[place + erased :]
    try:
        read_plan(text)
    except DocumentError as error:
        lines = text.count("\n") + 2
        assert all(1 <= mistake.line <= lines and mistake.message for mistake in error.mistakes)
