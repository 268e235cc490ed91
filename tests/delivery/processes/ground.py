"""Where the proof takes place: a database, a Slack behind real HTTP, and processes that come and go."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, func, select, update

from bot.delivery.outbox import Outbox, Outgoing, Person, Urgency, mark_of
from bot.runtime import TEMPLATES, build_jobs, utc_now
from bot.sandbox.server import RunningSandbox, start_sandbox
from bot.sandbox.users import SandboxUser
from bot.sandbox.world import World
from bot.schedule.desk import Draft, add
from bot.schedule.job import Jobs
from bot.slack.render import Renderer
from bot.store.base import table_of
from bot.store.engine import open_engine, reading, writing
from bot.store.tables import MessageRow, Schedule
from bot.store.tables import Person as PersonRow
from bot.store.workspaces import ensure_workspace
from tests.delivery.processes.children import WAITS_S, Child, Figures, end_all, start
from tests.delivery.processes.hurry import hurry_postgresql, hurry_sqlite
from tests.delivery.processes.proof_job import MESSAGES_A_SLOT, PROOF, SURFACE, note, proof_job, slot_key
from tests.store.ledger import Ledger

messages, schedules = table_of(MessageRow), table_of(Schedule)

USERS = [
    SandboxUser("UANA", "ana", "Ana", "ana@brightwater.example"),
    SandboxUser("UGUS", "gus", "Gus", "gus@brightwater.example"),
]
CLOCKS, SENDERS = 2, 3
MOST_TO_END_S = 10
UNSETTLED = ("pending", "sending", "unclear")


@cache
def outbox() -> Outbox:
    return Outbox(Renderer(TEMPLATES))


@dataclass(frozen=True)
class Count:
    """What became of messages that had to be in Slack once each."""

    messages: int
    lost: int
    doubled: int
    held: int

    @property
    def is_clean(self) -> bool:
        return self.lost == self.doubled == self.held == 0

    def __str__(self) -> str:
        return f"{self.messages} messages, {self.lost} lost, {self.doubled} doubled, {self.held} held"


@dataclass
class Ground:
    """`owed` are the keys of all that has to get out."""

    url: str
    engine: Engine
    workspace_id: int
    sandbox: RunningSandbox
    folder: Path
    clock: Callable[[], datetime] = utc_now
    owed: list[str] = field(default_factory=list)
    _started: list[Child] = field(default_factory=list)

    @property
    def world(self) -> World:
        return self.sandbox.world

    def channel(self, name: str = "wins") -> str:
        return self.world.channel(name).id

    def put(self, *outgoing: Outgoing) -> None:
        """Owes these, all in one change."""
        with writing(self.engine) as connection:
            outbox().put_many(connection, self.workspace_id, outgoing, self.clock())
        self.owed.extend(each.key for each in outgoing)

    def put_notes(self, word: str, number: int) -> None:
        """So many messages: to two channels, a person whom Slack has to be asked for, and into a thread."""
        places = [self.channel(), self.channel("general")]
        notes = [note(f"{word}/{each}", places[each % 2]) for each in range(number)]
        with reading(self.engine) as connection:
            ana = Ledger(connection, self.workspace_id, self.clock()).id_of(PersonRow, "ana")
        to_ana = Outgoing(
            f"{word}/dm", "Proof", Person(ana), SURFACE, {"reference": f"{word}/dm"}, Urgency.NOTICE
        )
        reply = note(f"{word}/reply", places[0])
        self.put(*notes, to_ana, replace(reply, follows=f"{word}/0"))

    def schedule(self, name: str, days: int) -> None:
        """A schedule that has so many days to catch up with, each with its messages."""
        now = self.clock()
        jobs = Jobs([*build_jobs(outbox()).all(), proof_job(outbox())])
        at = now - timedelta(minutes=5)
        draft = Draft(name, PROOF, "every day", f"{at:%H:%M}", "UTC", catch_up="all", options=self._to_wins())
        first = at.date() - timedelta(days=days - 1)
        with writing(self.engine) as connection:
            add(connection, jobs, self.workspace_id, draft, now, "test")
            seen = datetime.combine(first, at.time(), UTC) - timedelta(hours=1)
            connection.execute(update(schedules).where(schedules.c.name == name).values(seen_through=seen))
        slots = [(first + timedelta(days=day)).isoformat() for day in range(days)]
        self.owed.extend(slot_key(name, slot, number) for slot in slots for number in range(MESSAGES_A_SLOT))

    def begin_round(self) -> None:
        """Nothing is owed, and what was scheduled before rests."""
        del self.owed[:]
        with writing(self.engine) as connection:
            connection.execute(update(schedules).values(paused=True))

    def start(
        self,
        command: str,
        failpoint: str = "",
        figures: Figures | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Child:
        """`micdrop COMMAND` against this database and this Slack."""
        around = {
            "DATABASE_URL": self.url,
            "MICDROP_WORKSPACE": "Brightwater",
            "SLACK_BOT_TOKEN": self.world.identity.bot_token,
            "SLACK_API_URL": self.sandbox.api_url,
            "LOG_FORMAT": "json",
            **(environment or {}),
        }
        if failpoint:
            around["MICDROP_FAILPOINT"] = failpoint
        number = len(list(self.folder.glob("*.log")))
        log = self.folder / f"{number}-{command.split()[0]}.log"
        log.touch()
        child = start(command, around, log, figures)
        self._started.append(child)
        return child

    @contextmanager
    def on(self, url: str) -> Iterator["Ground"]:
        """The same Slack and debts with another database."""
        engine = _opened(url)
        other = replace(self, url=url, engine=engine, _started=[])
        try:
            yield other
        finally:
            other.kill_all()
            engine.dispose()

    def start_all(self, failpoint: str = "", figures: Figures | None = None) -> list[Child]:
        """Two clocks and three senders."""
        commands = ["clock"] * CLOCKS + ["sender"] * SENDERS
        return [self.start(command, failpoint, figures) for command in commands]

    def count_at_end(self) -> Count:
        """Waits until nothing more is going to happen, ends all in good time, and counts."""
        self.until(self.settled)
        assert self.end_all() < MOST_TO_END_S
        return self.count()

    def end_all(self) -> float:
        """Ends what still runs, as a machine does; how long it took."""
        return end_all([child for child in self._started if child.code is None])

    def kill_all(self) -> None:
        for child in self._started:
            child.kill()

    def logs(self) -> str:
        return "".join(f"--- {child.log.name}\n{child.log.read_text()}" for child in self._started)

    def settled(self) -> bool:
        """Whether every message that is owed is there, and nothing more is going to happen by itself."""
        here = messages.c.workspace_id == self.workspace_id
        owed = select(func.count()).where(here, messages.c.key.in_(self.owed))
        unsettled = select(func.count()).where(here, messages.c.state.in_(UNSETTLED))
        with reading(self.engine) as connection:
            if connection.execute(unsettled).scalar_one():
                return False
            return connection.execute(owed).scalar_one() == len(self.owed)

    def until(self, happened: Callable[[], bool], within_s: float = WAITS_S) -> None:
        ends = time.monotonic() + within_s
        while not happened():
            assert time.monotonic() < ends, f"it did not come about; {self.states()}\n{self.logs()}"
            time.sleep(0.05)

    def states(self) -> dict[str, int]:
        query = select(messages.c.state, func.count().label("number")).group_by(messages.c.state)
        with reading(self.engine) as connection:
            return {row.state: row.number for row in connection.execute(query)}

    def count(self) -> Count:
        """What Slack shows of what is owed, and whatever else it shows twice."""
        in_slack = Counter(self._marks())
        here = messages.c.workspace_id == self.workspace_id
        with reading(self.engine) as connection:
            query = select(messages.c.key).where(here, messages.c.state == "held")
            held = set(connection.execute(query).scalars())
        missing = [key for key in self.owed if in_slack[mark_of(self.workspace_id, key)] == 0]
        doubled = sum(number - 1 for number in in_slack.values())
        return Count(len(self.owed), sum(key not in held for key in missing), doubled, len(held))

    def _marks(self) -> Iterator[str]:
        with self.world.workspace.lock:
            for place in self.world.workspace.conversations:
                for message in place.messages.values():
                    if message.metadata is not None:
                        yield message.metadata["event_payload"]["mark"]

    def _to_wins(self) -> dict[str, int | str]:
        return {"channel": self.channel()}


def people_of_brightwater(engine: Engine, now: datetime) -> int:
    """A workspace with Ana, and Gus who is its admin."""
    with writing(engine) as connection:
        workspace_id = ensure_workspace(connection, "Brightwater")
        ledger = Ledger(connection, workspace_id, now)
        ledger.person("ana", "Ana")
        ledger.person("gus", "Gus", is_admin=True)
    return workspace_id


@contextmanager
def ground_on(url: str, folder: Path, clock: Callable[[], datetime] = utc_now) -> Iterator[Ground]:
    """A ground on a fresh, migrated database. Whatever still runs at its end is killed."""
    engine = _opened(url)
    with start_sandbox(World(USERS, team_name="Brightwater", clock=clock)) as sandbox:
        ground = Ground(url, engine, people_of_brightwater(engine, clock()), sandbox, folder, clock)
        try:
            yield ground
        finally:
            ground.kill_all()
            engine.dispose()


def _opened(url: str) -> Engine:
    hurry_postgresql(url)
    engine = open_engine(url)
    hurry_sqlite(engine)
    return engine
