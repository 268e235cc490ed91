"""Months of drop the mic told in few words: what was given, and then the clock runs on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Table, insert, select

from bot.delivery.states import messages
from bot.recognition.award_rows import awards
from bot.recognition.gift_rows import gifts, steps
from bot.recognition.month_rows import candidates, months, voters
from bot.recognition.settings import settings_of
from bot.recognition.taking_part import members
from bot.sandbox.messages import Message
from bot.schedule.ticking import Ticker
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.people import Person
from bot.store.schedules import Run, Schedule
from tests.front_door import said
from tests.recognition.stage import Stage, endorsements, nominations, receivers

people, runs, schedules = table_of(Person), table_of(Run), table_of(Schedule)


@dataclass
class Months:
    """The stage with its clock. People are called by their keys; members are made as they are named."""

    stage: Stage
    known: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        door = self.stage.door
        self.ticker = Ticker(
            door.engine, door.services.jobs, door.services.outbox, door.clock, door.clock.epoch_s
        )
        self.ticker.tick()

    def member(self, key: str) -> int:
        """The number of somebody as a member."""
        if key not in self.known:
            with writing(self.stage.door.engine) as connection:
                user = f"U{key.upper()}"
                found = connection.execute(
                    select(members.c.id).where(members.c.slack_user_id == user)
                ).scalar()
                person = connection.execute(
                    select(people.c.id, people.c.name).where(people.c.key == key)
                ).first()
                row = {
                    "workspace_id": self.stage.door.workspace_id,
                    "slack_user_id": user,
                    "person_id": person.id if person else None,
                    "name": person.name if person else key.title(),
                    "time_zone": "Europe/London",
                    "standing": "member",
                    "seen_at": self.stage.door.clock(),
                }
                new = insert(members).values(row).returning(members.c.id)
                self.known[key] = found or connection.execute(new).scalar_one()
        return self.known[key]

    def given(
        self,
        giver: str,
        to: str,
        at: str = "2024-08-15 10:00",
        *,
        words: str = "",
        behind: str = "",
        month: str = "",
        value_id: int | None = None,
    ) -> int:
        """A nomination as the app would have kept it; `to` and `behind` are keys with spaces between."""
        when = datetime.fromisoformat(f"{at}+00:00")
        row = {
            "workspace_id": self.stage.door.workspace_id,
            "giver_id": self.member(giver),
            "month": month or at[:7],
            "giver_month": month or at[:7],
            "words": words or f"{giver} says well done to {to}",
            "value_id": value_id,
            "request_key": f"{giver} {to} {at} {words}",
            "given_at": when,
            "edition": 0,
        }
        receiving, endorsing = (
            [self.member(key) for key in to.split()],
            [self.member(key) for key in behind.split()],
        )
        with writing(self.stage.door.engine) as connection:
            new = connection.execute(insert(nominations).values(row).returning(nominations.c.id)).scalar_one()
            common = {"workspace_id": row["workspace_id"], "nomination_id": new}
            connection.execute(insert(receivers), [{**common, "member_id": one} for one in receiving])
            for one in endorsing:
                origin = {"origin": "button", "at": when, "member_id": one}
                connection.execute(insert(endorsements).values(**common, **origin))
        return int(new)

    def endorsed(self, number: int, by: str, at: str) -> None:
        """Somebody stands behind a nomination, at a moment of its own."""
        row = {
            "workspace_id": self.stage.door.workspace_id,
            "nomination_id": number,
            "member_id": self.member(by),
            "origin": "C1/1.0",
            "at": datetime.fromisoformat(f"{at}+00:00"),
        }
        with writing(self.stage.door.engine) as connection:
            connection.execute(insert(endorsements).values(row))

    def at(self, text: str, *, send: bool = True) -> None:
        """It becomes this time (UTC), the clock ticks, and what is due goes to Slack."""
        self.stage.door.clock.now = datetime.fromisoformat(f"{text}+00:00")
        self.ticker.tick()
        if send:
            self.stage.send()

    def dm(self, person: str, words: str) -> Message:
        """The latest message to somebody with these words in it."""
        found = [one for one in self.dms(person) if words in said(one)]
        assert found, [said(one) for one in self.dms(person)]
        return found[-1]

    def dms(self, person: str) -> list[Message]:
        """What the app wrote to somebody by itself, oldest first."""
        found = self.stage.door.world.messages(f"U{person.upper()}")
        return [one for one in found if one.is_app and not one.ephemeral]

    def note(self, name: str) -> str:
        """What came of the latest run of a schedule."""
        query = select(runs.c.note).join(schedules, schedules.c.id == runs.c.schedule_id)
        query = query.where(schedules.c.name == name).order_by(runs.c.id.desc()).limit(1)
        with reading(self.stage.door.engine) as connection:
            return str(connection.execute(query).scalar_one())

    def month(self, month: str = "2024-08") -> Mapping[str, Any]:
        """The row of a closed month."""
        return self.rows(months, months.c.month == month)[0]

    def awards(self) -> list[tuple[str, str]]:
        """Winner and state of each award, in turn."""
        names = self._names()
        return [(names[row["member_id"]], row["state"]) for row in self.rows(awards)]

    def votes(self) -> dict[str, int]:
        names = self._names()
        return {names[row["member_id"]]: row["votes"] for row in self.rows(candidates)}

    def voters(self) -> set[str]:
        names = self._names()
        return {names[row["member_id"]] for row in self.rows(voters)}

    def gifts(self) -> list[tuple[str, str]]:
        """Receiver and state of each gift."""
        names = self._names()
        return [(names[row["member_id"]], row["state"]) for row in self.rows(gifts)]

    def steps(self) -> list[tuple[str, str]]:
        return [(row["state"], row["actor"]) for row in self.rows(steps)]

    def _names(self) -> dict[int, str]:
        """The key of each member by their number."""
        return {row["id"]: row["slack_user_id"].removeprefix("U").lower() for row in self.rows(members)}

    def keys(self, like: str) -> list[str]:
        """The keys of messages in the outbox, the oldest first."""
        return [row["key"] for row in self.rows(messages, messages.c.key.like(like))]

    def rows(self, table: Table, *where: Any) -> list[Mapping[str, Any]]:
        with reading(self.stage.door.engine) as connection:
            found = connection.execute(select(table).where(*where).order_by(table.c.id)).mappings()
            return [dict(row) for row in found]

    def leaves(self, key: str) -> None:
        """Somebody's account is deactivated, and Slack tells us nothing."""
        self.stage.door.world.workspace.people.change(f"U{key.upper()}", deleted=True)

    def said_in_channel(self) -> list[str]:
        return [said(post) for post in self.stage.posts()]


def begins(stage: Stage, at: str, zone: str = "") -> None:
    """It is later (UTC), and nothing was missed; `zone` becomes the workspace's."""
    stage.door.clock.now = datetime.fromisoformat(f"{at}+00:00")
    with stage.door.changing() as ledger:
        change = schedules.update().values(seen_through=stage.door.clock.now)
        ledger.connection.execute(change.values(time_zone=zone) if zone else change)
        if zone:
            ledger.connection.exec_driver_sql(f"UPDATE workspaces SET time_zone = '{zone}'")


def august(stage: Stage, **settings: object) -> Months:
    """August 2024: its last working day is Friday the 30th. Gus is the admin."""
    if settings:
        stage.settings(**settings)
    made = Months(stage)
    with reading(stage.door.engine) as connection:
        assert settings_of(connection, stage.door.workspace_id) is not None
    return made
