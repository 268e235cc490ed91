"""Clawback: what was paid for a deal that turns bad is taken back, and never more than that."""

from datetime import date
from typing import Any

import pytest

from calc.components.clawback import clawback
from calc.components.earlier import by_deal
from calc.language.pay import Commission
from calc.outcome import Outcome
from calc.periods import Period
from calc.plan import Plan
from calc.stretches import Stretch
from tests.calc.components.by_hand import (
    FEBRUARY,
    Q1,
    Row,
    adds_up,
    amounts,
    codes,
    line,
    lines,
    only,
    paid,
    plan,
    records,
    span,
    stretch,
    told,
)

BANDS = [
    {"within": "3 months", "takes": "100%"},
    {"within": "6 months", "takes": "50%"},
]
# ana was paid 100.00 for the deal d1 of acme, signed on 1 December
PAID: Row = {
    "person": "ana",
    "event": "d1",
    "account": "acme",
    "date": date(2023, 12, 1),
    "amount_minor": 10_000,
}


def sales(**terms: Any) -> tuple[Plan, Commission]:
    asked = {"when": {"kind": "churn"}, **terms}
    made = plan({"c": {"pay": "commission", "title": "Sales", "rates": [{"rate": "1%"}], "clawback": asked}})
    component = made.components["c"]
    assert isinstance(component, Commission)
    return made, component


def settle(
    events: list[Row],
    earlier: list[Row] | None = None,
    now: list[Row] | None = None,
    people: list[Stretch] | None = None,
    period: Period = Q1,
    **terms: Any,
) -> Outcome:
    made, component = sales(**terms)
    everybody = people or [stretch("ana"), stretch("bo")]
    before = [PAID] if earlier is None else earlier

    def of(turned: list[Row], rows: list[Row], lately: list[Row]) -> Outcome:
        known = records(made, period, events=[{"kind": "churn", **event} for event in turned], paid=rows)
        return clawback(made, "c", component, span(period), everybody, lines(*lately), known)

    outcome = of(events, before, now or [])
    assert adds_up(outcome)
    backwards = of(events[::-1], before[::-1], (now or [])[::-1])
    assert backwards.lines.equals(outcome.lines), "the order of rows does not matter"
    return outcome


def churn(event: str = "x1", day: date = date(2024, 2, 1), **more: Any) -> Row:
    return {"event": event, "date": day, **more}


def test_an_event_that_names_the_deal_takes_back_what_was_paid_for_it() -> None:
    made = settle([churn(parent="d1")])
    columns = ("person", "clause", "entry", "event", "about", "account", "date", "kind", "span")
    assert told(made, *columns) == [
        (
            "ana",
            "components.c.clawback",
            "clawback",
            "x1",
            "d1",
            "acme",
            date(2024, 2, 1),
            "churn",
            "2024-Q1",
        )
    ]
    assert told(made, "basis_minor", "rate_num", "rate_den", "amount_minor") == [(10_000, -1, 1, -10_000)]


def test_a_part_can_be_all_that_is_taken_back() -> None:
    made = settle([churn(parent="d1")], [{**PAID, "amount_minor": 9_999}], takes="50%")
    # 99.99 × 50 % = 49.995
    assert told(made, "rate_num", "rate_den", "amount_minor") == [(-1, 2, -5_000)]


def test_everybody_who_was_paid_gives_back_their_own() -> None:
    earlier = [PAID, {**PAID, "person": "bo", "amount_minor": 30}]
    assert amounts(settle([churn(parent="d1")], earlier)) == {"ana": -10_000, "bo": -30}


# Which deals.


def test_an_event_that_names_no_deal_takes_back_all_of_its_account() -> None:
    earlier = [
        PAID,
        {**PAID, "event": "d2", "date": date(2024, 2, 1), "amount_minor": 200},  # of the same day
        {**PAID, "event": "d3", "date": date(2024, 2, 2), "amount_minor": 400},  # younger
        {**PAID, "event": "d4", "account": "other", "amount_minor": 800},
        {**PAID, "event": "d5", "account": None, "amount_minor": 1_600},
    ]
    for parent in (None, ""):
        made = settle([churn(account="acme", parent=parent)], earlier)
        assert told(made, "about", "amount_minor") == [("d1", -10_000), ("d2", -200)]
    assert settle([churn()], earlier).lines.is_empty()


