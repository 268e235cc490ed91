"""Bringing a database to the newest tables, and telling whether it is there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from bot.store.engine import StoreError, writing

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
LOCK_KEY = 6_427_378  # "micdrop" on a telephone's keys, cut short: any fixed number does


def newest() -> str:
    """The revision this code is written for. There is always exactly one head."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise StoreError(f"there are no migrations in {MIGRATIONS}")
    return head


def current(connection: Connection) -> str | None:
    """The revision the database is at; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def migrate(engine: Engine) -> bool:
    """Brings the database to the newest revision, in one transaction. Says whether anything was to do.

    Several processes may call it at once: the first does the work, the others wait and find it done.
    Raises StoreError when the database was written by a newer Micdrop.
    """
    with engine.connect() as connection:
        if current(connection) == newest():
            return False
    with migrating(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK_KEY})
        return _upgrade(connection)


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """A writing transaction in which SQLite may rebuild a table that others refer to.

    With foreign keys on, dropping the old copy of a parent table would delete every child row. The switch
    works only outside a transaction; the check before the commit makes up for it.
    """
    if engine.dialect.name != "sqlite":
        with writing(engine) as connection:
            yield connection
        return
    with engine.connect().execution_options(micdrop_writes=True) as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
                if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                    raise StoreError(
                        f"the migration would leave {len(broken)} rows without what they refer to"
                    )
        finally:
            raw.execute("PRAGMA foreign_keys = ON")


def _upgrade(connection: Connection) -> bool:
    at = current(connection)
    if at == newest():
        return False
    config = _config()
    if at is not None and at not in {
        step.revision for step in ScriptDirectory.from_config(config).walk_revisions()
    }:
        raise StoreError(
            f"the database is at revision {at}, which this version of Micdrop does not know: "
            "it was written by a newer one. Update Micdrop, or restore a backup from before."
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return True


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
