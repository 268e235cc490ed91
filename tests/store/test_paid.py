"""What was paid before as facts of a later period: of one company, on some plans, in some periods."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, insert

from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.facts import PaidEarlier, facts_between
from bot.store.tables import Line, PeriodRow, Person, Statement
from bot.store.workspaces import ensure_workspace
from tests.store.ledger import Ledger

NOW = datetime(2024, 7, 1, tzinfo=UTC)
ENDS = {"2024-Q1": date(2024, 3, 31), "2024-Q2": date(2024, 6, 30), "2024-06": date(2024, 6, 30)}


def _paid(ledger: Ledger, person: str, period: str, lines: list[dict[str, Any]]) -> None:
    def add(model: Any, **values: Any) -> int:
        table = table_of(model)
        row = model(workspace_id=ledger.workspace_id, **values).model_dump(exclude={"id"})
        return int(ledger.connection.execute(insert(table).values(row).returning(table.c.id)).scalar_one())

    made = {"facts_revision": 1, "as_of": ENDS[period], "calculated_at": NOW}
    period_id = add(PeriodRow, key=period, start_date=date(2024, 1, 1), end_date=ENDS[period], **made)
    person_id = ledger.id_of(Person, person)
    statement_id = add(
        Statement, person_id=person_id, period_id=period_id, currency="USD", total_minor=0, summary="{}"
    )
    plain = {"plan_version": ENDS["2024-Q1"], "component": "sales", "clause": "c", "share_ppm": 1_000_000}
    plain |= {"basis_minor": 1, "rate": "1/1", "factors": "", "currency": "USD"}
    for position, line in enumerate(lines, 1):
        add(Line, statement_id=statement_id, position=position, **{**plain, **line})


def _company(connection: Connection, name: str, amount_minor: int) -> int:
    workspace_id = ensure_workspace(connection, name)
    ledger = Ledger(connection, workspace_id, NOW)
    ledger.person("ana", "Ana")
    deal = {"event": "crm:D1", "account": "A-1", "occurred_on": date(2024, 2, 1)}
    held = {"entry": "hold", "about": "crm:D1", "amount_minor": -amount_minor}
    of_starter = {"plan": "starter", "amount_minor": 7}
    first = [
        {"plan": "care", "amount_minor": amount_minor, **deal},
        {"plan": "care", **deal, **held},
        of_starter,
    ]
    _paid(ledger, "ana", "2024-Q1", first)
    _paid(ledger, "ana", "2024-Q2", [{"plan": "care", "amount_minor": 5}])
    _paid(ledger, "ana", "2024-06", [{"plan": "care", "amount_minor": 9}])
    return workspace_id


@pytest.fixture
def workspace_id(engine: Engine) -> int:
    with writing(engine) as connection:
        _company(connection, "Otherland", 999)
        return _company(connection, "Acme", 100)


def _read(engine: Engine, workspace_id: int, paid: PaidEarlier | None) -> list[dict[str, Any]]:
    with reading(engine) as connection:
        facts = facts_between(connection, workspace_id, None, ENDS["2024-Q2"], paid)
    return facts.paid.sort("period_end", "amount_minor").to_dicts()


def test_lines_come_as_they_were_paid_with_the_day_on_which_their_period_ended(
    engine: Engine, workspace_id: int
) -> None:
    line: dict[str, Any] = {"person": "ana", "plan": "care", "component": "sales", "entry": "pay"}
    line |= {
        "event": "crm:D1",
        "about": None,
        "account": "A-1",
        "date": date(2024, 2, 1),
        "period_end": ENDS["2024-Q1"],
    }
    line |= {"amount_minor": 100, "currency": "USD"}
    assert _read(engine, workspace_id, PaidEarlier(("care",), ("2024-Q1",))) == [
        {**line, "entry": "hold", "about": "crm:D1", "amount_minor": -100},
        line,
    ]


def test_only_the_named_plans_and_periods_count(engine: Engine, workspace_id: int) -> None:
    """The month was kept while the company was paid by the month; now its quarters are named."""
    paid = PaidEarlier(("care", "starter"), ("2024-Q1", "2024-Q2"))
    assert [line["amount_minor"] for line in _read(engine, workspace_id, paid)] == [-100, 7, 100, 5]
    assert _read(engine, workspace_id, PaidEarlier((), ("2024-Q1",))) == []
    assert _read(engine, workspace_id, PaidEarlier(("care",), ())) == []


def test_nothing_that_was_paid_is_read_when_nobody_asks(engine: Engine, workspace_id: int) -> None:
    assert _read(engine, workspace_id, None) == []
