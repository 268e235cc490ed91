"""Figures as rows of the MEASURES table: what counts for each person."""

from collections.abc import Sequence
from fractions import Fraction

import polars as pl

from calc.exact import INT64_MAX
from calc.metrics.figures import ByMetric, Figure, Measured, measure_id
from calc.metrics.keys import key_of
from calc.periods import FiscalCalendar
from calc.plan import Plan
from calc.results import MEASURES
from calc.spans import Span, looks
from calc.stretches import Stretch

_INT128_MAX = 2**127 - 1


def measure_rows(
    plan: Plan, span: Span, members: Sequence[Stretch], measured: ByMetric, calendar: FiscalCalendar
) -> pl.DataFrame:
    """One row in the columns of MEASURES for each member, metric and key that has a figure."""
    rows: dict[tuple[str, str, str], dict[str, object]] = {}
    for name, figures in measured.items():
        metric = plan.metrics[name]
        days = looks(metric, span, calendar)
        same = {
            "plan": plan.plan,
            "metric": name,
            "title": metric.title,
            "scope": metric.scope.value,
            "span": span.key,
            "first": days.first,
            "last": days.last,
            "unit": metric.unit,
        }
        for stretch in members:
            key = key_of(metric, stretch)
            found = None if key is None else figures.get(key)
            if key is not None and found is not None and not found.figure.empty:
                own = {"person": stretch.person, "measure": measure_id(name, key, span.key), "scope_key": key}
                rows[stretch.person, name, key] = {**own, **same, **_numbers(found)}
    return pl.DataFrame(list(rows.values()), schema=dict(MEASURES))


def _numbers(found: Measured) -> dict[str, int | None]:
    figure = found.figure
    numerator, denominator = _within(figure, _INT128_MAX)
    target_num, target_den = (None, None) if found.target is None else _within(found.target, INT64_MAX)
    attained = found.attainment
    attained_num, attained_den = (None, None) if attained is None else _within(attained, _INT128_MAX)
    return {
        "numerator": numerator,
        "denominator": denominator,
        "sample": figure.sample,
        "target_num": target_num,
        "target_den": target_den,
        "attained_num": attained_num,
        "attained_den": attained_den,
    }


def _within(figure: Figure | Fraction, most: int) -> tuple[int, int]:
    """Numerator and denominator as they are, or where one is too wide for its column the nearest that fit.

    Only what is shown is ever made to fit; what is paid follows from the exact figure.
    """
    if abs(figure.numerator) <= most and figure.denominator <= most:
        return figure.numerator, figure.denominator
    value = Fraction(figure.numerator, figure.denominator)
    if abs(value) >= most:
        return (most if value > 0 else -most), 1
    fitting = value.limit_denominator(int(most // max(abs(value), Fraction(1))))
    return fitting.numerator, fitting.denominator
