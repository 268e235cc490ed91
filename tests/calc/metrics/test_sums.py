"""Sums, counts and ratios of events."""

from datetime import date
from fractions import Fraction

import pytest

from calc.metrics.figures import Figure
from tests.calc.metrics.ask import LONG_AGO, Q2, Row, ask

FEB_1, MAR_1 = date(2024, 2, 1), date(2024, 3, 1)


def own(**more: object) -> Row:
    return {"person": "ana", **more}


DEAL = own(amount_minor=36_000, previous_minor=1_000, recurring_change_minor=205, term_months=36)
LOSS = own(amount_minor=900, previous_minor=1_000, recurring_change_minor=-400, term_months=6)
GONE = own(previous_minor=1_000, recurring_change_minor=-1_500)


@pytest.mark.parametrize(
    ("adds", "expected"),
    [
        ("amount", 36_900),  # 360.00 + 9.00 + 0
        ("tcv", 36_900),
        ("acv", 12_900),  # 360.00 × 12/36 = 120.00; half a year is not made a whole one: 9.00
        ("recurring_change", -1_695),  # 2.05 − 4.00 − 15.00
        ("growth", 205),  # a loss is no growth below zero
        ("arr", 1_805),  # 10.00 + 2.05; 10.00 − 4.00; 10.00 − 15.00 is nothing
        ("mrr", 150),  # 12.05 ÷ 12 = 1.004 → 1.00; 6.00 ÷ 12 = 0.50
        ("kept", 1_600),  # 10.00 at most; 6.00; nothing
        ("count", 3),
    ],
)
def test_a_sum_adds_up_what_it_is_told_to_of_each_event(adds: str, expected: int) -> None:
    made = ask(f"{{measure: sum, scope: person, of: {{}}, adds: {adds}}}", events=[DEAL, LOSS, GONE])
    assert made.figure("ana") == Figure(expected, 1, sample=3, reached_on=FEB_1)


def test_each_share_is_rounded_before_it_is_added() -> None:
    # 0.06 ÷ 12 = 0.005 → 0.01, twice; 0.12 ÷ 12 would have been 0.01 in all
    halves = [own(previous_minor=6), own(previous_minor=6)]
    assert ask("{measure: sum, scope: person, of: {}, adds: mrr}", events=halves).value("ana") == 2


def test_without_a_stated_term_a_contract_runs_for_a_year() -> None:
    deals = [own(amount_minor=1_200), own(amount_minor=2_400, term_months=0)]
    assert ask("{measure: sum, scope: person, of: {}, adds: acv}", events=deals).value("ana") == 3_600


def test_revenue_past_64_bits_is_added_up_all_the_same() -> None:
    huge = own(previous_minor=9 * 10**18, recurring_change_minor=9 * 10**18)
    assert ask("{measure: sum, scope: person, of: {}, adds: arr}", events=[huge]).value("ana") == 18 * 10**18
    monthly = ask("{measure: sum, scope: person, of: {}, adds: mrr}", events=[huge])
    assert monthly.value("ana") == 15 * 10**17


def test_cancellations_are_taken_off_whichever_way_they_are_written() -> None:
    events = [
        own(amount_minor=10_000),
        own(kind="cancelled", amount_minor=-3_000, date=MAR_1),
        own(kind="cancelled", amount_minor=500),
    ]
    made = ask("{measure: sum, scope: person, of: {kind: sale}, less: {kind: cancelled}}", events=events)
    # 100.00 − 30.00 − 5.00; one sale is the sample; the last cancellation made it what it is
    assert made.figure("ana") == Figure(6_500, 1, sample=1, reached_on=MAR_1)


def test_without_a_sale_cancellations_make_a_sum_below_zero() -> None:
    cancelled = own(kind="cancelled", amount_minor=500)
    made = ask("{measure: sum, scope: person, of: {kind: sale}, less: {kind: cancelled}}", events=[cancelled])
    assert made.figure("ana") == Figure(-500, 1, sample=0, reached_on=FEB_1)


def test_a_count_is_of_events_less_those_taken_off() -> None:
    events = [own(), own(), own(kind="cancelled", amount_minor=-3_000)]
    made = ask("{measure: count, scope: person, of: {kind: sale}, less: {kind: cancelled}}", events=events)
    assert made.figure("ana") == Figure(1, 1, sample=2, reached_on=FEB_1)


