"""Grounds on both stores, for every test here."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.delivery.processes.ground import Ground, ground_on


@pytest.fixture
def ground(store_kind: str, databases: Databases, tmp_path: Path) -> Iterator[Ground]:
    """A ground on each kind of database."""
    with ground_on(databases.fresh(store_kind), tmp_path) as made:
        yield made


@pytest.fixture
def sqlite_ground(databases: Databases, tmp_path: Path) -> Iterator[Ground]:
    with ground_on(databases.fresh("sqlite"), tmp_path) as made:
        yield made


@pytest.fixture
def postgresql_ground(databases: Databases, tmp_path: Path) -> Iterator[Ground]:
    with ground_on(databases.fresh("postgresql"), tmp_path) as made:
        yield made
