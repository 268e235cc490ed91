"""What every test may ask for: a fresh store on each kind of database."""

import gc
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from sqlalchemy import Engine

from bot.store.engine import open_engine
from tests.databases import Databases
from tests.figures import pytest_terminal_summary as pytest_terminal_summary
from tests.figures import tell as tell

STORES = ("sqlite", "postgresql")


def pytest_collection_finish() -> None:
    """Thousands of tests and modules stay until the end: to look through them for garbage again and again
    took a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    """A command run in a test sends the logs to a stream that closes with it; the next test has its own."""
    configured, handlers, level = structlog.get_config(), logging.root.handlers[:], logging.root.level
    factory = logging.getLogRecordFactory()
    yield
    structlog.configure(**configured)
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    logging.setLogRecordFactory(factory)


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    folder: Path = tmp_path_factory.mktemp("databases")
    # The embedded server runs under an account of its own when the tests run as root.
    for parent in (folder, *folder.parents[:2]):
        parent.chmod(0o755)
    return Databases(folder)


@pytest.fixture(params=STORES)
def store_kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def engine(databases: Databases, store_kind: str) -> Iterator[Engine]:
    """An empty, migrated store; a test that asks for it runs on SQLite and on PostgreSQL."""
    engine = open_engine(databases.fresh(store_kind))
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_engine(databases: Databases) -> Iterator[Engine]:
    """An empty, migrated SQLite store, where the kind of database does not matter."""
    engine = open_engine(databases.fresh("sqlite"))
    yield engine
    engine.dispose()
