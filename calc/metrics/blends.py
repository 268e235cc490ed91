"""A blend: several metrics as one figure, each by its weight."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from calc.language.metrics import Metric
from calc.metrics.figures import ByMetric, Figure, Figures
from calc.metrics.keys import key_of
from calc.plan import Plan
from calc.stretches import Stretch


def with_parts(metrics: Mapping[str, Metric], names: Iterable[str]) -> list[str]:
    """The names, each once and after the parts that it is blended from."""
    ordered: dict[str, None] = {}
    for name in names:
        ordered |= dict.fromkeys(with_parts(metrics, metrics[name].parts))
        ordered[name] = None
    return list(ordered)


def blend(plan: Plan, metric: Metric, members: Sequence[Stretch], measured: ByMetric) -> Figures:
    """Weight × attainment of every part at a person's own keys; nothing where one of them is missing.

    Of somebody with several stretches, the one that ends last counts.
    """
    figures: Figures = {}
    for stretch in sorted(members, key=lambda one: (one.last, one.first, one.person)):
        key = key_of(metric, stretch)
        if key is None:
            continue
        figures.pop(key, None)
        figure = _figure(plan, metric, stretch, measured)
        if figure is not None:
            figures[key] = figure
    return figures


def _figure(plan: Plan, metric: Metric, stretch: Stretch, measured: ByMetric) -> Figure | None:
    """Reached on the latest of the days of its parts."""
    value, days = Fraction(0), []
    for name, weight in metric.parts.items():
        key = key_of(plan.metrics[name], stretch)
        part = None if key is None else measured[name].get(key)
        attained = part.attainment if part is not None and part.counts else None
        if part is None or attained is None:
            return None
        value += weight * attained
        days.append(part.figure.reached_on)
    latest = max((day for day in days if day is not None), default=None)
    return Figure(value.numerator, value.denominator, reached_on=latest)
