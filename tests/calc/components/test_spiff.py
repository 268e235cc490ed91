"""Spiffs: prizes for events, in turn, while there are any."""

from datetime import date
from typing import Any

import pytest

from calc.components.spiff import spiff
from calc.language.pay import Spiff
from calc.outcome import Outcome
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


def settle(terms: Row, events: list[Row], people: list[Stretch] | None = None, **more: Any) -> Outcome:
    made = plan(
        {"c": {"pay": "spiff", "title": "Upsell prize", "of": {"kind": "upsell"}, "prize": "$500", **terms}}
    )
    component = made.components["c"]
    assert isinstance(component, Spiff)
    so_far, days = more.pop("so_far", None), more.pop("days", span())
    known = records(made, events=[{"kind": "upsell", **event} for event in events], **more)
    outcome = spiff(made, "c", component, days, people or [stretch("ana"), stretch("bo")], known, so_far)
    assert adds_up(outcome)
    return outcome


def upsell(event: str, person: str | None = "ana", day: date = date(2024, 2, 1), **more: Any) -> Row:
    return {"event": event, "person": person, "date": day, **more}


def test_each_event_that_fits_wins_its_prize() -> None:
    made = settle({}, [upsell("e1"), upsell("e2", "bo"), upsell("e3"), upsell("e4", kind="renewal")])
    assert amounts(made) == {"ana": 100_000, "bo": 50_000}
    assert set(told(made, "clause", "entry", "span")) == {("components.c.prize", "prize", "2024-Q1")}
    assert made.problems == []


def test_a_line_tells_which_event_won_and_when() -> None:
    made = settle({}, [upsell("e1", account="acme", product="Core")])
    columns = ("event", "account", "date", "kind", "product", "basis_minor", "rate_num", "factors", "reward")
    assert told(made, *columns) == [("e1", "acme", date(2024, 2, 1), "upsell", "Core", 50_000, 1, "", "")]


def test_shared_events_win_shared_prizes() -> None:
    credits = [
        {"event": "e1", "person": "ana", "share_ppm": 600_000},
        {"event": "e1", "person": "bo", "share_ppm": 400_000},
    ]
    made = settle({}, [upsell("e1", None)], credits=credits)
    # 500.00 × 60 % and × 40 %
    assert told(made, "person", "amount_minor", "factors", "share_ppm") == [
        ("ana", 30_000, "share:600000/1000000", 600_000),
        ("bo", 20_000, "share:400000/1000000", 400_000),
    ]


def test_a_part_of_a_prize_is_rounded_once() -> None:
    credits = [{"event": "e1", "person": "ana", "share_ppm": 333_333}]
    # 500.00 × 33.3333 % = 166.66650
    assert amounts(settle({}, [upsell("e1", None)], credits=credits)) == {"ana": 16_667}


def test_a_reward_is_a_line_of_nothing_that_names_it() -> None:
    credits = [{"event": "e1", "person": "ana", "share_ppm": 500_000}]
    made = settle({"prize": "Day off"}, [upsell("e1", None)], credits=credits)
    assert told(made, "reward", "basis_minor", "amount_minor", "factors") == [("Day off", 0, 0, "")]


def test_an_event_without_money_or_in_another_currency_wins_all_the_same() -> None:
    made = settle({}, [upsell("e1", currency=None), upsell("e2", currency="EUR", amount_minor=100)])
    assert amounts(made) == {"ana": 100_000}


def test_only_days_on_the_plan_and_within_its_days_count() -> None:
    people = [stretch("ana", date(2024, 2, 1), date(2024, 3, 1))]
    events = [upsell(f"e{month}", day=date(2024, month, 1)) for month in (1, 2, 3)] + [upsell("e4", "bo")]
    assert told(settle({}, events, people), "event") == [("e2",), ("e3",)]
    days = {"from": "2024-02-01", "to": "2024-02-29"}
    assert told(settle({"days": days}, events, people), "event") == [("e2",)]


def test_events_after_today_do_not_win_yet() -> None:
    events = [upsell("e1", day=date(2024, 2, 10)), upsell("e2", day=date(2024, 2, 11))]
    assert told(settle({}, events, days=span(Q1, date(2024, 2, 10))), "event") == [("e1",)]


def test_a_persons_first_event_ever_wins() -> None:
    events = [upsell("e2", day=date(2024, 2, 2)), upsell("e1", day=date(2024, 2, 2)), upsell("e3", "bo")]
    made = settle({"counts": "first"}, events)
    # ana has two on one day: the first by its key
    assert told(made, "person", "event") == [("bo", "e3"), ("ana", "e1")]


def test_who_had_a_first_one_before_wins_no_more() -> None:
    events = [upsell("e0", day=date(2021, 5, 1)), upsell("e1")]
    assert amounts(settle({"counts": "first"}, events)) == {}
    # nor when it lay before the days of the spiff
    days = {"from": "2024-02-01", "to": "2024-02-29"}
    late = [upsell("e0", day=date(2024, 1, 1)), upsell("e1")]
    assert amounts(settle({"counts": "first", "days": days}, late)) == {}


