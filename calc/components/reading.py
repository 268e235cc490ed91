"""Reading a metric for somebody: its attainment or value, or why there is none."""

from dataclasses import dataclass
from fractions import Fraction

from calc.language.metrics import Measure, Metric, Scope
from calc.metrics.figures import ByMetric, Measured, measure_id
from calc.plan import Plan
from calc.results import Problem
from calc.spans import Span


@dataclass(frozen=True)
class Read:
    """What a metric reads, the id of the measure, and the figure itself."""

    value: Fraction
    measure: str
    figure: Measured


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
        return Missing("small_sample", *few_words(metric, figure))
    value = figure.read(reads)
    if value is None:
        return Missing(
            "no_target",
            f"no target is set for {metric.title}.",
            "Ask your compensation admin to set one.",
        )
    return Read(value, measure_id(name, key, span.key), figure)


def taken_as_target(
    plan: Plan, component: str, title: str, metric: str, person: str, figure: Measured
) -> Problem:
    """Says that a metric with too small a sample was taken as just on target."""
    message, hint = few_words(plan.metrics[metric], figure)
    text = f"{title}: {message}"
    return Problem("small_sample", text, hint, person=person, plan=plan.plan, component=component)


def few_words(metric: Metric, figure: Measured) -> tuple[str, str]:
    """What is said of a sample that is too small, and what happens."""
    rests = f"{metric.title} rests on {figure.figure.sample}"
    if figure.taken_as_target:
        enough = f"fewer than {metric.least_sample}, so it counts as just on target."
        return f"{rests}, {enough}", "Nothing needs to be done."
    return f"{rests} and counts from {metric.least_sample} on.", "It counts once there are enough."


def _not_measured(metric: Metric, span: Span) -> Missing:
    if metric.measure in (Measure.READING, Measure.RUBRIC):
        return Missing(
            "not_measured",
            f"no figure for {metric.title} was imported for this period.",
            "It counts once it is imported.",
        )
    if metric.measure is Measure.BLEND:
        message = f"a part of {metric.title} has no figure, or no target, yet."
        return Missing("not_measured", message, "It counts once all its parts do.")
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