@pytest.mark.parametrize("measure", ["sum", "count"])
def test_without_any_event_it_is_zero(measure: str) -> None:
    made = ask(f"{{measure: {measure}, scope: person, of: {{}}}}", people=[{"person": "ana"}])
    assert made.figure("ana") == Figure(0, 1, sample=0, reached_on=None)


SHARED = [
    {"account": "acme", "person": "ana", "share_ppm": 500_000},
    {"account": "acme", "person": "bo", "share_ppm": 500_000},
]
BOTH_BLUE = [{"person": "ana", "team": "blue"}, {"person": "bo", "team": "blue"}]
SALE: list[Row] = [{"account": "acme", "amount_minor": 101, "quantity_milli": 2_500}]


def test_an_event_of_two_people_counts_once_in_their_team_and_once_for_each() -> None:
    metrics = """
sold: {measure: sum, scope: team, of: {}}
seats: {measure: sum, scope: team, of: {}, adds: quantity}
deals: {measure: count, scope: team, of: {}}
mine: {measure: count, scope: person, of: {}}
"""
    made = ask(metrics, events=SALE, owners=SHARED, placements=BOTH_BLUE)
    assert made.figure("blue", "sold") == Figure(101, 1, 1, FEB_1)  # 0.51 + 0.50
    assert made.value("blue", "seats") == Fraction(5, 2)  # 2.5 seats, not 5
    assert made.figure("blue", "deals") == Figure(1, 1, 1, FEB_1)
    assert [made.value("ana", "mine"), made.value("bo", "mine")] == [1, 1]


def test_somebody_with_two_roles_on_a_deal_has_the_money_of_both_and_one_deal() -> None:
    credits = [{"event": "e1", "person": "ana", "role": role} for role in ("csm", "ae")]
    metrics = """
sold: {measure: sum, scope: person, of: {}}
as_csm: {measure: sum, scope: person, of: {role: csm}}
deals: {measure: count, scope: person, of: {}}
"""
    made = ask(metrics, events=SALE, credits=credits)
    assert made.figure("ana", "sold") == Figure(202, 1, sample=1, reached_on=FEB_1)
    assert made.figure("ana", "as_csm") == Figure(101, 1, sample=1, reached_on=FEB_1)
    assert made.value("ana", "deals") == 1


def test_the_company_counts_events_that_nobody_is_credited_for() -> None:
    events = [own(amount_minor=100), {"amount_minor": 900, "date": MAR_1, "quantity_milli": 7_000}]
    metrics = """
deals: {measure: count, scope: company, of: {}}
seats: {measure: sum, scope: company, of: {}, adds: quantity}
sold: {measure: sum, scope: company, of: {}}
by_csms: {measure: count, scope: company, of: {role: csm}}
"""
    made = ask(metrics, events=events, placements=[{"person": "ana", "role": "csm"}])
    assert made.value("", "deals") == 2
    assert made.value("", "seats") == 7
    assert made.figure("", "sold") == Figure(100, 1, sample=2, reached_on=MAR_1)  # credited: 1.00 of 10.00
    assert made.value("", "by_csms") == 1  # who is not credited has no role


def test_the_company_has_what_people_without_the_plan_sell() -> None:
    events = [own(amount_minor=100), {"person": "bo", "amount_minor": 50}]
    assigned: list[Row] = [{"person": "ana"}]
    made = ask("{measure: sum, scope: company, of: {}}", events=events, assignments=assigned)
    assert made.value("") == 150


def test_a_ratio_is_of_how_many_events_there_are() -> None:
    events = [own(kind="won", date=MAR_1), own(kind="won"), own(kind="lost")]
    made = ask("{measure: ratio, scope: person, of: {kind: won}, over: {kind: [won, lost]}}", events=events)
    assert made.figure("ana") == Figure(2, 3, sample=3, reached_on=MAR_1)


def test_a_ratio_can_be_of_money() -> None:
    events = [own(kind="won", amount_minor=3_000), own(kind="offered", amount_minor=12_000)]
    metric = "{measure: ratio, scope: person, of: {kind: won}, over: {kind: offered}, adds: amount}"
    assert ask(metric, events=events).figure("ana") == Figure(3_000, 12_000, sample=1, reached_on=FEB_1)


@pytest.mark.parametrize("offered", [[], [0], [500, -500], [-700]])
def test_over_nothing_or_less_there_is_no_ratio(offered: list[int]) -> None:
    events = [own(kind="won", amount_minor=3_000)]
    events += [own(kind="offered", amount_minor=amount) for amount in offered]
    metric = "{measure: ratio, scope: person, of: {kind: won}, over: {kind: offered}, adds: amount}"
    assert ask(metric, events=events).figure("ana") is None


