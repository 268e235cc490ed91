"""Holds: what deals earn is kept back, and released as their payments come in."""

from datetime import date
from typing import Any

import pytest

from calc.components.hold import hold, release
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
    plan,
    records,
    span,
    stretch,
    told,
)


def sales(**terms: Any) -> tuple[Plan, Commission]:
    asked = {"until": {"kind": "payment"}, **terms}
    made = plan({"c": {"pay": "commission", "title": "Sales", "rates": [{"rate": "1%"}], "hold": asked}})
    component = made.components["c"]
    assert isinstance(component, Commission)
    return made, component


# Holding.


def held(*rows: Row) -> Outcome:
    made, component = sales()
    outcome = hold(made, "c", component, span(), lines(*rows))
    assert adds_up(outcome)
    assert hold(made, "c", component, span(), lines(*rows[::-1])).lines.equals(outcome.lines)
    return outcome


def test_what_a_deal_earns_is_taken_off_again() -> None:
    made = held(line("ana", 10_000, "d1", account="acme"))
    assert told(made, "person", "clause", "entry", "event", "account", "date") == [
        ("ana", "components.c.hold", "hold", "d1", "acme", date(2024, 2, 1))
    ]
    assert told(made, "basis_minor", "rate_num", "amount_minor") == [(10_000, -1, -10_000)]


def test_all_lines_of_a_deal_are_held_together_for_each_person() -> None:
    made = held(
        line("ana", 10_000, "d1"),
        line("ana", 2_000, "d1"),  # a second slice, or another role
        line("ana", -3_000, "d1", entry="cap"),
        line("bo", 500, "d1"),
        line("ana", 700, "d2"),
    )
    assert told(made, "person", "event", "amount_minor") == [
        ("ana", "d1", -9_000), ("ana", "d2", -700), ("bo", "d1", -500),
    ]  # fmt: skip


def test_limits_of_the_whole_period_are_not_held() -> None:
    assert held(line("ana", -3_000, entry="cap"), line("ana", 100, entry="floor")).lines.is_empty()


def test_negative_commission_is_held_too_and_nothing_is_nothing() -> None:
    made = held(line("ana", -400, "d1"), line("ana", 100, "d2"), line("ana", -100, "d2"))
    assert told(made, "event", "amount_minor") == [("d1", 400)]


# Releasing.


def settle(
    payments: list[Row],
    earlier: list[Row] | None = None,
    now: list[Row] | None = None,
    people: list[Stretch] | None = None,
    period: Period = Q1,
    deal: Row | None = None,
    release_: str = "parts",
    exchange: list[Row] | None = None,
) -> Outcome:
    """By default ana's 100.00 for the deal d1 of 9,000.00 are held since last year."""
    made, component = sales(release=release_)
    before = [{"person": "ana", "entry": "hold", "event": "d1", "amount_minor": -10_000}]
    signed = {"event": "d1", "date": date(2023, 12, 1), "amount_minor": 900_000, **(deal or {})}
    paid_in = [{"kind": "payment", "parent": "d1", **payment} for payment in payments]
    everybody = people or [stretch("ana"), stretch("bo")]
    rows = before if earlier is None else earlier

    def of(some: list[Row]) -> Outcome:
        known = records(made, period, events=[signed, *some], paid=rows, exchange=exchange or [])
        return release(made, "c", component, span(period), everybody, lines(*(now or [])), known)

    outcome = of(paid_in)
    assert adds_up(outcome)
    assert of(paid_in[::-1]).lines.equals(outcome.lines), "the order of events does not matter"
    return outcome


def payment(event: str, amount: int, day: date = date(2024, 2, 1), **more: Any) -> Row:
    return {"event": event, "amount_minor": amount, "date": day, **more}


def test_a_payment_releases_its_part_of_what_is_held() -> None:
    made = settle([payment("y1", 450_000, account="acme")])
    # 100.00 × 4,500 / 9,000
    columns = ("person", "clause", "entry", "event", "about", "account", "date", "kind")
    assert told(made, *columns) == [
        ("ana", "components.c.hold", "release", "y1", "d1", "acme", date(2024, 2, 1), "payment")
    ]
    assert told(made, "basis_minor", "rate_num", "rate_den", "earlier_minor", "amount_minor") == [
        (10_000, 1, 2, 0, 5_000)
    ]