def test_somebodys_first_event_does_not_take_away_anothers() -> None:
    credits = [
        {"event": "e1", "person": "ana", "share_ppm": 500_000},
        {"event": "e1", "person": "bo", "share_ppm": 500_000},
        {"event": "e2", "person": "cy", "share_ppm": 500_000},
        {"event": "e2", "person": "bo", "share_ppm": 500_000},
    ]
    people = [stretch(person) for person in ("ana", "bo", "cy")]
    made = settle({"counts": "first"}, [upsell("e1", None), upsell("e2", None)], people, credits=credits)
    assert told(made, "person", "event") == [("ana", "e1"), ("bo", "e1"), ("cy", "e2")]


def test_only_so_many_win_by_day_event_and_person() -> None:
    events = [
        upsell("e9", day=date(2024, 1, 5)),
        upsell("e2", "bo", date(2024, 1, 6)),
        upsell("e1", day=date(2024, 1, 7)),
        upsell("e3", day=date(2024, 1, 8)),
    ]
    made = settle({"winners": "2"}, events)
    assert told(made, "event") == [("e9",), ("e2",)]
    assert codes(made) == [("winners_found", "ana")]
    assert made.problems[0].message == (
        "Upsell prize: 2 events win nothing, because all its prizes were won before."
    )
    assert made.problems[0].event == "e1"


def test_winners_of_earlier_periods_and_spans_count() -> None:
    earlier: list[Row] = [{"person": "bo", "entry": "prize", "amount_minor": 50_000}]
    made = settle({"winners": "2"}, [upsell("e1"), upsell("e2")], paid=earlier)
    assert told(made, "event") == [("e1",)]
    so_far = lines(line("bo", 50_000, "e0", entry="prize", span="2024-01"))
    in_february = settle(
        {"winners": "2"}, [upsell("e1"), upsell("e2")], paid=earlier, so_far=so_far, days=span(FEBRUARY)
    )
    assert only(in_february).code == "winners_found"


def test_what_another_component_or_plan_paid_does_not_count() -> None:
    others: list[Row] = [
        {"person": "bo", "component": "d", "amount_minor": 1},
        {"person": "bo", "plan": "q", "amount_minor": 1},
        {
            "person": "bo",
            "period_end": Q1.end,
            "amount_minor": 1,
        },  # this very period
    ]
    assert told(settle({"winners": "1"}, [upsell("e1")], paid=others), "event") == [("e1",)]


def test_prizes_are_paid_until_the_budget_is_spent() -> None:
    events = [upsell(f"e{number}", day=date(2024, 2, number)) for number in (1, 2, 3)]
    made = settle({"budget": "$1,200"}, events)
    # 500 + 500 leave 200
    assert amounts(made) == {"ana": 100_000}
    assert codes(made) == [("budget_spent", "ana")]
    assert made.problems[0].message == "Upsell prize: 1 event wins nothing, because its budget is spent."


def test_a_smaller_prize_may_still_fit_after_one_that_did_not() -> None:
    credits = [{"event": "e3", "person": "ana", "share_ppm": 400_000}]
    events = [upsell("e1", "bo"), upsell("e2", "bo"), upsell("e3", None)]
    made = settle({"budget": "$700"}, events, credits=credits)
    # 500 leave 200: not another 500, but 40 % of it
    assert amounts(made) == {"bo": 50_000, "ana": 20_000}
    assert codes(made) == [("budget_spent", "bo")]


def test_a_budget_just_as_large_as_its_prizes_pays_them_all() -> None:
    assert amounts(settle({"budget": "$1,000"}, [upsell("e1"), upsell("e2")])) == {"ana": 100_000}


def test_earlier_prizes_are_taken_off_the_budget() -> None:
    earlier: list[Row] = [{"person": "bo", "entry": "prize", "amount_minor": 60_000}]
    made = settle({"budget": "$1,000"}, [upsell("e1")], paid=earlier)  # 600 paid: 400 are left
    assert only(made).code == "budget_spent"


def test_a_prize_over_budget_does_not_use_up_a_winners_place() -> None:
    credits = [{"event": "e2", "person": "ana", "share_ppm": 500_000}]
    made = settle(
        {"winners": "1", "budget": "$300"}, [upsell("e1", "bo"), upsell("e2", None)], credits=credits
    )
    assert amounts(made) == {"ana": 25_000}
    assert codes(made) == [("budget_spent", "bo")]


@pytest.mark.parametrize("terms", [{}, {"winners": "1"}, {"budget": "$500"}, {"counts": "first"}])
def test_the_order_of_events_and_people_does_not_matter(terms: Row) -> None:
    events = [upsell("e1"), upsell("e2", "bo"), upsell("e3")]
    people = [stretch("ana"), stretch("bo")]
    one, other = settle(terms, events, people), settle(terms, events[::-1], people[::-1])
    assert one.lines.equals(other.lines)
    assert one.problems == other.problems


def test_nobody_wins_anything_when_nothing_happened() -> None:
    made = settle({"winners": "1"}, [])
    assert made.lines.is_empty()
    assert made.problems == []