def test_a_longer_window_looks_back_to_its_start() -> None:
    days = (date(2023, 12, 31), date(2024, 1, 1), date(2024, 4, 1), date(2024, 6, 30), date(2024, 7, 1))
    events = [own(amount_minor=10**power, date=day) for power, day in enumerate(days)]
    second_quarter = ask(
        "\n".join(
            f"{window}: {{measure: sum, scope: person, of: {{}}, window: {window}}}"
            for window in ("period", "month", "half", "year")
        ),
        events=events,
        period=Q2,
    )
    assert second_quarter.value("ana", "period") == 1_100  # from April on
    assert second_quarter.value("ana", "month") == 1_000  # June alone, the month of the last day
    assert second_quarter.value("ana", "half") == 1_110  # from January on
    assert second_quarter.value("ana", "year") == 1_110


def test_while_the_period_lasts_events_count_up_to_today() -> None:
    events = [own(amount_minor=100), own(amount_minor=50, date=MAR_1)]
    made = ask("{measure: sum, scope: person, of: {}}", events=events, as_of=date(2024, 2, 29))
    assert made.value("ana") == 100


EURO: Row = {"currency": "EUR", "person": "ana"}
YEN: Row = {"currency": "JPY", "person": "ana"}
RATES: list[Row] = [
    {"currency": "EUR", "rate_num": 11, "rate_den": 10},  # 1 € is $1.10
    {"currency": "EUR", "rate_num": 6, "rate_den": 5, "date": MAR_1},  # from March on $1.20
    {"currency": "JPY", "rate_num": 7, "rate_den": 1_000},  # ¥1,000 are $7
]


def test_events_in_another_currency_are_turned_into_the_plans_by_the_rate_of_their_day() -> None:
    events = [
        own(amount_minor=100),
        {**EURO, "amount_minor": 1_000},  # 10.00 × 1.1 = 11.00
        {**EURO, "amount_minor": 1_000, "date": MAR_1},  # 10.00 × 1.2 = 12.00
        {**YEN, "amount_minor": 1_000},  # yen have no hundredths: 7.00
    ]
    made = ask("{measure: sum, scope: person, of: {}}", events=events, exchange=RATES)
    assert made.figure("ana") == Figure(3_100, 1, sample=4, reached_on=MAR_1)
    assert made.left_out == []


def test_without_a_rate_an_event_with_money_is_counted_nowhere_and_that_is_told() -> None:
    events = [own(amount_minor=100), {**EURO, "amount_minor": 1_000}, {**EURO, "quantity_milli": 1_000}]
    metrics = "sold: {measure: sum, scope: person, of: {}}\ndeals: {measure: count, scope: company, of: {}}"
    made = ask(metrics, events=events)
    assert made.figure("ana", "sold") == Figure(100, 1, sample=2, reached_on=FEB_1)
    assert made.value("", "deals") == 2  # what carries no money is in no currency
    assert [problem.code for problem in made.left_out] == ["other_currency", "other_currency"]


def test_an_event_from_before_the_first_rate_has_none() -> None:
    events = [{**EURO, "amount_minor": 1_000, "date": date(2024, 2, 29)}]
    made = ask("{measure: sum, scope: person, of: {}}", events=events, exchange=RATES[1:])
    assert made.value("ana") == 0
    assert [problem.code for problem in made.left_out] == ["other_currency"]


def test_events_are_chosen_by_what_follows_from_them_too() -> None:
    events = [
        own(amount_minor=1, account="acme"),
        own(amount_minor=10, term_months=24),
        own(amount_minor=100, recurring_change_minor=5),
        own(amount_minor=1_000, kind="renewal"),
    ]
    metrics = """
large: {measure: sum, scope: person, of: {segment: Enterprise}}
long: {measure: sum, scope: person, of: {years: 2+}}
up: {measure: sum, scope: person, of: {change: up}}
north: {measure: sum, scope: person, of: {kind: renewal, territory: north}}
"""
    made = ask(
        metrics,
        events=events,
        accounts=[{"account": "acme", "segment": "Enterprise"}],
        placements=[{"person": "ana", "region": "north", "from_date": LONG_AGO}],
    )
    assert [made.value("ana", name) for name in ("large", "long", "up", "north")] == [1, 10, 100, 1_000]
