"""How long it took from one event to another, and whether it was in time."""

import polars as pl

from calc.language.conditions import Condition
from calc.language.metrics import Metric
from calc.metrics.answers import averages
from calc.metrics.customers import in_scopes, looked_at
from calc.metrics.figures import Figure, Figures
from calc.metrics.sight import Sight


def time_between(metric: Metric, sight: Sight) -> Figures:
    """Days from an account's first start to its first event waited for, where that is in the window."""
    start, until = _ends(metric)
    waited = (
        _happened(sight, until)
        .join(_starts(sight, start), on="account")
        .filter(pl.col("date") >= pl.col("start"))
        .group_by("account")
        .agg(pl.col("date").min(), pl.col("start").first())
        .filter(pl.col("date").is_between(sight.first, sight.last))
        .with_columns((pl.col("date") - pl.col("start")).dt.total_days().alias("days"))
    )
    facts = sight.records.facts
    placed = in_scopes(looked_at(waited, metric, facts), "date", metric, facts)
    return averages(placed, metric, "days", 1)


def reached(metric: Metric, sight: Sight) -> Figures:
    """Of the accounts whose time is up in the window, those for which what was waited for came in time."""
    start, until = _ends(metric)
    assert metric.within is not None
    time = f"{metric.within.months}mo{metric.within.days}d"
    due = (
        _starts(sight, start)
        .with_columns(pl.col("start").dt.offset_by(time).alias("due"))
        .filter(pl.col("due").is_between(sight.first, sight.last))
    )
    in_time = (
        _happened(sight, until)
        .join(due, on="account")
        .filter(pl.col("date").is_between(pl.col("start"), pl.col("due")))
        .group_by("account")
        .agg(pl.col("date").min())
    )
    told = due.join(in_time, on="account", how="left")
    facts = sight.records.facts
    placed = in_scopes(looked_at(told, metric, facts), "due", metric, facts)
    grouped = placed.group_by("scope_key").agg(
        pl.col("date").count(),
        pl.len().alias("of"),
        pl.len().alias("sample"),
        pl.col("date").max().alias("latest"),
    )
    return {key: Figure(*figure) for key, *figure in grouped.iter_rows()}


def _ends(metric: Metric) -> tuple[Condition, Condition]:
    assert metric.start is not None  # the reader of plans has made sure
    assert metric.until is not None
    return metric.start, metric.until


def _starts(sight: Sight, condition: Condition) -> pl.DataFrame:
    """The first start of each account, by account: `start`."""
    begun = _happened(sight, condition)
    return begun.group_by("account").agg(pl.col("date").min().alias("start"))


def _happened(sight: Sight, condition: Condition) -> pl.DataFrame:
    """The days on which something happened with an account, up to the last of the window: account, date."""
    return sight.ever(condition).select("account", "date").filter(pl.col("account").is_not_null())
