"""Lines in the shape in which the store keeps them."""

import polars as pl
from sqlalchemy import Connection, select

from bot.store.base import table_of
from bot.store.bulk import read_frame
from bot.store.periods import Line, Statement
from calc.facts import Schema
from calc.results import LINES

# What a line has besides what calc says of it: which entry it corrects, and why an adjustment is there.
ADJUSTED: Schema = {"corrects": pl.String, "reason": pl.String}
ADJUSTMENT = "adjustment"

_SAME = (
    "plan", "component", "clause", "entry", "span", "event", "about", "account", "kind", "product", "region",
    "event_amount_minor", "event_currency", "share_ppm", "basis_minor", "factors", "measure", "earlier_minor",
    "amount_minor", "reward", "currency", "corrects", "reason",
)  # fmt: skip
COLUMNS = ("position", "plan_version", "occurred_on", "rate", "fx", *_SAME)
lines, statements = table_of(Line), table_of(Statement)


def complete(lines: pl.DataFrame) -> pl.DataFrame:
    """Lines of calc.results with the columns of adjustments, which are empty where they are missing."""
    missing = [pl.lit("").alias(name) for name in ADJUSTED if name not in lines.columns]
    return lines.with_columns(missing).select(*LINES, *ADJUSTED)


def stored_shape(lines: pl.DataFrame) -> pl.DataFrame:
    """Lines (columns of `complete`) as the store keeps them, with `person`; each statement's numbered from 1.

    They stand in the order of person, currency, and the place on the statement.
    """
    place = pl.int_range(1, pl.len() + 1).over("person", "currency").cast(pl.Int64)
    return lines.select(
        "person",
        place.alias("position"),
        pl.col("version").alias("plan_version"),
        pl.col("date").alias("occurred_on"),
        pl.format("{}/{}", "rate_num", "rate_den").alias("rate"),
        pl.format("{}/{}", "fx_num", "fx_den").alias("fx"),
        *_SAME,
    )


def stored_lines(connection: Connection, period_id: int, person_id: int | None = None) -> pl.DataFrame:
    """A period's lines as they are stored, with `statement_id`, in their order: everybody's, or of one."""
    query = (
        select(lines.c.statement_id, *(lines.c[name] for name in COLUMNS))
        .join_from(lines, statements, statements.c.id == lines.c.statement_id)
        .where(statements.c.period_id == period_id)
        .order_by(lines.c.statement_id, lines.c.position)
    )
    if person_id is not None:
        query = query.where(statements.c.person_id == person_id)
    return read_frame(connection, query)
