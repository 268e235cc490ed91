"""What the store holds of published periods, read plainly."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from bot.store.base import table_of
from bot.store.engine import reading
from bot.store.people import Person
from bot.store.periods import KeptFacts, Line, PeriodRow, Statement
from tests.periods.years.desk import Desk

periods, statements, lines = table_of(PeriodRow), table_of(Statement), table_of(Line)
people, kept = table_of(Person), table_of(KeptFacts)

# (person, plan, component, entry, event, about, currency): what makes two lines one.
Key = tuple[str, str, str, str, str, str, str]
Sums = Counter[Key]


def rows_of(desk: Desk, period: str) -> Mapping[str, Any]:
    """Every row of a period that may never change: statements, their lines, the facts that were kept."""
    own = select(statements.c.id).join(periods, periods.c.id == statements.c.period_id)
    own = own.where(periods.c.key == period)
    whose = select(periods.c.id).where(periods.c.key == period)
    queries = {
        "statements": select(statements).where(statements.c.id.in_(own)).order_by(statements.c.id),
        "lines": select(lines).where(lines.c.statement_id.in_(own)).order_by(lines.c.id),
        "kept": select(kept.c.name, kept.c.digest).where(kept.c.period_id.in_(whose)).order_by(kept.c.name),
    }
    with reading(desk.engine) as connection:
        return {name: [tuple(row) for row in connection.execute(query)] for name, query in queries.items()}


def lines_in(desk: Desk) -> list[Mapping[str, Any]]:
    """All lines of published periods, with `period`, `state` and `person`."""
    query = (
        select(periods.c.key.label("period"), people.c.key.label("person"), statements.c.total_minor, lines)
        .join_from(periods, statements, statements.c.period_id == periods.c.id)
        .join(lines, lines.c.statement_id == statements.c.id)
        .join(people, people.c.id == statements.c.person_id)
        .where(periods.c.state.in_(("published", "closed")))
        .order_by(lines.c.id)
    )
    with reading(desk.engine) as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def paid_for(desk: Desk) -> dict[str, Sums]:
    """By period, what was paid for it: by itself without what people added, and by corrections of it."""
    found: dict[str, Sums] = {}
    for line in lines_in(desk):
        if line["entry"] == "adjustment" and not line["corrects"]:
            continue
        period = line["span"] if line["corrects"] else line["period"]
        key = tuple(line[name] or "" for name in ("person", "plan", "component"))
        about = tuple(line[name] or "" for name in ("event", "about", "currency"))
        entry = line["corrects"] or line["entry"]
        found.setdefault(period, Counter())[(*key, entry, *about)] += line["amount_minor"]
    return found


def statements_in(desk: Desk, period: str) -> dict[tuple[str, str], int]:
    """By person and currency, the total of each statement of a period, whatever its state."""
    query = (
        select(people.c.key, statements.c.currency, statements.c.total_minor)
        .join_from(periods, statements, statements.c.period_id == periods.c.id)
        .join(people, people.c.id == statements.c.person_id)
        .where(periods.c.key == period)
    )
    with reading(desk.engine) as connection:
        return {(key, currency): int(total) for key, currency, total in connection.execute(query)}


def amounts_in(desk: Desk, period: str) -> list[tuple[str, str, str, str, str, int]]:
    """Person, currency, entry, what it corrects, about and amount of each line of a period, in any state."""
    row = lines.c
    query = (
        select(people.c.key, row.currency, row.entry, row.corrects, row.about, row.amount_minor)
        .join_from(periods, statements, statements.c.period_id == periods.c.id)
        .join(lines, row.statement_id == statements.c.id)
        .join(people, people.c.id == statements.c.person_id)
        .where(periods.c.key == period)
    )
    with reading(desk.engine) as connection:
        return [tuple(one) for one in connection.execute(query)]
