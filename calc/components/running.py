"""Running totals of a sum: where it stands before and after each credited share."""

from datetime import date

import polars as pl

from calc import exact
from calc.bases import ratio, whole
from calc.conditions import fits
from calc.language.metrics import Metric, Scope
from calc.metrics.keys import joined_key
from calc.ordering import packed
from calc.placements import with_scope_key
from calc.records import Records
from calc.spans import Looks


def running(metric: Metric, window: Looks, since: date, records: Records) -> pl.DataFrame:
    """Columns share (calc.records), key, before and after: one row for each share and scope key.

    The total of a key runs over the window by day, event, person and role; shares from `since` on that lie
    before it stand at 0. before and after are Int64, or Int128 where totals could be wider.
    """
    first = min(window.first, since)
    shares = records.shares.filter(pl.col("date").is_between(first, window.last))
    columns = ["share", "person", "date", "event", "role"]
    counted = _counted(shares, metric, window.first, records.currency)
    narrow = shares.select(columns).with_columns(counted)
    keyed = with_scope_key(narrow, "date", metric.scope, records.facts.placements)
    keyed = keyed.select(pl.exclude("scope_key"), joined_key(metric).alias("key"))
    if metric.scope is Scope.PERSON:  # shares are in that order already
        return _totals(keyed)
    keyed = keyed.filter(pl.col("key").is_not_null())
    numbered = keyed.with_columns(packed(keyed["key"], keyed["date"]).alias("_at"))
    return _totals(numbered.sort("_at", "event", "person", "role"))


def _totals(keyed: pl.DataFrame) -> pl.DataFrame:
    """A cumulative sum over all rows, less where each key's rows begin: keys stand together."""
    size = keyed["counted"].cast(pl.Int128).abs().sum()
    kind = pl.Int64 if size < exact.INT64_MAX // 2 else pl.Int128
    made = keyed.with_columns(pl.col("counted").cast(kind).cum_sum().alias("_sum"))
    first = made["key"] != made["key"].shift(1)
    begins = pl.when(first.fill_null(True)).then(pl.col("_sum") - pl.col("counted")).forward_fill()
    after = pl.col("_sum") - begins
    return made.select("share", "key", (after - pl.col("counted")).alias("before"), after.alias("after"))


def _counted(shares: pl.DataFrame, metric: Metric, first: date, currency: str) -> pl.Series:
    """What each share adds to the sum, 0 for those that it does not count. Int64; Int128 where one share may
    be counted and taken off as well, which comes to twice as much."""
    basis = metric.adds.value if metric.adds is not None else "amount"
    worth = _worth(shares, basis)
    here = (pl.col("currency") == currency) & (pl.col("date") >= first)
    added = here & (fits(metric.of) if metric.of is not None else pl.lit(True))
    counted = pl.when(added).then(worth).otherwise(0)
    if metric.less is not None:
        wide = worth.cast(pl.Int128).abs()
        counted = counted.cast(pl.Int128) - pl.when(here & fits(metric.less)).then(wide).otherwise(0)
    return shares.select(counted.fill_null(0).alias("counted"))["counted"]


def _worth(shares: pl.DataFrame, basis: str) -> pl.Expr:
    """Each share's worth; one that is a part of its amount is rounded for itself."""
    if basis not in ("acv", "mrr"):
        return whole(basis)
    top, bottom = ratio(basis)
    values = shares.select(whole(basis).alias("whole"), top.alias("top"), bottom.alias("bottom"))
    return pl.lit(exact.multiply(values["whole"], (values["top"], values["bottom"])))