def test_an_event_that_names_a_deal_leaves_others_of_its_account_alone() -> None:
    earlier = [PAID, {**PAID, "event": "d2"}]
    assert told(settle([churn(parent="d2", account="acme")], earlier), "about") == [("d2",)]
    assert settle([churn(parent="unknown", account="acme")], earlier).lines.is_empty()


def test_what_was_paid_on_the_event_itself_is_no_deal_of_the_account() -> None:
    now = [line("ana", 300, "x1", account="acme")]
    assert amounts(settle([churn(account="acme")], [], now)) == {}


def test_only_events_of_the_span_that_fit_take_back() -> None:
    events = [churn("x1", date(2024, 1, 31), parent="d1"), churn("x2", date(2024, 3, 1), parent="d1")]
    assert settle(events, period=FEBRUARY).lines.is_empty()
    assert settle([churn(parent="d1", kind="renewal")]).lines.is_empty()


def test_what_asks_for_a_role_fits_an_event_that_somebody_is_credited_for_in_it() -> None:
    made, component = sales(when={"kind": "churn", "role": "csm"})
    events = [{"kind": "churn", "parent": "d1", "event": f"x{number}"} for number in (1, 2)]
    credits = [
        {"event": "x1", "person": "bo", "role": "ae", "share_ppm": 1_000_000},
        {"event": "x2", "person": "bo", "role": "csm", "share_ppm": 1_000_000},
    ]
    known = records(made, events=events, credits=credits, paid=[PAID])
    outcome = clawback(made, "c", component, span(), [stretch("ana")], lines(), known)
    assert told(outcome, "event") == [("x2",)]


# How much is left.


def test_what_is_left_is_all_that_came_of_the_deal() -> None:
    earlier = [
        PAID,
        {**PAID, "amount_minor": -2_000, "entry": "cap"},
        {**PAID, "amount_minor": -8_000, "entry": "hold"},
        {**PAID, "amount_minor": 3_000, "entry": "release", "event": "y1", "about": "d1"},
        {**PAID, "amount_minor": -500, "entry": "clawback", "event": "x0", "about": "d1"},
        {**PAID, "amount_minor": -9_000, "entry": "cap", "event": None},  # of the period, not of a deal
        {**PAID, "amount_minor": 50_000, "component": "d"},
        {**PAID, "amount_minor": 50_000, "plan": "q"},
    ]
    # 100 − 20 − 80 + 30 − 5
    assert amounts(settle([churn(parent="d1")], earlier)) == {"ana": -2_500}


def test_what_this_period_paid_and_released_counts() -> None:
    now = [
        line("ana", 5_000, "d2", account="acme", date=date(2024, 1, 5)),
        line("ana", -5_000, "d2", account="acme", date=date(2024, 1, 5), entry="hold"),
        line("ana", 1_000, "y1", about="d2", entry="release"),
    ]
    made = settle([churn(account="acme")], [], now)
    assert told(made, "about", "amount_minor") == [("d2", -1_000)]


def test_what_is_held_was_not_paid_and_is_not_taken_back() -> None:
    now = [line("ana", 5_000, "d2"), line("ana", -5_000, "d2", entry="hold")]
    assert settle([churn(parent="d2")], [], now).lines.is_empty()


def test_somebody_below_is_not_taken_for_the_deal_of_a_leaders_line() -> None:
    earlier = [{**PAID, "person": "bo", "about": "ana"}]
    assert told(settle([churn(parent="d1")], earlier), "person", "about") == [("bo", "d1")]


def test_negative_commission_is_not_given_back() -> None:
    assert settle([churn(parent="d1")], [{**PAID, "amount_minor": -10_000}]).lines.is_empty()


def test_a_second_cancellation_takes_only_what_the_first_left() -> None:
    events = [churn("x1", parent="d1"), churn("x2", date(2024, 2, 2), account="acme")]
    made = settle(events, takes="60%")
    # 100.00 × 60 %, then the other 40.00 × 60 %
    assert told(made, "event", "basis_minor", "amount_minor") == [
        ("x1", 10_000, -6_000), ("x2", 4_000, -2_400),
    ]  # fmt: skip
    assert told(settle(events), "event", "amount_minor") == [("x1", -10_000)]


