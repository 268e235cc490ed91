"""The whole plan: its cap, and what is carried from one period to another."""

from datetime import date

import pytest

from calc.components.settle import carry, plan_cap
from calc.outcome import Outcome
from calc.periods import Period
from calc.stretches import Stretch
from tests.calc.components.by_hand import (
    CALENDAR,
    FEBRUARY,
    JANUARY,
    MARCH,
    Q1,
    Q2,
    Row,
    adds_up,
    amounts,
    codes,
    line,
    lines,
    paid,
    plan,
    stretch,
    told,
)

BASE: Row = {"b": {"pay": "base", "title": "Base only"}}
COLUMNS = ("component", "entry", "clause", "basis_minor", "earlier_minor", "amount_minor")


def capped(
    cap: Row, rows: list[Row], earlier: list[Row] | None = None, people: list[Stretch] | None = None
) -> Outcome:
    """In the second quarter; earlier lines are of the first."""
    made = plan(BASE, cap=cap)
    before = paid(*({"person": "ana", "period_end": Q1.end, **row} for row in earlier or []))
    outcome = plan_cap(made, Q2, CALENDAR, people or [stretch("ana")], lines(*rows), before)
    assert adds_up(outcome)
    backwards = plan_cap(made, Q2, CALENDAR, people or [stretch("ana")], lines(*rows[::-1]), before.reverse())
    assert backwards.lines.equals(outcome.lines), "the order of rows does not matter"
    return outcome


def test_a_plan_without_a_cap_takes_nothing_off() -> None:
    made = plan_cap(plan(BASE), Q2, CALENDAR, [stretch()], lines(line("ana", 10**15)), paid())
    assert made.lines.is_empty()


def test_the_cap_of_the_period_is_on_all_lines_together() -> None:
    rows = [
        line("ana", 70_000, "e1"),
        line("ana", 50_000, component="b"),
        line("ana", 10_000, component="s", entry="prize"),
        line("ana", -5_000, "e2", entry="clawback"),
        line("bo", 100_000, "e3"),
    ]
    made = capped({"period": "$1,000"}, rows, people=[stretch("ana"), stretch("bo")])
    # 700 + 500 + 100 − 50 are 250 over
    assert told(made, "person", *COLUMNS) == [("ana", "cap", "cap", "cap.period", 100_000, 125_000, -25_000)]
    assert told(made, "span", "version") == [("2024-Q2", date(2024, 1, 1))]


def test_a_share_of_yearly_pay_is_the_periods_part_of_it() -> None:
    people = [stretch("ana", base=4_000_000, variable=2_000_000)]
    made = capped({"period": "20% of ote"}, [line("ana", 320_000)], people=people)
    # 60,000.00 × 20 % × 1/4 = 3,000.00
    assert told(made, "basis_minor", "rate_num", "rate_den", "factors", "amount_minor") == [
        (6_000_000, 1, 5, "of the year:1/4", -20_000)
    ]


def test_the_cap_of_the_year_looks_at_what_was_paid_but_not_at_what_was_advanced() -> None:
    earlier: list[Row] = [
        {"amount_minor": 60_000},
        {"amount_minor": 20_000, "component": "s", "entry": "prize"},
        {"amount_minor": -10_000, "component": "cap", "entry": "cap"},
        {"amount_minor": 1, "component": "d", "entry": "draw"},
        {"amount_minor": 2, "component": "d", "entry": "recovery"},
        {"amount_minor": 4, "component": "g", "entry": "guarantee"},
        {"amount_minor": 8, "component": "carry", "entry": "carry"},
        {"amount_minor": 90_000, "period_end": date(2023, 12, 31)},
        {"amount_minor": 90_000, "plan": "q"},
    ]
    made = capped({"year": "$1,000"}, [line("ana", 50_000)], earlier)
    # 600 + 200 − 100 before and 500 now are 200 over
    assert told(made, *COLUMNS) == [("cap", "cap", "cap.year", 100_000, 120_000, -20_000)]


def test_the_year_comes_after_the_period() -> None:
    made = capped({"period": "$600", "year": "$1,000"}, [line("ana", 90_000)], [{"amount_minor": 50_000}])
    # 900 are 300 over 600; with the 500 before, 600 are 100 over the year's
    assert told(made, "clause", "amount_minor") == [("cap.period", -30_000), ("cap.year", -10_000)]


def test_no_more_is_taken_off_than_this_period_comes_to() -> None:
    assert amounts(capped({"year": "$1,000"}, [line("ana", 5_000)], [{"amount_minor": 130_000}])) == {
        "ana": -5_000
    }


