"""What happened on days on which somebody was not on the plan that would have paid for it is said."""

from datetime import date

import pytest

from tests.calc.company import LONG_AGO, Row, amounts, codes, plan, settle

OFF, ON = date(2024, 2, 1), date(2024, 2, 2)
FROM_THE_SECOND: list[Row] = [{"person": "ana", "from_date": ON}]
PRIZE = "prize:\n  pay: spiff\n  title: Prize\n  of: {kind: renewal}\n  prize: $50\n"
SALES = "sales:\n  pay: commission\n  title: Sales\n  rates:\n    - {kind: renewal, rate: 10%}\n"


def renewal(day: date, **more: object) -> Row:
    return {"person": "ana", "date": day, **more}


def test_a_prize_for_a_day_off_the_plan_is_told_with_or_without_money() -> None:
    # Of three renewals the one of 2 February wins 50.00
    events = [renewal(OFF), renewal(OFF, amount_minor=1_000), renewal(ON)]
    made = settle(plan(PRIZE), events=events, assignments=FROM_THE_SECOND)
    assert amounts(made, "ana") == [5_000]
    assert codes(made) == ["outside_plan"]
    assert made.problems["message"].to_list() == [
        "2 credited events are from days on which you were not on Plan p, and not paid."
    ]


def test_an_event_that_both_a_commission_and_a_prize_are_for_is_told_once() -> None:
    events = [renewal(OFF, amount_minor=1_000)]
    made = settle(plan(PRIZE + SALES), events=events, assignments=FROM_THE_SECOND)
    assert made.problems["message"].to_list() == [
        "1 credited event is from days on which you were not on Plan p, and not paid."
    ]


def test_a_commission_does_not_miss_what_carries_no_money() -> None:
    assert codes(settle(plan(SALES), events=[renewal(OFF)], assignments=FROM_THE_SECOND)) == []


@pytest.mark.parametrize("event", [renewal(OFF, kind="upsell"), renewal(date(2024, 1, 31))])
def test_what_is_no_event_of_the_spiff_or_of_its_days_is_not_missed(event: Row) -> None:
    spiff = PRIZE + "  days: {from: 2024-02-01, to: 2024-02-29}"
    assert codes(settle(plan(spiff), events=[event], assignments=FROM_THE_SECOND)) == []


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (OFF, ["outside_plan"]),  # the first one ever, and no later one wins in its place
        (date(2021, 5, 1), []),  # one of long before this period was the first
    ],
)
def test_of_firsts_only_the_first_is_missed(first: date, expected: list[str]) -> None:
    events = [renewal(first), renewal(OFF, event="later"), renewal(ON)]
    made = settle(plan(PRIZE + "  counts: first"), events=events, assignments=FROM_THE_SECOND)
    assert amounts(made, "ana") == []
    assert codes(made) == expected


@pytest.mark.parametrize(("other", "paid"), [(PRIZE, 5_000), (SALES, 100)])
def test_what_another_plan_of_that_day_is_for_is_not_missed(other: str, paid: int) -> None:
    # 50.00, or 10 % of 10.00, on the plan q of January and 1 February
    assignments: list[Row] = [
        *FROM_THE_SECOND,
        {"person": "ana", "plan": "q", "from_date": LONG_AGO, "to_date": OFF},
    ]
    plans = [plan(PRIZE), plan(other, key="q")]
    made = settle(plans, events=[renewal(OFF, amount_minor=1_000)], assignments=assignments)
    assert amounts(made, "ana") == [paid]
    assert codes(made) == []
