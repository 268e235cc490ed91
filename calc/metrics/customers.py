"""Which customers a metric looks at, and in whose scope each of them is."""

import polars as pl

from calc.conditions import fits
from calc.facts import Facts
from calc.language.metrics import Metric, Scope
from calc.language.values import MOST_YEARS
from calc.metrics.keys import joined_key
from calc.placements import holds_on, with_scope_key


def looked_at(frame: pl.DataFrame, metric: Metric, facts: Facts) -> pl.DataFrame:
    """Those rows of `frame` (which has `account`) whose customer the metric asks for."""
    if metric.customers is None or not metric.customers.names():
        return frame
    months = pl.when(pl.col("contract_months") >= 1).then(pl.col("contract_months")).otherwise(12)
    years = (months // 12).clip(1, MOST_YEARS).cast(pl.String).alias("years")
    asked = facts.accounts.with_columns(years).filter(fits(metric.customers))
    return frame.join(asked, on="account", how="semi", maintain_order="left")


def in_scopes(frame: pl.DataFrame, day: str, metric: Metric, facts: Facts) -> pl.DataFrame:
    """`frame` (account, once each, and a date column `day`) with `scope_key`: a row for each scope.

    A customer is where its owners of that day were on it; for the company it need not be owned.
    """
    if metric.scope is Scope.COMPANY:
        return frame.with_columns(pl.lit("").alias("scope_key"))
    owners = facts.owners.select("account", "person", "from_date", "to_date")
    owned = (
        frame.select("account", day)
        .join(owners, on="account")
        .filter(holds_on(pl.col(day)))
        .select("account", "person", day)
        .unique()
    )
    placed = with_scope_key(owned, day, metric.scope, facts.placements)
    keys = placed.select("account", joined_key(metric)).drop_nulls().unique()
    return frame.join(keys, on="account")
