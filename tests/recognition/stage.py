"""The company with its mic: people drop it at the app's door, and a sender brings what is said to Slack."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import Engine, event, select

from bot.delivery.sender import Sender
from bot.delivery.slack_post import SlackPost
from bot.delivery.states import messages
from bot.recognition.company_values import add_value
from bot.recognition.settings import change_settings
from bot.sandbox.acts.stage import Outcome
from bot.sandbox.messages import Message
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.recognition import Endorsement, Nomination, Receiver
from bot.store.recognition import Member as MemberRow
from tests.front_door import FrontDoor, said
from tests.store.brightwater import NOW

nominations, receivers = table_of(Nomination), table_of(Receiver)
endorsements, members = table_of(Endorsement), table_of(MemberRow)

# The id of #wins in the sandbox.
WINS = "C0002"
WORDS = "closed the renewal that nobody thought would close"


@dataclass
class Stage:
    """`wins` is the id of the channel that nominations are posted in."""

    door: FrontDoor
    sender: Sender
    wins: str

    def type(self, person: str, text: str) -> Message:
        """What `/dropthemic text` answers, seen by that person alone."""
        (message,) = self.door.world.command(f"U{person.upper()}", "/dropthemic", text)
        assert message.is_app, message.text  # else the sandbox tells what Slack would not have shown
        assert message.ephemeral_to == f"U{person.upper()}"
        return message

    def give(self, person: str, text: str) -> int:
        """Types it; it has to be given. The nomination's number."""
        before = self.numbers()
        answer = self.type(person, text)
        made = self.numbers() - before
        assert len(made) == 1, said(answer)
        return made.pop()

    def refusals(self, person: str, text: str) -> str:
        """Types it; nothing may come of it. What the person reads."""
        before = self.numbers()
        message = self.type(person, text)
        assert message.text.startswith("Nothing was sent yet: ")
        assert self.numbers() == before
        return said(message)

    def open(self, person: str, text: str = "") -> dict[str, Any]:
        """The form that the command opens."""
        outcome = self.door.world.run(f"U{person.upper()}", "/dropthemic", text)
        assert (outcome.problem, outcome.messages) == (None, [])
        assert outcome.view is not None
        return outcome.view

    def submit(self, person: str, view: Mapping[str, Any], **values: Any) -> Outcome:
        return self.door.world.submit(f"U{person.upper()}", dict(view), values)

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

    def posts(self) -> list[Message]:
        """The app's posts in the channel, oldest first."""
        seen = self.door.world.messages("UANA", self.wins)
        return [message for message in seen if message.is_app and not message.ephemeral]

    def post(self) -> Message:
        """The only one."""
        (post,) = self.posts()
        return post

    def told(self, person: str) -> list[str]:
        """What the app wrote to a person by itself, oldest first."""
        dm = self.door.world.messages(f"U{person.upper()}")
        return [said(message) for message in dm if message.is_app and not message.ephemeral]

    def press(self, person: str, action: str, message: Message | None = None) -> Outcome:
        return self.door.press(person, message or self.post(), action)

    def choose(self, person: str, what: str, number: int) -> Outcome:
        """Picks something from the menu on the post."""
        user = f"U{person.upper()}"
        return self.door.world.click(user, self.post(), "recognition.more", choice=f"{what} {number}")

    def numbers(self) -> set[int]:
        """All nominations, those taken back too."""
        with reading(self.door.engine) as connection:
            return set(connection.execute(select(nominations.c.id)).scalars())

    def row(self, number: int) -> Mapping[str, Any]:
        with reading(self.door.engine) as connection:
            query = select(nominations).where(nominations.c.id == number)
            return dict(connection.execute(query).mappings().one())

    def receivers(self, number: int) -> list[str]:
        """Keys of the people named, in order."""
        query = (
            select(members.c.slack_user_id)
            .join_from(receivers, members, members.c.id == receivers.c.member_id)
            .where(receivers.c.nomination_id == number)
            .order_by(receivers.c.id)
        )
        with reading(self.door.engine) as connection:
            return [user.removeprefix("U").lower() for user in connection.execute(query).scalars()]

    def behind(self, number: int) -> set[str]:
        """Keys of the people who stand behind a nomination."""
        query = (
            select(members.c.slack_user_id)
            .join_from(endorsements, members, members.c.id == endorsements.c.member_id)
            .where(endorsements.c.nomination_id == number)
        )
        with reading(self.door.engine) as connection:
            return {user.removeprefix("U").lower() for user in connection.execute(query).scalars()}

    def states(self, kind: str) -> dict[str, str]:
        """The states of the messages of a kind in the outbox, by key."""
        query = select(messages.c.key, messages.c.state).where(messages.c.kind == kind)
        with reading(self.door.engine) as connection:
            return {row.key: row.state for row in connection.execute(query.order_by(messages.c.id))}

    def wish(self, person: str, **flags: bool) -> None:
        """Sets what a member does not want, as no_naming."""
        with writing(self.door.engine) as connection:
            own = members.c.slack_user_id == f"U{person.upper()}"
            changed = connection.execute(members.update().where(own).values(**flags))
            assert changed.rowcount == 1

    def settings(self, **changes: object) -> None:
        with writing(self.door.engine) as connection:
            change_settings(connection, self.door.workspace_id, changes, self.door.clock(), "test")


def set_up(door: FrontDoor) -> Stage:
    """The stage of a company with recognition set up, and a sender that has just begun."""
    posts = {door.workspace_id: SlackPost(door.client)}
    # Its steady seconds leap with the clock, else a leap were that of a clock which somebody sets ahead.
    sender = Sender(
        door.engine, posts.get, door.services.outbox, door.clock, door.clock.epoch_s, Random(1), "test"
    )
    door.clock.advance(seconds=0.01)
    assert door.world.channel("wins").id == WINS
    return Stage(door, sender, WINS)


def set_up_store(engine: Engine, workspace_id: int) -> None:
    """Recognition in #wins, with two values."""
    with writing(engine) as connection:
        change_settings(connection, workspace_id, {"channel": WINS}, NOW, "test")
        for tag, title in (("grit", "Never give up"), ("care", "Customers first")):
            add_value(connection, workspace_id, tag, title, NOW, "test")


def hurry(engine: Engine) -> None:
    """From now on it does not wait for the disk: what a test keeps need not outlive a power cut."""
    sqlite = engine.dialect.name == "sqlite"

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA synchronous = OFF" if sqlite else "SET synchronous_commit = off")
        connection.commit()

    engine.dispose()
