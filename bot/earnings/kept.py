"""Kept statements and lines, read for one person, and made fresh when they are not."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import Engine, RowMapping, bindparam, select

from bot.people.identity import Company
from bot.periods.calculating import calculate_period
from bot.periods.statements import Summary
from bot.store.accounts import Account
from bot.store.base import table_of
from bot.store.engine import reading
from bot.store.periods import Line, PeriodRow, Statement
from bot.store.quick import QuickQuery
from calc.periods import Period

periods, statements, lines = table_of(PeriodRow), table_of(Statement), table_of(Line)
accounts = table_of(Account)


@dataclass(frozen=True)
class Kept:
    """A person's statement for one period in one currency."""

    id: int
    currency: str
    total_minor: int
    summary: Summary


@dataclass
class KeptPeriod:
    """A calculated period with a person's statements in it; none when they have no plan there."""

    facts_revision: int
    as_of: date
    statements: list[Kept] = field(default_factory=list)


def statements_of(
    engine: Engine, company: Company, person_id: int, wanted: Sequence[Period], now: datetime
) -> dict[str, KeptPeriod]:
    """A person's statements for periods of the workspace's pay period, by key.

    A period whose facts, plans or day have moved on since it was calculated is calculated again first, so
    nobody ever reads an old number. Periods that have not begun are left out.
    """
    today = company.today(now)
    begun = [period for period in wanted if period.start <= today]
    found = _read(engine, company.id, person_id, begun)
    stale = [period for period in begun if not _is_fresh(found.get(period.key), period, company, today)]
    if not stale:
        return found
    for period in stale:
        calculate_period(engine, company.id, period, today, now)
    return _read(engine, company.id, person_id, begun)


def lines_of(engine: Engine, statement_ids: Sequence[int], start: date, end: date) -> list[RowMapping]:
    """The lines of statements in reading order, with `account_name`; those of an event only within the days.

    Lines without an event belong to the whole period.
    """
    query = (
        select(lines, accounts.c.name.label("account_name"))
        .join_from(
            lines,
            accounts,
            (accounts.c.key == lines.c.account) & (accounts.c.workspace_id == lines.c.workspace_id),
            isouter=True,
        )
        .where(lines.c.statement_id.in_(statement_ids))
        .where(lines.c.occurred_on.is_(None) | lines.c.occurred_on.between(start, end))
        .order_by(lines.c.statement_id, lines.c.position)
    )
    with reading(engine) as connection:
        return list(connection.execute(query).mappings())


def _is_fresh(kept: KeptPeriod | None, period: Period, company: Company, today: date) -> bool:
    if kept is None or kept.facts_revision != company.facts_revision:
        return False
    return kept.as_of >= min(period.end, today)


def _read(
    engine: Engine, workspace_id: int, person_id: int, wanted: Sequence[Period]
) -> dict[str, KeptPeriod]:
    keys = {f"key_{number}": period.key for number, period in enumerate(wanted)}
    values = {"workspace": workspace_id, "person": person_id, **keys}
    found: dict[str, KeptPeriod] = {}
    for row in _kept(len(wanted)).rows(engine, values) if wanted else ():
        key, revision, as_of, number, currency, total_minor, summary = row
        period = found.setdefault(key, KeptPeriod(revision, as_of))
        if number is not None:
            period.statements.append(Kept(number, currency, total_minor, json.loads(summary)))
    return found


@lru_cache(maxsize=32)
def _kept(keys: int) -> QuickQuery:
    """The question for that many periods."""
    mine = (statements.c.period_id == periods.c.id) & (statements.c.person_id == bindparam("person"))
    wanted = periods.c.key.in_([bindparam(f"key_{number}") for number in range(keys)])
    return QuickQuery(
        select(
            periods.c.key,
            periods.c.facts_revision,
            periods.c.as_of,
            statements.c.id,
            statements.c.currency,
            statements.c.total_minor,
            statements.c.summary,
        )
        .join_from(periods, statements, mine, isouter=True)
        .where(periods.c.workspace_id == bindparam("workspace"), wanted)
        .order_by(periods.c.start_date, statements.c.currency)
    )
