"""The store of histories: one database in memory, for one after another."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, PoolProxiedConnection, event

from bot.failpoints import reached
from tests.delivery.house import driver_of, empty_store
from tests.delivery.simulation.company import Company, company_of
from tests.delivery.simulation.plan import Founding

COMMITTING, COMMITTED = "store.committing", "store.committed"

# Asked of SQLite itself, and often: what a sender asks the store takes much longer.
_AS_STORED = "%Y-%m-%d %H:%M:%S.%f"
_DUE = (
    "SELECT CASE state WHEN 'sending' THEN leased_until ELSE due_at END AS at FROM messages "
    "WHERE state IN ('pending', 'sending', 'unclear')"
)
_NEXT_DUE = f"SELECT min(at) FROM ({_DUE})"
_NEXT_FREE = f"SELECT min(at) FROM ({_DUE} UNION ALL SELECT free_at FROM paces) WHERE at > ?"


class Store:
    """One database in memory, for one history after another. Right before and after each commit of what was
    written stands a failpoint more."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writes = False
        event.listen(engine, "commit", self._committing)
        self._commit = engine.dialect.do_commit
        engine.dialect.do_commit = self._do_commit  # type: ignore[method-assign]
        self._driver = driver_of(engine)
        self._backup: bytes | None = None

    def found(self, founding: Founding) -> Company:
        """The company as it was founded, and nothing else, is in the store now."""
        company, self._backup = company_of(founding), None
        self._driver.deserialize(company.content)
        return company

    def keep_backup(self) -> None:
        self._backup = self._driver.serialize()

    def restore_backup(self) -> None:
        assert self._backup is not None
        self._driver.deserialize(self._backup)

    def next_due(self) -> datetime | None:
        """When the first message that has not come to its end is due or runs out; None without any."""
        return self._instant(_NEXT_DUE)

    def next_free(self, after: datetime) -> datetime | None:
        """When something may go next, after being due or having to wait."""
        return self._instant(_NEXT_FREE, after.astimezone(UTC).strftime(_AS_STORED))

    def _instant(self, query: str, *values: str) -> datetime | None:
        (stored,) = self._driver.execute(query, values).fetchone()
        return None if stored is None else datetime.strptime(stored, _AS_STORED).replace(tzinfo=UTC)

    def is_between_transactions(self) -> bool:
        return not self._driver.in_transaction

    def _committing(self, connection: Connection) -> None:
        self._writes = connection.get_execution_options().get("micdrop_writes", False)
        if self._writes:
            reached(COMMITTING)

    def _do_commit(self, dbapi_connection: PoolProxiedConnection) -> None:
        self._commit(dbapi_connection)
        if self._writes:
            reached(COMMITTED)


@contextmanager
def store_in_memory() -> Iterator[Store]:
    with empty_store() as engine:
        yield Store(engine)
