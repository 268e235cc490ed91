"""Many rows at once: from Polars frames into a table, and from a query back into a frame.

SQLite gets `executemany` on the driver's own connection, PostgreSQL gets COPY; both inside the transaction
of the connection that is handed in. For columns of text, dates, whole numbers and yes/no.
"""

import io
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import polars as pl
import psycopg
from sqlalchemy import Connection, Select, Table
from sqlalchemy.types import TypeDecorator, TypeEngine

CHUNK_ROWS = 50_000
FETCH_ROWS = 2_000  # few enough to stay in the processor's cache: a fifth quicker than ten times as many
Progress = Callable[[int], None]

_KINDS: dict[type, type[pl.DataType]] = {str: pl.String, int: pl.Int64, bool: pl.Boolean, date: pl.Date}


def insert_frame(
    connection: Connection, table: Table, frame: pl.DataFrame, progress: Progress | None = None
) -> None:
    """Adds every row of `frame`, whose columns are the table's; `id` may be left out.

    `progress` hears after each chunk how many rows are in.
    """
    target = f"{_quoted(table.name)} ({', '.join(map(_quoted, frame.columns))})"
    if _is_sqlite(connection):
        marks = ", ".join("?" * frame.width)
        _execute_many(connection, f"INSERT INTO {target} VALUES ({marks})", frame, progress)  # noqa: S608
    else:
        _copy_in(connection, target, frame, progress)


def update_frame(
    connection: Connection, table: Table, frame: pl.DataFrame, progress: Progress | None = None
) -> None:
    """Sets the columns of `frame` in the rows that its `id` names."""
    name, columns = _quoted(table.name), [column for column in frame.columns if column != "id"]
    if frame.is_empty() or not columns:
        return
    if _is_sqlite(connection):
        changes = ", ".join(f"{_quoted(column)} = ?" for column in columns)
        statement = f'UPDATE {name} SET {changes} WHERE "id" = ?'  # noqa: S608
        _execute_many(connection, statement, frame.select(*columns, "id"), progress)
        return
    with _copied(connection, table, frame, progress) as rows:
        changes = ", ".join(f"{_quoted(column)} = {rows}.{_quoted(column)}" for column in columns)
        connection.exec_driver_sql(f'UPDATE {name} SET {changes} FROM {rows} WHERE {name}."id" = {rows}."id"')  # noqa: S608


def delete_rows(connection: Connection, table: Table, ids: pl.Series) -> None:
    """Takes away the rows with these ids."""
    name, frame = _quoted(table.name), ids.rename("id").to_frame()
    if frame.is_empty():
        return
    if _is_sqlite(connection):
        _execute_many(connection, f'DELETE FROM {name} WHERE "id" = ?', frame, None)  # noqa: S608
        return
    with _copied(connection, table, frame, None) as rows:
        connection.exec_driver_sql(f'DELETE FROM {name} USING {rows} WHERE {name}."id" = {rows}."id"')  # noqa: S608


def read_frame(connection: Connection, query: Select[Any]) -> pl.DataFrame:
    """A query's rows, its columns under their labels, as String, Date, Int64 or Boolean."""
    kinds = {str(column.key): _polars_kind(column.type) for column in query.selected_columns}
    return (
        _fetched(connection, query, kinds)
        if _is_sqlite(connection)
        else _copied_out(connection, query, kinds)
    )


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _polars_kind(kind: TypeEngine[Any]) -> type[pl.DataType]:
    plain = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    if plain.python_type not in _KINDS:
        raise TypeError(f"bulk reading knows no columns of type {kind!r}")
    return _KINDS[plain.python_type]


# ---- SQLite ----


def _execute_many(
    connection: Connection, statement: str, frame: pl.DataFrame, progress: Progress | None
) -> None:
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    plain = frame.with_columns(pl.selectors.date().cast(pl.String), pl.selectors.boolean().cast(pl.Int64))
    done = 0
    for chunk in plain.iter_slices(CHUNK_ROWS):
        raw.executemany(statement, chunk.iter_rows())
        done += chunk.height
        if progress:
            progress(done)


def _fetched(connection: Connection, query: Select[Any], kinds: dict[str, type[pl.DataType]]) -> pl.DataFrame:
    plain = {pl.Date: pl.String, pl.Boolean: pl.Int64}
    schema = {name: plain.get(kind, kind) for name, kind in kinds.items()}
    # The driver's own cursor: SQLAlchemy has bound the values, and would only slow the rows down.
    cursor = connection.execute(query).cursor
    assert cursor is not None
    chunks = [pl.DataFrame(schema=schema)]
    while rows := cursor.fetchmany(FETCH_ROWS):
        columns = list(zip(*rows, strict=True))  # Polars takes columns quicker than rows
        chunks.append(pl.DataFrame(columns, schema=schema, orient="col"))
    cursor.close()
    return pl.concat(chunks).select(
        pl.col(name).str.to_date("%Y-%m-%d") if kind is pl.Date else pl.col(name).cast(kind)
        for name, kind in kinds.items()
    )


# ---- PostgreSQL ----


def _cursor(connection: Connection) -> psycopg.Cursor[Any]:
    raw = connection.connection.driver_connection
    assert isinstance(raw, psycopg.Connection)
    return raw.cursor()


def _copy_in(connection: Connection, target: str, frame: pl.DataFrame, progress: Progress | None) -> None:
    """Text goes in quotes and nothing stands for null, so that an empty text and no text stay apart."""
    done = 0
    with (
        _cursor(connection) as cursor,
        cursor.copy(f"COPY {target} FROM STDIN (FORMAT csv)".encode()) as copy,
    ):
        for chunk in frame.iter_slices(CHUNK_ROWS):
            copy.write(chunk.write_csv(include_header=False, quote_style="non_numeric").encode())
            done += chunk.height
            if progress:
                progress(done)


@contextmanager
def _copied(
    connection: Connection, table: Table, frame: pl.DataFrame, progress: Progress | None
) -> Iterator[str]:
    """The frame as a passing table of the same column types; gives its name."""
    rows = _quoted(f"bulk_{table.name}")
    columns = ", ".join(map(_quoted, frame.columns))
    connection.exec_driver_sql(
        f"CREATE TEMPORARY TABLE {rows} ON COMMIT DROP AS SELECT {columns} FROM {_quoted(table.name)} LIMIT 0"  # noqa: S608
    )
    _copy_in(connection, f"{rows} ({columns})", frame, progress)
    yield rows
    connection.exec_driver_sql(f"DROP TABLE {rows}")


def _copied_out(
    connection: Connection, query: Select[Any], kinds: dict[str, type[pl.DataType]]
) -> pl.DataFrame:
    compiled = query.compile(connection, compile_kwargs={"render_postcompile": True})
    texts = [_quoted(name) for name, kind in kinds.items() if kind is pl.String]
    quotes = f", FORCE_QUOTE ({', '.join(texts)})" if texts else ""
    statement = f"COPY ({compiled}) TO STDOUT (FORMAT csv{quotes})"
    received = io.BytesIO()
    with _cursor(connection) as cursor, cursor.copy(statement.encode(), compiled.params) as copy:
        for data in copy:
            received.write(data)
    if not received.tell():
        return pl.DataFrame(schema=kinds)
    received.seek(0)
    schema = {name: pl.String if kind is pl.Boolean else kind for name, kind in kinds.items()}
    frame = pl.read_csv(received, has_header=False, schema=schema)
    return frame.with_columns(pl.col(name) == "t" for name, kind in kinds.items() if kind is pl.Boolean)
