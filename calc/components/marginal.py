"""Marginal tiers: cutting each share's basis into the slices that lie in one tier each."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import polars as pl

from calc import exact
from calc.language.curves import Tiers
from calc.metrics.figures import ByKey

# Wider than any running total, and still far from the end of 128 bits.
_FAR = 10**30


def edges(tiers: Tiers, keys: Sequence[str], measured: ByKey) -> pl.DataFrame:
    """Where each tier begins for each key: columns key, tier (0 below the first step), low, high (Int128).

    A key without a target is left out when thresholds are shares of one.
    """
    rows = []
    for key in keys:
        starts = _starts(tiers, key, measured)
        if starts is None:
            continue
        first_holds_below = tiers.steps[0].from_ == 0
        lows = [-_FAR, *starts]
        if first_holds_below:
            lows = [-_FAR, -_FAR, *starts[1:]]
        highs = [*lows[1:], _FAR]
        for tier, (low, high) in enumerate(zip(lows, highs, strict=True)):
            if low < high:
                rows.append({"key": key, "tier": tier, "low": low, "high": high})
    schema = {"key": pl.String, "tier": pl.Int64, "low": pl.Int128, "high": pl.Int128}
    return pl.DataFrame(rows, schema=schema)


def _starts(tiers: Tiers, key: str, measured: ByKey) -> list[int] | None:
    if tiers.reads == "value":
        return [exact.rounded(step.from_) for step in tiers.steps]
    figure = measured.get(key)
    if figure is None or figure.target is None or figure.target <= 0:
        return None
    return [exact.rounded(Fraction(step.from_) * figure.target) for step in tiers.steps]


def sliced(shares: pl.DataFrame, tiers: pl.DataFrame) -> pl.DataFrame:
    """A row for each slice, with `tier` and its `basis_minor`.

    `shares` has key, before and after (the running total around the share, Int128) and basis_minor. The parts
    of a basis add up to it: up to the end of each slice in the order in which they are passed it is basis ×
    way ÷ whole way, rounded, and each slice has the difference.
    """
    numbered = shares.with_row_index("_share")
    still = numbered.filter(pl.col("before") == pl.col("after"))
    moving = numbered.filter(pl.col("before") != pl.col("after"))
    return (
        pl.concat([_standing(still, tiers), _moving(moving, tiers)])
        .sort("_share", "_turn")
        .drop("_share", "_turn", "key", "before", "after")
    )


def _standing(still: pl.DataFrame, tiers: pl.DataFrame) -> pl.DataFrame:
    """Shares that do not move the total are whole in the tier where it stands."""
    inside = (pl.col("low") <= pl.col("before")) & (pl.col("before") < pl.col("high"))
    found = still.join(tiers, on="key").filter(inside).drop("low", "high")
    return found.with_columns(pl.lit(0, dtype=pl.Int128).alias("_turn"))


def _moving(moving: pl.DataFrame, tiers: pl.DataFrame) -> pl.DataFrame:
    bottom, top = pl.min_horizontal("before", "after"), pl.max_horizontal("before", "after")
    low, high = pl.max_horizontal("low", bottom), pl.min_horizontal("high", top)
    up = pl.col("after") > pl.col("before")
    way = pl.when(up).then(high - pl.col("before")).otherwise(pl.col("before") - low)
    cut = (
        moving.join(tiers, on="key")
        .filter(low < high)
        .with_columns(way.alias("_turn"), (pl.col("after") - pl.col("before")).abs().alias("_whole"))
        .sort("_share", "_turn")
    )
    until = _portion(cut)
    before = pl.Series("_until", until).shift(1).fill_null(0)
    same = (cut["_share"] == cut["_share"].shift(1)).fill_null(False)
    part = until - before.zip_with(same, pl.zeros(len(until), dtype=pl.Int64, eager=True))
    parts = cut.with_columns(pl.Series("basis_minor", part)).drop("low", "high", "_whole")
    nothing = (pl.col("basis_minor") == 0) & (pl.col("basis_minor") != 0).any().over("_share")
    first = pl.int_range(pl.len()).over("_share") == 0
    all_nothing = ~(pl.col("basis_minor") != 0).any().over("_share")
    return parts.filter(~nothing & (~all_nothing | first))


def _portion(cut: pl.DataFrame) -> pl.Series:
    """basis × way ÷ whole way, rounded; Int64."""
    return exact.multiply(cut["basis_minor"], (cut["_turn"], cut["_whole"])).alias("_until")


def tier_ratios(tiers: Tiers) -> Mapping[int, Fraction]:
    """What each tier brings into the product; tier 0 pays nothing."""
    return {0: Fraction(0), **{number: step.pays for number, step in enumerate(tiers.steps, 1)}}
