"""A backup that is restored knows nothing of what was sent since; nothing is announced twice."""

import shutil
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from tests.databases import Databases
from tests.delivery.processes.ground import Ground, ground_on
from tests.delivery.processes.which_store import SQLITE_FIRST
from tests.figures import Tell


def backup_of(databases: Databases, kind: str, url: str) -> str:
    """The address of a copy of a database as it is now."""
    copy = databases.empty(kind)
    source, target = make_url(url).database, make_url(copy).database
    assert source is not None
    assert target is not None
    if kind == "sqlite":
        shutil.copyfile(source, target)
        return copy
    with psycopg.connect(databases.empty(kind), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{target}"'.encode())
        connection.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"'.encode())
    return copy


def owe(ground: Ground) -> None:
    ground.put_notes("note", 6)
    ground.schedule("proof", 3)


@SQLITE_FIRST
def test_nothing_is_announced_again(
    store_kind: str, databases: Databases, tmp_path: Path, tell: Tell
) -> None:
    url = databases.fresh(store_kind)
    with ground_on(url, tmp_path) as ground:
        owe(ground)
        ground.engine.dispose()
        backup = backup_of(databases, store_kind, url)
        ground.start_all()
        first = ground.count_at_end()
        with ground.on(backup) as restored:
            assert restored.states() == {"pending": 8}
            restored.start_all()
            second = restored.count_at_end()
    tell(f"sent: {first}; restored and sent: {second}")
    assert first.is_clean
    assert second.is_clean
    assert first.messages == second.messages
