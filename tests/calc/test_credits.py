"""Who is credited for an event, and with how many cents of it."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.calc.company import Row, amounts, codes, pay, plan, settle

ALL = plan("all:\n  pay: commission\n  title: All\n  rates:\n    - {rate: 100%}")
BILLIONS = 2_999_997_000_000
THIRDS = [("ana", 333_333), ("bo", 333_333), ("cy", 333_334)]


def owners(*shares: tuple[str, int], **dates: date | None) -> list[Row]:
    return [{"account": "acme", "person": person, "share_ppm": ppm, **dates} for person, ppm in shares]


def stated(*shares: tuple[str, int]) -> list[Row]:
    return [{"event": "e1", "person": person, "share_ppm": ppm} for person, ppm in shares]


def sold(amount: int, **more: object) -> list[Row]:
    return [{"account": "acme", "amount_minor": amount, **more}]


def test_stated_credits_come_before_the_person_named_and_the_owners() -> None:
    made = settle(
        ALL,
        events=sold(10_000, person="bo"),
        credits=stated(("cy", 1_000_000)),
        owners=owners(("ana", 1_000_000)),
    )
    assert pay(made) == {"cy": 10_000}


def test_the_person_named_comes_before_the_owners() -> None:
    made = settle(ALL, events=sold(10_000, person="bo"), owners=owners(("ana", 1_000_000)))
    assert pay(made) == {"bo": 10_000}


def test_else_the_owners_on_the_events_day_are_credited() -> None:
    before = owners(("ana", 1_000_000), to_date=date(2024, 1, 31))
    after = owners(("bo", 1_000_000), from_date=date(2024, 2, 1))
    events = sold(10_000, date=date(2024, 1, 31)) + sold(5_000, date=date(2024, 2, 1))
    assert pay(settle(ALL, events=events, owners=before + after)) == {"ana": 10_000, "bo": 5_000}


@pytest.mark.parametrize(
    ("amount", "shares", "expected"),
    [
        # 100.00 by 50 : 50
        (10_000, [("ana", 500_000), ("bo", 500_000)], {"ana": 5_000, "bo": 5_000}),
        # 0.01 by 50 : 50 → ½ cent each, 1 cent together: ties go to the first key
        (1, [("ana", 500_000), ("bo", 500_000)], {"ana": 1, "bo": 0}),
        (-1, [("ana", 500_000), ("bo", 500_000)], {"ana": -1, "bo": 0}),
        # 1.00 by thirds → 33.3333, 33.3333, 33.3334: the cent left over to the largest remainder
        (100, THIRDS, {"ana": 33, "bo": 33, "cy": 34}),
        # 0.02 by thirds → two of three get a cent: the largest remainder, then the first key
        (2, THIRDS, {"ana": 1, "bo": 0, "cy": 1}),
        # a quarter of 0.10 → 2½ cents → 3
        (10, [("ana", 250_000)], {"ana": 3}),
        # 9.9, 0.3 and 0.3 cents of 0.11: 10½ together, so 11; nobody is a cent away from their share
        (11, [("ana", 900_000), ("bo", 27_273), ("cy", 27_273)], {"ana": 10, "bo": 1, "cy": 0}),
        # $90 billion and a cent
        (9_000_000_000_001, THIRDS, {"ana": BILLIONS, "bo": BILLIONS, "cy": BILLIONS + 9_000_001}),
    ],
)
def test_a_shared_event_is_split_to_the_cent(
    amount: int, shares: list[tuple[str, int]], expected: dict[str, int]
) -> None:
    assert pay(settle(ALL, events=sold(amount), owners=owners(*shares))) == expected


def test_a_person_who_stands_twice_among_the_owners_is_credited_once_for_both_shares() -> None:
    # 30 % and 20 % of 100.00
    rows = owners(("ana", 300_000)) + owners(("ana", 200_000), from_date=date(2024, 1, 15))
    made = settle(ALL, events=sold(10_000), owners=rows)
    assert amounts(made, "ana") == [5_000]
    assert made.lines["share_ppm"].to_list() == [500_000]


def test_shares_under_the_whole_leave_the_rest_to_nobody() -> None:
    # 60 % and 30 % of 100.00
    made = settle(ALL, events=sold(10_000), owners=owners(("ana", 600_000), ("bo", 300_000)))
    assert pay(made) == {"ana": 6_000, "bo": 3_000}
    assert codes(made) == ["shares_under_whole"]


@pytest.mark.parametrize(
    "over", [owners(("ana", 600_000), ("bo", 400_001)), owners(("ana", 1_000_000), ("bo", 1))]
)
def test_shares_over_the_whole_credit_nobody(over: list[Row]) -> None:
    made = settle(ALL, events=sold(10_000), owners=over)
    assert pay(made) == {}
    assert codes(made) == ["shares_over_whole"]


def test_a_share_of_nothing_is_no_credit() -> None:
    made = settle(ALL, events=sold(10_000), credits=stated(("ana", 0)), people=[{"person": "ana"}])
    assert pay(made) == {}
    assert codes(made) == ["nobody_credited"]


@pytest.mark.parametrize(
    ("parent", "expected"),
    [("e1", []), ("long ago", []), (None, ["nobody_credited"]), ("", ["nobody_credited"])],
)
def test_what_happens_to_a_deal_needs_nobody_to_credit(parent: str | None, expected: list[str]) -> None:
    # 40.00 of the 100.00 come in on an account that is nobody's
    payment = sold(4_000, kind="payment", parent=parent)
    made = settle(ALL, events=sold(10_000, person="ana") + payment)
    assert pay(made) == {"ana": 10_000}
    assert codes(made) == expected


def test_a_payment_of_which_a_part_is_credited_is_told_like_any_other_event() -> None:
    payment = sold(4_000, kind="payment", parent="e0")
    made = settle(ALL, events=payment, owners=owners(("ana", 600_000)))
    assert codes(made) == ["shares_under_whole"]


def test_an_event_takes_its_region_from_its_account_unless_it_has_its_own() -> None:
    by_region = plan(
        "all:\n  pay: commission\n  title: All\n  rates:\n"
        "    - {region: north, rate: 10%}\n    - {region: south, rate: 20%}"
    )
    events = (
        sold(100, person="ana")
        + sold(1_000, person="ana", region="south")
        + sold(10_000, person="ana", region="")
    )
    made = settle(by_region, events=events, accounts=[{"account": "acme", "region": "north"}])
    # 1.00 × 10 % + 10.00 × 20 % + 100.00 × 10 %
    assert amounts(made, "ana") == [10, 200, 1_000]


def test_a_line_shows_the_whole_event_and_the_share() -> None:
    made = settle(ALL, events=sold(10_000), owners=owners(("ana", 700_000), ("bo", 300_000)))
    lines = made.lines.select("person", "event_amount_minor", "share_ppm", "basis_minor").rows()
    assert lines == [("ana", 10_000, 700_000, 7_000), ("bo", 10_000, 300_000, 3_000)]


shares_ppm = st.lists(st.integers(1, 400_000), min_size=1, max_size=5).filter(
    lambda some: sum(some) <= 1_000_000
)


@given(st.lists(st.integers(-(10**13), 10**13), min_size=1, max_size=4), shares_ppm)
@settings(max_examples=60)
def test_the_parts_of_a_shared_event_add_up_to_what_the_shares_come_to(
    sums: list[int], shares: list[int]
) -> None:
    keys = [f"p{number}" for number in range(len(shares))]
    events = [row for amount in sums for row in sold(amount)]
    made = settle(ALL, events=events, owners=owners(*zip(keys, shares, strict=True)))
    for number, amount in enumerate(sums, 1):
        parts = {
            row["person"]: row["basis_minor"]
            for row in made.lines.iter_rows(named=True)
            if row["event"] == f"e{number}"
        }
        exact = {key: Fraction(amount * share, 1_000_000) for key, share in zip(keys, shares, strict=True)}
        assert 2 * abs(sum(parts.values()) - sum(exact.values())) <= 1
        assert all(abs(parts[key] - exact[key]) < 1 for key in keys)
        if sum(shares) == 1_000_000:
            assert sum(parts.values()) == amount
