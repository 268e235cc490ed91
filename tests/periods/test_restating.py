"""What was paid before as facts of a later period: of one company, on some plans, in some periods."""

from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest
from sqlalchemy import Connection, Engine, insert

from bot.periods.gathering import begun
from bot.periods.restating import Before, with_paid
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.facts import facts_between
from bot.store.tables import Line, PeriodRow, Person, Statement
from bot.store.workspaces import ensure_workspace
from calc.facts import PAID, empty
from calc.periods import FiscalCalendar, Period, PeriodKind
from tests.store.ledger import Ledger

NOW = datetime(2024, 7, 1, tzinfo=UTC)
CALENDAR = FiscalCalendar()
Q1, Q2, Q3 = (CALENDAR.period(PeriodKind.QUARTER, 2024, index) for index in (1, 2, 3))
JUNE = CALENDAR.period(PeriodKind.MONTH, 2024, 6)
DEAL = {"event": "crm:D1", "account": "acorn", "occurred_on": date(2024, 2, 1)}
TAKEN = {"entry": "adjustment", "corrects": "pay", "span": "2024-Q1", "event": "crm:D1"}


def _paid(ledger: Ledger, period: Period, lines: list[dict[str, Any]]) -> None:
    def add(model: Any, **values: Any) -> int:
        table = table_of(model)
        row = model(workspace_id=ledger.workspace_id, **values).model_dump(exclude={"id"})
        return int(ledger.connection.execute(insert(table).values(row).returning(table.c.id)).scalar_one())

    made = {"facts_revision": 1, "as_of": period.end, "calculated_at": NOW}
    period_id = add(PeriodRow, key=period.key, start_date=period.start, end_date=period.end, **made)
    whose = {"person_id": ledger.id_of(Person, "ana"), "period_id": period_id}
    statement_id = add(Statement, **whose, currency="USD", total_minor=0, summary="{}")
    plain = {"plan": "care", "plan_version": Q1.start, "component": "sales", "clause": "c"}
    plain |= {"share_ppm": 1_000_000, "basis_minor": 1, "rate": "1/1", "factors": "", "currency": "USD"}
    for position, line in enumerate(lines, 1):
        add(Line, statement_id=statement_id, position=position, **{**plain, **line})


def _company(connection: Connection, name: str, amount_minor: int) -> int:
    """A quarter and the next, whose lines are `amount_minor`, what was held of it, and 5; in the second one
    half of the first is taken back."""
    workspace_id = ensure_workspace(connection, name)
    ledger = Ledger(connection, workspace_id, NOW)
    ledger.person("ana", "Ana")
    ledger.account("acorn", ana=100)
    ledger.event("D1", "upsell", "2024-02-01", "acorn", amount=1)
    held = {"entry": "hold", "about": "crm:D1", "amount_minor": -amount_minor, **DEAL}
    of_starter = {"plan": "starter", "amount_minor": 7}
    _paid(ledger, Q1, [{"amount_minor": amount_minor, **DEAL}, held, of_starter])
    _paid(ledger, Q2, [{"amount_minor": 5}, {"amount_minor": -amount_minor // 2, **TAKEN}])
    _paid(ledger, JUNE, [{"amount_minor": 9}])
    return workspace_id


@pytest.fixture
def workspace_id(engine: Engine) -> int:
    with writing(engine) as connection:
        _company(connection, "Otherland", 999)
        return _company(connection, "Acme", 100)


def _read(
    engine: Engine, workspace_id: int, before: Before | None, owed: pl.DataFrame | None = None
) -> list[dict[str, Any]]:
    with reading(engine) as connection:
        work = begun(connection, workspace_id, NOW.date(), NOW)
        known = facts_between(connection, workspace_id, None, Q2.end)
        nothing = empty({**PAID, "span": pl.String, "corrects": pl.String})
        facts = with_paid(work, known, Q3, before, nothing if owed is None else owed)
    return facts.paid.sort("period_end", "amount_minor").to_dicts()


def test_a_line_counts_with_its_correction_and_ends_with_its_own_period(
    engine: Engine, workspace_id: int
) -> None:
    """1.00 was paid and 0.50 of it taken back a quarter later: 0.50 of the first quarter."""
    line: dict[str, Any] = {"person": "ana", "plan": "care", "component": "sales", "entry": "pay"}
    line |= {"event": "crm:D1", "about": None, "account": "acorn", "date": date(2024, 2, 1)}
    line |= {"period_end": Q1.end, "amount_minor": 50, "currency": "USD"}
    assert _read(engine, workspace_id, Before(("care",), (Q1,))) == [
        {**line, "entry": "hold", "about": "crm:D1", "amount_minor": -100},
        line,
    ]


def test_what_is_still_owed_counts_too_and_a_line_of_which_nothing_is_left_is_none(
    engine: Engine, workspace_id: int
) -> None:
    line: dict[str, Any] = {"person": "ana", "plan": "care", "component": "sales", "entry": "adjustment"}
    line |= {"event": "crm:D1", "about": None, "account": None, "date": None, "period_end": None}
    line |= {"amount_minor": -50, "currency": "USD", "span": "2024-Q1", "corrects": "pay"}
    owed = pl.DataFrame([line], schema={**PAID, "span": pl.String, "corrects": pl.String})
    found = _read(engine, workspace_id, Before(("care",), (Q1, Q2)), owed)
    assert [(one["entry"], one["amount_minor"]) for one in found] == [("hold", -100), ("pay", 5)]


def test_only_the_named_plans_and_periods_count(engine: Engine, workspace_id: int) -> None:
    """The month was kept while the company was paid by the month; now its quarters are named."""
    found = _read(engine, workspace_id, Before(("care", "starter"), (Q1, Q2)))
    assert [line["amount_minor"] for line in found] == [-100, 7, 50, 5]
    assert _read(engine, workspace_id, Before((), (Q1,))) == []
    assert _read(engine, workspace_id, Before(("care",), ())) == []


def test_nothing_that_was_paid_is_read_when_nobody_asks(engine: Engine, workspace_id: int) -> None:
    assert _read(engine, workspace_id, None) == []
