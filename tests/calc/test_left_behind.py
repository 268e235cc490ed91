"""Plans that nobody is on any more: a longer span that ends is paid, and what was paid before is settled."""

from datetime import date

import pytest

from calc.periods import FiscalCalendar, Period, PeriodKind
from tests.calc.company import FEBRUARY, Q1, Q2, Row, codes, pay, plan, settle

SALES = "sales:\n  pay: commission\n  title: Sales\n  rates: [{rate: 10%}]\n"
YEARLY = plan(f"{SALES}  every: year", begins="2020-01-01")
CLAWED = plan(f"{SALES}  clawback: {{when: {{kind: cancelled}}}}", begins="2020-01-01")
Q4 = FiscalCalendar().period(PeriodKind.QUARTER, 2024, 4)
GONE: list[Row] = [{"person": "ana", "to_date": date(2024, 2, 29)}]


def sold(day: date, person: str = "ana") -> Row:
    return {"person": person, "amount_minor": 10_000, "date": day}


# Ana was on the plan until the end of February: 100.00 × 10 %.
EVENTS = [sold(FEBRUARY.end), sold(Q2.start)]


@pytest.mark.parametrize(("period", "expected"), [(Q4, {"ana": 1_000}), (Q2, {}), (Q1, {})])
def test_a_year_is_paid_where_it_ends_also_when_everybody_has_left(
    period: Period, expected: dict[str, int]
) -> None:
    made = settle(YEARLY, events=EVENTS, assignments=GONE, period=period)
    assert pay(made) == expected


def test_who_stays_on_the_plan_changes_nothing_for_those_who_left() -> None:
    stays: list[Row] = [*GONE, {"person": "bo"}]
    made = settle(YEARLY, events=[*EVENTS, sold(Q2.start, "bo")], assignments=stays, period=Q4)
    assert pay(made) == {"ana": 1_000, "bo": 1_000}


def test_who_was_on_the_plan_twice_in_a_year_that_ends_is_told_and_not_paid() -> None:
    twice = [*GONE, {"person": "ana", "from_date": FEBRUARY.start, "to_date": FEBRUARY.end}]
    made = settle(YEARLY, events=EVENTS, assignments=twice, period=Q4)
    assert (pay(made), codes(made)) == ({}, ["assigned_twice", "no_plan"])


def test_a_year_in_which_nobody_was_on_the_plan_says_nothing() -> None:
    before = [{"person": "ana", "to_date": date(2023, 12, 31)}]
    made = settle(YEARLY, events=EVENTS, assignments=before, period=Q4)
    assert (pay(made), codes(made)) == ({}, ["no_plan"])


def test_what_was_paid_to_somebody_who_left_is_told_and_not_taken_back() -> None:
    cancelled = {"kind": "cancelled", "date": Q2.start, "account": "acme"}
    before = {"person": "ana", "component": "sales", "event": "d1", "account": "acme", "amount_minor": 1_000}
    made = settle(CLAWED, events=[cancelled], paid=[before], assignments=GONE, period=Q2)
    assert (pay(made), codes(made)) == ({}, ["no_plan", "not_on_plan"])
