"""Commission: a rate on what each credited event is worth."""

from datetime import date
from fractions import Fraction

import pytest

from calc.exact import INT64_MAX
from tests.calc.company import Q1, Row, amounts, codes, pay, plan, settle

RENEWALS = plan(
    """
sales:
  pay: commission
  title: Sales
  rates:
    - {kind: renewal, rate: 1%}
    - {kind: renewal, product: Enterprise, rate: 1.5%}
    - {kind: renewal, product: Enterprise, region: north, rate: 2%}
    - {kind: [upsell, cross-sell], rate: 4%}
"""
)


def event(amount: int, kind: str = "renewal", **more: object) -> Row:
    return {"kind": kind, "person": "ana", "amount_minor": amount, **more}


def rated(rate: str, **more: str) -> str:
    lines = "".join(f"  {name}: {value}\n" for name, value in more.items())
    return plan(f"sales:\n  pay: commission\n  title: Sales\n{lines}  rates:\n    - {{rate: {rate}}}")


@pytest.mark.parametrize(
    ("row", "expected", "clause"),
    [
        (event(1_200_000), 12_000, 1),  # 12,000.00 × 1 %
        (event(1_200_000, product="Core"), 12_000, 1),
        (event(1_200_000, product="Enterprise"), 18_000, 2),  # the rate that asks for more wins
        (event(1_200_000, product="Enterprise", region="south"), 18_000, 2),
        (event(1_200_000, product="Enterprise", region="north"), 24_000, 3),
        (event(1_200_000, region="north"), 12_000, 1),
        (event(1_200_000, "upsell", product="Enterprise"), 48_000, 4),
        (event(1_200_000, "cross-sell"), 48_000, 4),  # one of several names
    ],
)
def test_the_rate_that_fits_and_asks_for_most_is_paid(row: Row, expected: int, clause: int) -> None:
    made = settle(RENEWALS, events=[row])
    assert amounts(made, "ana") == [expected]
    assert made.lines["clause"].to_list() == [f"components.sales.rates[{clause}]"]


def test_an_event_of_a_kind_that_the_component_does_not_name_is_not_its_business() -> None:
    made = settle(RENEWALS, events=[event(1_000, "go-live")])
    assert (pay(made), codes(made)) == ({}, [])


def test_an_event_of_a_named_kind_that_no_rate_fits_is_a_problem() -> None:
    only_core = plan(
        "sales:\n  pay: commission\n  title: Sales\n  rates:\n    - {kind: renewal, product: Core, rate: 1%}"
    )
    made = settle(only_core, events=[event(1_000, product="Plus"), event(500), event(0, product="Plus")])
    assert pay(made) == {}
    # one for each product; the third event carries no money
    assert codes(made) == ["no_rate", "no_rate"]


def test_a_rate_that_names_no_kind_makes_the_component_about_every_kind() -> None:
    text = plan("sales:\n  pay: commission\n  title: Sales\n  rates:\n    - {product: Core, rate: 1%}")
    made = settle(text, events=[event(1_000, "anything", product="Plus")])
    assert codes(made) == ["no_rate"]


def test_events_of_which_nobody_says_what_they_are_are_told_as_events() -> None:
    text = plan("sales:\n  pay: commission\n  title: Sales\n  rates:\n    - {product: Core, rate: 1%}")
    made = settle(text, events=[{**event(1_000), "kind": None}, {**event(1_000), "kind": None}])
    (problem,) = made.problems.iter_rows(named=True)
    assert problem["message"] == "Sales: 2 events not paid, because the plan has no rate for them."


def test_one_rate_without_a_kind_is_enough_for_that() -> None:
    made = settle(
        plan(
            "sales:\n  pay: commission\n  title: Sales\n  rates:\n"
            "    - {kind: renewal, rate: 1%}\n    - {kind: renewal, product: Core, rate: 2%}\n"
            "    - {product: Core, region: north, rate: 3%}\n"
            "    - {kind: renewal, product: Core, region: north, rate: 4%}"
        ),
        events=[event(1_000, "anything", product="Core", region="north"), event(1_000, "anything")],
    )
    assert amounts(made, "ana") == [30]
    assert codes(made) == ["no_rate"]


