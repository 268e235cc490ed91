"""Opening a database: SQLite by default, PostgreSQL by one setting, the same promises from both."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import StaticPool

BUSY_TIMEOUT_MS = 10_000
Version = tuple[int, ...]


class StoreError(Exception):
    """A database that cannot be used as it is; the text says what to do."""


def wal_is_safe(version: Version) -> bool:
    """Whether this SQLite may keep a write-ahead log.

    Versions 3.7.0 to 3.51.2 (but for the mended 3.44.6 and 3.50.7) can corrupt a database when the log is
    reset, so they get a rollback journal: slower writes, same safety.
    """
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def open_engine(url: str) -> Engine:
    """Makes the one engine of a process.

    `url` is `sqlite:///path` or `postgresql://user:password@host/name`. Raises StoreError for any other
    kind, and when SQLite is older than 3.35 (no RETURNING).
    """
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed)
    return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection whose statements see one state of the database, for questions only."""
    # PostgreSQL would by itself show each statement what was committed just before it.
    options = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that may write: all of it happens, or none.

    On SQLite it takes the write lock at once: a transaction that first reads and then writes would fail
    without waiting when another has written in between.
    """
    with engine.connect().execution_options(micdrop_writes=True) as connection, connection.begin():
        yield connection


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(
            "DATABASE_URL is not a database address; use sqlite:///micdrop.db or postgresql://user:password@host/name"
        ) from error
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreError(
            f"Micdrop keeps its data in SQLite or PostgreSQL, not in {parsed.get_backend_name()}"
        )
    return parsed


def _open_sqlite(url: URL) -> Engine:
    if sqlite3.sqlite_version_info < (3, 35):
        raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old: 3.35 or newer is needed")
    in_memory = url.database in (None, "", ":memory:")
    engine = create_engine(
        url,
        connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000},
        **({"poolclass": StaticPool} if in_memory else {}),
    )
    journal = "WAL" if wal_is_safe(sqlite3.sqlite_version_info) else "TRUNCATE"

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        # pysqlite would begin by itself, and deferred; we say BEGIN ourselves, below.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        if not in_memory:
            connection.execute(f"PRAGMA journal_mode = {journal}")
            connection.execute(f"PRAGMA synchronous = {'NORMAL' if journal == 'WAL' else 'FULL'}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("micdrop_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