def test_the_parts_add_up_to_the_whole_to_the_cent() -> None:
    thirds = [payment(f"y{number}", 300_000, date(2024, 2, number)) for number in (1, 2, 3)]
    made = settle(thirds)
    # 100.00 × 1/3 = 33.33; × 2/3 = 66.67 less 33.33; × 1 less 66.67
    assert told(made, "event", "earlier_minor", "amount_minor") == [
        ("y1", 0, 3_333), ("y2", 3_333, 3_334), ("y3", 6_667, 3_333),
    ]  # fmt: skip


def test_parts_over_several_periods_add_up_too() -> None:
    earlier: list[Row] = [
        {"person": "ana", "entry": "hold", "event": "d1", "amount_minor": -10_000},
        {"person": "ana", "entry": "release", "event": "y0", "about": "d1", "amount_minor": 3_333},
    ]
    first = payment("y0", 300_000, date(2023, 12, 5))
    made = settle([first, payment("y1", 600_000)], earlier)
    assert told(made, "event", "earlier_minor", "amount_minor") == [("y1", 3_333, 6_667)]


def test_no_more_than_is_held_is_released_when_too_much_is_paid() -> None:
    made = settle([payment("y1", 1_000_000), payment("y2", 50_000, date(2024, 2, 2))])
    assert told(made, "event", "amount_minor") == [("y1", 10_000)]


def test_a_payment_that_goes_back_takes_its_part_with_it() -> None:
    made = settle([payment("y1", 900_000), payment("y2", -450_000, date(2024, 2, 2))])
    assert told(made, "event", "amount_minor") == [("y1", 10_000), ("y2", -5_000)]
    below_zero = settle([payment("y1", -450_000)])
    assert below_zero.lines.is_empty()


def test_a_payment_of_nothing_releases_nothing() -> None:
    assert settle([payment("y1", 0, currency=None)]).lines.is_empty()


def test_everybody_with_held_lines_of_the_deal_gets_their_part() -> None:
    earlier: list[Row] = [
        {"person": person, "entry": "hold", "event": "d1", "amount_minor": amount}
        for person, amount in (("ana", -10_000), ("bo", -101))
    ]
    assert amounts(settle([payment("y1", 450_000)], earlier)) == {"ana": 5_000, "bo": 51}  # 50.5


def test_what_is_held_in_this_very_period_is_released_in_it() -> None:
    now = [line("ana", 200, "d1"), line("ana", -200, "d1", entry="hold")]
    made = settle([payment("y1", 450_000)], [], now, deal={"date": date(2024, 1, 5)})
    assert amounts(made) == {"ana": 100}


def test_payments_from_before_the_deal_count_with_the_next_one() -> None:
    made = settle([payment("y0", 300_000, date(2023, 11, 1)), payment("y1", 150_000)])
    # 100.00 × (3,000 + 1,500) / 9,000
    assert told(made, "event", "amount_minor") == [("y1", 5_000)]


def test_negative_commission_is_released_as_well() -> None:
    earlier: list[Row] = [{"person": "ana", "entry": "hold", "event": "d1", "amount_minor": 400}]
    made = settle([payment("y1", -100)], earlier, deal={"amount_minor": -40_000})
    # the deal is not above zero, so any payment releases all of it
    assert told(made, "basis_minor", "rate_num", "amount_minor") == [(-400, 1, -400)]


@pytest.mark.parametrize("deal", [{"event": "other"}, {"amount_minor": 0}])
def test_where_the_deals_worth_is_not_known_a_payment_releases_all(deal: Row) -> None:
    assert amounts(settle([payment("y1", 1)], deal=deal)) == {"ana": 10_000}


def test_all_can_be_released_only_once_everything_is_paid() -> None:
    parts = [
        payment("y1", 500_000),
        payment("y2", 399_999, date(2024, 2, 2)),
        payment("y3", 1, date(2024, 2, 3)),
    ]
    assert settle(parts[:2], release_="whole").lines.is_empty()
    assert told(settle(parts, release_="whole"), "event", "amount_minor") == [("y3", 10_000)]


def test_only_payments_of_the_span_release() -> None:
    parts = [payment("y1", 300_000, date(2024, 1, 31)), payment("y2", 300_000, date(2024, 3, 1))]
    assert settle(parts, period=FEBRUARY).lines.is_empty()
    outside = [payment("y1", 450_000, kind="refund"), payment("y2", 450_000, parent=None)]
    assert settle(outside).lines.is_empty()
    assert settle([payment("y1", 450_000, parent="d9")]).problems == []


