"""Why a factor is what it is: the points of a curve around what was reached, a tier, a gate."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from calc.components.curves import along
from calc.language.curves import Beyond, Payout, Point
from calc.language.pay import Bonus, Commission, Earned
from calc.why.measures import Measures
from calc.why.tiers import why_tier
from calc.why.tree import Label, Number, Reason, ratio


def why_factor(
    measures: Measures, component: object, part: int | None, label: str, value: Fraction
) -> tuple[Reason, ...]:
    """What a line's factor follows from. `part` is the place of a bonus's part, from 0."""
    if label == "payout" and isinstance(component, Bonus):
        return tuple(_payout(measures, component, part, value))
    if label.startswith("tier ") and isinstance(component, Commission):
        return why_tier(measures, component, int(label.removeprefix("tier ")))
    if isinstance(component, Earned) and label.startswith("by "):
        return tuple(_multiplier(measures, component, label.removeprefix("by ")))
    if isinstance(component, Earned) and label.startswith("gate "):
        return tuple(_gate(measures, component, label.removeprefix("gate ")))
    return ()


def metric_of(component: Bonus, part: int | None) -> tuple[str, Payout]:
    """The metric and the curve of a bonus, or of one of its parts."""
    if component.metric is not None:
        return component.metric, component
    one = component.parts[part or 0]
    return one.metric, one if one.payout else component


def _payout(measures: Measures, component: Bonus, part: int | None, value: Fraction) -> Iterator[Reason]:
    metric, curve = metric_of(component, part)
    yield from measures.reason(metric)
    reads = curve.reads or "attainment"
    reached = measures.read(metric, reads)
    if reached is None:
        return
    yield Reason(Label.REACHED, measures.shown(metric, reads, reached))
    paid, place = along(curve.payout, curve.between or "line", reached, curve.beyond)
    yield from _around(measures, metric, reads, curve.payout, curve.between or "line", place)
    if place == len(curve.payout) - 1 and curve.beyond is not None:
        yield from _beyond(measures, metric, reads, curve.beyond, reached - curve.payout[-1].at)
    if paid > value:
        yield Reason(Label.BEFORE, ratio(paid))


def _around(
    measures: Measures, metric: str, reads: str, points: Sequence[Point], between: str, place: int | None
) -> Iterator[Reason]:
    """The point that was reached, and the next one where a line leads to it; below the first, that one."""
    if place is None:
        yield _point(measures, metric, reads, points, 0)
        return
    yield _point(measures, metric, reads, points, place)
    if between == "line" and place + 1 < len(points):
        yield _point(measures, metric, reads, points, place + 1)


def _point(measures: Measures, metric: str, reads: str, points: Sequence[Point], place: int) -> Reason:
    at = measures.shown(metric, reads, points[place].at)
    return Reason(Label.POINT, at, (Reason(Label.PAYS, ratio(points[place].pays)),), str(place + 1))


def _beyond(measures: Measures, metric: str, reads: str, beyond: Beyond, past: Fraction) -> Iterator[Reason]:
    steps = past // beyond.each
    if not steps:
        return
    children = [
        Reason(Label.STEP, measures.shown(metric, reads, beyond.each)),
        Reason(Label.PAYS, ratio(beyond.adds)),
    ]
    if beyond.at_most is not None:
        children.append(Reason(Label.MOST, ratio(beyond.at_most)))
    yield Reason(Label.STEPS, Number(Fraction(steps)), tuple(children))


def _multiplier(measures: Measures, component: Earned, metric: str) -> Iterator[Reason]:
    """Multipliers that rest on the same metric are told by the first."""
    yield from measures.reason(metric)
    terms = next(one for one in component.multipliers if one.metric == metric)
    reached = measures.read(metric, terms.reads)
    if reached is not None:
        yield Reason(Label.REACHED, measures.shown(metric, terms.reads, reached))
        _, place = along(terms.points, terms.between, reached)
        yield from _around(measures, metric, terms.reads, terms.points, terms.between, place)


def _gate(measures: Measures, component: Earned, metric: str) -> Iterator[Reason]:
    yield from measures.reason(metric)
    for terms in (one for one in component.gates if one.metric == metric):
        for name, limit in (("at least", terms.at_least), ("at most", terms.at_most)):
            if limit is not None:
                yield Reason(Label.POINT, measures.shown(metric, terms.reads, limit), (), name)
