"""Reading a metric for somebody: its attainment or value, or why there is none."""

from dataclasses import dataclass
from fractions import Fraction

from calc.language.metrics import Measure, Metric, Scope
from calc.metrics.figures import ByMetric, measure_id
from calc.plan import Plan
from calc.results import Problem
from calc.spans import Span


@dataclass(frozen=True)
class Read:
    """What a metric reads, and the id of the measure; `too_few`: it was taken as on target."""

    value: Fraction
    measure: str
    too_few: bool


@dataclass(frozen=True)
class Missing:
    """Why a metric reads nothing: a problem's code and its two sentences."""

    code: str
    message: str
    hint: str


def read(
    plan: Plan, name: str, reads: str, key: str | None, measured: ByMetric, span: Span
) -> Read | Missing:
    """A metric's attainment or value (`reads`) for a scope key."""
    metric = plan.metrics[name]
    if key is None:
        return Missing(
            "no_place", f"you are in no {metric.scope}.", "Ask your compensation admin to say which."
        )
    figure = measured[name].get(key)
    if figure is None:
        return _not_measured(metric, span)
    if not figure.counts:
        return Missing(
            "small_sample",
            f"{metric.title} rests on {figure.figure.sample} and counts from {metric.least_sample} on.",
            "It counts once there are enough.",
        )
    value = figure.read(reads)
    if value is None:
        return Missing(
            "no_target",
            f"no target is set for {metric.title}.",
            "Ask your compensation admin to set one.",
        )
    return Read(value, measure_id(name, key, span.key), figure.too_few)


def taken_as_target(plan: Plan, component: str, title: str, metric: str, person: str) -> Problem:
    """Says that a metric with too small a sample was taken as just on target."""
    figure = plan.metrics[metric]
    return Problem(
        "small_sample",
        f"{title}: {figure.title} rests on fewer than {figure.least_sample}, so it counts as just on target.",
        "Nothing needs to be done.",
        person=person,
        plan=plan.plan,
        component=component,
    )


def _not_measured(metric: Metric, span: Span) -> Missing:
    if metric.measure in (Measure.READING, Measure.RUBRIC):
        return Missing(
            "not_measured",
            f"no figure for {metric.title} was imported for this period.",
            "It counts once it is imported.",
        )
    owner = {Scope.PERSON: "you", Scope.LINE: "your line", Scope.COMPANY: "the company"}
    whose = owner.get(metric.scope, f"your {metric.scope}")
    if metric.measure in (
        Measure.GROSS_RETENTION,
        Measure.NET_RETENTION,
        Measure.LOGO_RETENTION,
        Measure.COVERAGE,
    ):
        first = span.start
        return Missing(
            "not_measured",
            f"{whose} had no accounts with recurring revenue on {first.day} {first:%B %Y}, so there is "
            f"nothing to measure {metric.title} on.",
            "If that is wrong, ask your compensation admin to check who owned which account.",
        )
    return Missing(
        "not_measured",
        f"there is nothing to measure {metric.title} on for {whose} yet.",
        "It counts once something has happened that it looks at.",
    )
