"""Databases that do not wait for the disk.

A process that is killed has lost nothing that it had handed to the operating system; only a power cut would
tell the difference, and none of these tests makes one.
"""

import sqlite3

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import Pool


def hurry_sqlite(target: Engine | type[Pool]) -> None:
    """For an engine, or for all of this process."""

    @event.listens_for(target, "checkout")
    def hurry(connection: object, _record: object, _proxy: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.execute("PRAGMA synchronous = OFF")


def hurry_postgresql(url: str) -> None:
    """For every connection made from now on; does nothing for SQLite."""
    if url.startswith("postgresql"):
        with psycopg.connect(url, autocommit=True) as connection:
            name = make_url(url).database
            connection.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off'.encode())
