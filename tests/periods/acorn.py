"""Ana, who sells to Acorn on a plan that looks at what it paid before: a company for tests of periods."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Engine

from bot.periods.calculating import refresh_period
from bot.store.base import table_of
from bot.store.engine import writing
from bot.store.tables import Line
from bot.store.workspaces import ensure_workspace
from calc.periods import FiscalCalendar, Period, PeriodKind
from tests.store.ledger import Ledger
from tests.store.rows import calculated

NOW = datetime(2024, 12, 31, 12, tzinfo=UTC)
YEAR_END = NOW.date()
CALENDAR = FiscalCalendar()
Q1, Q2, Q3, Q4 = (CALENDAR.period(PeriodKind.QUARTER, 2024, index) for index in (1, 2, 3, 4))
# What is sold pays 10 %, and all of it goes back when the customer cancels.
SALES = """
plan: sales
title: Sales
from: 2023-01-01
currency: USD
components:
  deals:
    pay: commission
    title: Deals
    rates: [{kind: upsell, rate: 10%}]
    clawback: {when: {kind: cancelled}}
"""
# Growth and losses pay 10 %; a quarter's pay is never below zero, what is missing is carried.
GROWTH = """
plan: sales
title: Sales
from: 2023-01-01
currency: USD
carry_under: "$0"
components:
  growth: {pay: commission, title: Growth, basis: recurring_change, rates: [{rate: 10%}]}
"""
PLAIN = GROWTH.replace('carry_under: "$0"\n', "")


def company(
    engine: Engine,
    plan: str = SALES,
    since: str = "2024-01-01",
    until: str | None = None,
    **settings: object,
) -> int:
    """Ana, who is on the plan and looks after Acorn. Returns the workspace's id."""
    with writing(engine) as connection:
        workspace_id = ensure_workspace(connection, "Acme", **settings)
        ledger = Ledger(connection, workspace_id, NOW)
        ledger.person("ana", "Ana")
        ledger.place("ana")
        ledger.account("acorn", ana=100)
        ledger.plan(plan)
        ledger.on_plan("sales", "ana", since=since, until=until)
    return workspace_id


def happens(engine: Engine, workspace_id: int, *events: dict[str, Any]) -> None:
    """Each event has `key`, `kind`, `on`, and what else the ledger takes; the facts are new afterwards."""
    with writing(engine) as connection:
        ledger = Ledger(connection, workspace_id, NOW)
        for event in events:
            ledger.event(account="acorn", **event)
        ledger.imported(None)


def asked(engine: Engine, workspace_id: int, *periods: Period, today: date = YEAR_END) -> None:
    for period in periods:
        refresh_period(engine, workspace_id, period, today, NOW)


def lines_of(engine: Engine, workspace_id: int, key: str, *columns: str) -> list[tuple[Any, ...]]:
    """A period's lines in their order: entry, what they are about and amount, or other columns."""
    names = [column.name for column in table_of(Line).columns if column.name not in ("id", "statement_id")]
    rows = [row for row in calculated(engine, workspace_id)["lines"] if row[0] == key]
    found = [dict(zip(names, row[3:], strict=True)) for row in rows]
    found.sort(key=lambda line: line["position"])
    wanted = columns or ("entry", "about", "amount_minor")
    return [tuple(line[name] for name in wanted) for line in found]


def totals(engine: Engine, workspace_id: int) -> dict[str, int]:
    return {key: total for key, _, _, total, _ in calculated(engine, workspace_id)["statements"]}
