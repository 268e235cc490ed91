"""What is left of the customers of the opening: revenue, customers, and how many were seen to."""

import polars as pl

from calc.language.metrics import Metric, Scope
from calc.metrics.customers import in_scopes, looked_at
from calc.metrics.figures import Figure, Figures
from calc.metrics.sight import Sight

_AMOUNTS = ("opening_minor", "closing_minor")
_CHANGE = "credited_recurring_change_minor"


def gross_retention(metric: Metric, sight: Sight) -> Figures:
    """Revenue left of each customer, never more than it was, over what it was."""
    kept = pl.min_horizontal(*_AMOUNTS)
    figures = _grouped(_customers(metric, sight), kept.sum(), pl.col("opening_minor").sum())
    if metric.plus is None:
        return figures
    won = dict(
        sight.credited(metric, metric.plus, [_CHANGE])
        .group_by("scope_key")
        .agg(pl.col(_CHANGE).cast(pl.Int128).sum())
        .iter_rows()
    )
    return {
        key: Figure(figure.numerator + won.get(key, 0), figure.denominator, figure.sample)
        for key, figure in figures.items()
    }


def net_retention(metric: Metric, sight: Sight) -> Figures:
    """Revenue left, with what was gained with the same customers, over what it was."""
    sums = (pl.col("closing_minor").sum(), pl.col("opening_minor").sum())
    return _grouped(_customers(metric, sight), *sums)


def logo_retention(metric: Metric, sight: Sight) -> Figures:
    """Customers with any revenue left over all of the opening."""
    return _grouped(_customers(metric, sight), (pl.col("closing_minor") > 0).sum(), pl.len())


def coverage(metric: Metric, sight: Sight) -> Figures:
    """Customers of the opening with enough of the events in the window over all of them."""
    assert metric.of is not None  # the reader of plans has made sure
    seen = (
        sight.ever(metric.of)
        .filter(pl.col("date") >= sight.first)
        .group_by("account")
        .agg(pl.len().alias("times"), pl.col("date").max().alias("reached"))
    )
    counted = _customers(metric, sight).join(seen, on="account", how="left")
    covered = pl.col("times").fill_null(0) >= metric.times
    return _grouped(counted, covered.sum(), pl.len(), pl.col("reached").filter(covered).max())


def _customers(metric: Metric, sight: Sight) -> pl.DataFrame:
    """The customers of the opening, once for each scope that had them on that day."""
    facts = sight.records.facts
    customers = looked_at(sight.book.customers, metric, facts)
    if metric.scope is not Scope.COMPANY:
        customers = customers.with_columns(pl.lit(sight.first).alias("day"))
    return in_scopes(customers, "day", metric, facts)


def _grouped(
    customers: pl.DataFrame, numerator: pl.Expr, denominator: pl.Expr, reached_on: pl.Expr | None = None
) -> Figures:
    grouped = customers.group_by("scope_key").agg(
        numerator.alias("numerator"),
        denominator.alias("denominator"),
        pl.len().alias("sample"),
        pl.lit(None, dtype=pl.Date).alias("reached_on") if reached_on is None else reached_on,
    )
    return {key: Figure(*figure) for key, *figure in grouped.iter_rows()}
