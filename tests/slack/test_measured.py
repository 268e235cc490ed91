"""A metric's value reads by its unit."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.measured import measured


@pytest.mark.parametrize(
    ("numerator", "denominator", "unit", "written"),
    [
        (942, 1000, "percent", "94.2%"),
        (93, 20, "number", "4.65"),
        (1234567, 1000, "number", "1,234.57"),
        (-57, 2, "number", "−28.5"),
        (1, 200, "number", "0.01"),  # 0.005 is halfway, and goes away from zero
        (-1, 1000, "number", "0"),
        (12_000_00, 1, "money", "$12,000.00"),
        (5, 2, "money", "$0.03"),
    ],
)
def test_a_measure_is_written_by_its_unit(numerator: int, denominator: int, unit: str, written: str) -> None:
    assert measured(numerator, denominator, unit, "USD", "en_US") == written


def test_a_measure_follows_the_locale() -> None:
    assert measured(1234567, 1000, "number", "EUR", "de_DE") == "1.234,57"


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
@settings(deadline=None)
def test_a_number_is_the_exact_fraction_rounded_once(numerator: int, denominator: int) -> None:
    exact = Fraction(numerator, denominator) * 100
    rounded = int(abs(exact) + Fraction(1, 2)) * (-1 if exact < 0 else 1)
    written = measured(numerator, denominator, "number", "USD", "en_US").replace("−", "-").replace(",", "")
    assert Fraction(written) == Fraction(rounded, 100)


@pytest.mark.parametrize(("denominator", "unit"), [(0, "number"), (0, "money"), (0, "percent"), (1, "days")])
def test_a_measure_over_nothing_or_of_another_unit_is_refused(denominator: int, unit: str) -> None:
    with pytest.raises(ValueError, match="A measure"):
        measured(1, denominator, unit, "USD", "en_US")
