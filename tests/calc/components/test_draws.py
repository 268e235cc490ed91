"""Draws and guarantees: at least so much each period."""

from datetime import date
from typing import Any

import pytest

from calc.components.draws import draws
from calc.outcome import Outcome
from calc.periods import Period
from calc.stretches import Stretch
from tests.calc.components.by_hand import (
    FEBRUARY,
    JANUARY,
    MARCH,
    Q1,
    Row,
    adds_up,
    amounts,
    codes,
    company,
    line,
    lines,
    plan,
    stretch,
    told,
)

DRAW: Row = {"pay": "draw", "title": "Draw", "amount": "$3,000", "recoverable": "yes"}
GUARANTEE: Row = {"pay": "guarantee", "title": "Guarantee", "amount": "$3,000"}
COLUMNS = ("entry", "clause", "basis_minor", "earlier_minor", "amount_minor")


def settle(
    components: Row,
    rows: list[Row],
    people: list[Stretch] | None = None,
    period: Period = Q1,
    earlier: list[Row] | None = None,
    leave: list[Row] | None = None,
    **more: Any,
) -> Outcome:
    made = plan(components, **more)
    facts = company(paid=earlier or [], leave=leave or [])
    everybody = people or [stretch("ana")]
    outcome = draws(made, period, everybody, lines(*rows), facts)
    assert adds_up(outcome)
    backwards = draws(made, period, everybody[::-1], lines(*rows[::-1]), facts)
    assert backwards.lines.equals(outcome.lines), "the order of rows does not matter"
    return outcome


def drawn(amount_minor: int, **more: Any) -> Row:
    return {"person": "ana", "component": "d", "entry": "draw", "amount_minor": amount_minor, **more}


def test_what_is_missing_is_advanced() -> None:
    made = settle({"d": DRAW}, [line("ana", 100_000, "e1"), line("ana", 50_000, component="b")])
    assert told(made, *COLUMNS) == [("draw", "components.d.amount", 300_000, 150_000, 150_000)]
    assert told(made, "person", "component", "span") == [("ana", "d", "2024-Q1")]


def test_what_is_missing_to_a_guarantee_is_paid() -> None:
    made = settle({"g": GUARANTEE}, [line("ana", 100_000, "e1")])
    assert told(made, *COLUMNS) == [("guarantee", "components.g.amount", 300_000, 100_000, 200_000)]


def test_everybody_on_the_plan_is_promised_it_also_without_lines() -> None:
    assert amounts(settle({"d": DRAW}, [], [stretch("bo"), stretch("ana")])) == {
        "ana": 300_000,
        "bo": 300_000,
    }


@pytest.mark.parametrize(("earned", "draw"), [(299_999, {"ana": 1}), (300_000, {}), (300_001, {})])
def test_who_earns_as_much_gets_no_advance(earned: int, draw: dict[str, int]) -> None:
    assert amounts(settle({"d": DRAW}, [line("ana", earned)])) == draw


def test_what_was_taken_back_is_made_up_for() -> None:
    assert amounts(settle({"d": DRAW}, [line("ana", -50_000, "e1", entry="clawback")])) == {"ana": 350_000}


def test_only_what_counts_of_the_period_is_promised() -> None:
    people = [stretch("ana", date(2024, 3, 1))]
    # 3,000.00 × 31/91 = 1,021.978…
    assert amounts(settle({"d": DRAW}, [], people)) == {"ana": 102_198}


def test_parts_of_several_stretches_are_added_up_and_rounded_once() -> None:
    people = [stretch("ana", last=date(2024, 1, 31)), stretch("ana", date(2024, 3, 1))]
    # 3,000.00 × 62/91 = 2,043.956…
    assert amounts(settle({"d": DRAW}, [], people)) == {"ana": 204_396}
    # 0.04 × 62/91 = 0.0272…: three cents, where each stretch rounded for itself would make two
    assert amounts(settle({"d": {**DRAW, "amount": "$0.04"}}, [], people)) == {"ana": 3}


def test_a_share_of_yearly_pay_is_the_periods_part_of_it() -> None:
    people = [
        stretch("ana", last=date(2024, 2, 29), variable=3_000_000),  # 60 days
        stretch("ana", date(2024, 3, 1), variable=3_600_000),  # 31 days
    ]
    made = settle({"d": {**DRAW, "amount": "50% of variable"}}, [], people)
    # 30,000.00 × 50 % × 1/4 × 60/91 + 36,000.00 × 50 % × 1/4 × 31/91 = 4,005.4945…
    assert amounts(made) == {"ana": 400_549}


def test_without_agreed_pay_there_is_no_draw_and_a_problem() -> None:
    people = [
        stretch("ana", last=date(2024, 2, 29), variable=3_000_000),
        stretch("ana", date(2024, 3, 1)),
        stretch("bo", variable=4_000_000),
    ]
    made = settle({"d": {**DRAW, "amount": "10% of variable"}}, [], people)
    assert amounts(made) == {"bo": 100_000}
    assert codes(made) == [("no_agreed_pay", "ana")]
    assert made.problems[0].message == (
        "Draw: no yearly variable pay is agreed for you, so its draw cannot be worked out."
    )


# First months.

NEW: Row = {**GUARANTEE, "first_months": "2"}


