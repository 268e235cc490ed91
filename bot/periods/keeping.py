"""A calculated period into the store: in the place of what was kept for it before."""

import json
from collections.abc import Sequence
from datetime import date, datetime

import polars as pl
from sqlalchemy import Connection, and_, delete, insert, select, update

from bot.periods.adjusted import Made
from bot.periods.digests import statement_digest
from bot.periods.kept_lines import complete, stored_shape
from bot.periods.statements import Draft, Summary
from bot.store.base import table_of
from bot.store.bulk import insert_frame
from bot.store.people import Person
from bot.store.periods import Line, PeriodRow, Statement
from bot.store.reviews import Adjustment
from calc.periods import Period

periods, statements, lines = table_of(PeriodRow), table_of(Statement), table_of(Line)
people, adjustments = table_of(Person), table_of(Adjustment)


def replace_period(
    connection: Connection, workspace_id: int, period: Period, revision: int, as_of: date, now: datetime
) -> int:
    """Takes away what was kept for a period, and gives the number of its row; it stands where it stood."""
    here = and_(periods.c.workspace_id == workspace_id, periods.c.key == period.key)
    calculated = {"facts_revision": revision, "as_of": as_of, "calculated_at": now}
    changed = update(periods).where(here).values(calculated).returning(periods.c.id)
    known: int | None = connection.execute(changed).scalar()
    if known is not None:
        connection.execute(delete(statements).where(statements.c.period_id == known))
        return known
    row = {
        "workspace_id": workspace_id,
        "key": period.key,
        "start_date": period.start,
        "end_date": period.end,
        "state": "open",
        **calculated,
    }
    return int(connection.execute(insert(periods).values(row).returning(periods.c.id)).scalar_one())


def keep(connection: Connection, workspace_id: int, period_id: int, made: Sequence[Draft]) -> None:
    """Writes everybody's statement of a period, and its lines."""
    if not made:
        return
    ids = _person_ids(connection, workspace_id)
    shaped = [stored_shape(complete(draft.lines)) if draft.lines.height else pl.DataFrame() for draft in made]
    rows = [
        {
            "workspace_id": workspace_id,
            "person_id": ids[draft.person],
            "period_id": period_id,
            **statement_values(draft.currency, draft.total_minor, draft.summary, own),
        }
        for draft, own in zip(made, shaped, strict=True)
    ]
    connection.execute(insert(statements), rows)
    kept = connection.execute(
        select(statements.c.person_id, statements.c.currency, statements.c.id).where(
            statements.c.period_id == period_id
        )
    )
    statement_ids = {(person_id, currency): number for person_id, currency, number in kept}
    frames = [
        with_ids(workspace_id, statement_ids[ids[draft.person], draft.currency], own)
        for draft, own in zip(made, shaped, strict=True)
        if own.height
    ]
    if frames:
        insert_frame(connection, lines, pl.concat(frames))


def statement_values(
    currency: str, total_minor: int, summary: Summary, own: pl.DataFrame
) -> dict[str, object]:
    """The columns of a statement that follow from what is on it; `own` are its lines as stored."""
    return {
        "currency": currency,
        "total_minor": total_minor,
        "summary": json.dumps(summary, ensure_ascii=False),
        "digest": statement_digest(currency, total_minor, summary["plans"], own),
    }


def draft_digest(draft: Draft) -> str:
    """The digest that the statement has once it is kept."""
    own = stored_shape(complete(draft.lines)) if draft.lines.height else pl.DataFrame()
    return statement_digest(draft.currency, draft.total_minor, draft.summary["plans"], own)


def kept_digests(connection: Connection, period_id: int) -> dict[tuple[str, str], str]:
    """The digest of each statement of a period, by the person's key and the currency."""
    query = (
        select(people.c.key, statements.c.currency, statements.c.digest)
        .join_from(statements, people, people.c.id == statements.c.person_id)
        .where(statements.c.period_id == period_id)
    )
    return {(row.key, row.currency): row.digest for row in connection.execute(query)}


def with_ids(workspace_id: int, statement_id: int, own: pl.DataFrame) -> pl.DataFrame:
    """Stored lines with the workspace and the statement that they belong to."""
    return own.select(
        pl.lit(workspace_id).alias("workspace_id"), pl.lit(statement_id).alias("statement_id"), pl.all()
    )


def adjustments_made(connection: Connection, period_id: int, person_id: int | None = None) -> list[Made]:
    """The adjustments that people made in a period and did not withdraw: everybody's, or one person's."""
    row = adjustments.c
    query = (
        select(row.id, people.c.key, row.kind, row.amount_minor, row.percent_ppm, row.currency, row.reason)
        .join_from(adjustments, people, people.c.id == row.person_id)
        .where(row.period_id == period_id, row.withdrawn_at.is_(None))
        .order_by(row.id)
    )
    if person_id is not None:
        query = query.where(row.person_id == person_id)
    return [Made(*found) for found in connection.execute(query)]


def _person_ids(connection: Connection, workspace_id: int) -> dict[str, int]:
    query = select(people.c.key, people.c.id).where(people.c.workspace_id == workspace_id)
    return {row.key: row.id for row in connection.execute(query)}