def test_cancellations_of_one_day_come_by_their_key() -> None:
    made = settle([churn("x2", parent="d1"), churn("x1", parent="d1")], takes="60%")
    assert told(made, "event", "amount_minor") == [("x1", -6_000), ("x2", -2_400)]


def test_what_was_taken_back_in_an_earlier_period_stays_taken() -> None:
    earlier = [PAID, {**PAID, "amount_minor": -10_000, "entry": "clawback", "event": "x0", "about": "d1"}]
    assert settle([churn(parent="d1")], earlier).lines.is_empty()


# By age.


@pytest.mark.parametrize(
    ("signed", "turned", "expected"),
    [
        (date(2023, 12, 1), date(2024, 3, 1), [("components.c.clawback.bands[1]", -10_000)]),
        (date(2023, 12, 1), date(2024, 3, 2), [("components.c.clawback.bands[2]", -5_000)]),
        (
            date(2023, 11, 30),
            date(2024, 2, 29),
            [("components.c.clawback.bands[1]", -10_000)],
        ),  # a short month
        (date(2023, 11, 30), date(2024, 3, 1), [("components.c.clawback.bands[2]", -5_000)]),
        (date(2023, 8, 31), date(2024, 2, 29), [("components.c.clawback.bands[2]", -5_000)]),
        (date(2023, 8, 31), date(2024, 3, 1), []),  # too old
    ],
)
def test_bands_say_how_much_by_the_deals_age(signed: date, turned: date, expected: list[Any]) -> None:
    made = settle([churn(day=turned, parent="d1")], [{**PAID, "date": signed}], bands=BANDS)
    assert told(made, "clause", "amount_minor") == expected


def test_two_cancellations_each_go_by_their_own_age() -> None:
    events = [churn("x1", date(2024, 3, 2), parent="d1"), churn("x2", date(2024, 3, 9), parent="d1")]
    # both in the second band: 100.00 × 50 %, then 50.00 × 50 %
    assert told(settle(events, bands=BANDS), "amount_minor") == [(-5_000,), (-2_500,)]


# Who is gone.


def test_who_is_no_longer_on_the_plan_is_told_and_not_settled() -> None:
    events = [churn("x1", parent="d1"), churn("x2", parent="d1")]
    problem = only(settle(events, people=[stretch("bo")]))
    assert (problem.code, problem.person, problem.event) == ("not_on_plan", None, "d1")
    assert problem.message == (
        "Sales: something for d1 is to be taken back for ana, who is not on the plan in this period; "
        "it was not settled."
    )
    gone = {**PAID, "amount_minor": 0}
    assert settle(events, [gone], people=[stretch("bo")]).problems == []


def test_those_still_on_the_plan_are_settled_beside_those_who_are_not() -> None:
    earlier = [PAID, {**PAID, "person": "gus"}]
    made = settle([churn(parent="d1")], earlier)
    assert amounts(made) == {"ana": -10_000}
    assert codes(made) == [("not_on_plan", None)]


def test_without_a_clawback_nothing_is_taken() -> None:
    made = plan({"c": {"pay": "commission", "title": "Sales", "rates": [{"rate": "1%"}]}})
    component = made.components["c"]
    assert isinstance(component, Commission)
    known = records(made, events=[{"kind": "churn", **churn(parent="d1")}], paid=[PAID])
    assert clawback(made, "c", component, span(), [stretch()], lines(), known).lines.is_empty()


def test_lines_of_a_deal_are_found_in_this_period_and_earlier_ones() -> None:
    now = lines(line("ana", 5, "y1", about="d1", entry="release"), line("ana", 7, entry="cap"))
    made, _ = sales()
    found = by_deal(made, "c", Q1.end, now, paid(PAID, {**PAID, "period_end": Q1.end}))
    assert found.select("deal", "entry", "amount_minor").rows() == [
        ("d1", "release", 5),
        ("d1", "pay", 10_000),
    ]
