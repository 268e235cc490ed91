"""Brightwater with a sender: people ask about lines of their pay, and others answer, at the app's door.

Ben leads Ana, Cho and Jon, Dee leads Ben, Gus is the compensation admin. Ana's first line of the third
quarter is the renewal of Alder, 1,500.05.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Table, select, update

from bot.delivery.sender import Sender
from bot.delivery.slack_post import SlackPost
from bot.people.company import company_in
from bot.questions.rows import people, questions, steps
from bot.questions.schedules import ensure_schedules
from bot.sandbox.acts.stage import Outcome
from bot.sandbox.messages import Message
from bot.schedule.ticking import Ticker
from bot.store.audit import audit_log
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.people import Placement
from bot.store.periods import PeriodRow
from bot.store.reviews import Adjustment
from tests.front_door import FrontDoor, said

adjustments, periods, placements = table_of(Adjustment), table_of(PeriodRow), table_of(Placement)

WORDS = "Alder renewed for two years, and I see one."
# What Ana's lines come to, and what she expects or gets, as people and as machines write it.
AMOUNTS = ("1,500.05", "150005", "1,600.00", "160000", "99.95", "9995", "5,640.05", "564005")


@dataclass
class Desk:
    """People are called by their keys."""

    door: FrontDoor
    sender: Sender

    def form(self, person: str, line: int = 1, text: str = "") -> dict[str, Any]:
        """What "Ask about this" at one of their lines opens."""
        lines = self.door.every_line(person, text)
        view = self.door.press(person, lines, "lines.ask", str(line)).view
        assert view is not None
        return view

    def submit(self, person: str, view: Mapping[str, Any], **values: str) -> Outcome:
        return self.door.world.submit(f"U{person.upper()}", dict(view), values)

    def ask(self, person: str = "ana", words: str = WORDS, expected: str = "", line: int = 1) -> int:
        """Asks; the question's number. What it says goes to Slack."""
        before = {row["id"] for row in self.rows(questions)}
        sent = self.submit(person, self.form(person, line), words=words, expected=expected)
        assert sent.view is not None, sent
        assert "*Asked.*" in said(sent.view)
        self.send()
        (number,) = {row["id"] for row in self.rows(questions)} - before
        return int(number)

    def press(self, person: str, action: str, of: str = "asks about a line") -> Outcome:
        """Presses a button of the message in their DM that says so."""
        return self.door.press(person, self.dm(person, of), action)

    def fill(self, person: str, action: str, of: str = "asks about a line", **values: str) -> Outcome:
        """Presses a button that opens a form, and sends that filled in."""
        view = self.press(person, action, of).view
        assert view is not None
        return self.submit(person, view, **values)

    def answer(self, person: str = "ben", words: str = "It is on the way.") -> None:
        done = self.fill(person, "question.answer", words=words)
        assert done.view is not None
        assert "*Answered.*" in said(done.view)
        self.send()

    def again(self, words: str = "Still not clear to me.") -> None:
        """Ana asks again."""
        done = self.fill("ana", "question.again", of="answers*", words=words)
        assert done.view is not None
        assert "*Asked again.*" in said(done.view)
        self.send()

    def forged(self, person: str, form: str, metadata: str, words: str = "Forged.") -> Outcome:
        """A form as somebody would send it who was never shown it."""
        user = f"U{person.upper()}"
        shown = {
            "type": "modal",
            "callback_id": form,
            "private_metadata": metadata,
            "title": {"type": "plain_text", "text": "Forged"},
            "submit": {"type": "plain_text", "text": "Send"},
            "blocks": [
                {
                    "type": "input",
                    "block_id": block,
                    "label": {"type": "plain_text", "text": block},
                    "element": {"type": "plain_text_input", "action_id": "value"},
                }
                for block in ("words", "amount", "reason")
            ],
        }
        with self.door.world.workspace.lock:
            view = self.door.world.workspace.views.open(user, shown)
        return self.door.world.submit(user, view, {"words": words, "amount": "1", "reason": "Forged."})

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

    def at(self, text: str) -> None:
        """It becomes this time (UTC), the clock ticks, and what is due goes to Slack."""
        self.door.clock.now = datetime.fromisoformat(f"{text}+00:00")
        Ticker(
            self.door.engine, self.door.services.jobs, self.door.services.outbox, self.door.clock,
            self.door.clock.epoch_s,
        ).tick()  # fmt: skip
        self.send()

    def scheduled(self) -> None:
        """The workspace has the reminders from now on."""
        with writing(self.door.engine) as connection:
            company = company_in(connection, self.door.workspace_id)
            ensure_schedules(connection, company, self.door.clock())

    def dms(self, person: str) -> list[Message]:
        """What the app wrote to a person by itself, oldest first."""
        dm = self.door.world.messages(f"U{person.upper()}")
        return [message for message in dm if message.is_app and not message.ephemeral]

    def dm(self, person: str, words: str) -> Message:
        """The newest of them that says so."""
        return next(one for one in reversed(self.dms(person)) if words in said(one))

    def rows(self, table: Table) -> list[dict[str, Any]]:
        with reading(self.door.engine) as connection:
            return [dict(row) for row in connection.execute(select(table).order_by(table.c.id)).mappings()]

    def question(self) -> dict[str, Any]:
        """The only one."""
        (row,) = self.rows(questions)
        return row

    def told(self) -> list[tuple[str, str]]:
        """What was done about questions, by whom."""
        names = {row["id"]: row["key"] for row in self.rows(people)}
        return [(row["kind"], names[row["person_id"]]) for row in self.rows(steps)]

    def added(self) -> list[tuple[str, int, str]]:
        """To whose pay which adjustments were made, and by whom, in minor units."""
        names = {row["id"]: row["key"] for row in self.rows(people)}
        return [
            (names[row["person_id"]], row["amount_minor"], names[row["made_by"]])
            for row in self.rows(adjustments)
        ]

    def id_of(self, person: str) -> int:
        return next(int(row["id"]) for row in self.rows(people) if row["key"] == person)

    def audited(self, start: str = "question") -> list[tuple[str, str]]:
        return [
            (row["actor"], row["action"]) for row in self.rows(audit_log) if row["action"].startswith(start)
        ]

    def leaves(self, person: str, last: str = "2024-08-13") -> None:
        with writing(self.door.engine) as connection:
            here = people.c.key == person
            connection.execute(update(people).where(here).values(end_date=date.fromisoformat(last)))

    def reports_to(self, person: str, manager: str | None) -> None:
        """From today on somebody else leads them, or nobody."""
        with writing(self.door.engine) as connection:
            here = (placements.c.person_id == self.id_of(person)) & placements.c.to_date.is_(None)
            leader = self.id_of(manager) if manager else None
            connection.execute(update(placements).where(here).values(manager_id=leader))

    def becomes_admin(self, person: str, is_admin: bool = True) -> None:
        with writing(self.door.engine) as connection:
            connection.execute(update(people).where(people.c.key == person).values(is_admin=is_admin))

    def period_becomes(self, state: str, key: str = "2024-Q2") -> None:
        """The period of that key has come so far."""
        with writing(self.door.engine) as connection:
            connection.execute(update(periods).where(periods.c.key == key).values(state=state))


def set_up(door: FrontDoor) -> Desk:
    """The company with a sender that has just begun."""
    post = SlackPost(door.client)
    posts = {door.workspace_id: post}
    sender = Sender(
        door.engine, posts.get, door.services.outbox, door.clock, door.clock.epoch_s, Random(1), "test"
    )
    door.clock.advance(seconds=0.01)
    return Desk(door, sender)


def answer_to(outcome: Outcome) -> str:
    """The one new message that whoever pressed sees."""
    assert outcome.problem is None
    (message,) = outcome.messages
    return said(message)
