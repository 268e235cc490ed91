"""Curves: from an attainment or value to what is paid there."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from calc.language.curves import Beyond, Point


def along(
    points: Sequence[Point],
    between: Literal["line", "step"],
    reached: Fraction,
    beyond: Beyond | None = None,
) -> tuple[Fraction, int | None]:
    """What is paid at `reached`, and the index of the last point that was reached.

    Below the first point nothing is paid (index None); above the last, what the last pays and what
    `beyond` adds for each whole step. In between, `line` draws a straight line from point to point and
    `step` holds until the next point is reached.
    """
    passed = [index for index, point in enumerate(points) if point.at <= reached]
    if not passed:
        return Fraction(0), None
    index = passed[-1]
    lower = points[index]
    if index == len(points) - 1:
        return _past(lower, beyond, reached), index
    if between == "step":
        return lower.pays, index
    upper = points[index + 1]
    way = (reached - lower.at) / (upper.at - lower.at)
    return lower.pays + way * (upper.pays - lower.pays), index


def _past(last: Point, beyond: Beyond | None, reached: Fraction) -> Fraction:
    if beyond is None:
        return last.pays
    pays = last.pays + (reached - last.at) // beyond.each * beyond.adds
    return pays if beyond.at_most is None else min(pays, beyond.at_most)
