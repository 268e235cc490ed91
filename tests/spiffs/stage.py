"""The company with contests: people ask and start them at the app's door, the clock runs what is scheduled,
and a sender brings what is said to Slack."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select, update

from bot.announcements.rows import Announcement, announcements_where
from bot.delivery.sender import Sender
from bot.delivery.slack_post import SlackPost
from bot.delivery.states import messages
from bot.people.company import company_in
from bot.people.identity import Caller
from bot.periods.calculating import make_fresh, refresh_period
from bot.periods.gathering import begun
from bot.periods.pay_settings import change_pay_settings
from bot.periods.publishing import publish
from bot.periods.reviewing import Shown, approve, begin
from bot.periods.standing import standing_of
from bot.periods.voiding import stands
from bot.recognition.gift_rows import Gift, gifts, gifts_where
from bot.recognition.settings import change_settings
from bot.recognition.taking_part import members
from bot.sandbox.acts.stage import Outcome
from bot.sandbox.messages import Message
from bot.schedule.by_hand import run_now
from bot.spiffs.rows import Started, rows, started_where
from bot.spiffs.schedules import ensure_schedules
from bot.spiffs.winners import pay_periods
from bot.store.audit import audit_log
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.people import Person
from bot.store.periods import Line, Statement
from tests.front_door import FrontDoor, said

people, lines, statements = table_of(Person), table_of(Line), table_of(Statement)

# Renewals of Q3 so far: one each of Ana, Fay and Zoe. Upsells: one, shared by Ana and Cho.
RENEWALS = """
plan: renewals
title: Renewals
from: 2024-01-01
currency: USD
metrics:
  renewed: {title: Renewals, measure: count, of: {kind: renewal}, scope: person}
components:
  cup:
    pay: contest
    title: Renewal cup
    metric: renewed
    prizes: ["$500", "$200"]
    ties: split
    eligible: {at_least: 1}
