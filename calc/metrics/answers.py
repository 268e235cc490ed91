"""Answers to surveys, and averages of any quantity."""

from fractions import Fraction

import polars as pl

from calc.language.conditions import Condition
from calc.language.metrics import Metric
from calc.metrics.figures import Figure, Figures
from calc.metrics.sight import Sight
from calc.metrics.sums import MILLI

PROMOTER_FROM, DETRACTOR_TO = 9, 6
_quantity = pl.col("quantity_milli")


def nps(metric: Metric, sight: Sight) -> Figures:
    """Of 100 answers, how many more are from promoters (9 and more) than from detractors (6 and less)."""
    promoters = (_quantity >= PROMOTER_FROM * MILLI).sum().cast(pl.Int64)
    detractors = (_quantity <= DETRACTOR_TO * MILLI).sum().cast(pl.Int64)
    answers = _answers(metric, sight)
    return _figures(answers, (promoters - detractors) * 100)


def csat(metric: Metric, sight: Sight) -> Figures:
    """The satisfied answers over all of them."""
    satisfied = (_quantity >= metric.satisfied_from * MILLI).sum()
    return _figures(_answers(metric, sight), satisfied)


def average(metric: Metric, sight: Sight) -> Figures:
    """The mean or median quantity of events."""
    assert metric.of is not None  # the reader of plans has made sure
    chosen = sight.events(metric, metric.of).filter(_quantity.is_not_null())
    return averages(chosen, metric, "quantity_milli", MILLI)


def averages(chosen: pl.DataFrame, metric: Metric, column: str, unit: int) -> Figures:
    """The mean or median of a whole number in each scope, as so many `unit`s; sample and last `date` with it.

    The median of an even number is the mean of the middle two. `column` holds no nulls.
    """
    wide = pl.col(column).cast(pl.Int128)
    total, of = wide.sum(), pl.len()
    if metric.average == "median":
        ordered = wide.sort()
        total, of = ordered.get((pl.len() - 1) // 2) + ordered.get(pl.len() // 2), pl.lit(2)
    grouped = chosen.group_by("scope_key").agg(
        total.alias("total"), of.alias("of"), pl.len().alias("sample"), pl.col("date").max()
    )
    figures: Figures = {}
    for key, added, parts, sample, latest in grouped.iter_rows():
        value = Fraction(added, parts * unit)
        figures[key] = Figure(value.numerator, value.denominator, sample, latest)
    return figures


def answers_of(metric: Metric) -> Condition:
    """Which events are the answers: of the kind `nps` or `csat`, like the measure, unless it says which."""
    asked = metric.of or Condition()
    return asked if asked.kind else asked.model_copy(update={"kind": (metric.measure.value,)})


def _answers(metric: Metric, sight: Sight) -> pl.DataFrame:
    return sight.events(metric, answers_of(metric)).filter(_quantity.is_not_null())


def _figures(answers: pl.DataFrame, numerator: pl.Expr) -> Figures:
    grouped = answers.group_by("scope_key").agg(
        numerator.alias("numerator"), pl.len().alias("of"), pl.len().alias("sample"), pl.col("date").max()
    )
    return {key: Figure(*figure) for key, *figure in grouped.iter_rows()}
