"""A company on each kind of store, or on SQLite where the kind does not matter."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.imports.company import Company


@pytest.fixture
def company(engine: Engine, tmp_path: Path) -> Company:
    return Company(engine, tmp_path)


@pytest.fixture
def small_company(sqlite_engine: Engine, tmp_path: Path) -> Company:
    return Company(sqlite_engine, tmp_path)
