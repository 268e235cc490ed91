"""Overrides: a leader's share of what the people below are paid."""

from datetime import date
from typing import Any

import pytest

from calc.components.override import override
from calc.exact import INT64_MAX
from calc.language.pay import Override
from calc.outcome import Outcome
from calc.stretches import Stretch
from tests.calc.components.by_hand import (
    Q1,
    Row,
    adds_up,
    amounts,
    codes,
    line,
    lines,
    plan,
    records,
    span,
    stretch,
    told,
)

PAYS = {("p", "c"): "commission", ("p", "b"): "bonus", ("p", "s"): "spiff", ("p", "c2"): "commission"}
# dee leads bo and cy; bo leads ana
LED: list[Row] = [
    {"person": "ana", "manager": "bo"},
    {"person": "bo", "manager": "dee"},
    {"person": "cy", "manager": "dee"},
    {"person": "dee"},
]
DEE = [stretch("dee")]


def settle(
    rows: list[Row],
    leaders: list[Stretch] | None = None,
    led: list[Row] | None = None,
    last: date | None = None,
    assigned: list[Row] | None = None,
    **terms: Any,
) -> Outcome:
    """Unless `assigned` says so, leaders are on the plan on the days of their stretches and on no others."""
    made = plan({"o": {"pay": "override", "title": "Team share", "rate": "10%", **terms}})
    component = made.components["o"]
    assert isinstance(component, Override)
    people = leaders or DEE
    days = [
        {"person": one.person, "plan": "p", "from_date": one.first, "to_date": one.last} for one in people
    ]
    known = records(
        made,
        placements=LED if led is None else led,
        people=[{"person": person} for person in {one.person for one in people}],
        assignments=days if assigned is None else assigned,
    )
    pays = {**PAYS, ("p", "o"): "override"}

    def of(some: list[Row]) -> Outcome:
        return override(made, "o", component, span(Q1, last), people, lines(*some), pays, known)

    outcome = of(rows)
    assert adds_up(outcome)
    assert of(rows[::-1]).lines.equals(outcome.lines), "the order of lines does not matter"
    return outcome


def test_a_leader_has_a_share_of_everybody_below_by_a_line_each() -> None:
    made = settle([line("ana", 10_000, "e1"), line("ana", 5_000, "e2"), line("cy", 999, "e3")])
    # 150.00 × 10 %, and 9.99 × 10 % = 0.999; bo has no lines
    assert told(made, "person", "about", "basis_minor", "rate_num", "rate_den", "amount_minor") == [
        ("dee", "ana", 15_000, 1, 10, 1_500),
        ("dee", "cy", 999, 1, 10, 100),
    ]
    assert set(told(made, "clause", "entry", "span")) == {("components.o.rate", "pay", "2024-Q1")}


def test_direct_reports_can_be_all_that_counts() -> None:
    rows = [line("ana", 10_000), line("bo", 20_000), line("cy", 30_000)]
    assert told(settle(rows, levels="direct"), "about") == [("bo",), ("cy",)]


def test_each_leader_counts_a_line_once() -> None:
    made = settle([line("ana", 10_000)], [stretch("bo"), stretch("dee"), stretch("dee", date(2024, 3, 1))])
    assert amounts(made) == {"bo": 1_000, "dee": 1_000}


def test_only_leaders_on_the_plan_are_paid() -> None:
    assert amounts(settle([line("ana", 10_000)], [stretch("bo")])) == {"bo": 1_000}


@pytest.mark.parametrize(
    ("dee", "expected"),
    [
        (stretch("dee", date(2024, 2, 15)), 6_000),  # joins: 200 + 400
        (stretch("dee", last=date(2024, 2, 14)), 5_000),  # leaves: 100 + 400
        (stretch("dee", date(2024, 2, 15), date(2024, 2, 15)), 6_000),
    ],
)
def test_a_line_of_a_day_counts_when_the_leader_is_on_the_plan_on_it(dee: Stretch, expected: int) -> None:
    rows = [
        line("ana", 10_000, "e1", date=date(2024, 2, 14)),
        line("ana", 20_000, "e2", date=date(2024, 2, 15)),
        line("ana", 40_000, component="b"),  # of no day: for every leader who is on the plan in the period
    ]
    assert amounts(settle(rows, [dee])) == {"dee": expected}


def test_days_before_the_period_count_when_the_leader_was_on_the_plan_by_then() -> None:
    # What is worked out by the year has lines of earlier quarters: 200.00 × 10 %
    rows = [
        line("ana", 10_000, "e1", date=date(2023, 11, 14)),
        line("ana", 20_000, "e2", date=date(2023, 11, 15)),
        line("ana", 40_000, "e3", date=date(2023, 12, 15)),
    ]
    assigned: list[Row] = [
        {"person": "dee", "plan": "p", "from_date": date(2023, 11, 15), "to_date": date(2023, 11, 30)},
        {"person": "dee", "plan": "p", "from_date": Q1.start},
        {"person": "dee", "plan": "q", "from_date": date(2023, 12, 1), "to_date": date(2023, 12, 31)},
        {"person": "bo", "plan": "p", "from_date": date(2023, 1, 1), "to_date": date(2023, 12, 31)},
    ]
    assert amounts(settle(rows, assigned=assigned)) == {"dee": 2_000}


