"""Marginal tiers: which part of each share's basis lies in which tier."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import polars as pl

from calc import exact
from calc.language.curves import Tiers
from calc.metrics.figures import ByKey

_AT = "at_{}"


def edges(tiers: Tiers, keys: Sequence[str], measured: ByKey) -> pl.DataFrame:
    """Where each step begins for each key: columns key, at_1, at_2 … (Int128, minor units), rising.

    A key without a target is left out when the steps are shares of one.
    """
    rows = []
    for key in keys:
        starts = _starts(tiers, key, measured)
        if starts is not None:
            rows.append({"key": key, **{_AT.format(step): at for step, at in enumerate(starts, 1)}})
    columns = {_AT.format(step): pl.Int128 for step in range(1, len(tiers.steps) + 1)}
    return pl.DataFrame(rows, schema={"key": pl.String, **columns})


def _starts(tiers: Tiers, key: str, measured: ByKey) -> list[int] | None:
    if tiers.reads == "value":
        return [exact.rounded(step.from_) for step in tiers.steps]
    figure = measured.get(key)
    if figure is None or figure.target is None or figure.target <= 0:
        return None
    return [exact.rounded(Fraction(step.from_) * figure.target) for step in tiers.steps]


def sliced(shares: pl.DataFrame, tiers: Tiers) -> pl.DataFrame:
    """A row for each slice of each share, with `tier` (0 below the first step) and its part as `basis_minor`.

    `shares` has basis_minor, before and after (the running total around it) and the columns of `edges`.
    The parts of a basis add up to it: up to the end of each slice in the order in which they are passed it is
    basis × way ÷ whole way, rounded, and each slice has the difference.
    """
    low, high = pl.min_horizontal("before", "after"), pl.max_horizontal("before", "after")
    ats = [pl.col(_AT.format(step)) for step in range(1, len(tiers.steps) + 1)]
    borders = ats[1:] if _holds_below(tiers) else ats
    crossed = pl.any_horizontal(pl.lit(False), *((low < at) & (at < high) for at in borders))
    marked = shares.with_columns(tier_of(low, ats, tiers).alias("tier"), crossed.alias("_crossed"))
    drop = ["before", "after", "_crossed", *(f"at_{step}" for step in range(1, len(tiers.steps) + 1))]
    if not marked["_crossed"].any():
        return marked.drop(drop)
    crossing = _ends(marked.filter("_crossed").drop("tier"), borders)
    cut = _cut(crossing, ats, tiers)
    whole = marked.filter(~pl.col("_crossed"))
    # Nearly all shares lie in one tier; only those that cross a step are worked on further.
    together = pl.concat([whole.drop(drop), cut.select(whole.drop(drop).columns)])
    return together.sort("share", maintain_order=True)


def tier_of(at: pl.Expr, ats: Sequence[pl.Expr], tiers: Tiers) -> pl.Expr:
    """The tier in which a total stands."""
    passed = pl.sum_horizontal((step <= at).cast(pl.Int64) for step in ats)
    return passed.clip(1) if _holds_below(tiers) else passed


def _holds_below(tiers: Tiers) -> bool:
    """A first step at 0 also holds for everything below, so that it is no border."""
    return tiers.steps[0].from_ == 0


def _ends(crossing: pl.DataFrame, borders: Sequence[pl.Expr]) -> pl.DataFrame:
    """Adds _share (a number) and _end: where each slice ends, the borders inside and then the whole."""
    low, high = pl.min_horizontal("before", "after"), pl.max_horizontal("before", "after")
    inside = [pl.when((low < at) & (at < high)).then(at) for at in borders]
    return crossing.with_row_index("_share").with_columns(
        pl.concat_list(*inside, pl.col("after")).alias("_end")
    )


def _cut(crossing: pl.DataFrame, ats: Sequence[pl.Expr], tiers: Tiers) -> pl.DataFrame:
    """The slices of shares that cross a border, in the order in which they are passed."""
    before, after = pl.col("before"), pl.col("after")
    turns = (
        crossing.explode("_end")
        .filter(pl.col("_end").is_not_null())
        .with_columns((pl.col("_end") - before).abs().alias("_way"), (after - before).abs().alias("_whole"))
        .unique(["_share", "_way"])
        .sort("_share", "_way")
        .with_columns(pl.col("_end").shift(1).over("_share").fill_null(before).alias("_start"))
    )
    until = exact.multiply(turns["basis_minor"], (turns["_way"], turns["_whole"]))
    parts = turns.with_columns(until.alias("_until")).with_columns(
        (pl.col("_until") - pl.col("_until").shift(1).over("_share").fill_null(0)).alias("basis_minor"),
        tier_of(pl.min_horizontal("_start", "_end"), ats, tiers).alias("tier"),
    )
    something = (pl.col("basis_minor") != 0).any().over("_share")
    first = pl.int_range(pl.len()).over("_share") == 0
    return parts.filter(((pl.col("basis_minor") != 0) & something) | (~something & first))


def tier_ratios(tiers: Tiers) -> Mapping[int, Fraction]:
    """What each tier brings into the product; tier 0 pays nothing."""
    return {0: Fraction(0), **{number: step.pays for number, step in enumerate(tiers.steps, 1)}}
