"""All that a store holds, to compare it with what it held before."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Engine, Select, Table, select

from bot.store.base import table_of
from bot.store.engine import reading
from bot.store.tables import Line, PeriodRow, Person, Statement, metadata

Rows = dict[str, list[tuple[Any, ...]]]


def rows_of(engine: Engine, workspace_id: int | None = None, without: Iterable[str] = ()) -> Rows:
    """Every row of every table, or of one workspace's; tables named in `without` are left out.

    What belongs to no workspace (the clock's own mark) is nobody's.
    """
    with reading(engine) as connection:
        return {
            table.name: sorted(
                (tuple(row) for row in connection.execute(_query(table, workspace_id))), key=repr
            )
            for table in metadata().sorted_tables
            if table.name not in without and (workspace_id is None or _has_owner(table))
        }


def calculated(engine: Engine, workspace_id: int) -> Rows:
    """Statements and lines by period and person, without the numbers that rows get anew each time."""
    statements, lines = table_of(Statement), table_of(Line)
    periods, people = table_of(PeriodRow), table_of(Person)
    whose = (periods.c.key, people.c.key, statements.c.currency)
    joined = statements.join(periods, periods.c.id == statements.c.period_id).join(
        people, people.c.id == statements.c.person_id
    )
    reasons = [column for column in lines.c if column.name not in ("id", "statement_id")]
    queries = {
        "statements": select(*whose, statements.c.total_minor, statements.c.summary).select_from(joined),
        "lines": select(*whose, *reasons).select_from(joined.join(lines)),
    }
    own = statements.c.workspace_id == workspace_id
    with reading(engine) as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(query.where(own))), key=repr)
            for name, query in queries.items()
        }


def _has_owner(table: Table) -> bool:
    return table.name == "workspaces" or "workspace_id" in table.c


def _query(table: Table, workspace_id: int | None) -> Select[Any]:
    if workspace_id is None:
        return select(table)
    own = table.c.id if table.name == "workspaces" else table.c.workspace_id
    return select(table).where(own == workspace_id)
