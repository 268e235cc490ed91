"""A calculated period into the store: in the place of what was kept for it before."""

import json
from collections.abc import Sequence
from datetime import date, datetime

import polars as pl
from sqlalchemy import Connection, delete, insert, select

from bot.periods.statements import Draft
from bot.store.base import table_of
from bot.store.bulk import insert_frame
from bot.store.people import Person
from bot.store.periods import Line, PeriodRow, Statement
from calc.periods import Period

periods, statements, lines = table_of(PeriodRow), table_of(Statement), table_of(Line)
people = table_of(Person)

_LINE_COLUMNS = (
    "plan", "component", "clause", "entry", "span", "event", "about", "account", "kind", "product", "region",
    "event_amount_minor", "event_currency", "share_ppm", "basis_minor", "factors", "measure", "earlier_minor",
    "amount_minor", "reward", "currency",
)  # fmt: skip


def replace_period(
    connection: Connection, workspace_id: int, period: Period, revision: int, as_of: date, now: datetime
) -> int:
    """Takes away what was kept for a period, and gives the number of its new, empty row."""
    connection.execute(
        delete(periods).where(periods.c.workspace_id == workspace_id, periods.c.key == period.key)
    )
    row = {
        "workspace_id": workspace_id,
        "key": period.key,
        "start_date": period.start,
        "end_date": period.end,
        "state": "open",
        "facts_revision": revision,
        "as_of": as_of,
        "calculated_at": now,
    }
    return int(connection.execute(insert(periods).values(row).returning(periods.c.id)).scalar_one())


def keep(connection: Connection, workspace_id: int, period_id: int, made: Sequence[Draft]) -> None:
    """Writes everybody's statement of a period, and its lines."""
    if not made:
        return
    ids = _person_ids(connection, workspace_id)
    rows = [
        {
            "workspace_id": workspace_id,
            "person_id": ids[draft.person],
            "period_id": period_id,
            "currency": draft.currency,
            "total_minor": draft.total_minor,
            "summary": json.dumps(draft.summary, ensure_ascii=False),
        }
        for draft in made
    ]
    connection.execute(insert(statements), rows)
    kept = connection.execute(
        select(statements.c.person_id, statements.c.currency, statements.c.id).where(
            statements.c.period_id == period_id
        )
    )
    statement_ids = {(person_id, currency): number for person_id, currency, number in kept}
    frames = [
        _line_frame(workspace_id, statement_ids[ids[draft.person], draft.currency], draft.lines)
        for draft in made
        if draft.lines.height
    ]
    if frames:
        insert_frame(connection, lines, pl.concat(frames))


def _line_frame(workspace_id: int, statement_id: int, found: pl.DataFrame) -> pl.DataFrame:
    """Lines (columns of calc.results) as the store keeps them, numbered in their order."""
    return found.select(
        pl.lit(workspace_id).alias("workspace_id"),
        pl.lit(statement_id).alias("statement_id"),
        pl.int_range(1, pl.len() + 1).alias("position"),
        pl.col("version").alias("plan_version"),
        pl.col("date").alias("occurred_on"),
        pl.format("{}/{}", "rate_num", "rate_den").alias("rate"),
        pl.format("{}/{}", "fx_num", "fx_den").alias("fx"),
        *_LINE_COLUMNS,
    )


def _person_ids(connection: Connection, workspace_id: int) -> dict[str, int]:
    query = select(people.c.key, people.c.id).where(people.c.workspace_id == workspace_id)
    return {row.key: row.id for row in connection.execute(query)}
