"""Caps and floors of a component: for each line, for the period, for the year."""

from datetime import date
from typing import Any

import pytest

from calc.components.limits import component_limits, year_limits
from calc.exact import INT64_MAX
from calc.language.pay import Commission
from calc.outcome import Outcome
from calc.periods import Period
from calc.plan import Plan
from calc.stretches import Stretch
from tests.calc.components.by_hand import (
    CALENDAR,
    FEBRUARY,
    Q1,
    Q2,
    Q4,
    Row,
    adds_up,
    amounts,
    codes,
    line,
    lines,
    paid,
    plan,
    span,
    stretch,
    told,
)

THIRTY_THOUSAND = 3_000_000
COLUMNS = ("person", "entry", "clause", "event", "basis_minor", "earlier_minor", "amount_minor")


def sales(**terms: Any) -> tuple[Plan, Commission]:
    made = plan({"c": {"pay": "commission", "title": "Sales", "rates": [{"rate": "1%"}], **terms}})
    component = made.components["c"]
    assert isinstance(component, Commission)
    return made, component


def limited(
    rows: list[Row], people: list[Stretch] | None = None, period: Period = Q1, **terms: Any
) -> Outcome:
    made, component = sales(**terms)
    everybody = [stretch("ana"), stretch("bo")] if people is None else people
    outcome = component_limits(made, "c", component, span(period), everybody, lines(*rows))
    again = component_limits(made, "c", component, span(period), everybody[::-1], lines(*rows[::-1]))
    assert sorted(again.lines.rows(), key=str) == sorted(outcome.lines.rows(), key=str), (
        "the order does not matter"
    )
    assert adds_up(outcome)
    return outcome


def test_without_limits_there_are_no_lines() -> None:
    assert limited([line("ana", INT64_MAX, "e1")]).lines.is_empty()


def test_each_line_over_the_cap_gets_a_line_for_what_is_over() -> None:
    rows = [line("ana", 15_000, "e1"), line("ana", 10_000, "e2"), line("bo", 10_001, "e3")]
    made = limited(rows, cap={"line": "$100"})
    assert told(made, *COLUMNS) == [
        ("ana", "cap", "components.c.cap.line", "e1", 10_000, 15_000, -5_000),
        ("bo", "cap", "components.c.cap.line", "e3", 10_000, 10_001, -1),
    ]
    assert told(made, "date", "span")[0] == (date(2024, 2, 1), "2024-Q1")


def test_each_line_under_the_floor_gets_a_line_for_what_is_missing() -> None:
    # of 4.00 and 0.00 to 5.00 each; 5.00 is enough, and what is taken back stays taken back
    rows = [line("ana", 400, "e1"), line("ana", 500, "e2"), line("ana", 0, "e3"), line("ana", -100, "e4")]
    made = limited(rows, floor={"line": "$5"})
    assert told(made, *COLUMNS) == [
        ("ana", "floor", "components.c.floor.line", "e1", 500, 400, 100),
        ("ana", "floor", "components.c.floor.line", "e3", 500, 0, 500),
    ]


def test_a_cap_for_the_period_takes_off_what_the_total_is_over() -> None:
    rows = [line("ana", 60_000, "e1"), line("ana", 50_000, "e2"), line("bo", 100_000, "e3")]
    made = limited(rows, cap={"period": "$1,000"})
    assert told(made, *COLUMNS) == [
        ("ana", "cap", "components.c.cap.period", None, 100_000, 110_000, -10_000)
    ]


def test_what_lines_were_capped_by_counts_for_the_period() -> None:
    rows = [line("ana", 60_000, "e1"), line("ana", 90_000, "e2")]
    made = limited(rows, cap={"line": "$500", "period": "$1,000"})
    # two lines of 500.00 are not over 1,000.00
    assert amounts(made) == {"ana": -50_000}


def test_a_floor_is_paid_to_everybody_on_the_plan_also_without_lines() -> None:
    made = limited([line("ana", 4_000, "e1")], floor={"period": "$50"})
    assert told(made, *COLUMNS) == [
        ("ana", "floor", "components.c.floor.period", None, 5_000, 4_000, 1_000),
        ("bo", "floor", "components.c.floor.period", None, 5_000, 0, 5_000),
    ]


def test_a_floor_brings_a_total_below_zero_up_to_it() -> None:
    made = limited([line("ana", -2_000, "e1")], [stretch("ana")], floor={"period": "$50"})
    assert amounts(made) == {"ana": 7_000}


def test_a_total_just_at_a_limit_is_left_alone() -> None:
    fifty = {"period": "$50"}
    assert limited([line("ana", 5_000, "e1")], [stretch("ana")], cap=fifty, floor=fifty).lines.is_empty()


@pytest.mark.parametrize(
    ("period", "part", "cap"),
    [
        (Q1, "of the year:1/4", 375_000),  # 30,000.00 × 50 % × 1/4
        (FEBRUARY, "of the year:1/12", 125_000),
    ],
)
def test_a_share_of_yearly_pay_is_the_periods_part_of_it(period: Period, part: str, cap: int) -> None:
    people = [stretch("ana", variable=THIRTY_THOUSAND)]
    made = limited([line("ana", 400_000, "e1")], people, period, cap={"period": "50% of variable"})
    assert told(made, "basis_minor", "rate_num", "rate_den", "factors", "amount_minor") == [
        (THIRTY_THOUSAND, 1, 2, part, cap - 400_000)
    ]


