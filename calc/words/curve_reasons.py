"""Why a factor is what it is, as lines of text: the points around what was reached, step, tier or gate."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from calc.why.tree import Label, Money, Number, Ratio, Reason, Value
from calc.words.numbers import Numbers
from calc.words.reason_values import value_text, with_decimal


def curve_lines(factor: Reason, write: Numbers) -> Iterator[str]:
    """What stands under a factor besides the measure."""
    points = list(factor.all(Label.POINT))
    if factor.name.startswith("gate "):
        told = " and ".join(f"{point.name} {value_text(point.value, write)}" for point in points)
        yield f"it would have to be {told}"
    elif len(points) == 2 and not _just_at(factor, points[0]):
        yield from _line(factor, points, write)
    else:
        yield from (_point(factor, point, write) for point in points[:1])
    yield from (_running_total(part, write) for part in factor.all(Label.RUNNING_TOTAL))
    for steps in factor.all(Label.STEPS):
        yield _steps(steps, write)
    for before in factor.all(Label.BEFORE):
        yield f"without the gate it would be {value_text(before.value, write)}"


def _just_at(factor: Reason, point: Reason) -> bool:
    reached = factor.find(Label.REACHED)
    return reached is not None and reached.value == point.value


def _point(factor: Reason, point: Reason, write: Numbers) -> str:
    at, reached = value_text(point.value, write), factor.find(Label.REACHED)
    pays = point.find(Label.PAYS)
    told = f"pays {value_text(pays.value if pays else None, write)}"
    short = reached is not None and exact_of(reached.value) < exact_of(point.value)
    return f"below {at}, which {told}" if short else f"from {at} it {told}"


def _running_total(part: Reason, write: Numbers) -> str:
    """Which part of the running total a tier holds for."""
    begins, ends = part.find(Label.BEGINS), part.find(Label.ENDS)
    if begins is None:
        return f"that is below {value_text(ends.value if ends else None, write)} of the running total"
    upward = f"to {value_text(ends.value, write)} of the running total" if ends else "of the running total on"
    return f"that is from {value_text(begins.value, write)} {upward}"


def _line(factor: Reason, points: Sequence[Reason], write: Numbers) -> Iterator[str]:
    """From one point to the next in a straight line, with the way that was gone."""
    first, second = (_ends(point) for point in points)
    ends = [f"{value_text(point.value, write)} pays {value_text(_pays(point), write)}" for point in points]
    yield f"in a straight line from {ends[0]} to {ends[1]}:"
    reached = factor.find(Label.REACHED)
    assert reached is not None
    at = value_text(reached.value, write)
    rise = second[1] - first[1]
    way = f"({at} − {value_text(points[0].value, write)}) ÷ {_apart(points, write)}"
    more = f"{'−' if rise < 0 else '+'} {way} × {with_decimal(abs(rise), write)}"
    yield f"{with_decimal(first[1], write)} {more}"


def _apart(points: Sequence[Reason], write: Numbers) -> str:
    """How far the points are from one another, in what they are written in."""
    low, high = points[0].value, points[1].value
    apart = exact_of(high) - exact_of(low)
    if isinstance(low, Money):
        return value_text(Money(int(apart), low.currency), write)
    return with_decimal(apart, write) if isinstance(low, Ratio) else value_text(Number(apart), write)


def _ends(point: Reason) -> tuple[Fraction, Fraction]:
    return exact_of(point.value), exact_of(_pays(point))


def _pays(point: Reason) -> Value:
    pays = point.find(Label.PAYS)
    return pays.value if pays is not None else None


def _steps(steps: Reason, write: Numbers) -> str:
    step, pays, most = (steps.find(label) for label in (Label.STEP, Label.PAYS, Label.MOST))
    assert step is not None
    assert pays is not None
    cap = f", at most {value_text(most.value, write)}" if most is not None else ""
    many, far = value_text(steps.value, write), value_text(step.value, write)
    return f"and {many} × {far} past it add {value_text(pays.value, write)} each{cap}"


def exact_of(value: Value) -> Fraction:
    """A threshold as an exact number. Raises TypeError for what is none."""
    if isinstance(value, Money):
        return Fraction(value.minor)
    if isinstance(value, Ratio):
        return value.exact
    if isinstance(value, Number):
        return value.value
    raise TypeError(f"{value!r} is no number")