"""
EVERYBODY = ("ana", "cho", "ben", "fay", "kim", "zoe")


@dataclass
class Stage:
    """`wins` is the id of the channel in which winners are announced."""

    door: FrontDoor
    sender: Sender
    wins: str

    def type(self, person: str, text: str = "") -> Message:
        """What `/spiff text` answers, seen by that person alone."""
        (message,) = self.door.world.command(f"U{person.upper()}", "/spiff", text)
        assert message.is_app, message.text  # else the sandbox tells what Slack would not have shown
        assert message.ephemeral_to == f"U{person.upper()}"
        return message

    def ask(self, person: str, text: str = "") -> str:
        """The words of the answer, a text object a line."""
        return said(self.type(person, text))

    def press(self, person: str, message: Message | Mapping[str, Any], action: str) -> Outcome:
        return self.door.press(person, message, action)

    def submit(self, person: str, view: Mapping[str, Any], **values: Any) -> Outcome:
        return self.door.world.submit(f"U{person.upper()}", dict(view), values)

    def load(
        self, text: str, key: str, *who: str, since: str = "2024-07-01", until: str | None = None
    ) -> None:
        """Loads a plan and puts people on it."""
        with self.door.changing() as ledger:
            ledger.plan(text)
            ledger.on_plan(key, *who, since=since, until=until)

    def happens(self, *events: dict[str, Any]) -> None:
        """Each event has `key`, `kind`, `on`, and what else the ledger takes."""
        with self.door.changing() as ledger:
            for event in events:
                ledger.event(**event)

    def leaves(self, person: str, last_day: str) -> None:
        with self.door.changing() as ledger:
            own = (people.c.workspace_id == self.door.workspace_id) & (people.c.key == person)
            ledger.connection.execute(update(people).where(own).values(end_date=date.fromisoformat(last_day)))

    def admin(self, person: str, is_admin: bool = True) -> None:
        with writing(self.door.engine) as connection:
            own = (people.c.workspace_id == self.door.workspace_id) & (people.c.key == person)
            connection.execute(update(people).where(own).values(is_admin=is_admin))

    def at(self, when: str) -> None:
        """It is that moment, in UTC."""
        self.door.clock.now = datetime.fromisoformat(f"{when}+00:00")

    def run(self, job: str) -> str:
        """Runs a schedule now, once more each time. What came of it."""
        self.door.clock.advance(seconds=1)
        with writing(self.door.engine) as connection:
            ensure_schedules(connection, company_in(connection, self.door.workspace_id), self.door.clock())
        door = self.door
        return run_now(door.engine, door.services.jobs, door.workspace_id, job, door.clock(), "test").note

    def settings(self, **changes: object) -> None:
        with writing(self.door.engine) as connection:
            change_pay_settings(connection, self.door.workspace_id, changes, self.door.clock(), "test")

    def deliver(self) -> None:
        """Everything that is due within ten seconds goes to Slack, and time with it."""
        self.door.clock.advance(seconds=1)
        ends = self.door.clock.now + timedelta(seconds=10)
        while True:
            if self.sender.step():
                self.door.clock.advance(seconds=0.3)
                continue
            due = self.sender.next_moment()
            if due is None or due > ends:
                return
            self.door.clock.now = max(due, self.door.clock.now)

    def posts(self) -> list[Message]:
        """The app's posts in the channel, oldest first."""
        seen = self.door.world.messages("UANA", self.wins)
        return [message for message in seen if message.is_app and not message.ephemeral]

    def cards(self, person: str) -> list[Message]:
        """What the app wrote to a person by itself, oldest first."""
        dm = self.door.world.messages(f"U{person.upper()}")
        return [message for message in dm if message.is_app and not message.ephemeral]

    def card(self, person: str) -> Message:
        """The latest."""
        return self.cards(person)[-1]

    def card_about(self, person: str, words: str) -> Message:
        """The latest that says so."""
        return [card for card in self.cards(person) if words in said(card)][-1]

    def prizes(self, plan: str) -> list[tuple[str, int, str]]:
        """Who is paid what by the prize lines of a plan in this quarter, up to date: amounts and rewards."""
        door, today = self.door, self.door.clock().date()
        with reading(door.engine) as connection:
            company = company_in(connection, door.workspace_id)
        period = company.calendar.containing(today, company.pay_period)
        refresh_period(door.engine, door.workspace_id, period, today, door.clock())
        query = (
            select(people.c.key, lines.c.amount_minor, lines.c.reward)
            .join_from(lines, statements, statements.c.id == lines.c.statement_id)
            .join(people, people.c.id == statements.c.person_id)
            .where(lines.c.plan == plan, lines.c.entry == "prize", lines.c.workspace_id == door.workspace_id)
            .order_by(people.c.key, lines.c.position)
        )
        with reading(door.engine) as connection:
            return [(row.key, row.amount_minor, row.reward) for row in connection.execute(query)]

    def publishes(self, key: str) -> None:
        """A period goes all the way: Gus, who is in no contest, approves everybody's pay."""
        door, now = self.door, self.door.clock()
        with writing(door.engine) as connection:
            company = company_in(connection, door.workspace_id)
            period = next(one for one in pay_periods(company, company.today(now), 400) if one.key == key)
            make_fresh(begun(connection, company.id, company.today(now), now), period)
            begin(connection, company, key, "test", now)
            standing = standing_of(connection, company.id, key)
            assert standing is not None
            seen = {one: Shown(0, stand.digest) for one, stand in stands(connection, standing.id).items()}
            own = (people.c.workspace_id == company.id) & (people.c.key == "gus")
            row = connection.execute(select(people.c.id, people.c.name).where(own)).one()
            approve(connection, Caller(row.id, "gus", row.name, True, company), key, seen, now)
            publish(connection, company, key, "test", now)

    def answers(self, person: str) -> list[str]:
        """What a person alone was shown in their DM with the app, oldest first."""
        dm = self.door.world.messages(f"U{person.upper()}")
        return [said(message) for message in dm if message.ephemeral_to == f"U{person.upper()}"]

    def started(self) -> list[Started]:
        with reading(self.door.engine) as connection:
            return started_where(connection, self.door.workspace_id, rows.c.id > 0)

    def announcements(self) -> list[Announcement]:
        """The oldest first."""
        with reading(self.door.engine) as connection:
            return announcements_where(connection, self.door.workspace_id)[::-1]

    def gifts(self) -> list[Gift]:
        with reading(self.door.engine) as connection:
            return gifts_where(connection, gifts.c.workspace_id == self.door.workspace_id)[::-1]

    def logged(self) -> list[str]:
        """The actions in the audit log, in their order."""
        here = audit_log.c.workspace_id == self.door.workspace_id
        with reading(self.door.engine) as connection:
            return list(
                connection.execute(
                    select(audit_log.c.action).where(here).order_by(audit_log.c.number)
                ).scalars()
            )

    def notifications(self) -> list[str]:
        """The texts of all messages in the outbox: what a lock screen shows."""
        with reading(self.door.engine) as connection:
            return list(connection.execute(select(messages.c.text).order_by(messages.c.id)).scalars())

    def wish(self, person: str, **flags: bool) -> None:
        """Sets what a member does not want, as no_naming."""
        with writing(self.door.engine) as connection:
            own = members.c.slack_user_id == f"U{person.upper()}"
            assert connection.execute(update(members).where(own).values(**flags)).rowcount == 1

    def reward_list(self) -> None:
        """Sets drop the mic up, whose list of rewards it is."""
        with writing(self.door.engine) as connection:
            change_settings(
                connection, self.door.workspace_id, {"channel": self.wins}, self.door.clock(), "test"
            )


def set_up(door: FrontDoor) -> Stage:
    """Winners are announced in #wins; a sender has just begun."""
    wins = door.world.channel("wins").id
    post = SlackPost(door.client)
    posts = {door.workspace_id: post}
    # Its steady seconds leap with the clock, else a leap were that of a clock which somebody sets ahead.
    sender = Sender(
        door.engine, posts.get, door.services.outbox, door.clock, door.clock.epoch_s, Random(1), "test"
    )
    door.clock.advance(seconds=0.01)
    stage = Stage(door, sender, wins)
    stage.settings(channel=wins)
    return stage
