"""What is new, what says something else now, and what stays as it was."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Changes:
    """`changed` has the `id` of the stored row and every column that is not part of the key."""

    new: pl.DataFrame
    changed: pl.DataFrame
    unchanged: int


def compare(incoming: pl.DataFrame, stored: pl.DataFrame, key: list[str]) -> Changes:
    """Compares facts with the stored ones of the same key; both have the same columns, `stored` also `id`."""
    values = [column for column in incoming.columns if column not in key]
    if stored.is_empty():
        return Changes(incoming, stored.select("id", *values), 0)
    before = stored.select("id", *key, *(pl.col(name).alias(f"\0{name}") for name in values))
    both = incoming.join(before, on=key, how="left", maintain_order="left")
    known = pl.col("id").is_not_null()
    differs = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"\0{name}")) for name in values)
    changed = both.filter(known & differs).select("id", *values)
    new = both.filter(~known).select(incoming.columns)
    return Changes(new, changed, incoming.height - new.height - changed.height)