def test_commissions_and_bonuses_count_with_what_caps_holds_and_clawbacks_make_of_them() -> None:
    rows = [
        line("ana", 10_000),
        line("ana", 20_000, component="b"),
        line("ana", -1_000, entry="cap"),
        line("ana", 500, entry="floor"),
        line("ana", -6_000, "e1", entry="hold"),
        line("ana", 2_000, "e2", entry="release"),
        line("ana", -300, "e3", entry="clawback"),
    ]
    # 100 + 200 − 10 + 5 − 60 + 20 − 3 = 252.00
    assert amounts(settle(rows)) == {"dee": 2_520}


def test_prizes_draws_and_overrides_do_not_count() -> None:
    rows = [
        line("ana", 10_000, component="s", entry="prize"),
        line("ana", 10_000, component="d", entry="draw"),
        line("bo", 10_000, component="o"),
        line("ana", -500, component="cap", entry="cap"),
    ]
    assert settle(rows).lines.is_empty()


def test_only_the_components_named_count() -> None:
    rows = [line("ana", 10_000), line("ana", 20_000, component="b"), line("ana", 40_000, component="c2")]
    assert amounts(settle(rows, of=["b", "c2"])) == {"dee": 6_000}
    assert settle([line("bo", 10_000, component="o")], of=["o"]).lines.is_empty()


def test_what_is_taken_back_below_is_taken_back_from_the_leader() -> None:
    assert amounts(settle([line("ana", -9_995, "e1", entry="clawback")])) == {"dee": -1_000}  # −999.5


def test_a_change_of_managers_divides_the_period_by_the_lines_days() -> None:
    led: list[Row] = [
        {"person": "ana", "manager": "bo", "to_date": date(2024, 2, 14)},
        {"person": "ana", "manager": "cy", "from_date": date(2024, 2, 15)},
    ]
    rows = [
        line("ana", 10_000, "e1", date=date(2024, 2, 14)),
        line("ana", 20_000, "e2", date=date(2024, 2, 15)),
        line("ana", 40_000, component="b"),  # of no day: of the period's last
    ]
    leaders = [stretch("bo"), stretch("cy")]
    assert amounts(settle(rows, leaders, led)) == {"bo": 1_000, "cy": 6_000}
    # as of 10 February the last day is today
    assert amounts(settle(rows[2:], leaders, led, last=date(2024, 2, 10))) == {"bo": 4_000}


def test_managers_in_a_circle_are_each_above_the_others_and_never_above_themselves() -> None:
    circle: list[Row] = [
        {"person": "ana", "manager": "bo"},
        {"person": "bo", "manager": "cy"},
        {"person": "cy", "manager": "ana"},
    ]
    rows = [line("ana", 10_000), line("bo", 20_000), line("cy", 40_000)]
    leaders = [stretch(person) for person in ("ana", "bo", "cy")]
    made = settle(rows, leaders, circle)
    assert told(made, "person", "about") == [
        ("ana", "bo"), ("ana", "cy"), ("bo", "ana"), ("bo", "cy"), ("cy", "ana"), ("cy", "bo"),
    ]  # fmt: skip
    assert amounts(made) == {"ana": 6_000, "bo": 5_000, "cy": 3_000}
    direct = settle(rows, leaders, circle, levels="direct")
    assert told(direct, "person", "about") == [("ana", "cy"), ("bo", "ana"), ("cy", "bo")]


def test_somebody_who_manages_themselves_is_not_below_themselves() -> None:
    assert settle([line("dee", 10_000)], led=[{"person": "dee", "manager": "dee"}]).lines.is_empty()


def test_people_below_who_are_paid_in_another_currency_do_not_count_and_are_told() -> None:
    rows = [line("ana", 10_000, currency="EUR"), line("bo", 10_000, currency="EUR"), line("cy", 100)]
    made = settle(rows)
    assert amounts(made) == {"dee": 10}
    assert codes(made) == [("other_currency", "dee")]
    assert made.problems[0].message == (
        "Team share: 2 people below you are paid in EUR, which does not count here, "
        "because the plan pays in USD."
    )


def test_what_is_paid_in_another_currency_on_days_off_the_plan_is_not_told() -> None:
    euros = line("ana", 10_000, "e1", date=date(2024, 2, 14), currency="EUR")
    assert settle([euros], [stretch("dee", date(2024, 2, 15))]).problems == []
    assert codes(settle([euros], [stretch("dee", date(2024, 2, 14))])) == [("other_currency", "dee")]


def test_a_basis_that_does_not_fit_is_told() -> None:
    made = settle([line("ana", INT64_MAX), line("ana", 1), line("cy", 100)])
    assert amounts(made) == {"dee": 10}
    assert codes(made) == [("amount_too_large", "dee")]


def test_nobody_below_pays_nothing() -> None:
    made = settle([line("dee", 10_000)])
    assert made.lines.is_empty()
    assert made.problems == []
