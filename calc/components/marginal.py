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
    known: dict[Fraction | None, list[int] | None] = {}
    for key in keys:
        target = None if tiers.reads == "value" or key not in measured else measured[key].target
        if target not in known:
            known[target] = _starts(tiers, target)
        starts = known[target]
        if starts is not None:
            rows.append({"key": key, **{_AT.format(step): at for step, at in enumerate(starts, 1)}})
    fit = all(abs(at) <= exact.INT64_MAX for starts in known.values() for at in starts or ())
    kind = pl.Int64 if fit else pl.Int128
    columns = {_AT.format(step): kind for step in range(1, len(tiers.steps) + 1)}
    return pl.DataFrame(rows, schema={"key": pl.String, **columns})


def _starts(tiers: Tiers, target: Fraction | None) -> list[int] | None:
    if tiers.reads == "value":
        return [exact.rounded(step.from_) for step in tiers.steps]
    if target is None or target <= 0:
        return None
    return [exact.rounded(Fraction(step.from_) * target) for step in tiers.steps]


def sliced(shares: pl.DataFrame, tiers: Tiers) -> pl.DataFrame:
    """A row for each slice of each share, with `tier` (0 below the first step) and its part as `basis_minor`.

    `shares` has basis_minor, before and after (the running total around it) and the columns of `edges`.
    The parts of a basis add up to it: up to the end of each slice in the order in which they are passed it is
    basis × way ÷ whole way, rounded, and each slice has the difference.
    """
    low, high = pl.min_horizontal("before", "after"), pl.max_horizontal("before", "after")
    names = [_AT.format(step) for step in range(1, len(tiers.steps) + 1)]
    ats = [pl.col(name) for name in names]
    borders = ats[1:] if _holds_below(tiers) else ats
    crossed = pl.any_horizontal(pl.lit(False), *((low < at) & (at < high) for at in borders))
    narrow = shares.select("basis_minor", "before", "after", *names).with_row_index("_row")
    marked = narrow.select(
        "_row", "basis_minor", tier_of(low, ats, tiers).alias("tier"), crossed.alias("_cut")
    )
    rest = shares.drop("basis_minor", "before", "after", *names)
    if not marked["_cut"].any():
        return rest.hstack(marked.select("basis_minor", "tier"))
    # Nearly all shares lie in one tier; only those that cross a step are worked on further.
    cut = _cut(_ends(narrow.filter(marked["_cut"]), borders), ats, tiers)
    whole = marked.filter(~pl.col("_cut")).drop("_cut")
    made = pl.concat([whole, cut.select(whole.columns)]).sort("_row", maintain_order=True)
    return rest[made["_row"]].hstack(made.drop("_row"))


def tier_of(at: pl.Expr, ats: Sequence[pl.Expr], tiers: Tiers) -> pl.Expr:
    """The tier in which a total stands."""
    passed = pl.sum_horizontal((step <= at).cast(pl.Int64) for step in ats)
    return passed.clip(1) if _holds_below(tiers) else passed


def _holds_below(tiers: Tiers) -> bool:
    """A first step at 0 also holds for everything below, so that it is no border."""
    return tiers.steps[0].from_ == 0


def _ends(crossing: pl.DataFrame, borders: Sequence[pl.Expr]) -> pl.DataFrame:
    """Adds _end: where each slice ends, the borders inside and then the whole."""
    low, high = pl.min_horizontal("before", "after"), pl.max_horizontal("before", "after")
    inside = [pl.when((low < at) & (at < high)).then(at) for at in borders]
    return crossing.with_columns(pl.concat_list(*inside, pl.col("after")).alias("_end"))


def _cut(crossing: pl.DataFrame, ats: Sequence[pl.Expr], tiers: Tiers) -> pl.DataFrame:
    """The slices of shares that cross a border, in the order in which they are passed."""
    before, after = pl.col("before"), pl.col("after")
    turns = (
        crossing.explode("_end")
        .filter(pl.col("_end").is_not_null())
        .with_columns((pl.col("_end") - before).abs().alias("_way"), (after - before).abs().alias("_whole"))
        .unique(["_row", "_way"])
        .sort("_row", "_way")
        .with_columns(pl.col("_end").shift(1).over("_row").fill_null(before).alias("_start"))
    )
    until = exact.multiply(turns["basis_minor"], (turns["_way"], turns["_whole"]))
    parts = turns.with_columns(until.alias("_until")).with_columns(
        (pl.col("_until") - pl.col("_until").shift(1).over("_row").fill_null(0)).alias("basis_minor"),
        tier_of(pl.min_horizontal("_start", "_end"), ats, tiers).alias("tier"),
    )
    something = (pl.col("basis_minor") != 0).any().over("_row")
    first = pl.int_range(pl.len()).over("_row") == 0
    return parts.filter(((pl.col("basis_minor") != 0) & something) | (~something & first))


def tier_ratios(tiers: Tiers) -> Mapping[int, Fraction]:
    """What each tier brings into the product; tier 0 pays nothing."""
    return {0: Fraction(0), **{number: step.pays for number, step in enumerate(tiers.steps, 1)}}
