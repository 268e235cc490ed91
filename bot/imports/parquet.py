"""Reading Parquet as the same tables of text that CSV gives."""

import io

import polars as pl

from bot.imports.csv_shape import Misshapen
from bot.imports.errors import ROW


def read_parquet(data: bytes, columns: list[str]) -> tuple[list[str], pl.DataFrame, frozenset[str]]:
    """The names of all columns, those of `columns` that are there as text, and which of them were dates.

    Rows count from 1. Raises Misshapen for a file that is not Parquet and for a type that has no exact text.
    """
    try:
        schema = pl.read_parquet_schema(io.BytesIO(data))
        there = [column for column in columns if column in schema]
        frame = pl.read_parquet(io.BytesIO(data), columns=there)
    except (pl.exceptions.PolarsError, OSError):
        raise Misshapen("a Parquet file; it is damaged or something else") from None
    dates = frozenset(column for column in there if schema[column] in (pl.Date, pl.Datetime))
    texts = frame.select(_text(column, schema[column]) for column in there)
    rows = pl.int_range(1, frame.height + 1, dtype=pl.UInt32, eager=True).alias(ROW)
    return list(schema), texts.with_columns(rows), dates


def _text(column: str, kind: pl.DataType) -> pl.Expr:
    cell = pl.col(column)
    if kind in (pl.Date, pl.Datetime):
        return cell.dt.strftime("%Y-%m-%d").fill_null("")
    if kind.is_float():
        raise Misshapen(
            f"“{column}” as text, whole numbers or decimals; floating-point numbers are not exact"
        )
    if kind.is_nested() or kind == pl.Binary:
        raise Misshapen(f"“{column}” as text, numbers, dates or yes/no; its type is {kind}")
    if kind == pl.String:
        return cell.fill_null("")
    return cell.cast(pl.String).fill_null("")