def test_payments_of_the_spans_first_and_last_day_are_of_it() -> None:
    ends = [payment("y1", 300_000, FEBRUARY.start), payment("y2", 300_000, FEBRUARY.end)]
    for one in ends:
        assert amounts(settle([one], period=FEBRUARY)) == {"ana": 3_333}
    assert told(settle(ends, period=FEBRUARY), "event", "amount_minor") == [("y1", 3_333), ("y2", 3_334)]


def test_who_is_no_longer_on_the_plan_is_told_and_not_settled() -> None:
    parts = [payment("y1", 300_000), payment("y2", 300_000, date(2024, 2, 2))]
    problem = only(settle(parts, people=[stretch("bo")]))
    assert (problem.code, problem.person, problem.event) == ("not_on_plan", None, "d1")
    assert problem.message == (
        "Sales: something for d1 is to be released for ana, who is not on the plan in this period; "
        "it was not settled."
    )


def test_a_payment_in_another_currency_than_its_deal_is_told_and_does_not_count() -> None:
    made = settle([payment("y1", 450_000, currency="EUR"), payment("y2", 90_000, date(2024, 2, 2))])
    assert told(made, "event", "amount_minor") == [("y2", 1_000)]
    assert codes(made) == [("other_currency", None)]
    assert made.problems[0].message.startswith("Sales: a payment for d1 in EUR releases nothing")
    of_nothing = settle([payment("y1", 450_000, currency="EUR")], deal={"amount_minor": 0})
    assert amounts(of_nothing) == {"ana": 10_000}  # nothing to compare with, so all is released
    assert of_nothing.problems == []
    both = settle([payment("y1", 450_000, currency="EUR")], deal={"currency": "EUR"})
    assert amounts(both) == {"ana": 5_000}


def euros(rate_num: int, day: date) -> Row:
    return {"currency": "EUR", "to_currency": "USD", "date": day, "rate_num": rate_num, "rate_den": 100}


def test_a_deal_paid_in_its_own_currency_is_paid_however_the_rates_went() -> None:
    # 9,000.00 euros, agreed at 1.10 and paid at 1.00: half of it is half, and all of it is all
    rates = [euros(110, date(2023, 12, 1)), euros(100, date(2024, 1, 1))]
    paid_in = [payment(f"y{day}", 450_000, date(2024, 2, day), currency="EUR") for day in (1, 2)]
    made = settle(paid_in, deal={"currency": "EUR"}, exchange=rates)
    assert told(made, "event", "amount_minor") == [("y1", 5_000), ("y2", 5_000)]
    since = settle(paid_in, deal={"currency": "EUR"}, exchange=rates[1:])  # no rate yet on the deal's day
    assert (amounts(since), codes(since)) == ({"ana": 10_000}, [])


def test_a_deal_paid_in_two_currencies_is_paid_by_the_parts_of_both() -> None:
    # 9,000.00 euros at 1.10 are 9,900.00 dollars: half in euros, 2,475.00 dollars are a quarter
    rates = [euros(110, date(2023, 12, 1)), euros(100, date(2024, 1, 1))]
    paid_in = [payment("y1", 450_000, currency="EUR"), payment("y2", 247_500, date(2024, 2, 2))]
    made = settle(paid_in, deal={"currency": "EUR"}, exchange=rates)
    assert told(made, "event", "amount_minor") == [("y1", 5_000), ("y2", 2_500)]


def test_a_payment_that_cannot_be_compared_leaves_what_was_released() -> None:
    # 40.00 of 100.00 were released on payments that the facts no longer have
    held_then: Row = {"person": "ana", "entry": "hold", "event": "d1", "amount_minor": -10_000}
    released: Row = {"person": "ana", "entry": "release", "event": "y0", "about": "d1", "amount_minor": 4_000}
    made = settle([payment("y1", 450_000, currency="EUR")], [held_then, released])
    assert (amounts(made), codes(made)) == ({}, [("other_currency", None)])


def test_without_a_hold_nothing_is_held_or_released() -> None:
    made = plan({"c": {"pay": "commission", "title": "Sales", "rates": [{"rate": "1%"}]}})
    component = made.components["c"]
    assert isinstance(component, Commission)
    assert hold(made, "c", component, span(), lines(line("ana", 1, "d1"))).lines.is_empty()
    known = records(made, Q1)
    assert release(made, "c", component, span(), [stretch()], lines(), known).lines.is_empty()