@pytest.mark.parametrize(
    ("started", "expected"),
    [
        (date(2024, 2, 1), 197_802),  # to 31 March: 3,000.00 × 60/91
        (date(2023, 12, 20), 164_835),  # to 19 February: × 50/91
        (date(2023, 12, 31), 194_505),  # 29 February is as far as two months go: to the 28th, × 59/91
        (date(2023, 11, 2), 3_297),  # to 1 January: × 1/91
        (date(2023, 11, 1), None),  # to 31 December
        (None, 300_000),  # nothing says when they began
    ],
)
def test_first_months_end_before_the_same_day_of_the_month(
    started: date | None, expected: int | None
) -> None:
    made = settle({"g": NEW}, [], [stretch("ana", max(started or Q1.start, Q1.start), started=started)])
    assert amounts(made) == ({} if expected is None else {"ana": expected})


def test_who_is_past_the_first_months_is_not_lifted_out_of_the_red() -> None:
    people = [stretch("ana", started=date(2023, 6, 1))]
    assert settle({"g": NEW}, [line("ana", -50_000, "e1")], people).lines.is_empty()


def test_an_advance_is_paid_back_after_the_first_months_too() -> None:
    people = [stretch("ana", started=date(2023, 6, 1))]
    made = settle(
        {"d": {**DRAW, "first_months": "2"}}, [line("ana", 40_000)], people, earlier=[drawn(100_000)]
    )
    assert amounts(made) == {"ana": -40_000}


def test_days_of_leave_within_the_first_months_count_as_the_plan_says() -> None:
    people = [stretch("ana", started=date(2024, 1, 1))]  # to 29 February: 60 days
    away: list[Row] = [{"person": "ana", "from_date": date(2024, 2, 1), "to_date": date(2024, 2, 29)}]
    # 3,000.00 × 60/91, or × 31/91
    assert amounts(settle({"g": NEW}, [], people, leave=away)) == {"ana": 197_802}
    made = plan({"g": NEW}, leave="left_out")
    assert amounts(draws(made, Q1, people, lines(), company(leave=away))) == {"ana": 102_198}


def test_first_months_count_by_months_where_the_plan_does() -> None:
    made = plan({"g": NEW}, prorate="months")
    people = [stretch("ana", started=date(2023, 12, 20))]  # to 19 February: 15 January and 15 February
    assert amounts(draws(made, Q1, people, lines(), company())) == {"ana": 200_000}  # 3,000.00 × 2/3


# Paying back.


def test_an_advance_is_paid_back_out_of_what_is_over() -> None:
    made = settle({"d": DRAW}, [line("ana", 420_000)], earlier=[drawn(100_000)])
    assert told(made, "entry", "clause", "basis_minor", "rate_num", "amount_minor") == [
        ("recovery", "components.d.amount", 100_000, -1, -100_000)
    ]


def test_no_more_is_paid_back_than_is_over() -> None:
    made = settle({"d": DRAW}, [line("ana", 330_000)], earlier=[drawn(100_000)])
    assert amounts(made) == {"ana": -30_000}


def test_who_earns_just_what_is_promised_pays_nothing_back() -> None:
    assert settle({"d": DRAW}, [line("ana", 300_000)], earlier=[drawn(100_000)]).lines.is_empty()


def test_what_was_paid_back_before_is_not_paid_back_again() -> None:
    earlier = [drawn(100_000), drawn(-70_000, entry="recovery"), drawn(500, component="g", entry="guarantee")]
    made = settle({"d": DRAW}, [line("ana", 900_000)], earlier=earlier)
    assert amounts(made) == {"ana": -30_000}


def test_advances_of_other_components_people_and_periods_are_not_paid_back() -> None:
    others = [
        drawn(1, component="d2"), drawn(2, plan="q"), drawn(4, person="bo"), drawn(8, period_end=Q1.end),
    ]  # fmt: skip
    assert settle({"d": DRAW}, [line("ana", 900_000)], earlier=others).lines.is_empty()


def test_an_advance_that_need_not_be_paid_back_is_kept() -> None:
    kept = {**DRAW, "recoverable": "no"}
    assert settle({"d": kept}, [line("ana", 900_000)], earlier=[drawn(100_000)]).lines.is_empty()


def test_a_recoverable_draw_over_three_periods_nets_to_zero() -> None:
    """A draw of 1,000.00 a month; ana earns 400, 1,300 and 2,000."""
    monthly = {"d": {**DRAW, "amount": "$1,000"}}
    earlier: list[Row] = []
    got = []
    for month, earned in ((JANUARY, 40_000), (FEBRUARY, 130_000), (MARCH, 200_000)):
        people = [stretch("ana", month.start, month.end, whole=month.days)]
        made = settle(monthly, [line("ana", earned)], people, month, earlier)
        for entry, amount in told(made, "entry", "amount_minor"):
            got.append(amount)
            earlier.append(drawn(amount, entry=entry, period_end=month.end))
    # 600 are missing; 300 of them come back out of 300 that are over, then the other 300
    assert got == [60_000, -30_000, -30_000]
    assert sum(got) == 0


# Several.


def test_draws_and_guarantees_come_in_the_plans_order() -> None:
    both = {"g": {**GUARANTEE, "amount": "$1,000"}, "d": DRAW}
    made = settle(both, [line("ana", 50_000)])
    # the guarantee brings 500 up to 1,000, the draw 1,000 up to 3,000
    assert told(made, "component", "earlier_minor", "amount_minor") == [
        ("g", 50_000, 50_000), ("d", 100_000, 200_000),
    ]  # fmt: skip
    turned = settle(dict(reversed(both.items())), [line("ana", 50_000)])
    assert told(turned, "component", "amount_minor") == [("d", 250_000)]


def test_a_component_for_another_goal_is_not_in_force() -> None:
    growth = {"d": {**DRAW, "for_goal": "growth"}}
    assert settle(growth, [], company_goal="profit").lines.is_empty()
    assert amounts(settle(growth, [], company_goal="growth")) == {"ana": 300_000}
