"""A calculated period into the store: in the place of what was kept for it before."""

import json
from datetime import date, datetime
from itertools import islice

import polars as pl
from sqlalchemy import Connection, and_, delete, insert, select, update

from bot.periods.adjusted import Made
from bot.periods.digests import line_texts, statement_digest
from bot.periods.kept_lines import COLUMNS, stored_shape
from bot.periods.statements import Drafts
from bot.store.base import table_of
from bot.store.bulk import insert_frame, read_frame
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


def keep(connection: Connection, workspace_id: int, period_id: int, made: Drafts) -> None:
    """Writes everybody's statement of a period, and its lines."""
    if not made.statements:
        return
    ids = _person_ids(connection, workspace_id)
    shaped = stored_shape(made.lines)
    digests = _digests(made, shaped)
    rows = [
        {
            "workspace_id": workspace_id,
            "person_id": ids[draft.person],
            "period_id": period_id,
            "currency": draft.currency,
            "total_minor": draft.total_minor,
            "summary": json.dumps(draft.summary, ensure_ascii=False),
            "digest": digest,
        }
        for draft, digest in zip(made.statements, digests, strict=True)
    ]
    connection.execute(insert(statements), rows)
    if shaped.height:
        insert_frame(connection, lines, _with_ids(connection, workspace_id, period_id, shaped))


def draft_digests(made: Drafts) -> dict[tuple[str, str], str]:
    """By person and currency, the digest that each statement has once it is kept."""
    digests = _digests(made, stored_shape(made.lines))
    return {(draft.person, draft.currency): of for draft, of in zip(made.statements, digests, strict=True)}


def _digests(made: Drafts, shaped: pl.DataFrame) -> list[str]:
    """Of each statement; the lines of all stand in the order of the statements."""
    texts = line_texts(shaped)
    counted = shaped.group_by("person", "currency").len()
    counts = {(person, currency): count for person, currency, count in counted.iter_rows()}
    found: list[str] = []
    for draft in made.statements:
        own = islice(texts, counts.get((draft.person, draft.currency), 0))
        found.append(statement_digest(draft.currency, draft.total_minor, draft.summary["plans"], own))
    assert next(texts, None) is None, "there are lines without a statement"
    return found


def _with_ids(
    connection: Connection, workspace_id: int, period_id: int, shaped: pl.DataFrame
) -> pl.DataFrame:
    """The lines with the workspace and the statement that they belong to."""
    query = (
        select(people.c.key.label("person"), statements.c.currency, statements.c.id.label("statement_id"))
        .join_from(statements, people, people.c.id == statements.c.person_id)
        .where(statements.c.period_id == period_id)
    )
    numbers = read_frame(connection, query)
    joined = shaped.join(numbers, on=["person", "currency"], how="left", maintain_order="left")
    return joined.select(pl.lit(workspace_id).alias("workspace_id"), "statement_id", *COLUMNS)


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
