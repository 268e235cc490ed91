"""A company with an outbox, senders, and a Slack that answers as badly as a test wants."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Engine, select, update

from bot.delivery.desk import Decision
from bot.delivery.figures import Pacing, Patience
from bot.delivery.outbox import Channel, Outbox, Outgoing, Person, Urgency, User
from bot.delivery.post import Post
from bot.delivery.sender import Sender
from bot.delivery.states import messages
from bot.slack.render import Renderer
from bot.store.base import metadata, table_of
from bot.store.engine import open_engine, reading, writing
from bot.store.people import Person as PersonRow
from bot.store.workspaces import Workspace, ensure_workspace
from tests.delivery.fake_slack import FakeSlack, VirtualClock
from tests.store.ledger import Ledger

RENDERER = Renderer(Path(__file__).parents[2] / "templates")
# Surfaces that say one value, whatever it is.
NOTE, HOME = "errors/apology", "errors/apology_home"
WINS, FALLBACK = "C0WINS", "C0ELSE"
PEOPLE = {"ana": "UANA", "ben": "UBEN", "gus": "UGUS", "eve": None, "kit": None}

people = table_of(PersonRow)


@contextmanager
def house_in_memory() -> "Iterator[House]":
    """A house whose store is in memory."""
    with empty_store() as engine:
        yield House(engine)


@contextmanager
def empty_store() -> Iterator[Engine]:
    """A store in memory with all tables and nothing in them."""
    engine = open_engine("sqlite://")
    try:
        driver_of(engine).deserialize(_tables())
        yield engine
    finally:
        engine.dispose()


def driver_of(engine: Engine) -> sqlite3.Connection:
    """The one connection of a store in memory."""
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


@cache
def _tables() -> bytes:
    """Made once: all of them take a while."""
    engine = open_engine("sqlite://")
    metadata().create_all(engine)
    content = driver_of(engine).serialize()
    engine.dispose()
    return content


@dataclass
class House:
    """Ana, Ben and the admin Gus are known in Slack; Eve has never been seen there, and Kit is not there."""

    engine: Engine
    name: str = "Brightwater"
    clock: VirtualClock = field(default_factory=VirtualClock)
    outbox: Outbox = field(default_factory=lambda: Outbox(RENDERER))

    def __post_init__(self) -> None:
        self.slack = FakeSlack(self.clock)
        self.slack.users["eve@brightwater.example"] = "UEVE"
        with writing(self.engine) as connection:
            self.id = ensure_workspace(connection, self.name, time_zone="America/New_York")
            ledger = Ledger(connection, self.id, self.clock.now())
            for key, user_id in PEOPLE.items():
                ledger.person(key, key.title(), is_admin=key == "gus")
                own = people.c.id == ledger.id_of(PersonRow, key)
                connection.execute(update(people).where(own).values(slack_user_id=user_id))

    def sender(
        self,
        name: str = "one",
        posts: Callable[[int], Post | None] | None = None,
        seed: int = 7,
        patience: Patience | None = None,
        pacing: Pacing | None = None,
    ) -> Sender:
        """A sender that has just begun. Without `posts` it serves this house alone."""
        sender = Sender(
            self.engine,
            posts or {self.id: self.slack}.get,
            self.outbox,
            self.clock.now,
            self.clock.steady,
            Random(seed),
            name,
            patience,
            pacing,
        )
        # What is put from now on is newer than the sender.
        self.clock.advance(0.001)
        return sender

    def put(self, key: str, to: str = WINS, **more: Any) -> int:
        """A message that says its key, to a channel or to a person by their key; urgent as a post."""
        outgoing = self.outgoing(key, to, **more)
        with writing(self.engine) as connection:
            return self.outbox.put(connection, self.id, outgoing, self.clock.now())

    def outgoing(self, key: str, to: str = WINS, **more: Any) -> Outgoing:
        kind = more.get("kind", "post")
        values: dict[str, Any] = {
            "title": f"Title of {key}",
            "to": self.place(to),
            "surface": HOME if kind == "home" else NOTE,
            "values": {"reference": more.pop("says", key)},
            "urgency": Urgency.POST,
            **more,
        }
        return Outgoing(key, **values)

    def place(self, to: str) -> Channel | Person | User:
        """A person by their key, a Slack user by an id that begins with U, else a channel."""
        if to in PEOPLE:
            return Person(self.person(to))
        return User(to) if to.startswith("U") else Channel(to)

    def person(self, key: str) -> int:
        """A person's number."""
        return int(
            self._one(select(people.c.id).where(people.c.workspace_id == self.id, people.c.key == key))
        )

    def link(self, key: str) -> str | None:
        """The Slack user that a person is linked to."""
        own = (people.c.workspace_id == self.id) & (people.c.key == key)
        user_id: str | None = self._one(select(people.c.slack_user_id).where(own))
        return user_id

    def change_person(self, key: str, **values: object) -> None:
        own = people.c.id == self.person(key)
        with writing(self.engine) as connection:
            connection.execute(update(people).where(own).values(**values))

    def set(self, **settings: object) -> None:
        """Changes the workspace's settings."""
        table = table_of(Workspace)
        with writing(self.engine) as connection:
            connection.execute(update(table).where(table.c.id == self.id).values(**settings))

    def row(self, key: str) -> Mapping[str, Any]:
        """A message as the store has it."""
        own = (messages.c.workspace_id == self.id) & (messages.c.key == key)
        with reading(self.engine) as connection:
            return dict(connection.execute(select(messages).where(own)).mappings().one())

    def decide(self, decide: Callable[..., Decision], key: str) -> Decision:
        """The admin decides about a message."""
        message_id = self.row(key)["id"]
        with writing(self.engine) as connection:
            return decide(connection, self.id, message_id, self.clock.now(), "person gus")

    def key_of(self, message_id: int) -> str:
        return str(self._one(select(messages.c.key).where(messages.c.id == message_id)))

    def state(self, key: str) -> str:
        return str(self.row(key)["state"])

    def states(self) -> dict[str, str]:
        """Every message's state, by key."""
        query = select(messages.c.key, messages.c.state).where(messages.c.workspace_id == self.id)
        with reading(self.engine) as connection:
            return {row.key: row.state for row in connection.execute(query.order_by(messages.c.id))}

    def notices(self, surface: str) -> list[Mapping[str, Any]]:
        """The messages that tell of trouble, in the order in which they came."""
        query = select(messages).where(messages.c.workspace_id == self.id, messages.c.key.startswith(surface))
        with reading(self.engine) as connection:
            return [dict(row) for row in connection.execute(query.order_by(messages.c.id)).mappings()]

    def run(self, *senders: Sender, for_s: float = 3_600) -> None:
        """Lets the senders go on, and time with them, until nothing is to be done or `for_s` have passed."""
        ends = self.clock.now() + timedelta(seconds=for_s)
        while self.clock.now() < ends:
            busy = [sender.step() for sender in senders]
            if any(busy):
                continue
            moments = [moment for sender in senders if (moment := sender.next_moment()) is not None]
            if not moments:
                return
            self.clock.advance_to(min(*moments, ends))

    def backup(self) -> bytes:
        """The store as it is now; for a house in memory."""
        return driver_of(self.engine).serialize()

    def restore(self, backup: bytes) -> None:
        """From now on it has the store that was backed up; senders start anew."""
        driver_of(self.engine).deserialize(backup)

    def in_s(self, seconds: float) -> datetime:
        """The instant so many seconds from now."""
        return self.clock.now() + timedelta(seconds=seconds)

    def _one(self, query: Any) -> Any:
        with reading(self.engine) as connection:
            return connection.execute(query).scalar_one()
