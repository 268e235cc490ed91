"""Questions that are asked on every request, with nothing between the driver and the answer.

SQLAlchemy builds the statement and knows how its results are read, once; after that a question costs little
more than the driver itself. For anything that is not on the way to every answer, use `reading`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Select

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
        connection = engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(compiled.sql, parameters)
            found = cursor.fetchall()
            cursor.close()
        finally:
            connection.close()
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


def _read(row: Sequence[Any], readers: Sequence[tuple[int, Read]]) -> tuple[Any, ...]:
    values = list(row)
    for place, read in readers:
        values[place] = read(values[place])
    return tuple(values)
