"""Calculating a period for a whole workspace and keeping the result."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl
from sqlalchemy import Connection, Engine, delete, insert, select

from bot.periods.statements import Draft, drafts
from bot.store.base import table_of
from bot.store.engine import writing
from bot.store.facts import facts_between, plan_documents
from bot.store.people import Person
from bot.store.periods import Line, PeriodRow, Statement
from bot.store.workspaces import Workspace
from calc.assigned import assigned
from calc.language.reader import read_plan
from calc.periods import Period
from calc.plan import Plan, version_in_force
from calc.results import Calculation
from calc.statement import calculate

periods, statements, lines = table_of(PeriodRow), table_of(Statement), table_of(Line)
workspaces, people = table_of(Workspace), table_of(Person)

_LINE_COLUMNS = (
    "plan", "component", "clause", "event", "account", "kind", "product", "region",
    "event_amount_minor", "share_ppm", "basis_minor", "factors", "measure", "amount_minor", "currency",
)  # fmt: skip


@dataclass(frozen=True)
class Calculated:
    """What came of a calculation: how many got a statement, and what the company has to look at."""

    period: Period
    statements: int
    lines: int
    problems: pl.DataFrame


def calculate_period(
    engine: Engine, workspace_id: int, period: Period, today: date, now: datetime
) -> Calculated:
    """Calculates everybody's pay for a period, and replaces what was kept for it, in one transaction.

    Events after `today` do not count yet. Imports and plan changes wait until it is done, so the revision
    that is written is the one that was calculated.
    """
    with writing(engine) as connection:
        revision = _locked_revision(connection, workspace_id)
        return _calculate(connection, workspace_id, period, revision, today, now)


def is_fresh(facts_revision: int, as_of: date, newest_revision: int, period: Period, today: date) -> bool:
    """Whether a period calculated at a revision, as of a day, still says what it would say now."""
    return facts_revision == newest_revision and as_of >= min(period.end, today)


def refresh_period(engine: Engine, workspace_id: int, period: Period, today: date, now: datetime) -> None:
    """Calculates a period unless that was done meanwhile: of many who find it old, one does the work."""
    with writing(engine) as connection:
        revision = _locked_revision(connection, workspace_id)
        kept = connection.execute(
            select(periods.c.facts_revision, periods.c.as_of).where(
                periods.c.workspace_id == workspace_id, periods.c.key == period.key
            )
        ).first()
        if kept is None or not is_fresh(kept.facts_revision, kept.as_of, revision, period, today):
            _calculate(connection, workspace_id, period, revision, today, now)


def _calculate(
    connection: Connection, workspace_id: int, period: Period, revision: int, today: date, now: datetime
) -> Calculated:
    plans = [read_plan(text) for text in plan_documents(connection, workspace_id)]
    last = min(period.end, today)
    facts = facts_between(connection, workspace_id, period.start, last)
    calculation = calculate(plans, facts, period, as_of=last)
    period_id = _replace_period(connection, workspace_id, period, revision, last, now)
    made = list(drafts(calculation, assigned(facts, period), _versions(plans, period)))
    _keep(connection, workspace_id, period_id, made)
    return Calculated(period, len(made), calculation.lines.height, _for_company(calculation))


def _locked_revision(connection: Connection, workspace_id: int) -> int:
    query = select(workspaces.c.facts_revision).where(workspaces.c.id == workspace_id).with_for_update()
    return int(connection.execute(query).scalar_one())


def _versions(plans: Sequence[Plan], period: Period) -> dict[str, Plan]:
    found = {
        key: version_in_force([plan for plan in plans if plan.plan == key], period.start, period.end)
        for key in {plan.plan for plan in plans}
    }
    return {key: version for key, version in found.items() if version is not None}


def _replace_period(
    connection: Connection, workspace_id: int, period: Period, revision: int, as_of: date, now: datetime
) -> int:
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


def _keep(connection: Connection, workspace_id: int, period_id: int, made: Sequence[Draft]) -> None:
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
    line_rows = [
        row
        for draft in made
        for row in _line_rows(workspace_id, statement_ids[ids[draft.person], draft.currency], draft.lines)
    ]
    if line_rows:
        connection.execute(insert(lines), line_rows)


def _line_rows(workspace_id: int, statement_id: int, frame: pl.DataFrame) -> list[dict[str, object]]:
    return [
        {
            "workspace_id": workspace_id,
            "statement_id": statement_id,
            "position": position,
            "plan_version": row["version"],
            "occurred_on": row["date"],
            "rate": f"{row['rate_num']}/{row['rate_den']}",
            **{name: row[name] for name in _LINE_COLUMNS},
        }
        for position, row in enumerate(frame.iter_rows(named=True), 1)
    ]


def _person_ids(connection: Connection, workspace_id: int) -> dict[str, int]:
    query = select(people.c.key, people.c.id).where(people.c.workspace_id == workspace_id)
    return {row.key: row.id for row in connection.execute(query)}


def _for_company(calculation: Calculation) -> pl.DataFrame:
    """Problems that concern no single person's statement, for whoever runs the calculation."""
    return calculation.problems.filter(pl.col("person").is_null() | pl.col("plan").is_null())
