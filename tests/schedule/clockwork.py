"""A workspace with admins, jobs that write down what they did, and clocks that are set by hand."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from bot.delivery.outbox import Channel, Outbox, Outgoing, Urgency
from bot.runtime import TEMPLATES
from bot.schedule.desk import Draft, add
from bot.schedule.job import Job, Jobs, Occasion
from bot.schedule.jobs import own_jobs
from bot.schedule.stored import Kept, every, one, schedules
from bot.schedule.ticking import Ticker
from bot.slack.render import Renderer
from bot.store.base import table_of
from bot.store.engine import open_engine, reading, writing
from bot.store.messages import MessageRow
from bot.store.people import Person
from bot.store.schedules import Run
from bot.store.tables import metadata
from bot.store.workspaces import ensure_workspace
from tests.schedule.timings import utc

messages, people, runs = table_of(MessageRow), table_of(Person), table_of(Run)
CREATED = utc("2026-10-01 09:30")
ACTOR = "person gus"


@cache
def outbox() -> Outbox:
    return Outbox(Renderer(TEMPLATES))


@dataclass
class Time:
    """The time of day, which can be set, and a steady clock, which cannot."""

    now: datetime = CREATED
    steady_s: float = 1_000.0

    def pass_by(self, **by: float) -> None:
        self.now += timedelta(**by)
        self.steady_s += timedelta(**by).total_seconds()

    def set_by(self, **by: float) -> None:
        """Somebody turns the hands."""
        self.now += timedelta(**by)

    def at(self, text: str) -> None:
        """It becomes this time, in an ordinary way."""
        self.pass_by(seconds=(utc(text) - self.now).total_seconds())


@dataclass
class Clockwork:
    """`breaks` may make the job `say` fail; `said` has each slot that it ran for, committed or not."""

    engine: Engine
    workspace_id: int
    time: Time = field(default_factory=Time)
    said: list[str] = field(default_factory=list)
    breaks: Callable[[Occasion], None] = lambda _occasion: None
    jobs: Jobs = field(init=False)
    ticker: Ticker = field(init=False)

    def __post_init__(self) -> None:
        say = Job("say", "Say it", "Says it in a channel.", self._say, options={"times": 1, "word": ""})
        self.jobs = Jobs([*own_jobs(outbox()), say])
        self.restart()

    def restart(self) -> None:
        """The process ends and another one starts."""
        self.ticker = self.another_clock()

    def another_clock(self, stopping: Callable[[], bool] = lambda: False) -> Ticker:
        time = self.time
        return Ticker(
            self.engine, self.jobs, outbox(), lambda: time.now, lambda: time.steady_s, stopping=stopping
        )

    def tick(self, at: str | None = None) -> None:
        if at is not None:
            self.time.at(at)
        self.ticker.tick()

    def add(self, name: str = "say", rule: str = "every day", at: str = "09:00", **more: Any) -> str:
        words = {"name": name, "job": "say", "rule": rule, "local_time": at, "time_zone": "UTC"}
        draft = Draft(**{**words, **more})
        with writing(self.engine) as connection:
            return add(connection, self.jobs, self.workspace_id, draft, self.time.now, ACTOR)

    def kept(self, name: str = "say") -> Kept:
        with reading(self.engine) as connection:
            found = one(connection, schedules.c.name == name)
        assert found is not None
        return found

    def all_kept(self) -> list[Kept]:
        with reading(self.engine) as connection:
            return every(connection)

    def runs(self, outcome: str = "done", name: str = "say") -> list[str]:
        """The slots of a schedule with this outcome, in their order."""
        query = (
            select(runs.c.slot)
            .join(schedules, schedules.c.id == runs.c.schedule_id)
            .where(runs.c.outcome == outcome, schedules.c.name == name)
            .order_by(runs.c.slot_at, runs.c.slot)
        )
        with reading(self.engine) as connection:
            return list(connection.execute(query).scalars())

    def messages(self, like: str = "%") -> list[Any]:
        """The rows of the outbox whose key is like this, in the order in which they came."""
        query = select(messages).where(messages.c.key.like(like)).order_by(messages.c.id)
        with reading(self.engine) as connection:
            return list(connection.execute(query).all())

    def _say(self, connection: Connection, occasion: Occasion) -> str:
        self.said.append(occasion.slot)
        said = Outgoing(
            key=f"say/{occasion.schedule_id}/{occasion.slot}",
            title="What was said",
            to=Channel("C1"),
            surface="schedule/old_facts",
            values={"facts_through": occasion.day.isoformat(), "age_days": 8, "locale": "en_US"},
            urgency=Urgency.POST,
            since=occasion.slot_at,
        )
        outbox().put(connection, occasion.workspace_id, said, occasion.now)
        self.breaks(occasion)
        return "said it late" if occasion.late else "said it"


def clockwork(engine: Engine, **settings: object) -> Clockwork:
    """A workspace with Gus and Hana as its admins, Ida who was one and left, and Ben who is none."""
    with writing(engine) as connection:
        workspace_id = ensure_workspace(connection, "Brightwater", **settings)
        for key, is_admin, end_date in (
            ("gus", True, None),
            ("hana", True, date(2030, 1, 1)),
            ("ida", True, date(2026, 9, 30)),
            ("ben", False, None),
        ):
            connection.execute(
                insert(people).values(
                    workspace_id=workspace_id,
                    key=key,
                    name=key.title(),
                    email=f"{key}@brightwater.example",
                    is_admin=is_admin,
                    start_date=date(2020, 1, 1),
                    end_date=end_date,
                )
            )
    return Clockwork(engine, workspace_id)


@contextmanager
def in_memory() -> Iterator[Clockwork]:
    """As `clockwork`, in a store of its own that is quickly made."""
    content, workspace_id = _made_once()
    engine = open_engine("sqlite://")
    with engine.connect() as connection:
        _driver(connection).deserialize(content)
    yield Clockwork(engine, workspace_id)
    engine.dispose()


@cache
def _made_once() -> tuple[bytes, int]:
    engine = open_engine("sqlite://")
    metadata().create_all(engine)
    workspace_id = clockwork(engine).workspace_id
    with engine.connect() as connection:
        return _driver(connection).serialize(), workspace_id


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver
