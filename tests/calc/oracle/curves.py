"""From a figure to what it pays: payout curves, multipliers, gates and tiers."""

from fractions import Fraction
from math import floor

from tests.calc.oracle.days import Row
from tests.calc.oracle.work import Work

Points = list[tuple[Fraction, Fraction]]


def reached(steps: list[Fraction], value: Fraction) -> int:
    """How many of the rising steps are at or under a value."""
    return sum(step <= value for step in steps)


def payout_at(part: Row, value: Fraction) -> tuple[int, Fraction]:
    """The number of the last point reached (0 below the first) and what is paid there."""
    points = part["points"]
    number = reached([at for at, _ in points], value)
    if number == 0:
        return 0, Fraction(0)
    pays = _between(points, number, part["between"], value)
    more = part["beyond"]
    if number == len(points) and more is not None:
        pays += more["adds"] * floor((value - points[-1][0]) / more["each"])
        pays = pays if more["at_most"] is None else min(pays, more["at_most"])
    return number, pays


def multiplied(multiplier: Row, value: Fraction) -> Fraction:
    number = reached([at for at, _ in multiplier["points"]], value)
    if number == 0:
        return Fraction(multiplier["below"])
    return _between(multiplier["points"], number, multiplier["between"], value)


def is_met(gate: Row, value: Fraction) -> bool:
    enough = gate["at_least"] is None or value >= gate["at_least"]
    return enough and (gate["at_most"] is None or value <= gate["at_most"])


def tier_at(steps: list[Fraction], from_nothing: bool, value: Fraction) -> int:
    """The number of the tier; 0 below the first step, unless that begins at nothing."""
    return reached(steps, value) or (1 if from_nothing else 0)


def no_answer(work: Work, person: str, component: str, deciding: list[Row], figures: Row, loud: bool) -> bool:
    """Whether a metric that decides has nothing to read. `loud`: why is told, and small samples."""
    missing = False
    for part in deciding:
        figure = figures[part["metric"]]
        reason = figure.reason(part["reads"])
        missing |= reason is not None
        problem = reason or ("small_sample" if figure.below_sample else None)
        if loud and problem:
            work.tell(problem, person, component)
    return missing


def taken_together(component: Row, figures: Row) -> tuple[Fraction, bool]:
    """The product of all multipliers and gates, and whether no accelerator may count."""
    factor, flat = Fraction(1), False
    for multiplier in component["multipliers"]:
        factor *= multiplied(multiplier, figures[multiplier["metric"]].read(multiplier["reads"]))
    for gate in component["gates"]:
        if is_met(gate, figures[gate["metric"]].read(gate["reads"])):
            continue
        if gate["otherwise"] == "no_accelerator":
            flat = True
        else:
            factor *= gate["otherwise"]
    return factor, flat


def _between(points: Points, number: int, between: str, value: Fraction) -> Fraction:
    at, pays = points[number - 1]
    if between == "step" or number == len(points):
        return pays
    next_at, next_pays = points[number]
    return pays + (next_pays - pays) * (value - at) / (next_at - at)
