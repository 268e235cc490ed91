"""A store that was filled before a migration keeps every row of it, and every rule about its rows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, MetaData, Table, insert, select
from sqlalchemy.exc import IntegrityError

from bot.store.engine import open_engine, reading, writing
from bot.store.migrate import MIGRATIONS, migrate, migrating
from tests.conftest import STORES
from tests.databases import Databases

NOW = datetime(2024, 8, 14, 15, tzinfo=UTC)
DAY = date(2024, 7, 1)
FIRST: dict[str, list[dict[str, Any]]] = {
    "workspaces": [
        {"name": "Acme", "time_zone": "UTC", "locale": "en_US", "fiscal_year_start_month": 1}
        | {"pay_period": "quarter", "facts_revision": 7, "facts_through": DAY, "facts_imported_at": NOW}
    ],
    "teams": [{"key": "blue", "name": "Blue"}],
    "people": [
        {"key": key, "name": key, "email": "", "is_admin": False, "start_date": DAY} for key in ("ana", "ben")
    ],
    "placements": [
        {"person_id": 1, "role": "csm", "team_id": 1, "region": "", "manager_id": 2, "from_date": DAY}
    ],
    "accounts": [{"key": "A-1", "name": "Acorn", "region": "EMEA", "segment": "large"}],
    "owners": [
        {"account_id": 1, "person_id": person, "share_ppm": 500_000, "from_date": DAY, "to_date": None}
        for person in (1, 2)
    ],
    "events": [
        {"source": "crm", "external_id": f"E-{number}", "kind": "renewal", "occurred_on": DAY}
        | {"account_id": 1, "person_id": 1, "product": "Pro", "region": "", "currency": "USD"}
        | {"amount_minor": 2**40, "recurring_change_minor": -5, "quantity_milli": None}
        for number in (1, 2)
    ],
    "credits": [{"event_id": 1, "person_id": 1, "share_ppm": 1_000_000}],
    "books": [{"account_id": 1, "as_of": DAY, "recurring_minor": 12_000, "currency": "USD"}],
    "targets": [
        {"metric": "grr", "scope": "team", "scope_key": "blue", "from_date": DAY}
        | {"value_num": 9, "value_den": 10}
    ],
    "readings": [
        {"source": "crm", "metric": "nps", "scope": "company", "scope_key": "", "on_date": DAY}
        | {"value_num": 45, "value_den": 1, "sample": 12}
    ],
    "plans": [{"key": "care", "title": "Care"}],
    "plan_versions": [
        {"plan_id": 1, "from_date": DAY, "document": "plan: care", "digest": "d", "loaded_at": NOW}
    ],
    "assignments": [{"person_id": 1, "plan_id": 1, "from_date": DAY, "variable_year_minor": 100}],
    "imports": [
        {"source": "crm", "imported_at": NOW, "files": "[]"}
        | {"added": 1, "changed": 0, "unchanged": 0, "problems": 1}
    ],
    "import_problems": [{"import_id": 1, "file": "a.csv", "row": 2, "column": "id", "message": "odd"}],
    "audit_log": [{"at": NOW, "actor": "test", "action": "import", "subject_person_id": 1, "details": "{}"}],
    "periods": [
        {"key": f"2024-Q{part}", "start_date": DAY, "end_date": DAY, "state": "open", "facts_revision": 7}
        | {"as_of": DAY, "calculated_at": NOW}
        for part in (2, 3)
    ],
    "statements": [
        {"person_id": 1, "period_id": period, "currency": "USD", "total_minor": 100, "summary": "{}"}
        for period in (1, 2)
    ],
    "lines": [
        {"statement_id": statement, "position": position, "plan": "care", "plan_version": DAY}
        | {"component": "c", "clause": "components.c", "event": "crm:E-1", "occurred_on": DAY}
        | {"event_amount_minor": 5_000, "share_ppm": 1_000_000, "basis_minor": 5_000, "rate": "1/100"}
        | {"factors": "", "amount_minor": 50, "currency": "USD"}
        for statement in (1, 2)
        for position in (1, 2)
    ],
}


def _go(way: Callable[[Config, str], None], engine: Engine, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with migrating(engine) as connection:
        config.attributes["connection"] = connection
        way(config, revision)


@pytest.fixture
def old(databases: Databases, store_kind: str) -> Iterator[Engine]:
    """A store as the first version of Micdrop made it, with rows in every table."""
    with _filled(databases, store_kind) as engine:
        yield engine


@pytest.fixture(scope="module", params=STORES)
def upgraded(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Engine]:
    """The same, brought to the newest tables: one for all tests that only try what is refused."""
    with _filled(databases, request.param) as engine:
        migrate(engine)
        yield engine


@contextmanager
def _filled(databases: Databases, store_kind: str) -> Iterator[Engine]:
    engine = open_engine(databases.empty(store_kind))
    _go(command.upgrade, engine, "0001")
    tables = _tables(engine)
    with writing(engine) as connection:
        for name, rows in FIRST.items():
            own = {} if name == "workspaces" else {"workspace_id": 1}
            for row in rows:  # one by one, so that each gets the next number
                connection.execute(insert(tables[name]).values({**own, **row}))
    yield engine
    engine.dispose()


def _tables(engine: Engine) -> dict[str, Table]:
    found = MetaData()
    with engine.connect() as connection:
        found.reflect(connection)
    return {name: table for name, table in found.tables.items() if name != "alembic_version"}


def _rows(engine: Engine, columns: dict[str, list[str]]) -> dict[str, list[tuple[Any, ...]]]:
    tables = _tables(engine)
    with reading(engine) as connection:
        return {
            name: [
                tuple(row)
                for row in connection.execute(
                    select(*(tables[name].c[column] for column in kept)).order_by(tables[name].c.id)
                )
            ]
            for name, kept in columns.items()
        }


def _columns(engine: Engine) -> dict[str, list[str]]:
    """Every column but revisions of the facts, which a migration may raise."""
    return {
        name: [column.name for column in table.columns if column.name != "facts_revision"]
        for name, table in _tables(engine).items()
    }


def test_every_row_of_a_filled_store_is_kept(old: Engine) -> None:
    columns = _columns(old)
    before = _rows(old, columns)
    assert set(before) == set(FIRST)
    assert migrate(old) is True
    assert _rows(old, columns) == before


def test_going_back_and_forth_keeps_them_too(old: Engine) -> None:
    columns = _columns(old)
    before = _rows(old, columns)
    migrate(old)
    _go(command.downgrade, old, "0001")
    assert _columns(old) == columns
    assert _rows(old, columns) == before
    assert migrate(old) is True
    assert _rows(old, columns) == before


def test_what_was_calculated_before_is_dated_and_out_of_date(old: Engine) -> None:
    migrate(old)
    names = ["span", "entry", "about", "fx", "earlier_minor", "reward"]
    plain = ("pay", None, None, 0, "")
    kept = _rows(old, {"lines": names, "workspaces": ["facts_revision"], "periods": ["facts_revision"]})
    assert kept["lines"] == [(f"2024-Q{part}", *plain) for part in (2, 2, 3, 3)]
    assert kept["workspaces"] == [(9,)]  # once for each of two migrations
    assert kept["periods"] == [(7,), (7,)]


SHARE = {"workspace_id": 1, "person_id": 1, "share_ppm": 1, "role": "csm"}
FIGURE = {
    "workspace_id": 1,
    "metric": "m",
    "scope": "line",
    "scope_key": "ana",
    "value_num": 1,
    "value_den": 1,
}
GOOD: dict[str, dict[str, Any]] = {
    "owners": {**SHARE, "account_id": 1, "from_date": DAY},
    "credits": {**SHARE, "event_id": 1},
    "targets": {**FIGURE, "from_date": DAY},
    "readings": {**FIGURE, "source": "crm", "on_date": DAY},
}


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("owners", {"role": ""}),  # Ana has that share already
        ("owners", {"share_ppm": 0}),
        ("owners", {"share_ppm": 1_000_001}),
        ("owners", {"person_id": 9}),
        ("credits", {"role": ""}),
        ("credits", {"share_ppm": 0}),
        ("credits", {"event_id": 9}),
        ("targets", {"scope": "planet"}),
        ("targets", {"value_den": 0}),
        ("targets", {"metric": "grr", "scope": "team", "scope_key": "blue"}),  # blue has that target already
        ("readings", {"scope": "planet"}),
        ("readings", {"value_den": 0}),
        ("readings", {"metric": "nps", "scope": "company", "scope_key": ""}),
    ],
)
def test_what_a_row_may_not_be_is_still_refused(upgraded: Engine, name: str, wrong: dict[str, Any]) -> None:
    table = _tables(upgraded)[name]
    with (
        upgraded.connect().execution_options(micdrop_writes=True) as connection,
        connection.begin() as undone,
    ):
        connection.execute(insert(table).values(GOOD[name]))
        with pytest.raises(IntegrityError):
            connection.execute(insert(table).values({**GOOD[name], **wrong}))
        undone.rollback()
