"""Multiplication, rounding and sharing out: exact, and never wrapped."""

from collections.abc import Sequence
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.exact import INT64_MAX, multiply, rounded, share_out

whole = st.integers(-INT64_MAX, INT64_MAX)
ratios = st.tuples(st.integers(-(10**12), 10**12), st.integers(1, 10**12))


def product(
    basis: Sequence[int | None], *pairs: tuple[Sequence[int | None], Sequence[int | None]]
) -> list[int | None]:
    columns = [(pl.Series(top, dtype=pl.Int128), pl.Series(bottom, dtype=pl.Int128)) for top, bottom in pairs]
    return multiply(pl.Series(basis, dtype=pl.Int64), *columns).to_list()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1/2", 1),
        ("-1/2", -1),
        ("3/2", 2),
        ("-3/2", -2),
        ("5/2", 3),  # not 2, as rounding half to even would have it
        ("49/100", 0),
        ("-49/100", 0),
        ("51/100", 1),
        ("-51/100", -1),
        ("0", 0),
        ("7", 7),
    ],
)
def test_halves_are_rounded_away_from_zero(value: str, expected: int) -> None:
    assert rounded(Fraction(value)) == expected


def test_a_negative_amount_rounds_like_the_positive_one() -> None:
    # 33 × 1.5 % = 0.495 → 0; 1.00 × 0.5 % = 0.005 → 0.01, and the reversal −0.01
    assert product([33, 100, -100], ([15, 5, 5], [1000, 1000, 1000])) == [0, 1, -1]


def test_a_product_that_is_wider_than_64_bits_on_the_way_is_exact() -> None:
    # $20,000,000.00 × 25 % × 2 × 1.25 = $12,500,000.00
    twenty_million = 2_000_000_000
    assert product([twenty_million], ([1], [4]), ([2], [1]), ([5], [4])) == [1_250_000_000]


def test_a_product_that_is_wider_than_128_bits_on_the_way_is_exact() -> None:
    # (2⁶³ − 1) × 10⁴⁰/10⁴⁰: far past 2¹²⁷ before it is divided
    big = 10**20
    assert product([INT64_MAX], ([big], [big]), ([big], [big])) == [INT64_MAX]


def test_a_product_just_wider_than_128_bits_is_exact() -> None:
    # (2⁶³ − 1) × 10²⁰/10²⁰ ≈ 2¹²⁹ before it is divided
    big = 10**20
    assert product([INT64_MAX], ([big], [big])) == [INT64_MAX]


def test_a_book_of_ninety_billion_keeps_every_cent() -> None:
    # $90,000,000,000.01 × 1/3 × 999,983/1,000,000 = $29,999,490,000.00333… → .00
    assert product([9_000_000_000_001], ([1], [3]), ([999_983], [1_000_000])) == [2_999_949_000_000]


@pytest.mark.parametrize("basis", [INT64_MAX, -INT64_MAX, 5 * 10**18])
def test_a_result_that_does_not_fit_is_null_and_leaves_the_others_alone(basis: int) -> None:
    assert product([basis, 100], ([2, 2], [1, 1])) == [None, 200]


def test_a_result_that_does_not_fit_is_null_on_the_wide_path_too() -> None:
    big = 10**25
    assert product([INT64_MAX, 1], ([2 * big, big], [big, big]), ([big, big], [big, big])) == [None, 1]


def test_a_result_at_the_very_limit_is_kept() -> None:
    assert product([INT64_MAX, -INT64_MAX], ([1, 1], [1, 1])) == [INT64_MAX, -INT64_MAX]


def test_what_is_not_known_has_no_product_whatever_the_width() -> None:
    big = 10**25
    assert product([None], ([1], [12])) == [None]
    assert product([None, 120], ([1, 1], [12, 12])) == [None, 10]
    assert product([120, None, 120], ([big, big, None], [big, big, big])) == [120, None, None]


def test_nothing_times_something_is_nothing() -> None:
    assert product([], ([], [])) == []


@given(st.lists(st.tuples(whole, ratios, ratios), min_size=1, max_size=6))
def test_every_product_is_what_fractions_make_of_it(
    rows: list[tuple[int, tuple[int, int], tuple[int, int]]],
) -> None:
    exact = [rounded(basis * Fraction(*first) * Fraction(*second)) for basis, first, second in rows]
    pairs = [
        ([top for top, _ in pairs], [bottom for _, bottom in pairs])
        for pairs in ([row[1] for row in rows], [row[2] for row in rows])
    ]
    fitting = [value if abs(value) <= INT64_MAX else None for value in exact]
    assert product([row[0] for row in rows], *pairs) == fitting


def test_what_is_left_over_goes_to_the_largest_remainders() -> None:
    # 100 by 1 : 1 : 1 → 33⅓ each; one is left over and goes to the first of equals
    assert share_out(100, [1, 1, 1]) == [34, 33, 33]
    # 10 by 5 : 3 : 1 → 5.55…, 3.33…, 1.11… → 5, 3, 1 and one more for the largest remainder
    assert share_out(10, [5, 3, 1]) == [6, 3, 1]
    # a loss is shared the same way
    assert share_out(-100, [1, 1, 1]) == [-34, -33, -33]


def test_a_weight_of_zero_gets_nothing() -> None:
    assert share_out(7, [0, 2, 0]) == [0, 7, 0]


def test_sharing_by_no_weight_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="all weights are zero"):
        share_out(7, [0, 0])


@given(whole, st.lists(st.integers(0, 10**9), min_size=1, max_size=8).filter(any))
def test_parts_add_up_to_the_whole(total: int, weights: list[int]) -> None:
    parts = share_out(total, weights)
    assert sum(parts) == total
    assert all(
        abs(part - Fraction(total * weight, sum(weights))) < 1
        for part, weight in zip(parts, weights, strict=True)
    )