def test_what_carries_no_money_is_no_problem() -> None:
    silent = [
        event(0, currency="EUR"),
        event(0, product="Plus"),
        event(0, date=date(2024, 3, 1)),
        {"account": "nobody's"},
        event(0, person="lee"),
    ]
    text = plan("sales:\n  pay: commission\n  title: Sales\n  rates:\n    - {product: Core, rate: 1%}")
    made = settle(
        text,
        events=silent,
        people=[{"person": "ana"}],
        assignments=[{"person": "ana", "to_date": date(2024, 2, 29)}],
    )
    assert codes(made) == []


@pytest.mark.parametrize(
    ("rate", "amount", "expected"),
    [
        ("1.5%", 33, 0),  # 0.33 × 1.5 % = 0.00495
        ("1.5%", 34, 1),  # 0.34 × 1.5 % = 0.0051
        ("50%", 1, 1),  # half a cent, away from zero
        ("50%", -1, -1),
        ("1/3", 100, 33),
        ("2x", 150, 300),
        ("0%", 150, 0),
        ("0.000001", 500_000, 1),  # 5,000.00 × 0.0001 % = half a cent
        ("33.333333%", 9_000_000_000_000, 2_999_999_970_000),  # of $90 billion
    ],
)
def test_a_line_is_rounded_once_half_away_from_zero(rate: str, amount: int, expected: int) -> None:
    assert amounts(settle(rated(rate), events=[event(amount)]), "ana") == [expected]


def test_lines_are_rounded_one_by_one() -> None:
    # three times 0.34 × 1.5 % = 0.0051 → 0.01 each; together they would be 0.0153 → 0.02
    assert amounts(settle(rated("1.5%"), events=[event(34)] * 3), "ana") == [1, 1, 1]


def test_commission_can_be_paid_on_the_change_in_recurring_revenue() -> None:
    events = [event(99_999, recurring_change_minor=10_000), event(1, recurring_change_minor=-2_000)]
    # 100.00 × 10 % and −20.00 × 10 %
    assert amounts(settle(rated("10%", basis="recurring_change"), events=events), "ana") == [1_000, -200]


def test_a_changed_amount_that_is_missing_counts_as_nothing() -> None:
    made = settle(rated("10%"), events=[{"person": "ana"}])
    assert amounts(made, "ana") == [0]
    assert codes(made) == []


@pytest.mark.parametrize("currency", ["EUR", "", None])
def test_an_event_in_another_currency_is_a_problem_and_not_paid(currency: str | None) -> None:
    made = settle(rated("10%"), events=[event(1_000, currency=currency), event(0, currency=currency)])
    assert (pay(made), codes(made)) == ({}, ["other_currency"])


def test_amounts_are_minor_units_of_the_plans_currency() -> None:
    text = plan("sales:\n  pay: commission\n  title: Sales\n  rates:\n    - {rate: 10%}", currency="JPY")
    made = settle(text, events=[event(1_005, currency="JPY")])
    # ¥1,005 × 10 % = ¥100.5 → ¥101
    assert made.lines.select("amount_minor", "currency").rows() == [(101, "JPY")]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 12, 31), []),
        (date(2024, 1, 1), [100]),
        (date(2024, 3, 31), [100]),
        (date(2024, 4, 1), []),
    ],
)
def test_events_count_from_the_first_to_the_last_day_of_the_period(day: date, expected: list[int]) -> None:
    assert amounts(settle(rated("10%"), events=[event(1_000, date=day)]), "ana") == expected


def test_while_the_period_is_open_events_count_up_to_today() -> None:
    days = (date(2024, 2, 10), date(2024, 2, 11), date(2024, 4, 1))
    events = [event(1_000, date=day) for day in days]
    assert amounts(settle(rated("10%"), events=events, as_of=date(2024, 2, 10)), "ana") == [100]
    assert amounts(settle(rated("10%"), events=events, as_of=date(2023, 12, 31)), "ana") == []
    assert amounts(settle(rated("10%"), events=events, as_of=date(2025, 1, 1)), "ana") == [100, 100]


@pytest.mark.parametrize(
    ("work", "assigned", "expected"),
    [
        ({}, {}, [100, 100, 100]),
        ({"start_date": date(2024, 2, 1)}, {}, [100, 100]),  # joined
        ({"end_date": date(2024, 2, 1)}, {}, [100, 100]),  # left
        ({}, {"from_date": date(2024, 2, 2)}, [100]),
        ({}, {"to_date": date(2024, 1, 31)}, [100]),
        ({"start_date": date(2024, 2, 1)}, {"to_date": date(2024, 2, 1)}, [100]),
    ],
)
def test_a_person_earns_on_days_both_at_work_and_assigned(
    work: Row, assigned: Row, expected: list[int]
) -> None:
    days = [Q1.start, date(2024, 2, 1), Q1.end]
    made = settle(
        rated("10%"),
        events=[event(1_000, date=day) for day in days],
        people=[{"person": "ana", **work}],
        assignments=[{"person": "ana", **assigned}],
    )
    assert amounts(made, "ana") == expected
    assert codes(made) == ([] if len(expected) == 3 else ["outside_plan"])


