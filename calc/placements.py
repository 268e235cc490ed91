"""Who was where on which day, and whose results a scope takes in."""

import polars as pl

from calc.plan import Scope


def holds_on(day: pl.Expr) -> pl.Expr:
    """Whether a row with `from_date` and (open or last-day) `to_date` holds on a day."""
    return (pl.col("from_date") <= day) & (pl.col("to_date").is_null() | (pl.col("to_date") >= day))


def with_scope_key(frame: pl.DataFrame, day: str, scope: Scope, placements: pl.DataFrame) -> pl.DataFrame:
    """`frame` (which has `person` and a date column named `day`) with `scope_key` added.

    The key is the person, their team or region on that day, or "" for the company. A person without a team or
    region on that day has a null key.
    """
    if scope is Scope.COMPANY:
        return frame.with_columns(pl.lit("").alias("scope_key"))
    if scope is Scope.PERSON:
        return frame.with_columns(pl.col("person").alias("scope_key"))
    numbered = frame.with_row_index("_row")
    place = pl.col(scope.value)
    found = (
        numbered.select("_row", "person", pl.col(day).alias("_day"))
        .join(placements.select("person", "from_date", "to_date", place.alias("scope_key")), on="person")
        .filter(holds_on(pl.col("_day")))
        # Placements of one person do not overlap; were they to, the later one counts.
        .sort("from_date", "scope_key")
        .unique("_row", keep="last")
        .select("_row", pl.col("scope_key").replace("", None))
    )
    return numbered.join(found, on="_row", how="left").sort("_row").drop("_row")
