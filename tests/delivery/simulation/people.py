"""What people do in a history: changes that messages tell of, some broken off, and an admin's decisions."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from bot.delivery.desk import drop, found, send_again, waiting
from bot.delivery.outbox import Channel, Outgoing, Person, Urgency, mark_of
from bot.delivery.states import messages
from bot.schedule.job import Job, Occasion
from bot.store import audit
from bot.store.engine import reading, writing
from tests.delivery.fake_slack import Posted
from tests.delivery.house import HOME, NOTE
from tests.delivery.simulation.plan import CHANNELS, MINUTE_S
from tests.delivery.simulation.stage import Killed
from tests.delivery.simulation.weather import Weather
from tests.delivery.simulation.world import World

TOLD = "told"
ADMIN = "person gus"
# So often a change breaks off before it is committed; and the same is said once more after it was.
BROKEN_OFF, SAID_AGAIN = 0.15, 0.1
# Nobody decides about a message sooner after its last call than this: a person looks into Slack first, and
# what is on its way has come in by then.
DECIDES_AFTER_S = MINUTE_S


class Fails(Exception):
    """A job does not work."""


class People:
    def __init__(self, world: World, weather: Weather) -> None:
        self._world, self._weather = world, weather
        self._id = world.company.workspace_id

    def change(self, key: str) -> None:
        """Something that people should hear of happens, and is put with its message or broken off."""
        world = self._world
        try:
            with writing(world.store.engine) as connection:
                outgoing = self._outgoing(connection, key)
                audit.record(connection, self._id, world.stage.now(), ADMIN, TOLD, details={"key": key})
                world.outbox.put(connection, self._id, outgoing, world.stage.now())
                if world.random.random() < BROKEN_OFF:
                    raise Killed(key)
        except Killed:
            world.unclosed.append(key)
            world.happened["broken off"] += 1
            world.notice(f"the change of {self._named(key)} is broken off")
            return
        world.committed.append(key)
        world.ever.add(key)
        world.notice(f"{outgoing.kind} {self._named(key)} is put, to {outgoing.to}")
        if world.random.random() < SAID_AGAIN:
            with writing(world.store.engine) as connection:
                world.outbox.put(connection, self._id, outgoing, world.stage.now())

    def say_job(self) -> Job:
        """Puts a message or two for its slot, or fails in the middle."""
        return Job("say", "Say it", "Says it in a channel.", self._say)

    def decide(self) -> None:
        """An admin goes through what waits for them, and looks into Slack for what is held."""
        world = self._world
        for entry in waiting(world.store.engine, self._id, ("held", "dead")).entries:
            key = str(self._row(entry.id)["key"])
            if world.random.random() < 0.3 or not self._is_long_ago(key):
                continue
            visible = self._looks_for(key, entry.state)
            with writing(world.store.engine) as connection:
                about = (connection, self._id, entry.id, world.stage.now(), ADMIN)
                if not visible:
                    decision = world.random.choice((send_again, drop))(*about)
                elif entry.state == "held":
                    decision = found(*about, (visible[0].conversation, visible[0].ts))
                else:
                    decision = drop(*about)
                world.decided.update((key, *self._that_follow(connection, entry.id)))
            world.happened["decisions"] += 1
            world.notice(f"an admin decides about {self._named(key)}: {decision.action}")

    def _looks_for(self, key: str, state: str) -> list[Posted]:
        """Where the admin sees a message. They trust that the dead is not there, unless a backup has undone
        what they had decided about it."""
        undone = self._world.was_restored and key in self._world.decided
        return self._weather.visible(key) if state == "held" or undone else []

    def _say(self, connection: Connection, occasion: Occasion) -> str:
        world, key = self._world, f"say/{occasion.schedule_id}/{occasion.slot}"
        for to in self._to(occasion):
            outgoing = Outgoing(
                key=f"{key}/{type(to).__name__}",
                title="What is said",
                to=to,
                surface=NOTE,
                values={"reference": key},
                urgency=Urgency.ROUND_UP,
                since=occasion.slot_at,
            )
            world.outbox.put(connection, occasion.workspace_id, outgoing, occasion.now)
            if world.is_unlucky(world.luck.job_failure):
                world.happened["job failures"] += 1
                raise Fails
        world.notice(f"the slot {occasion.slot} of schedule {occasion.schedule_id} is run")
        return "said it"

    def _to(self, occasion: Occasion) -> list[Channel | Person]:
        """Every other slot is told to Ana, too."""
        ana = Person(self._world.company.people["ana"])
        return [Channel("C1"), ana] if occasion.day.day % 2 else [Channel("C1")]

    def _outgoing(self, connection: Connection, key: str) -> Outgoing:
        world = self._world
        kind = world.random.choice(("post", "post", "post", "post", "reply", "edit", "delete", "home"))
        to: Channel | Person = Channel(world.random.choice(CHANNELS))
        if kind == "home" or world.random.random() < 0.4:
            to = Person(world.company.people[world.random.choice(list(world.company.people))])
        follows = self._earlier(connection) if kind in ("reply", "edit", "delete") else None
        if follows is not None:
            to = Person(follows["person_id"]) if follows["person_id"] else Channel(follows["place"])
        return Outgoing(
            key=key,
            title=f"About {key}",
            to=to,
            surface=HOME if kind == "home" else NOTE,
            values={"reference": key},
            urgency=world.random.choice(list(Urgency)),
            kind=kind if kind == "home" or (follows and kind != "reply") else "post",
            follows=follows["key"] if follows else None,
        )

    def _that_follow(self, connection: Connection, message_id: int) -> list[str]:
        query = select(messages.c.key).where(messages.c.follows_id == message_id)
        return list(connection.execute(query).scalars())

    def _earlier(self, connection: Connection) -> Mapping[str, Any] | None:
        """A post that people have made before."""
        query = select(messages).where(
            messages.c.workspace_id == self._id, messages.c.kind == "post", messages.c.key.like("m%")
        )
        rows = connection.execute(query.order_by(messages.c.id)).mappings().all()
        return dict(self._world.random.choice(rows)) if rows else None

    def _row(self, message_id: int) -> Mapping[str, Any]:
        with reading(self._world.store.engine) as connection:
            row = connection.execute(select(messages).where(messages.c.id == message_id)).mappings().one()
            return dict(row)

    def _is_long_ago(self, key: str) -> bool:
        mark, now = mark_of(self._id, key), self._world.stage.true_now()
        calls = zip(self._weather.sent, self._weather.tried, strict=True)
        called = [at for letter, at in calls if letter.mark == mark]
        return not called or (now - called[-1]).total_seconds() > DECIDES_AFTER_S

    def _named(self, key: str) -> str:
        return f"{key} [{mark_of(self._id, key)[:6]}]"