def test_the_pay_agreed_last_in_the_period_counts() -> None:
    people = [
        stretch("ana", date(2024, 3, 1), variable=THIRTY_THOUSAND),
        stretch("ana", last=date(2024, 2, 29), variable=1_000_000),
    ]
    made = limited([line("ana", 800_000, "e1")], people, cap={"period": "100% of variable"})
    # 30,000.00 × 1/4 = 7,500.00
    assert amounts(made) == {"ana": -50_000}


def test_without_agreed_pay_there_is_no_limit_and_a_problem() -> None:
    people = [stretch("ana", base=7_000_000), stretch("bo", base=4_000_000, variable=4_000_000)]
    rows = [line("ana", 5_000_000, "e1"), line("bo", 5_000_000, "e2")]
    made = limited(rows, people, cap={"period": "50% of ote"})
    # bo: 80,000.00 × 50 % × 1/4 = 10,000.00
    assert amounts(made) == {"bo": -4_000_000}
    assert codes(made) == [("no_agreed_pay", "ana")]
    assert made.problems[0].message == (
        "Sales: no yearly base and variable pay is agreed for you, so its cap cannot be worked out."
    )


def test_a_limit_line_that_would_not_fit_is_told() -> None:
    made = limited([line("ana", -INT64_MAX, "e1")], [stretch("ana")], floor={"period": "$1"})
    assert codes(made) == [("amount_too_large", "ana")]
    assert made.lines.is_empty()


# The year.


def in_year(
    rows: list[Row],
    earlier: list[Row],
    period: Period = Q2,
    people: list[Stretch] | None = None,
    **terms: Any,
) -> Outcome:
    made, component = sales(**terms)
    everybody = people or [stretch("ana")]
    before = paid(*({"person": "ana", "period_end": Q1.end, **row} for row in earlier))
    outcome = year_limits(made, "c", component, period, CALENDAR, everybody, lines(*rows), before)
    assert adds_up(outcome)
    return outcome


CAP: Row = {"year": "$1,000"}


def test_what_was_paid_before_in_the_year_counts_for_its_cap() -> None:
    made = in_year([line("ana", 50_000, "e1")], [{"amount_minor": 70_000}], cap=CAP)
    # 700 + 500 are 200 over
    assert told(made, *COLUMNS) == [("ana", "cap", "components.c.cap.year", None, 100_000, 120_000, -20_000)]
    assert told(made, "span") == [("2024-Q2",)]


def test_earlier_caps_and_floors_count_but_holds_and_releases_do_not() -> None:
    earlier: list[Row] = [
        {"amount_minor": 90_000},
        {"amount_minor": -15_000, "entry": "cap"},
        {"amount_minor": 5_000, "entry": "floor"},
        {"amount_minor": -80_000, "entry": "hold"},
        {"amount_minor": 20_000, "entry": "release"},
        {"amount_minor": -80_000, "entry": "clawback"},
    ]
    rows = [line("ana", 30_000, "e1"), line("ana", -30_000, "e1", entry="hold")]
    # 900 − 150 + 50 = 800 before; 300 now: 100 over
    assert amounts(in_year(rows, earlier, cap=CAP)) == {"ana": -10_000}


def test_no_more_is_taken_off_than_comes_now() -> None:
    made = in_year([line("ana", 5_000, "e1")], [{"amount_minor": 130_000}], cap=CAP)
    # the cap came later in the year: 1,300 stay paid, and nothing comes on top
    assert told(made, *COLUMNS) == [("ana", "cap", "components.c.cap.year", None, 0, 5_000, -5_000)]


@pytest.mark.parametrize("now", [0, -5_000])
def test_a_period_that_brings_nothing_is_not_capped(now: int) -> None:
    assert in_year([line("ana", now, "e1")], [{"amount_minor": 130_000}], cap=CAP).lines.is_empty()


@pytest.mark.parametrize(
    "other",
    [
        {"period_end": date(2023, 12, 31)},  # another year
        {"period_end": Q2.end},  # this very period
        {"component": "d"},
        {"plan": "q"},
        {"currency": "EUR"},
        {"person": "bo"},
    ],
)
def test_what_is_not_of_this_years_component_does_not_count(other: Row) -> None:
    made = in_year([line("ana", 50_000, "e1")], [{"amount_minor": 70_000, **other}], cap=CAP)
    assert made.lines.is_empty()


def test_a_share_of_yearly_pay_is_all_of_it_for_the_year() -> None:
    people = [stretch("ana", variable=THIRTY_THOUSAND)]
    made = in_year([line("ana", 4_000_000, "e1")], [], people=people, cap={"year": "100% of variable"})
    assert told(made, "basis_minor", "factors", "amount_minor") == [(THIRTY_THOUSAND, "", -1_000_000)]


def test_a_floor_of_the_year_is_paid_in_its_last_period() -> None:
    floor: Row = {"year": "$1,000"}
    earlier: list[Row] = [{"amount_minor": 60_000}]
    rows = [line("ana", 15_000, "e1")]
    assert in_year(rows, earlier, floor=floor).lines.is_empty()
    made = in_year(rows, earlier, Q4, floor=floor)
    # 1,000 − (600 + 150)
    assert told(made, *COLUMNS) == [
        ("ana", "floor", "components.c.floor.year", None, 100_000, 75_000, 25_000)
    ]
    nobody = in_year([], [], Q4, [stretch("bo")], floor=floor)
    assert amounts(nobody) == {"bo": 100_000}


def test_without_limits_of_the_year_nothing_is_looked_at() -> None:
    made = in_year([line("ana", 50_000, "e1")], [], cap={"period": "50% of variable"})
    assert made.lines.is_empty()
    assert made.problems == []
