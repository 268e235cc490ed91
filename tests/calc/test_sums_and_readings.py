"""Sums of credited amounts, imported readings, and the targets they are held against."""

from datetime import date
from fractions import Fraction

import pytest

from calc.results import Calculation
from tests.calc.company import Row, codes, figure, plan, settle

BONUS = (
    "prize:\n  pay: bonus\n  title: Prize\n  metric: m\n  amount: $100\n  payout:\n    - {at: 0%, pays: 100%}"
)


def with_metric(**lines: str) -> str:
    return plan(
        BONUS, "m:\n  title: The metric\n" + "".join(f"  {name}: {value}\n" for name, value in lines.items())
    )


OWN_SUM = with_metric(measure="sum", scope="person", of="{kind: upsell}", target="$1")
TEAM_SUM = with_metric(measure="sum", scope="team", of="{kind: upsell}", target="$1")
UPSELLS = [
    {"kind": "upsell", "person": "ana", "amount_minor": 10_000},
    {"kind": "upsell", "person": "ana", "amount_minor": -2_500},
    {"kind": "upsell", "person": "bo", "amount_minor": 700},
    {"kind": "renewal", "person": "ana", "amount_minor": 99_999},
]


def test_a_sum_adds_up_the_credited_amounts_of_the_events_chosen() -> None:
    made = settle(OWN_SUM, events=UPSELLS)
    assert figure(made, "ana", "m") == (7_500, 1)  # 100.00 − 25.00
    assert figure(made, "bo", "m") == (700, 1)


def test_a_sum_is_of_the_plans_currency_alone() -> None:
    made = settle(OWN_SUM, events=[*UPSELLS, {**UPSELLS[0], "currency": "EUR"}])
    assert figure(made, "ana", "m") == (7_500, 1)
    assert codes(made) == ["other_currency"]
    nothing_lost = settle(OWN_SUM, events=[*UPSELLS, {**UPSELLS[0], "currency": "EUR", "amount_minor": 0}])
    assert codes(nothing_lost) == []


def test_a_shared_event_counts_by_its_shares() -> None:
    owners = [
        {"account": "acme", "person": "ana", "share_ppm": 666_667},
        {"account": "acme", "person": "bo", "share_ppm": 333_333},
    ]
    made = settle(OWN_SUM, events=[{"kind": "upsell", "account": "acme", "amount_minor": 100}], owners=owners)
    assert figure(made, "ana", "m") == (67, 1)
    assert figure(made, "bo", "m") == (33, 1)


def test_without_a_single_event_a_sum_is_zero_and_not_unknown() -> None:
    made = settle(OWN_SUM, people=[{"person": "ana"}])
    assert figure(made, "ana", "m") == (0, 1)
    assert codes(made) == []


def test_a_sum_takes_the_team_that_the_person_was_in_on_the_events_day() -> None:
    placements: list[Row] = [
        {"person": "ana", "team": "blue", "to_date": date(2024, 1, 31)},
        {"person": "ana", "team": "red", "from_date": date(2024, 2, 1)},
        {"person": "bo", "team": "blue"},
    ]
    events = [
        {"kind": "upsell", "person": "ana", "amount_minor": 100, "date": date(2024, 1, 31)},
        {"kind": "upsell", "person": "ana", "amount_minor": 1_000, "date": date(2024, 2, 1)},
        {"kind": "upsell", "person": "bo", "amount_minor": 10_000, "date": date(2024, 3, 1)},
    ]
    made = settle(TEAM_SUM, events=events, placements=placements)
    assert figure(made, "ana", "m") == (1_000, 1)  # her team on the last day: red
    assert figure(made, "bo", "m") == (10_100, 1)


def test_what_people_without_the_plan_sell_counts_for_their_team() -> None:
    placements = [{"person": "ana", "team": "blue"}, {"person": "bo", "team": "blue"}]
    made = settle(TEAM_SUM, events=UPSELLS, placements=placements, assignments=[{"person": "bo"}])
    assert figure(made, "bo", "m") == (8_200, 1)  # 100.00 − 25.00 + 7.00


def test_a_sum_past_64_bits_does_not_wrap() -> None:
    events = [{"kind": "upsell", "person": "ana", "amount_minor": 9 * 10**18} for _ in range(2)]
    assert figure(settle(OWN_SUM, events=events), "ana", "m") == (18 * 10**18, 1)


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ("{}", 1_111),
        ("{kind: upsell}", 1),
        ("{kind: [upsell, renewal], product: Core}", 10),
        ("{region: [north, south]}", 100),
    ],
)
def test_events_are_chosen_by_kind_product_and_region(of: str, expected: int) -> None:
    events = [
        {"kind": "upsell", "amount_minor": 1},
        {"kind": "renewal", "product": "Core", "amount_minor": 10},
        {"kind": "churn", "region": "north", "amount_minor": 100},
        {"kind": "churn", "amount_minor": 1_000},
    ]
    text = with_metric(measure="sum", scope="company", of=of, target="$1")
    made = settle(text, events=[{**event, "person": "ana"} for event in events])
    assert figure(made, "ana", "m") == (expected, 1)


