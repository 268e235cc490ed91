"""Kept statements and lines, read for one person, and made fresh when they are not."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Engine, RowMapping, Select, bindparam, select

from bot.people.identity import Company
from bot.periods.calculating import is_fresh, refresh_period
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
    state: str
    published_at: datetime | None
    statements: list[Kept] = field(default_factory=list)


def statements_of(
    engine: Engine, company: Company, person_id: int, wanted: Sequence[Period], now: datetime
) -> dict[str, KeptPeriod]:
    """A person's statements for periods of the workspace's pay period, by key.

    A period whose facts, plans or day have moved on since it was calculated is calculated again first, so
    nobody ever reads an old number. Periods that have not begun are left out.
    """
    today = company.today(now)
    begun = _begun(wanted, today)
    found = _read(engine, company.id, person_id, begun)
    stale = [period for period in begun if not _is_fresh(found.get(period.key), period, company, today)]
    if not stale:
        return found
    for period in stale:
        refresh_period(engine, company.id, period, today, now)
    return _read(engine, company.id, person_id, begun)


def with_lines(
    engine: Engine,
    company: Company,
    person_id: int,
    wanted: Sequence[Period],
    days: tuple[date, date],
    now: datetime,
) -> tuple[dict[str, KeptPeriod], list[RowMapping]]:
    """The same with their lines in reading order, with `account_name`; those of an event only within `days`.

    Lines without an event belong to the whole period. Both are read from one state of the store, because a
    calculation in between would put other statements in the place of these.
    """
    statements_of(engine, company, person_id, wanted, now)
    begun = _begun(wanted, company.today(now))
    if not begun:
        return {}, []
    with reading(engine) as connection:
        found = _by_key(connection.execute(_question(len(begun)), _values(company.id, person_id, begun)))
        ids = [kept.id for period in found.values() for kept in period.statements]
        return found, list(connection.execute(_lines_query(ids, *days)).mappings())


def _begun(wanted: Sequence[Period], today: date) -> list[Period]:
    return [period for period in wanted if period.start <= today]


def _lines_query(statement_ids: Sequence[int], start: date, end: date) -> Select[Any]:
    return (
        select(lines, accounts.c.name.label("account_name"))
        .join_from(
            lines,
            accounts,
            (accounts.c.key == lines.c.account) & (accounts.c.workspace_id == lines.c.workspace_id),
            isouter=True,
        )
        .join(statements, statements.c.id == lines.c.statement_id)
        .join(periods, periods.c.id == statements.c.period_id)
        .where(lines.c.statement_id.in_(statement_ids))
        .where(lines.c.occurred_on.is_(None) | lines.c.occurred_on.between(start, end))
        .order_by(periods.c.start_date, statements.c.currency, lines.c.position)
    )


def _is_fresh(kept: KeptPeriod | None, period: Period, company: Company, today: date) -> bool:
    if kept is None:
        return False
    return is_fresh(kept.facts_revision, kept.as_of, company.facts_revision, period, today, kept.state)


def _read(
    engine: Engine, workspace_id: int, person_id: int, wanted: Sequence[Period]
) -> dict[str, KeptPeriod]:
    values = _values(workspace_id, person_id, wanted)
    return _by_key(_kept(len(wanted)).rows(engine, values)) if wanted else {}


def _values(workspace_id: int, person_id: int, wanted: Sequence[Period]) -> dict[str, object]:
    keys = {f"key_{number}": period.key for number, period in enumerate(wanted)}
    return {"workspace": workspace_id, "person": person_id, **keys}


def _by_key(rows: Iterable[Sequence[Any]]) -> dict[str, KeptPeriod]:
    found: dict[str, KeptPeriod] = {}
    for key, revision, as_of, state, published_at, number, currency, total_minor, summary in rows:
        period = found.setdefault(key, KeptPeriod(revision, as_of, state, published_at))
        if number is not None:
            period.statements.append(Kept(number, currency, total_minor, json.loads(summary)))
    return found


@lru_cache(maxsize=32)
def _kept(keys: int) -> QuickQuery:
    return QuickQuery(_question(keys))


def _question(keys: int) -> Select[Any]:
    """What is asked about that many periods."""
    mine = (statements.c.period_id == periods.c.id) & (statements.c.person_id == bindparam("person"))
    wanted = periods.c.key.in_([bindparam(f"key_{number}") for number in range(keys)])
    return (
        select(
            periods.c.key,
            periods.c.facts_revision,
            periods.c.as_of,
            periods.c.state,
            periods.c.published_at,
            statements.c.id,
            statements.c.currency,
            statements.c.total_minor,
            statements.c.summary,
        )
        .join_from(periods, statements, mine, isouter=True)
        .where(periods.c.workspace_id == bindparam("workspace"), wanted)
        .order_by(periods.c.start_date, statements.c.currency)
    )
