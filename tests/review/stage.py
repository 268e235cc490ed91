"""Brightwater on the way to payday: its second quarter is over, and it is the middle of August.

Gus is the compensation admin. Ben looks at Ana and Cho, Eli at Fay, Kim and Zoe, Dee at Ben.
"""

import json
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from bot.delivery.sender import Sender
from bot.delivery.slack_post import SlackPost
from bot.delivery.states import messages
from bot.people.company import company_of
from bot.periods.standing import standing_of
from bot.review.catching_up import catch_up
from bot.review.schedules import ensure_schedules
from bot.sandbox.acts.stage import Outcome
from bot.sandbox.messages import Message
from bot.schedule.by_hand import run_now
from bot.store.audit import audit_log
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.people import Person
from bot.store.reviews import Review
from tests.front_door import FrontDoor, said

people, reviews = table_of(Person), table_of(Review)

Q2 = "2024-Q2"
LOOKERS = {"ben": ("ana", "cho"), "eli": ("fay", "kim", "zoe"), "dee": ("ben",)}


class AtOnce(Executor):
    """Work that the app goes on with after its answer is done before the test goes on."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


@dataclass
class Stage:
    door: FrontDoor
    sender: Sender

    def set_out(self) -> str:
        """The schedule's job, run by hand; what came of it."""
        jobs, workspace_id = self.door.services.jobs, self.door.workspace_id
        request = str(self.door.clock().timestamp())
        note = run_now(
            self.door.engine, jobs, workspace_id, "period_review", self.now, "person gus", request
        ).note
        self.send()
        return note

    def begin(self) -> None:
        """Set out, and begun by Gus."""
        self.set_out()
        self.press("gus", self.card("gus"), "review.start")
        assert self.state() == "in_review"

    def approve_everybody(self) -> None:
        for looker in LOOKERS:
            self.press(looker, self.card(looker), "review.approve_all")

    def publish(self) -> None:
        self.begin()
        self.approve_everybody()
        self.press("gus", self.card("gus"), "review.publish")
        assert self.state() == "published"

    @property
    def now(self) -> Any:
        return self.door.clock()

    def send(self) -> None:
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

    def minute(self) -> None:
        """What the clock does every minute besides its schedules."""
        catch_up(self.door.engine, self.door.services.outbox, self.now)
        self.send()

    def dms(self, person: str) -> list[Message]:
        """What the app wrote to a person by itself, oldest first."""
        dm = self.door.world.messages(f"U{person.upper()}")
        return [message for message in dm if message.is_app and not message.ephemeral]

    def card(self, person: str) -> Message:
        """The card of a period that a person has; the last one when they have several."""
        found = [one for one in self.dms(person) if " pay: " in said(one).partition("\n")[0]]
        assert found, [said(one) for one in self.dms(person)]
        return found[-1]

    def told(self, person: str, words: str) -> Message:
        """The last message to a person with those words in it."""
        found = [one for one in self.dms(person) if words in said(one)]
        assert found, [said(one) for one in self.dms(person)]
        return found[-1]

    def press(
        self, person: str, surface: Message | Mapping[str, Any], action: str, value: str | None = None
    ) -> Outcome:
        """Presses, and lets all that follows arrive."""
        outcome = self.door.press(person, surface, action, value)
        assert outcome.problem is None
        self.send()
        return outcome

    def note(
        self, person: str, surface: Message | Mapping[str, Any], action: str, value: str | None = None
    ) -> str:
        """Presses on a message; the words that only whoever pressed sees."""
        outcome = self.press(person, surface, action, value)
        shown = [one for one in outcome.messages if one.ephemeral]
        assert shown, outcome
        return said(shown[-1])

    def look(self, person: str, whose: str, period: str = Q2) -> dict[str, Any]:
        """The modal with somebody's pay, opened from a card, or from the list behind it."""
        card, value = self.card(person), f"{period} 0 {whose}"
        if value in json.dumps(card.blocks):
            outcome = self.press(person, card, "review.look", value)
        else:
            listed = self.press(person, card, "review.people").view
            assert listed is not None
            outcome = self.press(person, listed, "review.look", f"{period} 1 {whose}")
        assert outcome.view is not None
        return outcome.view

    def submit(self, person: str, view: Mapping[str, Any], **values: Any) -> Outcome:
        outcome = self.door.world.submit(f"U{person.upper()}", dict(view), values)
        assert outcome.problem is None
        self.send()
        return outcome

    def approve(self, person: str, whose: str) -> str:
        """Opens somebody's pay, approves it, and reads what came of it."""
        outcome = self.submit(person, self.look(person, whose))
        assert outcome.view is not None
        return said(outcome.view)

    def state(self, key: str = Q2) -> str:
        with reading(self.door.engine) as connection:
            standing = standing_of(connection, self.door.workspace_id, key)
            return standing.state if standing else ""

    def reviews(self) -> dict[str, str]:
        """By person's key, the state of their review."""
        query = select(people.c.key, reviews.c.state).join_from(
            reviews, people, people.c.id == reviews.c.person_id
        )
        with reading(self.door.engine) as connection:
            return {row.key: row.state for row in connection.execute(query.order_by(people.c.key))}

    def id_of(self, person: str) -> int:
        with reading(self.door.engine) as connection:
            return int(connection.execute(select(people.c.id).where(people.c.key == person)).scalar_one())

    def audited(self, action: str) -> list[str]:
        """Who did that, in order."""
        query = select(audit_log.c.actor).where(audit_log.c.action == action)
        with reading(self.door.engine) as connection:
            return list(connection.execute(query.order_by(audit_log.c.id)).scalars())

    def outbox(self) -> list[Any]:
        """Every message, in the order in which they were put."""
        with reading(self.door.engine) as connection:
            return list(connection.execute(select(messages).order_by(messages.c.id)).all())


def set_up(door: FrontDoor) -> Stage:
    """With the schedules of payday, and a sender that has just begun."""
    with writing(door.engine) as connection:
        ensure_schedules(connection, company_of(door.engine, door.workspace_id), door.clock())
    door.app.listener_runner.lazy_listener_runner.executor = AtOnce()  # type: ignore[attr-defined]
    posts = {door.workspace_id: SlackPost(door.client)}
    # Its steady seconds leap with the clock, else a leap were that of a clock which somebody sets ahead.
    sender = Sender(
        door.engine, posts.get, door.services.outbox, door.clock, door.clock.epoch_s, Random(1), "test"
    )
    door.clock.advance(seconds=0.01)
    return Stage(door, sender)
