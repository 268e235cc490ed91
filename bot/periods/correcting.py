"""What later facts change in a published period: the difference to what was paid, line by line."""

import polars as pl

from bot.periods.kept_lines import ADJUSTED, ADJUSTMENT
from calc.credits import WHOLE_PPM
from calc.facts import empty
from calc.results import LINES

# What makes two lines the same one, calculated at two times. Their span is left out: of a bonus that is paid
# by the month, a quarter's correction is one.
_SAME = ("person", "plan", "component", "entry", "event", "about", "currency")
_CARRIED = (
    "version",
    "clause",
    "account",
    "kind",
    "product",
    "region",
    "event_amount_minor",
    "event_currency",
)


def differences(paid: pl.DataFrame, now: pl.DataFrame, period: str, label: str) -> pl.DataFrame:
    """The lines that make up for what a published period would pay now.

    `paid` and `now` are lines (LINES); those of `paid` are what was published, and every correction of it
    that was published since, under the entry that it corrects. `period` is its key and `label` what people
    call it. Gives bot.periods.kept_lines.complete lines of entry *adjustment*: basis what it comes to now,
    less what was paid; none where that is nothing.
    """
    both = _sums(now, "now").join(
        _sums(paid, "paid"), on=list(_SAME), how="full", coalesce=True, nulls_equal=True
    )
    amounts = [pl.col(f"{side}_minor").fill_null(0).cast(pl.Int64) for side in ("now", "paid")]
    changed = both.with_columns(amounts).filter(pl.col("now_minor") != pl.col("paid_minor"))
    if changed.is_empty():
        return empty({**LINES, **ADJUSTED})
    carried = [pl.coalesce(f"now_{name}", f"paid_{name}").alias(name) for name in _CARRIED]
    lines = changed.with_columns(
        *carried,
        pl.lit(period).alias("span"),
        pl.col("entry").alias("corrects"),
        pl.lit(ADJUSTMENT).alias("entry"),
        pl.col("now_minor").alias("basis_minor"),
        pl.col("paid_minor").alias("earlier_minor"),
        (pl.col("now_minor") - pl.col("paid_minor")).alias("amount_minor"),
        *(pl.lit(1).alias(name) for name in ("rate_num", "rate_den")),
        pl.lit(WHOLE_PPM).alias("share_ppm"),
        *(pl.lit("").alias(name) for name in ("factors", "reward")),
        *(pl.lit(None, pl.String).alias(name) for name in ("measure",)),
        *(pl.lit(None).alias(name) for name in ("date", "fx_num", "fx_den")),
        _reason(label).alias("reason"),
    )
    shaped = lines.select(pl.col(name).cast(kind) for name, kind in {**LINES, **ADJUSTED}.items())
    return shaped.sort("person", "plan", "component", "event", "about", "corrects", nulls_last=True)


def _sums(lines: pl.DataFrame, side: str) -> pl.DataFrame:
    """Each line once, with what it comes to and what else it carries."""
    return lines.group_by(_SAME).agg(
        pl.col("amount_minor").cast(pl.Int128).sum().alias(f"{side}_minor"),
        pl.lit(True).first().alias(f"{side}_there"),
        *(pl.col(name).sort(nulls_last=True).first().alias(f"{side}_{name}") for name in _CARRIED),
    )


def _reason(label: str) -> pl.Expr:
    """Why it is there, to the person whose pay it is."""
    event, here, before = pl.col("event"), pl.col("now_there"), pl.col("paid_there")
    published = f"after {label} was published"
    other = pl.col("now_event_amount_minor").ne_missing(pl.col("paid_event_amount_minor"))
    return (
        pl.when(event.is_null())
        .then(pl.lit(f"The figures behind it changed {published}."))
        .when(before.is_null())
        .then(pl.format("{} came in {}.", event, pl.lit(published)))
        .when(here.is_null())
        .then(pl.format("{} does not count in {} any more.", event, pl.lit(label)))
        .when(other)
        .then(pl.format("{} was changed {}.", event, pl.lit(published)))
        .otherwise(pl.format("What {} pays changed with figures that came in {}.", event, pl.lit(published)))
    )
