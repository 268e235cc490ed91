"""The tables that the code declares are the tables that migrating makes."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from bot.store.engine import StoreError, open_engine, reading, writing
from bot.store.migrate import MIGRATIONS, current, migrate, newest
from bot.store.tables import metadata
from tests.databases import Databases


def test_there_is_one_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert len(ScriptDirectory.from_config(config).get_heads()) == 1


def test_a_migrated_database_has_exactly_the_declared_tables(engine: Engine) -> None:
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata()) == []


def test_migrating_twice_does_the_work_once(databases: Databases, store_kind: str) -> None:
    engine = open_engine(databases.empty(store_kind))
    assert migrate(engine) is True
    assert migrate(engine) is False
    with reading(engine) as connection:
        assert current(connection) == newest()
    engine.dispose()


def test_a_database_of_a_newer_version_is_left_alone(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'tomorrow'"))
    with pytest.raises(StoreError, match="written by a newer one"):
        migrate(engine)
