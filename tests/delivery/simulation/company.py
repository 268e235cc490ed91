"""The company of a history and its store: made once for each founding, then copied for each history."""

import sqlite3
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine

from bot.schedule.desk import Draft, add
from bot.schedule.job import Job, Jobs
from bot.schedule.jobs import own_jobs
from bot.schedule.slots import slots
from bot.schedule.stored import Kept, every
from bot.store.engine import open_engine, reading, writing
from bot.store.tables import metadata
from tests.delivery.fake_slack import VirtualClock
from tests.delivery.house import FALLBACK, PEOPLE, House
from tests.delivery.simulation.plan import Founding

# Longer than any history.
SPAN = timedelta(days=40)
SAY = Job("say", "Say it", "Says it in a channel.", lambda _connection, _occasion: "")

# Asked of SQLite itself, and often: what a sender asks the store takes much longer.
_AS_STORED = "%Y-%m-%d %H:%M:%S.%f"
_DUE = (
    "SELECT CASE state WHEN 'sending' THEN leased_until ELSE due_at END AS at FROM messages "
    "WHERE state IN ('pending', 'sending', 'unclear')"
)
_NEXT_DUE = f"SELECT min(at) FROM ({_DUE})"
_NEXT_FREE = f"SELECT min(at) FROM ({_DUE} UNION ALL SELECT free_at FROM paces) WHERE at > ?"


@dataclass(frozen=True)
class Company:
    """As it was founded. `slots` has each schedule's keys and when they come up, `every_slot` the instants alone."""

    content: bytes
    workspace_id: int
    people: dict[str, int]
    users: dict[str, str]
    schedules: list[Kept]
    slots: dict[int, dict[str, datetime]]
    every_slot: list[datetime]

    def next_slot(self, after: datetime) -> datetime:
        """When the next slot of any of its schedules comes up."""
        return self.every_slot[bisect_right(self.every_slot, after)]


class Store:
    """One database in memory, for one history after another."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._companies: dict[Founding, Company] = {}
        with engine.connect() as connection:
            self._driver = _driver(connection)
        self._backup: sqlite3.Connection | None = None

    def company(self, founding: Founding) -> Company:
        if founding not in self._companies:
            self._companies[founding] = _make(founding)
        return self._companies[founding]

    def found(self, founding: Founding) -> Company:
        """The company as it was founded, and nothing else, is in the store now."""
        company, self._backup = self.company(founding), None
        self._driver.deserialize(company.content)
        return company

    def keep_backup(self) -> None:
        self._backup = sqlite3.connect(":memory:", check_same_thread=False)
        self._driver.backup(self._backup)

    def restore_backup(self) -> None:
        assert self._backup is not None
        self._backup.backup(self._driver)

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


@contextmanager
def store_in_memory() -> Iterator[Store]:
    with _empty() as engine:
        yield Store(engine)


@contextmanager
def _empty() -> Iterator[Engine]:
    engine = open_engine("sqlite://")
    metadata().create_all(engine)
    try:
        yield engine
    finally:
        engine.dispose()


def _make(founding: Founding) -> Company:
    with _empty() as engine:
        house = House(engine, clock=VirtualClock(founding.starts_at))
        house.set(fallback_channel=FALLBACK if founding.has_fallback else None)
        jobs = Jobs([*own_jobs(house.outbox), SAY])
        with writing(engine) as connection:
            for number, (job, rule, local_time, zone, catch_up, skip_after) in enumerate(founding.schedules):
                draft = Draft(f"{job} {number}", job, rule, local_time, zone, catch_up=catch_up.value)
                draft = replace(draft, skip_after_minutes=skip_after)
                add(connection, jobs, house.id, draft, founding.starts_at, "person gus")
        with reading(engine) as connection:
            kept = every(connection)
            content = _driver(connection).serialize()
        until = founding.starts_at + SPAN
        coming = {
            one.id: {slot.key: slot.at for slot in slots(one.timing(), one.created_at, until)} for one in kept
        }
        people = {key: house.person(key) for key in PEOPLE}
        in_order = sorted(at for its_own in coming.values() for at in its_own.values())
        return Company(content, house.id, people, dict(house.slack.users), kept, coming, in_order)


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver
