"""What stands in a statement: the comparison, the bars, what is not counted, shared deals, several plans."""

from datetime import UTC, datetime

import pytest

from tests.front_door import FrontDoor, said
from tests.store.brightwater import CARE
from tests.store.ledger import Ledger

EURO = """
plan: euro
title: Euro
from: 2024-01-01
currency: EUR
metrics:
  gifts: {title: Gifts sold, measure: sum, of: {kind: gift}, scope: person, target: "€2,000"}
components:
  gifts: {pay: commission, title: Gifts, rates: [{kind: gift, rate: 3%}]}
"""


def _october(door: FrontDoor) -> None:
    door.clock.now = datetime(2024, 10, 15, 12, tzinfo=UTC)


def test_while_a_period_runs_it_is_not_compared(shared_company: FrontDoor) -> None:
    answer = shared_company.ask("ana")
    assert "Q2 2024 came to $4,340.00." in answer
    assert "more than" not in answer
    assert "less than" not in answer


@pytest.mark.parametrize(
    ("person", "comparison"),
    [
        # Cho: 3,560.00 − 3,360.00 = 200.00. Fay: 2,880.00 − 2,824.50 = 55.50. Ben: 4,320.00 both times.
        ("cho", "▲ $200.00 more than Q2 2024 ($3,360.00)."),
        ("fay", "▼ $55.50 less than Q2 2024 ($2,880.00)."),
        ("ben", "The same as Q2 2024."),
        ("kim", "The same as Q2 2024."),
    ],
)
def test_a_period_that_is_over_is_compared_with_the_one_before(
    company: FrontDoor, person: str, comparison: str
) -> None:
    _october(company)
    assert comparison in company.ask(person, "Q3").splitlines()


def test_months_are_compared_with_months(shared_company: FrontDoor) -> None:
    """July 1,500.05 after 0.00 in June; June 0.00 after 500.00 in May."""
    assert "▲ $1,500.05 more than June 2024 ($0.00)." in shared_company.ask("ana", "July")
    assert "▼ $500.00 less than May 2024 ($500.00)." in shared_company.ask("ana", "June")


def test_a_month_says_where_the_bonuses_are(shared_company: FrontDoor) -> None:
    answer = shared_company.ask("ana", "July")
    assert "Bonuses are worked out for Q3 2024 as a whole: ask for `/mycomp Q3 2024`." in answer
    assert "Team retention bonus" not in answer


@pytest.mark.parametrize(
    ("person", "figure"),
    [
        # 199,500 ÷ 200,000 = 99.75 %, of 95 % that is 105 %; 108,300 ÷ 120,000 = 90.25 %, that is 95 %.
        ("ana", "▰▰▰▰▰▰▰▰▰▰ 105% of target"),
        ("fay", "▰▰▰▰▰▰▰▰▰▱ 95% of target"),
    ],
)
def test_how_far_a_target_is_reached_shows_as_a_bar(
    shared_company: FrontDoor, person: str, figure: str
) -> None:
    assert figure in shared_company.ask(person).splitlines()


def test_a_target_that_was_imported_counts_for_its_team(company: FrontDoor) -> None:
    """95 % was the plan's own. Of 99.75 % now: 99.75 ÷ 99.75 = 100 %, which pays 3,200.00, 640.00 less."""
    with company.changing() as ledger:
        ledger.target("team_retention", "team", "blue", 9_975, over=10_000)
    answer = company.ask("ana")
    assert "100% of target" in answer
    assert answer.startswith("$5,000.05")
    assert "95% of target" in company.ask("fay")


def test_a_metric_without_a_target_says_so(company: FrontDoor) -> None:
    with company.changing() as ledger:
        ledger.plan(CARE.replace(", target: 95%}", "}"))
    answer = company.ask("ana")
    assert "*Team gross retention* 99.8%\nNo target is set." in answer
    assert "Team retention bonus: no target is set for Team gross retention." in answer


def test_each_component_has_its_sum_and_its_lines(shared_company: FrontDoor) -> None:
    answer = shared_company.ask("ana")
    assert "Renewals\n*$1,500.05* · 1 line\nExpansion\n*$300.00* · 1 line" in answer
    assert "Team retention bonus\n*$3,840.00* · 1 line" in answer
    assert "Plan: Care" in answer.splitlines()


def test_a_shared_deal_is_split_to_the_cent(shared_company: FrontDoor) -> None:
    """60 % and 40 % of 10,000.01: 6,000.006 and 4,000.004; the odd cent goes to the larger remainder."""
    ana, cho = (said(shared_company.every_line(person)) for person in ("ana", "cho"))
    assert "your 60% of $10,000.01 = $6,000.01" in ana
    assert "your 40% of $10,000.01 = $4,000.00" in cho


def _unrated(ledger: Ledger, products: int) -> None:
    for number in range(products):
        ledger.event(
            f"X{number}", "cross-sell", "2024-08-02", "alder", amount=100_000, product=f"Product {number}"
        )


@pytest.mark.parametrize(
    ("products", "shown", "more"), [(1, 1, ""), (5, 5, ""), (7, 5, "And 2 more of this kind.")]
)
def test_what_is_not_counted_is_named_up_to_five_times(
    company: FrontDoor, products: int, shown: int, more: str
) -> None:
    with company.changing() as ledger:
        _unrated(ledger, products)
    answer = company.ask("ana")
    assert answer.count("not paid, because the plan has no rate for it.") == shown
    assert answer.count("Ask your compensation admin whether the plan should have one.") == shown
    assert ("more of this kind" in answer) is bool(more)
    assert more in answer
    # It is what it was: nothing is paid on them, and nothing else is lost.
    assert answer.startswith("$5,640.05")


def test_problems_of_others_are_not_ones_own(company: FrontDoor) -> None:
    with company.changing() as ledger:
        _unrated(ledger, 3)
    assert "Not counted" not in company.ask("cho")


def test_two_plans_are_added_up(company: FrontDoor) -> None:
    """On Starter too, Birch's upsell pays 6,000.01 × 2 % = 120.0002, so 5,640.05 + 120.00 = 5,760.05."""
    with company.changing() as ledger:
        ledger.on_plan("starter", "ana")
    answer = company.ask("ana")
    assert answer.startswith("$5,760.05 so far in Q3 2024")
    assert "Sales\n*$120.00* · 1 line" in answer
    assert "Plan: Care, Starter" in answer.splitlines()
    # In the quarter before 10,000.00 × 2 % = 200.00 more.
    assert "Q2 2024 came to $4,540.00." in answer


def test_two_currencies_are_never_added_up(company: FrontDoor) -> None:
    """1,000.00 euros × 3 % = 30.00 euros. Each plan measures in its own currency:

    1,000 of 2,000 euros is half of that target, 6,000.01 of 8,000 dollars is 75.000125 % of the other.
    """
    sold = (
        "metrics:\n  sold: {title: Sold, measure: sum, of: {kind: upsell}, scope: person, target: '$8,000'}"
    )
    with company.changing() as ledger:
        ledger.plan(CARE.replace("metrics:", sold))
        ledger.plan(EURO)
        ledger.on_plan("euro", "ana")
        ledger.event("G1", "gift", "2024-08-03", person="ana", amount=100_000, currency="EUR")
    answer = company.ask("ana")
    assert answer.splitlines()[:4] == [
        "€30.00 so far in Q3 2024",
        "$5,640.05 so far in Q3 2024",
        "Q2 2024 came to €0.00.",
        "Q2 2024 came to $4,340.00.",
    ]
    assert "*Gifts sold* €1,000.00, target €2,000.00\n▰▰▰▰▰▱▱▱▱▱ 50% of target" in answer
    assert "*Sold* $6,000.01, target $8,000.00\n▰▰▰▰▰▰▰▱▱▱ 75% of target" in answer
    assert "= *€30.00*" in said(company.every_line("ana"))
    assert company.ask("ana", "August").splitlines()[:2] == [
        "€30.00 so far in August 2024",
        "$300.00 so far in August 2024",
    ]


def test_where_less_is_better_what_counts_is_the_target_over_the_figure(company: FrontDoor) -> None:
    """8,000 of refunds were to be stayed under, and 6,000.01 it is: 8,000 ÷ 6,000.01 = 133.3 %."""
    refunds = "{title: Refunds, measure: sum, of: {kind: upsell}, scope: person, target: '$8,000'"
    with company.changing() as ledger:
        ledger.plan(CARE.replace("metrics:", f"metrics:\n  refunds: {refunds}, better: lower}}"))
    answer = company.ask("ana")
    assert "*Refunds* $6,000.01, target $8,000.00\n▰▰▰▰▰▰▰▰▰▰ 133.3% of target" in answer


def test_a_year_adds_up_its_quarters_and_names_their_problems_once(shared_company: FrontDoor) -> None:
    """0.00 + 4,340.00 + 5,640.05 so far."""
    answer = shared_company.ask("ana", "2024")
    assert answer.startswith("$9,980.05 so far in 2024")
    assert "Expansion\n*$800.00* · 2 lines" in answer
    assert answer.count("on 1 January 2024, so there is nothing to measure") == 1
