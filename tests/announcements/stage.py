"""The company with something to announce: people write at the app's door, and a sender brings it to Slack."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.announcements.announcing import Draft, Hooks
from bot.announcements.rows import Announcement, announcement_by_id, people, rows
from bot.delivery.sender import Sender
from bot.delivery.slack_post import SlackPost
from bot.delivery.states import messages
from bot.people.company import company_in
from bot.periods.pay_settings import change_pay_settings
from bot.sandbox import payloads
from bot.sandbox.acts.stage import Outcome
from bot.sandbox.messages import Message
from bot.store.audit import audit_log
from bot.store.engine import reading, writing
from tests.front_door import FrontDoor, said

WORDS = "New quarter, new book. Thanks everybody!"
PODIUM: dict[str, object] = {
    "contest": "Most renewals",
    "span": "Q2 2024",
    "measured": "Renewals",
    "places": [
        {"place": 1, "name": "Ana Ruiz", "user": "UANA", "value": "14 renewals", "prize": "A day off"}
    ],
    "runners_up": [{"place": 2, "name": "Cho Park", "user": "UCHO", "value": "9 renewals"}],
    "ties": "",
    "notes": [],
}


@dataclass
class Stage:
    """`wins` is the id of the channel that announcements go to."""

    door: FrontDoor
    sender: Sender
    wins: str

    def type(self, person: str, text: str = "") -> Message:
        """What `/announce text` answers, seen by that person alone."""
        (message,) = self.door.world.command(f"U{person.upper()}", "/announce", text)
        assert message.is_app, message.text  # else the sandbox tells what Slack would not have shown
        assert message.ephemeral_to == f"U{person.upper()}"
        return message

    def open(self, person: str, text: str = "") -> dict[str, Any]:
        """The form that the command opens."""
        outcome = self.door.world.run(f"U{person.upper()}", "/announce", text)
        assert (outcome.problem, outcome.messages) == (None, [])
        assert outcome.view is not None
        return outcome.view

    def submit(self, person: str, view: Mapping[str, Any], **values: Any) -> Outcome:
        return self.door.world.submit(f"U{person.upper()}", dict(view), values)

    def preview(self, person: str, form: Mapping[str, Any] | None = None, **filled: Any) -> dict[str, Any]:
        """The very message, after a form filled in like this; by default a plain announcement for now."""
        values = {"title": "Q3 kicks off", "words": WORDS, "channel": self.wins, **filled}
        outcome = self.submit(person, form or self.open(person), **values)
        assert (outcome.problem, dict(outcome.errors)) == (None, {})
        assert outcome.view is not None
        assert outcome.view["callback_id"] == "announce.send", said(outcome.view)
        return outcome.view

    def errors(self, person: str, **filled: Any) -> dict[str, str]:
        """What the form says by its inputs when it is filled in like this; nothing may be kept."""
        before = self.numbers()
        values = {"title": "Q3 kicks off", "words": WORDS, "channel": self.wins, **filled}
        outcome = self.submit(person, self.open(person), **values)
        assert self.numbers() == before
        return dict(outcome.errors)

    def send_off(self, person: str, preview: Mapping[str, Any]) -> str:
        """Submits the preview. What the modal says then."""
        outcome = self.submit(person, preview)
        assert outcome.problem is None
        assert outcome.view is not None
        return said(outcome.view)

    def write(self, person: str, **filled: Any) -> int:
        """Writes it and sends it off: with the nod it needs, else at once. Its number."""
        before = self.numbers()
        self.send_off(person, self.preview(person, **filled))
        (number,) = self.numbers() - before
        return number

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

    def posts(self, channel: str | None = None) -> list[Message]:
        """The app's posts in a channel, oldest first."""
        seen = self.door.world.messages("UANA", channel or self.wins)
        return [message for message in seen if message.is_app and not message.ephemeral]

    def cards(self, person: str) -> list[Message]:
        """What the app wrote to a person by itself, oldest first."""
        dm = self.door.world.messages(f"U{person.upper()}")
        return [message for message in dm if message.is_app and not message.ephemeral]

    def card(self, person: str) -> Message:
        """The only one."""
        (card,) = self.cards(person)
        return card

    def press(self, person: str, action: str, surface: Message | Mapping[str, Any] | None = None) -> Outcome:
        """Presses on a card, by default on the only one that they have."""
        return self.door.press(person, surface or self.card(person), f"announce.{action}")

    def noted(self, person: str, action: str, surface: Message | Mapping[str, Any] | None = None) -> str:
        """What is told beside the message that somebody pressed on."""
        outcome = self.press(person, action, surface)
        assert outcome.problem is None
        (note,) = outcome.messages
        assert note.ephemeral_to == f"U{person.upper()}"
        return said(note)

    def forged(self, person: str, action: str, number: int, edition: int = 0) -> str:
        """A press by somebody who was never shown the button. What they are told."""
        before = len(self.door.world.messages(f"U{person.upper()}"))
        self.door.forge(person, f"announce.{action}", f"{number} {edition}")
        shown = self.door.world.messages(f"U{person.upper()}")[before:]
        return said(shown[-1]) if shown else said(self.door.views(person)[-1])

    def forged_submission(self, person: str, view: Mapping[str, Any]) -> dict[str, Any]:
        """A submission with a state that no form would let through, or once more of one that was sent. The
        app's answer."""
        workspace, user_id = self.door.world.workspace, f"U{person.upper()}"
        with workspace.lock:
            user = workspace.people.get(user_id)
            payload = payloads.interaction(workspace.identity, user, "view_submission")
            payload |= {"trigger_id": workspace.triggers.issue(user_id), "view": view, "response_urls": []}
        reply = self.door.world.deliver("interactive", payload)
        assert reply.answer is not None
        return dict(json.loads(reply.answer.body))

    def state(self, number: int) -> str:
        return self.announcement(number).state

    def announcement(self, number: int) -> Announcement:
        with reading(self.door.engine) as connection:
            found = announcement_by_id(connection, self.door.workspace_id, number)
        assert found is not None
        return found

    def numbers(self) -> set[int]:
        with reading(self.door.engine) as connection:
            return set(connection.execute(select(rows.c.id)).scalars())

    def message_states(self) -> dict[str, str]:
        """The states of the messages that announcements are, by key."""
        query = select(messages.c.key, messages.c.state).where(messages.c.key.startswith("announcement/"))
        with reading(self.door.engine) as connection:
            return {row.key: row.state for row in connection.execute(query.order_by(messages.c.id))}

    def audited(self) -> list[tuple[str, str]]:
        """Who did what with announcements, in order."""
        query = select(audit_log.c.actor, audit_log.c.action).where(
            audit_log.c.action.startswith("announcement")
        )
        with reading(self.door.engine) as connection:
            return [(row.actor, row.action) for row in connection.execute(query.order_by(audit_log.c.id))]

    def settings(self, **changes: object) -> None:
        with writing(self.door.engine) as connection:
            change_pay_settings(connection, self.door.workspace_id, changes, self.door.clock(), "test")

    def person(self, key: str) -> int:
        with reading(self.door.engine) as connection:
            found = connection.execute(select(people.c.id).where(people.c.key == key)).scalar_one()
        return int(found)

    def change_person(self, key: str, **values: object) -> None:
        with writing(self.door.engine) as connection:
            connection.execute(update(people).where(people.c.key == key).values(**values))

    def hook(self, monkeypatch: pytest.MonkeyPatch, **hooks: Any) -> None:
        """What goes with a podium from now on: bot.announcements.announcing.Hooks."""
        monkeypatch.setattr(self.door.services.announcing, "hooks", {"podium": Hooks(**hooks)})

    def proposed(self, **draft: Any) -> int:
        """What the app would announce by itself once somebody nods; by default a podium, asking Dee."""
        whole = {
            "key": "spiff/renewals/2024-Q2",
            "kind": "podium",
            "title": "The winners of Most renewals",
            "channel": self.wins,
            "content": PODIUM,
            "asked_id": self.person("dee"),
            **draft,
        }
        with writing(self.door.engine) as connection:
            company = company_in(connection, self.door.workspace_id)
            announcing, now = self.door.services.announcing, self.door.clock()
            return announcing.propose(connection, company, Draft(**whole), now)


def set_up(door: FrontDoor) -> Stage:
    """Announcements go to #wins, and a sender has just begun."""
    wins = door.world.channel("wins").id
    with writing(door.engine) as connection:
        change_pay_settings(connection, door.workspace_id, {"channel": wins}, door.clock(), "test")
    posts = {door.workspace_id: SlackPost(door.client)}
    # Its steady seconds leap with the clock, else a leap were that of a clock which somebody sets ahead.
    sender = Sender(
        door.engine, posts.get, door.services.outbox, door.clock, door.clock.epoch_s, Random(1), "test"
    )
    door.clock.advance(seconds=0.01)
    return Stage(door, sender, wins)


def later(stage: Stage, hours: float = 2) -> int:
    """So many hours from now, as Slack's picker of date and time gives it."""
    return int((stage.door.clock.now + timedelta(hours=hours)).timestamp())
