"""Running totals of a sum: where it stands before and after each credited share."""

import polars as pl

from calc import exact
from calc.bases import ratio, whole
from calc.conditions import fits
from calc.language.metrics import Metric, Scope
from calc.metrics.keys import joined_key
from calc.placements import with_scope_key
from calc.records import Records
from calc.spans import Looks

_ORDER = ("key", "date", "event", "person", "role")


def running(metric: Metric, window: Looks, records: Records) -> pl.DataFrame:
    """Columns share (calc.records), key, before and after (Int128): one row for each share and scope key.

    The total of a key runs over the window by day, event, person and role.
    """
    days = pl.col("date").is_between(window.first, window.last)
    shares = records.shares.filter(days)
    counted = shares.with_columns(_counted(shares, metric, records.currency).alias("_counted"))
    keyed = with_scope_key(counted, "date", metric.scope, records.facts.placements)
    keyed = keyed.select(pl.exclude("scope_key"), joined_key(metric).alias("key"))
    keyed = keyed.filter(pl.col("key").is_not_null())
    if metric.scope is not Scope.PERSON:  # shares are in that order already for their own persons
        keyed = keyed.sort(_ORDER)
    after = pl.col("_counted").cast(pl.Int128).cum_sum().over("key")
    return keyed.select("share", "key", (after - pl.col("_counted")).alias("before"), after.alias("after"))


def _counted(shares: pl.DataFrame, metric: Metric, currency: str) -> pl.Series:
    """What each share adds to the sum; Int64, 0 for shares that it does not count."""
    basis = metric.adds.value if metric.adds is not None else "amount"
    top, bottom = ratio(basis)
    values = shares.select(whole(basis).alias("whole"), top.alias("top"), bottom.alias("bottom"))
    worth = values["whole"]
    if basis in ("acv", "mrr"):
        worth = exact.multiply(worth, (values["top"], values["bottom"]))
    here = pl.col("currency") == currency
    added = here & (fits(metric.of) if metric.of is not None else pl.lit(True))
    taken = here & (fits(metric.less) if metric.less is not None else pl.lit(False))
    value = pl.col("_worth")
    counted = pl.when(added).then(value).otherwise(0) - pl.when(taken).then(value.abs()).otherwise(0)
    return shares.with_columns(worth.alias("_worth")).select(counted.alias("counted"))["counted"]
