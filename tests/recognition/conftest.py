"""The company at the app's door, with recognition set up."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from unittest.mock import patch

import psycopg
import pytest
from sqlalchemy.engine import make_url

from bot.slack.render import Renderer
from bot.store.engine import open_engine
from tests.databases import Databases
from tests.front_door import brightwater as brightwater
from tests.front_door import company as company
from tests.front_door import open_door
from tests.recognition.stage import Stage, hurry, set_up, set_up_store
from tests.store.brightwater import write_company


@pytest.fixture(scope="session", autouse=True)
def _templates_are_loaded_once() -> Iterator[None]:
    with patch.object(Renderer, "load", cache(Renderer.load)):
        yield


@pytest.fixture(scope="session")
def filled_file(brightwater: tuple[Path, int]) -> tuple[Path, int]:
    """The company's SQLite file with recognition set up, to copy; and the workspace's id."""
    file, workspace_id = brightwater
    filled = Path(shutil.copyfile(file, file.with_name(f"{uuid.uuid4().hex}.db")))
    engine = open_engine(f"sqlite:///{filled}")
    set_up_store(engine, workspace_id)
    engine.dispose()
    return filled, workspace_id


@pytest.fixture(scope="session")
def filled_database(databases: Databases) -> tuple[str, int]:
    """The same as a PostgreSQL database to copy, by its address."""
    url = databases.fresh("postgresql")
    engine = open_engine(url)
    workspace_id = write_company(engine)
    set_up_store(engine, workspace_id)
    engine.dispose()
    return url, workspace_id


@pytest.fixture
def stage(filled_file: tuple[Path, int]) -> Iterator[Stage]:
    file, workspace_id = filled_file
    with _at_the_door(f"sqlite:///{_copied_file(file)}", workspace_id) as made:
        yield made


@pytest.fixture
def either_stage(store_kind: str, request: pytest.FixtureRequest) -> Iterator[Stage]:
    """On SQLite and on PostgreSQL."""
    if store_kind == "sqlite":
        file, workspace_id = request.getfixturevalue("filled_file")
        url = f"sqlite:///{_copied_file(file)}"
    else:
        filled, workspace_id = request.getfixturevalue("filled_database")
        url = _copied_database(filled)
    with _at_the_door(url, workspace_id) as made:
        yield made


@contextmanager
def _at_the_door(url: str, workspace_id: int) -> Iterator[Stage]:
    engine = open_engine(url)
    hurry(engine)
    with open_door(engine, workspace_id) as door:
        yield set_up(door)
    engine.dispose()


def _copied_file(file: Path) -> Path:
    return Path(shutil.copyfile(file, file.with_name(f"{uuid.uuid4().hex}.db")))


def _copied_database(url: str) -> str:
    source, name = make_url(url), f"micdrop_{uuid.uuid4().hex}"
    server = source.set(database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source.database}"'.encode())
    return source.set(database=name).render_as_string(hide_password=False)
