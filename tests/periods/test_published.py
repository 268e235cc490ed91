"""What was published never changes: the database refuses it, and it can be derived again byte for byte."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from bot.periods.adjusting import Wanted, add
from bot.periods.kept_facts import KeptFactsBroken
from bot.periods.publishing import PublishRefused, close
from bot.periods.replaying import ReplayRefused, replay
from bot.store.engine import open_engine, reading, writing
from tests.conftest import STORES
from tests.databases import Databases
from tests.periods.payday import Q1, Q2, Payday


def paid(engine: Engine) -> Payday:
    """The first quarter is paid: 1,000.00 for Ana; the second is calculated."""
    made = Payday(engine)
    made.sells("D1", "2024-02-10", 1_000_000)
    made.pays(Q1)
    made.sells("D2", "2024-05-10", 1_000_000)
    made.refreshes(Q2)
    return made


@pytest.fixture
def payday(engine: Engine) -> Payday:
    return paid(engine)


@pytest.fixture(scope="module", params=STORES)
def sealed(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Payday]:
    """One for all that is refused."""
    engine = open_engine(databases.fresh(request.param))
    yield paid(engine)
    engine.dispose()


FORBIDDEN = [
    "UPDATE lines SET amount_minor = 1 WHERE statement_id = {statement}",
    "UPDATE lines SET statement_id = {statement} WHERE statement_id <> {statement}",
    "DELETE FROM lines WHERE statement_id = {statement}",
    "INSERT INTO lines (workspace_id, statement_id, position, plan, plan_version, component, clause, "
    "share_ppm, basis_minor, rate, factors, amount_minor, currency) "
    "VALUES (1, {statement}, 99, 'p', '2024-01-01', 'c', '', 1, 1, '1/1', '', 1, 'USD')",
    "UPDATE statements SET total_minor = 1 WHERE id = {statement}",
    "DELETE FROM statements WHERE id = {statement}",
    "UPDATE statements SET period_id = (SELECT period_id FROM statements WHERE id = {statement}) "
    "WHERE id <> {statement}",
    "UPDATE periods SET state = 'open' WHERE key = '2024-Q1'",
    "UPDATE periods SET as_of = '2025-01-01' WHERE key = '2024-Q1'",
    "UPDATE periods SET state = 'closed', key = '2023-Q1' WHERE key = '2024-Q1'",
    "DELETE FROM periods WHERE key = '2024-Q1'",
    "UPDATE reviews SET state = 'waiting' WHERE state = 'approved'",
    "DELETE FROM reviews",
    "UPDATE kept_facts SET digest = ''",
    "DELETE FROM kept_facts",
    "UPDATE audit_log SET actor = 'nobody'",
    "DELETE FROM audit_log",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_database_refuses_to_change_it(sealed: Payday, statement: str) -> None:
    published = text(
        "SELECT statements.id FROM statements JOIN periods ON periods.id = statements.period_id "
        "JOIN people ON people.id = statements.person_id WHERE periods.key = '2024-Q1' AND people.key = 'ana'"
    )
    with reading(sealed.engine) as connection:
        number = connection.execute(published).scalar_one()
    with pytest.raises(DBAPIError, match=r"never changes|only grows"), writing(sealed.engine) as connection:
        connection.execute(text(statement.format(statement=number)))
    assert sealed.lines(Q1, "ana") == [("pay", 100_000, "")]


def test_it_is_published_once(payday: Payday) -> None:
    with pytest.raises(PublishRefused, match="Q1 2024 is published already"):
        payday.publishes(Q1)


def test_it_is_closed_once_and_not_before_it_is_published(payday: Payday) -> None:
    with writing(payday.engine) as connection:
        company = payday.company(connection)
        assert close(connection, company, Q1.key, "command line", payday.now)
        assert not close(connection, company, Q1.key, "command line", payday.now)
    with (
        writing(payday.engine) as connection,
        pytest.raises(PublishRefused, match="Q2 2024 is not published"),
    ):
        close(connection, payday.company(connection), Q2.key, "command line", payday.now)
    assert payday.standing(Q1).state == "closed"


def test_it_is_derived_again_byte_for_byte_whatever_the_facts_are_now(payday: Payday) -> None:
    payday.changes_event("D1", amount_minor=3)
    payday.loads("""
plan: sales
title: Other
from: 2023-01-01
currency: USD
components:
  deals: {pay: commission, title: Deals, rates: [{rate: 50%}]}
""")
    with reading(payday.engine) as connection:
        replayed = replay(connection, payday.company(connection), Q1.key)
    assert replayed.different == []
    assert (replayed.lines, len(replayed.statements)) == (1, 3)


def test_so_is_one_with_adjustments_and_corrections(payday: Payday) -> None:
    """Ana: 1,000.00 and 10.00 by hand, and 200.00 less for the first quarter, whose deal was 8,000.00."""
    with writing(payday.engine) as connection:
        wanted = Wanted(payday.id_of("ana"), "USD", "A typo", amount_minor=1_000)
        add(connection, payday.company(connection), payday.caller(connection, "dan"), wanted, "k", payday.now)
    payday.changes_event("D1", amount_minor=800_000)
    payday.pays(Q2)
    assert [amount for _, amount, _ in payday.lines(Q2, "ana")] == [100_000, -20_000, 1_000]
    payday.changes_event("D1", amount_minor=1)
    with reading(payday.engine) as connection:
        replayed = replay(connection, payday.company(connection), Q2.key)
    assert replayed.different == []


def test_a_line_that_was_changed_behind_the_back_of_the_database_is_found(payday: Payday) -> None:
    _unseal(payday.engine, "lines")
    with writing(payday.engine) as connection:
        connection.execute(text("UPDATE lines SET amount_minor = amount_minor + 1"))
    with reading(payday.engine) as connection:
        replayed = replay(connection, payday.company(connection), Q1.key)
    assert [one.person for one in replayed.different] == ["ana"]


def test_kept_facts_that_were_changed_are_found(payday: Payday) -> None:
    _unseal(payday.engine, "kept_facts")
    with writing(payday.engine) as connection:
        connection.execute(
            text("UPDATE kept_facts SET content = :other WHERE name = 'events'"), {"other": b"x"}
        )
    with (
        reading(payday.engine) as connection,
        pytest.raises(KeptFactsBroken, match="The kept events were changed"),
    ):
        replay(connection, payday.company(connection), Q1.key)


def test_only_what_was_published_can_be_derived_again(payday: Payday) -> None:
    with reading(payday.engine) as connection, pytest.raises(ReplayRefused, match="2024-Q2 is not published"):
        replay(connection, payday.company(connection), Q2.key)


def _unseal(engine: Engine, table: str) -> None:
    """As somebody does who has the database in their hands."""
    on = f" ON {table}" if engine.dialect.name == "postgresql" else ""
    with writing(engine) as connection:
        connection.execute(text(f"DROP TRIGGER sealed_{table}_update{on}"))
