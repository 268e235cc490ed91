"""The metrics of a plan for one span: every figure with its target."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from calc.language.metrics import Measure, Metric
from calc.metrics.answers import average, csat, nps
from calc.metrics.blends import blend, with_parts
from calc.metrics.figures import ByMetric, Figure, Figures, Measured
from calc.metrics.keys import member_keys
from calc.metrics.readings import reading, rubric
from calc.metrics.retention import coverage, gross_retention, logo_retention, net_retention
from calc.metrics.sight import Sight
from calc.metrics.sums import count_of, ratio_of, sum_of
from calc.metrics.targets import target_for
from calc.metrics.timing import reached, time_between
from calc.plan import Plan
from calc.records import Records
from calc.spans import Span, looks
from calc.stretches import Stretch

# What nothing at all comes to; every other measure has no figure then.
_ZERO = Figure(0, 1, sample=0)
_FROM_ZERO = (Measure.SUM, Measure.COUNT)
_MEASURES = {
    Measure.GROSS_RETENTION: gross_retention,
    Measure.NET_RETENTION: net_retention,
    Measure.LOGO_RETENTION: logo_retention,
    Measure.COVERAGE: coverage,
    Measure.SUM: sum_of,
    Measure.COUNT: count_of,
    Measure.RATIO: ratio_of,
    Measure.NPS: nps,
    Measure.CSAT: csat,
    Measure.AVERAGE: average,
    Measure.TIME_BETWEEN: time_between,
    Measure.REACHED: reached,
}
_NEAR_NOTHING = Fraction(1, 1_000_000)


def measure_all(
    plan: Plan,
    names: Iterable[str],
    span: Span,
    members: Sequence[Stretch],
    records: Records,
    assumed: Mapping[str, Fraction] | None = None,
) -> ByMetric:
    """The named metrics, and the parts of those that are blends, at every scope key that has a figure.

    `members` are the stretches of everybody on the plan in the span; sums and counts are 0 for those of their
    keys that have no events. `assumed` gives attainments, by metric, that are taken instead of what was
    measured, wherever there is a target.
    """
    sights: dict[tuple[date, date], Sight] = {}
    measured: dict[str, dict[str, Measured]] = {}
    for name in with_parts(plan.metrics, names):
        metric = plan.metrics[name]
        days = looks(metric, span, records.calendar)
        sight = sights.setdefault((days.first, days.last), Sight(records, days.first, days.last))
        keys = member_keys(metric, members)
        figures = _figures(plan, name, sight, members, measured, keys)
        target = target_for(metric, name, days, members, records.facts)
        found = {key: _measured(metric, figure, target(key)) for key, figure in figures.items()}
        if assumed and name in assumed:
            targets = {key: target(key) for key in keys | figures.keys()}
            found |= _assumed(metric, assumed[name], targets, figures)
        measured[name] = found
    return measured


def _figures(
    plan: Plan,
    name: str,
    sight: Sight,
    members: Sequence[Stretch],
    measured: ByMetric,
    keys: set[str],
) -> Figures:
    metric = plan.metrics[name]
    if metric.measure is Measure.BLEND:
        return blend(plan, metric, members, measured)
    if metric.measure is Measure.READING:
        return reading(metric, name, sight)
    if metric.measure is Measure.RUBRIC:
        return rubric(metric, sight)
    figures = _MEASURES[metric.measure](metric, sight)
    if metric.measure in _FROM_ZERO:
        return {**dict.fromkeys(keys, _ZERO), **figures}
    return _without_gaps(metric, figures, keys)


def _without_gaps(metric: Metric, figures: Figures, keys: set[str]) -> Figures:
    """Only figures that can be divided; where a least sample is asked for, none at all is a small one too."""
    divided = {key: figure for key, figure in figures.items() if figure.denominator > 0}
    if metric.least_sample is None:
        return divided
    few = {key: figures.get(key, _ZERO).sample for key in keys - divided.keys()}
    return divided | {
        key: Figure(0, 1, sample, empty=True) for key, sample in few.items() if _too_few(metric, sample)
    }


def _measured(metric: Metric, figure: Figure, target: Fraction | None) -> Measured:
    return Measured(
        figure,
        target,
        lower_is_better=metric.better == "lower",
        too_few=_too_few(metric, figure.sample),
        taken_as_target=metric.below_sample == "on_target",
    )


def _too_few(metric: Metric, sample: int | None) -> bool:
    """Whether the sample is below the least; never, where nobody knows how large it is."""
    return metric.least_sample is not None and sample is not None and sample < metric.least_sample


def _assumed(
    metric: Metric, attainment: Fraction, targets: Mapping[str, Fraction | None], figures: Figures
) -> dict[str, Measured]:
    """The figures that would be just that attainment, each with the sample that there is."""
    lower = metric.better == "lower"
    if lower:
        # Where lower is better, nothing is ever quite 0%: the value would have no end.
        attainment = 1 / max(attainment, _NEAR_NOTHING)
    found: dict[str, Measured] = {}
    for key, target in targets.items():
        if target is None or target <= 0:
            continue
        value = attainment * target
        known = figures.get(key, Figure(0, 1))
        figure = Figure(value.numerator, value.denominator, known.sample, known.reached_on)
        found[key] = Measured(figure, target, lower_is_better=lower)
    return found