def test_a_person_who_changes_plans_is_paid_by_each_on_its_days_and_misses_nothing() -> None:
    new = plan("sales:\n  pay: commission\n  title: Sales\n  rates:\n    - {rate: 20%}", key="q")
    assignments = [
        {"person": "ana", "plan": "p", "to_date": date(2024, 1, 31)},
        {"person": "ana", "plan": "q", "from_date": date(2024, 2, 1)},
    ]
    events = [event(1_000, date=date(2024, 1, 31)), event(1_000, date=date(2024, 2, 1))]
    made = settle([rated("10%"), new], events=events, assignments=assignments)
    assert amounts(made, "ana") == [100, 200]
    assert codes(made) == []


@pytest.mark.parametrize(("last", "expected"), [(date(2024, 1, 31), [100]), (date(2024, 2, 1), [])])
def test_assignments_to_a_plan_may_follow_each_other_but_not_share_a_day(
    last: date, expected: list[int]
) -> None:
    assignments = [{"person": "ana", "to_date": last}, {"person": "ana", "from_date": date(2024, 2, 1)}]
    made = settle(rated("10%"), events=[event(1_000)], assignments=assignments)
    assert amounts(made, "ana") == expected
    assert codes(made) == ([] if expected else ["assigned_twice"])


def test_a_person_on_two_plans_is_paid_by_both() -> None:
    spiff = plan("spiff:\n  pay: commission\n  title: Spiff\n  rates:\n    - {rate: 1%}", key="spiff")
    assignments = [{"person": "ana", "plan": key} for key in ("p", "spiff")]
    made = settle([rated("10%"), spiff], events=[event(1_000)], assignments=assignments)
    assert amounts(made, "ana") == [100, 10]


def test_a_line_tells_all_it_stands_on() -> None:
    made = settle(RENEWALS, events=[event(10_000, account="acme", product="Enterprise", region="north")])
    (line,) = made.lines.iter_rows(named=True)
    assert Fraction(line.pop("rate_num"), line.pop("rate_den")) == Fraction(2, 100)
    assert line == {
        "person": "ana",
        "plan": "p",
        "version": date(2024, 1, 1),
        "component": "sales",
        "clause": "components.sales.rates[3]",
        "entry": "pay",
        "span": "2024-Q1",
        "event": "e1",
        "about": None,
        "account": "acme",
        "date": date(2024, 2, 1),
        "kind": "renewal",
        "product": "Enterprise",
        "region": "north",
        "event_amount_minor": 10_000,
        "event_currency": "USD",
        "fx_num": None,
        "fx_den": None,
        "share_ppm": 1_000_000,
        "basis_minor": 10_000,
        "factors": "",
        "measure": None,
        "earlier_minor": 0,
        "amount_minor": 200,
        "reward": "",
        "currency": "USD",
    }


def test_lines_come_by_person_plan_component_day_and_event() -> None:
    two = plan(
        "b:\n  pay: commission\n  title: B\n  rates:\n    - {rate: 1%}\n"
        "a:\n  pay: commission\n  title: A\n  rates:\n    - {rate: 1%}"
    )
    events = [
        {"person": "bo", "amount_minor": 1},
        event(1, date=date(2024, 3, 1)),
        event(1, date=date(2024, 2, 1)),
    ]
    order = settle(two, events=events).lines.select("person", "component", "event").rows()
    # the components in the plan's own order
    assert order == [
        ("ana", "b", "e3"), ("ana", "b", "e2"), ("ana", "a", "e3"), ("ana", "a", "e2"),
        ("bo", "b", "e1"), ("bo", "a", "e1"),
    ]  # fmt: skip


@pytest.mark.parametrize("amount", [INT64_MAX, -INT64_MAX])
def test_an_amount_at_the_limit_is_exact_and_past_it_a_problem(amount: int) -> None:
    assert amounts(settle(rated("100%"), events=[event(amount)]), "ana") == [amount]
    past = settle(rated("2x"), events=[event(amount), event(100)])
    assert amounts(past, "ana") == [200]
    assert codes(past) == ["amount_too_large"]
