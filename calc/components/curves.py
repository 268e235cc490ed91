"""Payout curves: from an attainment to the share of a bonus that is paid."""

from fractions import Fraction

from calc.plan import Point


def payout(points: tuple[Point, ...], between: str, reached: Fraction) -> tuple[Fraction, int | None]:
    """What is paid at `reached`, and the index of the last point that was reached.

    Below the first point nothing is paid (index None); above the last, what the last pays. In between, `line`
    draws a straight line from point to point and `step` holds until the next point is reached.
    """
    passed = [index for index, point in enumerate(points) if point.at <= reached]
    if not passed:
        return Fraction(0), None
    index = passed[-1]
    lower = points[index]
    if between == "step" or index == len(points) - 1:
        return lower.pays, index
    upper = points[index + 1]
    way = (reached - lower.at) / (upper.at - lower.at)
    return lower.pays + way * (upper.pays - lower.pays), index
