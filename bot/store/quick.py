"""Questions that are asked on every request, with nothing between the driver and the answer.

SQLAlchemy builds the statement and knows how its results are read, once; after that a question costs little
more than the driver itself. For anything that is not on the way to every answer, use `reading`.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Select
from sqlalchemy.pool import StaticPool

Read = Callable[[Any], Any]


@dataclass(frozen=True)
class _Compiled:
    sql: str
    names: Sequence[str] | None
    readers: Sequence[tuple[int, Read]]


class QuickQuery:
    """A select with bound parameters (none a list), prepared at its first use with each kind of database."""

    def __init__(self, query: Select[Any]) -> None:
        self._query = query
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, engine: Engine, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
        """The answer, every row with the values that the columns' types give."""
        compiled = self._compiled.get(engine.dialect.name) or self._compile(engine)
        parameters = [values[name] for name in compiled.names] if compiled.names is not None else values
        ask = _ask_kept if _is_file(engine) else _ask
        found = ask(engine, compiled.sql, parameters)
        return [_read(row, compiled.readers) for row in found]

    def _compile(self, engine: Engine) -> _Compiled:
        compiled = self._query.compile(engine)
        readers = []
        for place, column in enumerate(self._query.selected_columns):
            read = column.type.dialect_impl(engine.dialect).result_processor(engine.dialect, None)
            if read is not None:
                readers.append((place, read))
        made = _Compiled(str(compiled), compiled.positiontup, readers)
        return self._compiled.setdefault(engine.dialect.name, made)


def _is_file(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite" and not isinstance(engine.pool, StaticPool)


class _Kept(threading.local):
    """This thread's own connections to SQLite files: opening one is dear, and reading alone needs no pool."""

    def __init__(self) -> None:
        self.by_engine: WeakKeyDictionary[Engine, tuple[Any, Any]] = WeakKeyDictionary()


_KEPT = _Kept()


def _ask_kept(engine: Engine, sql: str, parameters: Any) -> list[Any]:
    """Asks outside any transaction, so the answer is what is committed now."""
    kept = _KEPT.by_engine.get(engine)
    if kept is None:
        lent = engine.raw_connection()
        lent.detach()
        kept = _KEPT.by_engine[engine] = (lent.dbapi_connection, lent)
    connection: Any = kept[0]
    return list(connection.execute(sql, parameters).fetchall())


def _ask(engine: Engine, sql: str, parameters: Any) -> list[Any]:
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
    finally:
        connection.close()


def _read(row: Sequence[Any], readers: Sequence[tuple[int, Read]]) -> tuple[Any, ...]:
    values = list(row)
    for place, read in readers:
        values[place] = read(values[place])
    return tuple(values)
