"""Who was where on which day, who led whom, and whose results a scope takes in."""

from typing import Literal

import polars as pl

from calc.language.metrics import Scope


def holds_on(day: pl.Expr) -> pl.Expr:
    """Whether a row with `from_date` and (open or last-day) `to_date` holds on a day."""
    return (pl.col("from_date") <= day) & (pl.col("to_date").is_null() | (pl.col("to_date") >= day))


def with_placement(
    frame: pl.DataFrame, day: str, column: str, placements: pl.DataFrame, name: str
) -> pl.DataFrame:
    """`frame` (`person`, a date column `day`), and that column of their placement on the day as `name`.

    Null for somebody without a placement then, or with an empty one. The rows keep their order.
    """
    places = placements.select("person", "from_date", "to_date", pl.col(column).replace("", None).alias(name))
    if not places["person"].is_duplicated().any():  # people who stay where they are need no look at pairs
        joined = frame.join(places, on="person", how="left", maintain_order="left")
        there = pl.when(holds_on(pl.col(day))).then(pl.col(name))
        return joined.with_columns(there.alias(name)).drop("from_date", "to_date")
    pairs = frame.select("person", pl.col(day).alias("_day")).unique()
    found = (
        pairs.join(places, on="person")
        .filter(holds_on(pl.col("_day")))
        # Placements of one person do not overlap; were they to, the later one counts.
        .sort("from_date", name, nulls_last=False)
        .unique(["person", "_day"], keep="last", maintain_order=True)
        .drop("from_date", "to_date")
    )
    return frame.join(
        found, left_on=["person", day], right_on=["person", "_day"], how="left", maintain_order="left"
    )


def with_leaders(
    frame: pl.DataFrame, day: str, placements: pl.DataFrame, levels: Literal["all", "direct"] = "all"
) -> pl.DataFrame:
    """A row for each of `frame`'s rows and each `leader` above its `person` on its day, by their placements.

    Nobody is above themselves, and each leader comes once, also when the managers run in a circle.
    """
    steady = _steady(frame, day, placements)
    pairs = steady.select("person", pl.col("_since").alias("_day")).unique()
    climbing = pairs.with_columns(pl.col("person").alias("leader"))
    found = climbing.with_columns(pl.lit(True).alias("self"))
    while not climbing.is_empty():
        climbing = _one_up(climbing, placements).join(found, on=["person", "_day", "leader"], how="anti")
        found = pl.concat([found, climbing.with_columns(pl.lit(False).alias("self"))])
        if levels == "direct":
            break
    above = found.filter(~pl.col("self")).drop("self")
    return steady.join(above, left_on=["person", "_since"], right_on=["person", "_day"]).drop("_since")


def _steady(frame: pl.DataFrame, day: str, placements: pl.DataFrame) -> pl.DataFrame:
    """`frame` with `_since`: the last day up to its own on which anybody's place changed.

    From one such day to the next everybody has the same leaders, so they are looked up once.
    """
    after = placements.select(pl.col("to_date").dt.offset_by("1d").alias("_since"))
    turns = pl.concat([placements.select(pl.col("from_date").alias("_since")), after]).drop_nulls()
    days = frame.select(pl.col(day).alias("_day")).unique().sort("_day")
    since = days.join_asof(
        turns.unique().sort("_since"), left_on="_day", right_on="_since", strategy="backward", coalesce=False
    ).with_columns(pl.coalesce("_since", "_day"))
    return frame.join(since, left_on=day, right_on="_day", how="left", maintain_order="left")


def _one_up(climbing: pl.DataFrame, placements: pl.DataFrame) -> pl.DataFrame:
    at = climbing.rename({"person": "below", "leader": "person"})
    return (
        with_placement(at, "_day", "manager", placements, "leader")
        .filter(pl.col("leader").is_not_null())
        .select(pl.col("below").alias("person"), "_day", "leader")
        .unique()
    )


def with_scope_key(frame: pl.DataFrame, day: str, scope: Scope, placements: pl.DataFrame) -> pl.DataFrame:
    """`frame` (which has `person` and a date column named `day`) with `scope_key` added.

    The key is the person, their team or region on that day, or "" for the company. A person without a team or
    region on that day has a null key. For the scope `line` each row comes once for the person and once for
    everybody above them.
    """
    if scope is Scope.COMPANY:
        return frame.with_columns(pl.lit("").alias("scope_key"))
    if scope is Scope.PERSON:
        return frame.with_columns(pl.col("person").alias("scope_key"))
    if scope is Scope.LINE:
        above = with_leaders(frame, day, placements).rename({"leader": "scope_key"})
        return pl.concat([frame.with_columns(pl.col("person").alias("scope_key")), above])
    return with_placement(frame, day, scope.value, placements, "scope_key")
