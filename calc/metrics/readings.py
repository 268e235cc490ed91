"""Figures that were measured elsewhere and imported."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

import polars as pl

from calc.language.metrics import Metric
from calc.metrics.figures import Figure, Figures
from calc.metrics.sight import Sight


class Reading(NamedTuple):
    numerator: int
    denominator: int
    sample: int | None
    date: date


def reading(metric: Metric, name: str, sight: Sight) -> Figures:
    """The latest figure imported for each scope in the window, under the metric's `reading` or its key."""
    latest = _latest(metric, (metric.reading or name,), sight)
    return {key: Figure(*found) for (_, key), found in latest.items()}


def rubric(metric: Metric, sight: Sight) -> Figures:
    """The scores of all criteria, by their weights, out of the scale; nothing where one is missing."""
    latest = _latest(metric, metric.criteria, sight)
    figures: Figures = {}
    for key in {key for _, key in latest}:
        scores = [(latest.get((name, key)), weight) for name, weight in metric.criteria.items()]
        found = [(score, weight) for score, weight in scores if score is not None]
        if len(found) < len(scores):
            continue
        value = sum((weight * Fraction(score[0], score[1]) for score, weight in found), Fraction(0))
        value /= metric.scale
        last = max(score.date for score, _ in found)
        figures[key] = Figure(value.numerator, value.denominator, reached_on=last)
    return figures


def _latest(metric: Metric, names: Iterable[str], sight: Sight) -> dict[tuple[str, str], Reading]:
    """The latest reading of each name and scope key in the window."""
    found = (
        sight.records.facts.readings.filter(
            pl.col("metric").is_in(list(names)),
            pl.col("scope") == metric.scope.value,
            pl.col("date").is_between(sight.first, sight.last),
        )
        .with_columns(pl.col("scope_key").fill_null(""))
        .sort("date", "value_num", "value_den", "sample")
        .select("metric", "scope_key", "value_num", "value_den", "sample", "date")
    )
    return {(name, key): Reading(*values) for name, key, *values in found.iter_rows()}