def test_without_agreed_pay_there_is_no_cap_and_a_problem() -> None:
    made = capped({"period": "20% of variable"}, [line("ana", 320_000)])
    assert made.lines.is_empty()
    assert codes(made) == [("no_agreed_pay", "ana")]
    assert made.problems[0].message == (
        "The plan: no yearly variable pay is agreed for you, so its cap cannot be worked out."
    )


# Carrying.


def carried(
    least: str,
    rows: list[Row],
    earlier: list[Row] | None = None,
    people: list[Stretch] | None = None,
    period: Period = Q1,
) -> Outcome:
    made = plan(BASE, carry_under=least)
    before = paid(
        *({"person": "ana", "component": "carry", "entry": "carry", **row} for row in earlier or [])
    )
    outcome = carry(made, period, people or [stretch("ana")], lines(*rows), before)
    assert adds_up(outcome)
    backwards = carry(made, period, people or [stretch("ana")], lines(*rows[::-1]), before)
    assert backwards.lines.equals(outcome.lines), "the order of rows does not matter"
    return outcome


def test_what_would_go_under_is_carried() -> None:
    made = carried("$0", [line("ana", 20_000, "e1"), line("ana", -50_000, "e2", entry="clawback")])
    assert told(made, *COLUMNS) == [("carry", "carry", "carry_under", 0, -30_000, 30_000)]
    assert told(made, "span") == [("2024-Q1",)]


def test_pay_just_at_the_least_or_over_it_is_left_alone() -> None:
    assert carried("$0", []).lines.is_empty()
    assert carried("$0", [line("ana", 1)]).lines.is_empty()
    assert carried("$100", [line("ana", 10_000)]).lines.is_empty()


def test_what_is_open_is_taken_out_of_what_is_over() -> None:
    made = carried("$100", [line("ana", 50_000)], [{"amount_minor": 30_000}])
    assert told(made, "basis_minor", "rate_num", "amount_minor") == [(30_000, -1, -30_000)]
    assert carried("$100", [line("ana", 10_000)], [{"amount_minor": 30_000}]).lines.is_empty()
    some = carried("$100", [line("ana", 25_000)], [{"amount_minor": 30_000}])
    assert amounts(some) == {"ana": -15_000}  # 250 are 150 over 100


def test_what_was_taken_before_is_open_no_longer() -> None:
    earlier: list[Row] = [{"amount_minor": 30_000}, {"amount_minor": -30_000}]
    assert carried("$0", [line("ana", 50_000)], earlier).lines.is_empty()
    others: list[Row] = [
        {"amount_minor": 30_000, "plan": "q"},
        {"amount_minor": 30_000, "person": "bo"},
        {"amount_minor": 30_000, "component": "b", "entry": "pay"},
    ]
    assert carried("$0", [line("ana", 50_000)], others).lines.is_empty()


def test_more_can_be_carried_while_something_is_open() -> None:
    assert amounts(carried("$0", [line("ana", -5_000)], [{"amount_minor": 30_000}])) == {"ana": 5_000}


@pytest.mark.parametrize(
    ("earned", "expected"),
    [
        ((-50_000, 20_000, 40_000), [50_000, -20_000, -30_000]),
        ((-50_000, 80_000, 10_000), [50_000, -50_000]),
        ((-50_000, -10_000, 100_000), [50_000, 10_000, -60_000]),
    ],
)
def test_a_carry_over_three_periods_nets_to_zero(earned: tuple[int, ...], expected: list[int]) -> None:
    earlier: list[Row] = []
    for month, amount in zip((JANUARY, FEBRUARY, MARCH), earned, strict=True):
        made = carried("$0", [line("ana", amount)], earlier, period=month)
        earlier += [
            {"amount_minor": minor, "period_end": month.end} for (minor,) in told(made, "amount_minor")
        ]
    assert [row["amount_minor"] for row in earlier] == expected
    assert sum(expected) == 0


def test_the_least_can_be_a_share_of_yearly_pay() -> None:
    people = [stretch("ana", variable=3_000_000)]
    made = carried("10% of variable", [line("ana", 50_000)], people=people)
    # 30,000.00 × 10 % × 1/4 = 750.00
    assert told(made, "basis_minor", "factors", "amount_minor") == [(3_000_000, "of the year:1/4", 25_000)]
    nobody = carried("10% of variable", [line("ana", 50_000)])
    assert codes(nobody) == [("no_agreed_pay", "ana")]


def test_a_plan_that_carries_nothing_has_no_lines() -> None:
    made = carry(plan(BASE), Q1, [stretch()], lines(line("ana", -1)), paid())
    assert made.lines.is_empty()