def reading(value: int, **more: object) -> Row:
    return {"metric": "m", "value_num": value, **more}


READING = with_metric(measure="reading", scope="company", target="40")
ANA = [{"person": "ana"}]


def test_the_latest_reading_within_the_period_counts() -> None:
    readings = [
        reading(60, date=date(2024, 4, 1)),  # after the period
        reading(50, date=date(2024, 3, 31)),
        reading(45, date=date(2024, 1, 1)),
        reading(99, date=date(2023, 12, 31)),  # before it
    ]
    assert figure(settle(READING, readings=readings, people=ANA), "ana", "m") == (50, 1)
    early = settle(READING, readings=readings, people=ANA, as_of=date(2024, 3, 30))
    assert figure(early, "ana", "m") == (45, 1)


def test_without_a_reading_there_is_nothing_to_measure() -> None:
    made = settle(READING, readings=[reading(99, date=date(2023, 12, 31))], people=ANA)
    assert figure(made, "ana", "m") is None
    assert codes(made) == ["not_measured"]


def test_a_reading_can_be_imported_under_another_name() -> None:
    text = with_metric(measure="reading", scope="company", reading="nps", target="40")
    readings = [reading(1, date=date(2024, 3, 2)), reading(42, metric="nps", date=date(2024, 3, 1))]
    assert figure(settle(text, readings=readings, people=ANA), "ana", "m") == (42, 1)


def test_a_reading_counts_at_its_scope_alone() -> None:
    text = with_metric(measure="reading", scope="team", target="40")
    readings = [
        reading(10, scope="team", scope_key="blue"),
        reading(20, scope="team", scope_key="red"),
        reading(30, scope="region", scope_key="blue"),
        reading(40),
    ]
    made = settle(text, readings=readings, placements=[{"person": "ana", "team": "blue", "region": "blue"}])
    assert figure(made, "ana", "m") == (10, 1)


def test_a_reading_keeps_its_sample_and_may_lie_below_zero() -> None:
    made = settle(READING, readings=[reading(-12, sample=31)], people=ANA)
    assert figure(made, "ana", "m") == (-12, 1)
    assert made.measures["sample"].to_list() == [31]


def target(value: int, **more: object) -> Row:
    return {"metric": "m", "value_num": value, **more}


def target_of(made: Calculation) -> Fraction | None:
    top, bottom = made.measures.select("target_num", "target_den").row(0)
    return None if top is None else Fraction(top, bottom)


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ([], "40"),  # the plan's own
        ([target(50)], "50"),
        ([target(185, value_den=4)], "185/4"),
        ([target(50, from_date=date(2024, 4, 1))], "40"),  # not yet in force
        ([target(50, to_date=date(2024, 3, 30))], "40"),  # no longer on the last counted day
        ([target(50, to_date=date(2024, 3, 31))], "50"),
        ([target(50), target(60, from_date=date(2024, 3, 31))], "60"),  # the one that began last
        ([target(60), target(50, from_date=date(2024, 3, 31))], "50"),
        ([target(50, scope="team", scope_key="blue")], "40"),  # another scope's
        ([target(50, metric="other")], "40"),
    ],
)
def test_the_imported_target_in_force_on_the_last_counted_day_goes_first(
    targets: list[Row], expected: str
) -> None:
    made = settle(READING, readings=[reading(42)], targets=targets, people=ANA)
    assert target_of(made) == Fraction(expected)


def test_while_the_period_is_open_the_target_of_today_counts() -> None:
    targets = [target(50), target(60, from_date=date(2024, 3, 15))]
    made = settle(READING, readings=[reading(42)], targets=targets, people=ANA, as_of=date(2024, 3, 14))
    assert target_of(made) == 50


@pytest.mark.parametrize("aim", [0, -10])
def test_a_target_that_is_not_above_zero_is_no_target(aim: int) -> None:
    made = settle(READING, readings=[reading(42)], targets=[target(aim)], people=ANA)
    assert codes(made) == ["no_target"]


@pytest.mark.parametrize(
    ("lines", "unit"),
    [
        ({"measure": "sum", "of": "{}"}, "money"),
        ({"measure": "reading"}, "number"),
        ({"measure": "reading", "shown_as": "percent"}, "percent"),
        ({"measure": "gross_retention"}, "percent"),
    ],
)
def test_a_measure_says_how_it_reads(lines: dict[str, str], unit: str) -> None:
    made = settle(
        with_metric(scope="company", **lines),
        readings=[reading(42)],
        books=[{"account": "acme", "recurring_minor": 1}],
        people=ANA,
    )
    assert made.measures["unit"].to_list() == [unit]
    assert made.measures["title"].to_list() == ["The metric"]
