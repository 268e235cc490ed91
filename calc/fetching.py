"""Fetching rows of a wide frame without touching columns that have nothing to fetch."""

import polars as pl


def fetched(frame: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    """`frame[rows]`. A column that is the same in every row is not looked up, only written again."""
    same = {name: frame[name][0] for name in frame.columns if _alike(frame[name])} if frame.height else {}
    made = frame.drop(same)[rows]
    if not made.columns:
        return frame[rows]
    return made.with_columns(
        pl.lit(value, dtype=frame.schema[name]).alias(name) for name, value in same.items()
    ).select(frame.columns)


def _alike(column: pl.Series) -> bool:
    """Whether all rows are the same; most columns show at once that they are not."""
    if column.null_count():
        return column.null_count() == len(column)
    return bool((column.head(100) == column[0]).all() and (column == column[0]).all())
