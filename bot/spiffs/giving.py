"""What goes with an approved announcement of winners: a message to each, and rewards into the reward list.

Money needs nothing: it is on the statements already.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from bot.announcements.rows import APPROVED, Announcement, announcements_where, rows
from bot.delivery.desk import drop_waiting
from bot.delivery.outbox import Outbox, Outgoing, Person, Urgency
from bot.delivery.states import messages
from bot.people.access import admin_ids
from bot.people.company import company_in
from bot.people.identity import Company
from bot.periods.plans import PlanRefused, version_of
from bot.spiffs.called import Somebody, somebodies
from bot.spiffs.rewarding import APP, is_promised, promise_reward, reward_desk, take_back_reward
from bot.spiffs.whom import USUAL_CURRENCY

KINDS = ("podium", "instant")
# Rewards that could not be promised at once are tried again for so long.
TRIED_FOR = timedelta(days=60)
TAKEN_BACK = "The announcement was recalled."


def give(connection: Connection, outbox: Outbox, announcement: Announcement, now: datetime) -> None:
    """Tells every winner who still works here, not before everybody reads it, and promises their rewards.
    Whoever has to give one by hand is told so."""
    company = company_in(connection, announcement.workspace_id)
    handing = _Handing(connection, outbox, company, announcement, now)
    for person, won in handing.winners():
        handing.tell(person, won)
        why = handing.promise(person, won) if won["reward"] else ""
        if why:
            handing.owe(person, won, why)


def take_back(connection: Connection, outbox: Outbox, announcement: Announcement, now: datetime) -> None:
    """Undoes it, as far as it is not out: the announcement was recalled before anybody read it. A prize of
    money stays on the statement, for the rules give it."""
    company = company_in(connection, announcement.workspace_id)
    handing = _Handing(connection, outbox, company, announcement, now)
    desk = reward_desk(connection, outbox, company, now)
    for person, won in handing.winners():
        told = not handing.untell(person)
        if won["reward"]:
            take_back_reward(desk, handing.key(person), told, TAKEN_BACK)


def give_what_is_owed(connection: Connection, outbox: Outbox, company: Company, now: datetime) -> int:
    """Promises rewards that could not be promised when they were announced. How many it was."""
    recent = rows.c.kind.in_(KINDS) & (rows.c.state == APPROVED) & (rows.c.decided_at >= now - TRIED_FOR)
    given = 0
    for announcement in announcements_where(connection, company.id, recent):
        handing = _Handing(connection, outbox, company, announcement, now)
        for person, won in handing.winners():
            if won["reward"] and not is_promised(connection, company, handing.key(person)):
                given += not handing.promise(person, won)
    return given


@dataclass(frozen=True)
class _Handing:
    """Hands out what an announcement tells of, in the transaction of `connection`."""

    connection: Connection
    outbox: Outbox
    company: Company
    announcement: Announcement
    now: datetime

    def key(self, person: Somebody) -> str:
        """What stands for a winner's message and reward."""
        return f"won/{self.announcement.key}/{person.key}"

    def winners(self) -> Iterator[tuple[Somebody, Mapping[str, Any]]]:
        """The people who still work here, each with what they won; nobody, of what somebody composed."""
        if "about" not in self.announcement.content:
            return
        today, won = self.company.today(self.now), self.announcement.content["won"]
        keys = [one["person"] for one in won]
        found = {one.key: one for one in somebodies(self.connection, self.company.id, keys)}
        for one in won:
            person = found.get(one["person"])
            if person is not None and not person.left_by(today):
                yield person, one

    def tell(self, person: Somebody, won: Mapping[str, Any]) -> None:
        """Tells a winner, when the channel reads it."""
        content, send_at = self.announcement.content, self.announcement.send_at
        paid_from = date.fromisoformat(content["about"]["paid_from"])
        period = self.company.calendar.containing(paid_from, self.company.pay_period)
        values = {
            "contest": content.get("contest", self.announcement.title),
            "span": content.get("span", ""),
            "place": won["place"],
            "prize": won["prize"],
            "is_reward": bool(won["reward"]),
            "channel": self.announcement.channel,
            "paid_in": self.company.calendar.label(period),
        }
        at = send_at if send_at is not None and send_at > self.now else self.now
        self._put(self.key(person), "A prize that somebody won", person.id, "spiffs/won", values, at)

    def untell(self, person: Somebody) -> bool:
        """Takes a winner's message out. Whether it had not gone yet."""
        here = (messages.c.workspace_id == self.company.id) & (messages.c.key == self.key(person))
        number = self.connection.execute(select(messages.c.id).where(here)).scalar()
        return number is None or drop_waiting(self.connection, self.company.id, number, self.now, APP).done

    def promise(self, person: Somebody, won: Mapping[str, Any]) -> str:
        """Promises a winner's reward; why not, if that is not possible."""
        try:
            plan = self.announcement.content["about"]["plan"]
            currency = version_of(self.connection, self.company.id, plan).currency
        except PlanRefused:
            currency = USUAL_CURRENCY
        desk = reward_desk(self.connection, self.outbox, self.company, self.now)
        return promise_reward(desk, person, won["reward"], self.key(person), currency)

    def owe(self, person: Somebody, won: Mapping[str, Any], why: str) -> None:
        """Tells whoever let the announcement go, else the admins, that a reward has to be given by hand."""
        decider = self.announcement.decided_by
        today = self.company.today(self.now)
        asked = [decider] if decider is not None else admin_ids(self.connection, self.company.id, today)
        values = {"name": person.name, "reward": won["reward"], "why": why}
        for person_id in asked:
            key = f"owed/{self.key(person)}/{person_id}"
            self._put(key, "A reward to give by hand", person_id, "spiffs/owed", values, self.now)

    def _put(
        self, key: str, title: str, person_id: int, surface: str, values: Mapping[str, object], at: datetime
    ) -> None:
        outgoing = Outgoing(
            key=key,
            title=title,
            to=Person(person_id),
            surface=surface,
            values=values,
            urgency=Urgency.NOTICE,
            due_at=at,
        )
        self.outbox.put_if_new(self.connection, self.company.id, outgoing, self.now)
