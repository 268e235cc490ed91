"""Payout curves: from what was reached to what is paid."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.components.curves import along
from calc.language.curves import Point

CURVE = tuple(
    Point(at=Fraction(at), pays=Fraction(pays)) for at, pays in (("0.9", "0.5"), ("1", "1"), ("1.05", "1.2"))
)


@pytest.mark.parametrize(
    ("reached", "line", "step"),
    [
        ("0", "0", "0"),
        ("0.899999", "0", "0"),  # below the first point nothing
        ("0.9", "0.5", "0.5"),
        ("0.95", "0.75", "0.5"),  # half of the way from 50 % to 100 %
        ("0.999", "0.995", "0.5"),
        ("1", "1", "1"),
        ("1.025", "1.1", "1"),
        ("1.05", "1.2", "1.2"),
        ("9", "1.2", "1.2"),  # above the last what the last pays
        ("-1", "0", "0"),
    ],
)
def test_a_line_is_drawn_from_point_to_point_and_a_step_holds_until_the_next(
    reached: str, line: str, step: str
) -> None:
    assert along(CURVE, "line", Fraction(reached))[0] == Fraction(line)
    assert along(CURVE, "step", Fraction(reached))[0] == Fraction(step)


def test_the_last_point_reached_is_named() -> None:
    reached = [Fraction(part) for part in ("0.5", "0.9", "0.95", "1", "2")]
    assert [along(CURVE, "line", value)[1] for value in reached] == [None, 0, 0, 1, 2]


def test_a_line_may_fall() -> None:
    # the faster the better: 30 days pay 100 %, 60 days nothing; 40 days are a third of the way
    falling = (Point(at=Fraction(30), pays=Fraction(1)), Point(at=Fraction(60), pays=Fraction(0)))
    assert along(falling, "line", Fraction(40))[0] == Fraction(2, 3)


def test_points_may_lie_below_zero() -> None:
    points = (Point(at=Fraction(-20), pays=Fraction(0)), Point(at=Fraction(60), pays=Fraction(1)))
    assert along(points, "line", Fraction(0))[0] == Fraction(1, 4)  # 20 of 80 points of the way


@given(st.fractions(0, 3), st.fractions(0, 3))
def test_who_reaches_more_on_a_rising_curve_is_never_paid_less(one: Fraction, other: Fraction) -> None:
    lower, higher = sorted((one, other))
    for between in ("line", "step"):
        assert along(CURVE, between, lower)[0] <= along(CURVE, between, higher)[0]
    assert along(CURVE, "step", one)[0] <= along(CURVE, "line", one)[0]
