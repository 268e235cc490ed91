"""Whatever somebody with the database in hand does to the audit log, the first broken entry is named."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from bot.store.audit import audit_log, digest_of, heads, record
from bot.store.audit_chain import Verified, verify_chain
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.people import Person
from bot.store.workspaces import ensure_workspace

NOW = datetime(2024, 8, 14, 15, 0, tzinfo=UTC)
ACTIONS = ("pay_viewed", "period_published", "adjusted", "approved", "announced", "payroll_exported")
LATER = "the log ended later than it does now."
PUT_IN = "stands there now: one of them was put in later."

Tamper = Callable[[Connection], object]


@pytest.fixture
def log(engine: Engine) -> Engine:
    """Six entries in the first workspace, and two in another, whose log nobody touches."""
    with writing(engine) as connection:
        for name in ("Acme", "Birch"):
            ensure_workspace(connection, name)
        row = {"workspace_id": 1, "key": "ana", "name": "Ana", "start_date": NOW.date()}
        connection.execute(insert(table_of(Person)).values(row))
        for number, action in enumerate(ACTIONS, 1):
            at = NOW + timedelta(minutes=number)
            record(connection, 1, at, f"person p{number}", action, 1, {"period": "2024-Q2"})
        for action in ACTIONS[:2]:
            record(connection, 2, NOW, "command line", action)
    return engine


def verified(engine: Engine, workspace_id: int = 1) -> Verified:
    with reading(engine) as connection:
        return verify_chain(connection, workspace_id)


def unsealed(engine: Engine) -> None:
    """As somebody does who has the database in their hands."""
    on = " ON audit_log" if engine.dialect.name == "postgresql" else ""
    with writing(engine) as connection:
        for act in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER sealed_audit_log_{act}{on}"))


def broken(engine: Engine, tamper: Tamper) -> tuple[int, str, str]:
    """The first broken entry after tampering: its number, what stands there, and what is wrong."""
    unsealed(engine)
    with writing(engine) as connection:
        tamper(connection)
    found = verified(engine).broken
    assert found is not None
    assert verified(engine, 2).broken is None
    return found.number, found.action, found.wrong


def changes(which: int, **values: object) -> Tamper:
    here = (audit_log.c.workspace_id == 1) & (audit_log.c.number == which)
    return lambda connection: connection.execute(update(audit_log).where(here).values(**values))


def removes(*numbers: int) -> Tamper:
    here = (audit_log.c.workspace_id == 1) & audit_log.c.number.in_(numbers)
    return lambda connection: connection.execute(audit_log.delete().where(here))


def test_a_log_that_nobody_touched_is_whole(log: Engine) -> None:
    whole = verified(log)
    assert (whole.entries, whole.broken) == (6, None)
    with reading(log) as connection:
        assert whole.digest == connection.execute(select(heads.c.digest)).scalars().first()
    assert verified(log, 2).entries == 2


def test_an_empty_log_is_whole(engine: Engine) -> None:
    with writing(engine) as connection:
        ensure_workspace(connection, "Acme")
    assert verified(engine) == Verified(0, "", None)


@pytest.mark.parametrize("statement", ["UPDATE audit_log SET actor = 'x'", "DELETE FROM audit_log"])
def test_the_database_refuses_to_change_an_entry_at_all(log: Engine, statement: str) -> None:
    with pytest.raises(DBAPIError, match="only grows"), writing(log) as connection:
        connection.execute(text(statement))
    assert verified(log).entries == 6


@pytest.mark.parametrize(
    "values",
    [
        {"at": NOW},
        {"actor": "person ana"},
        {"action": "explained"},
        {"subject_person_id": None},
        {"details": '{"period": "2024-Q1"}'},
        {"previous": "0" * 64},
        {"digest": "0" * 64},
    ],
    ids=lambda values: next(iter(values)),
)
def test_a_changed_column_is_found(log: Engine, values: dict[str, object]) -> None:
    number, action, wrong = broken(log, changes(3, **values))
    assert (number, action) == (3, values.get("action", "adjusted"))
    assert "not what was written" in wrong


def test_an_entry_with_another_number_is_missing_at_its_own(log: Engine) -> None:
    assert broken(log, changes(3, number=90)) == (3, "", "It is missing: the next one that is there is 4.")


def test_an_entry_that_went_to_another_workspace_is_missing(log: Engine) -> None:
    with writing(log) as connection:
        ensure_workspace(connection, "Cedar")
    assert broken(log, changes(6, workspace_id=3)) == (
        6,
        "",
        f"It is missing: {LATER}",
    )
    assert verified(log, 3).broken is not None


def test_an_entry_that_was_changed_with_its_digest_does_not_fit_the_next(log: Engine) -> None:
    def forge(connection: Connection) -> None:
        row = connection.execute(select(audit_log).where(audit_log.c.id == 3)).mappings().one()
        said = {**row, "actor": "person ana"}
        changes(3, actor="person ana", digest=digest_of(said))(connection)

    number, action, wrong = broken(log, forge)
    assert (number, action) == (4, "approved")
    assert wrong == f"It was written after another entry 3 than {PUT_IN}"


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ((1,), (1, "", "It is missing: the next one that is there is 2.")),
        ((3,), (3, "", "It is missing: the next one that is there is 4.")),
        ((2, 3, 4), (2, "", "It and all up to 4 are missing: the next one that is there is 5.")),
        ((6,), (6, "", f"It is missing: {LATER}")),
        ((5, 6), (5, "", f"It and all up to 6 are missing: {LATER}")),
        (
            tuple(range(1, 7)),
            (1, "", f"It and all up to 6 are missing: {LATER}"),
        ),
    ],
)
def test_entries_that_were_taken_away_are_missed(
    log: Engine, numbers: tuple[int, ...], found: tuple[int, str, str]
) -> None:
    assert broken(log, removes(*numbers)) == found


def test_an_entry_that_was_added_behind_the_end_is_found(log: Engine) -> None:
    def put_in(connection: Connection) -> None:
        last = connection.execute(select(audit_log).where(audit_log.c.id == 6)).mappings().one()
        entry = {**last, "number": 7, "action": "invented", "previous": last["digest"]}
        del entry["id"]
        connection.execute(insert(audit_log).values({**entry, "digest": digest_of(entry)}))

    assert broken(log, put_in) == (7, "invented", "The log ended at 6, before it.")


def test_an_entry_that_was_put_in_between_is_found(log: Engine) -> None:
    """Those behind it move up by one, each with a digest that fits what it says."""

    def put_in(connection: Connection) -> None:
        for number in (6, 5, 4):
            here = (audit_log.c.workspace_id == 1) & (audit_log.c.number == number)
            row = connection.execute(select(audit_log).where(here)).mappings().one()
            moved = {**row, "number": number + 1}
            changes(number, number=number + 1, digest=digest_of(moved))(connection)
        before = connection.execute(select(audit_log).where(audit_log.c.id == 3)).mappings().one()
        entry = {**before, "number": 4, "action": "invented", "previous": before["digest"]}
        del entry["id"]
        connection.execute(insert(audit_log).values({**entry, "digest": digest_of(entry)}))

    number, action, wrong = broken(log, put_in)
    assert (number, action) == (5, "approved")
    assert "It was written after another entry 4" in wrong


def test_entries_that_changed_places_are_found(log: Engine) -> None:
    def swap(connection: Connection) -> None:
        changes(3, number=90)(connection)
        changes(4, number=3)(connection)
        changes(90, number=4)(connection)

    number, action, wrong = broken(log, swap)
    assert (number, action) == (3, "approved")
    assert "not what was written" in wrong


def test_an_end_that_nobody_knows_any_more_is_told(log: Engine) -> None:
    of_acme = heads.c.workspace_id == 1
    number, action, wrong = broken(log, lambda connection: connection.execute(heads.delete().where(of_acme)))
    assert (number, action) == (6, "")
    assert "The record of the log's end is gone" in wrong


def test_a_last_entry_that_was_written_anew_is_not_the_one_that_the_log_ended_with(log: Engine) -> None:
    def forge(connection: Connection) -> None:
        row = connection.execute(select(audit_log).where(audit_log.c.id == 6)).mappings().one()
        changes(6, actor="nobody", digest=digest_of({**row, "actor": "nobody"}))(connection)

    assert broken(log, forge) == (6, "payroll_exported", "It is not the entry that the log ended with.")


def test_a_hundred_thousand_entries_take_seconds(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as connection:
        ensure_workspace(connection, "Acme")
        connection.execute(insert(audit_log), _many(100_000))
    began = time.perf_counter()
    found = verified(sqlite_engine)
    assert time.perf_counter() - began < 10
    assert found.entries == 100_000


def _many(entries: int) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    previous = ""
    for number in range(1, entries + 1):
        entry: dict[str, object] = {
            "number": number,
            "at": NOW,
            "actor": "person ana",
            "action": "pay_viewed",
            "subject_person_id": None,
            "details": "{}",
            "previous": previous,
        }
        previous = digest_of(entry)
        rows.append({"workspace_id": 1, "digest": previous, **entry})
    return rows
