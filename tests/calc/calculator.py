"""A pocket calculator: works a line out again from its tree of reasons alone, and looks at nothing else."""

from fractions import Fraction

from calc.exact import rounded
from calc.why.tree import Exact, Label, Money, Number, Ratio, Reason, Value


def number(value: Value) -> Fraction:
    """Any value as an exact number, money in minor units."""
    if isinstance(value, Money | Exact):
        return Fraction(value.minor)
    if isinstance(value, Ratio):
        return value.exact
    assert isinstance(value, Number), value
    return value.value


def the(reason: Reason, label: Label) -> Fraction:
    found = reason.find(label)
    assert found is not None, (label, reason)
    return number(found.value)


def amount(line: Reason) -> int:
    """basis × rate × every factor, rounded once, less what counts already."""
    product = the(line, Label.BASIS)
    for child in line.children:
        if child.label in (Label.RATE, Label.FACTOR):
            product *= number(child.value)
    assert product == the(line, Label.EXACT)
    assert rounded(product) == the(line, Label.ROUNDED)
    earlier = the(line, Label.EARLIER) if line.find(Label.EARLIER) else Fraction(0)
    return rounded(product) - int(earlier)


def attainment(measure: Reason) -> Fraction:
    """The figure over its target, or the other way round, never more than ten times."""
    if measure.find(Label.TOO_FEW):
        return Fraction(1)
    figure, target = the(measure, Label.FIGURE), the(measure, Label.TARGET)
    if not measure.find(Label.LESS_IS_BETTER):
        return figure / target
    return min(target / figure, Fraction(10)) if figure > 0 else Fraction(10)


def figure(measure: Reason) -> Fraction:
    """The numerator over the denominator, where there are such; a blend from its parts."""
    parts = list(measure.all(Label.MEASURE))
    if parts:
        return sum((the(part, Label.WEIGHT) * the(part, Label.ATTAINMENT) for part in parts), Fraction(0))
    if measure.find(Label.NUMERATOR):
        return the(measure, Label.NUMERATOR) / the(measure, Label.DENOMINATOR)
    return the(measure, Label.FIGURE)


def payout(factor: Reason) -> Fraction:
    """What a curve gives at what was reached, from the points around it."""
    reached = the(factor, Label.REACHED)
    points = [(number(point.value), the(point, Label.PAYS)) for point in factor.all(Label.POINT)]
    (low, pays), more = points[0], points[1:]
    if reached < low:
        return Fraction(0)
    if more:
        (high, next_pays) = more[0]
        return pays + (reached - low) / (high - low) * (next_pays - pays)
    for steps in factor.all(Label.STEPS):
        assert (reached - low) // the(steps, Label.STEP) == number(steps.value)
        pays += number(steps.value) * the(steps, Label.PAYS)
        pays = min(pays, the(steps, Label.MOST)) if steps.find(Label.MOST) else pays
    return pays


def begins(factor: Reason) -> Fraction:
    """Where in the running total a tier begins: at its point, or at that part of the target, rounded."""
    (point,) = factor.all(Label.POINT)
    if isinstance(point.value, Money):
        return number(point.value)
    (measure,) = factor.all(Label.MEASURE)
    return Fraction(rounded(number(point.value) * the(measure, Label.TARGET)))


def measures(reason: Reason) -> list[Reason]:
    """Every measure anywhere in the tree."""
    inside = [one for child in reason.children for one in measures(child)]
    return [reason, *inside] if reason.label is Label.MEASURE else inside
