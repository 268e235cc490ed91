"""What a step of the review is done with: one transaction, and the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from sqlalchemy import Connection, select

from bot.delivery.outbox import Outbox, Outgoing, Person, Urgency
from bot.delivery.states import messages
from bot.people.access import admin_ids
from bot.people.identity import Company

# An edit waits so long for what else happens to the same message.
GATHERED_FOR = timedelta(seconds=3)

Values = Mapping[str, object]


@dataclass(frozen=True)
class Work:
    """`since` is when what the messages tell of happened, where that may be long ago: see Outgoing."""

    connection: Connection
    outbox: Outbox
    company: Company
    now: datetime
    since: datetime | None = None

    @cached_property
    def today(self) -> date:
        return self.company.today(self.now)

    @cached_property
    def admins(self) -> list[int]:
        """The compensation admins who are at work."""
        return admin_ids(self.connection, self.company.id, self.today)

    def tell(self, key: str, title: str, person_id: int, surface: str, values: Values) -> bool:
        """Says something to one person; False when it has been said under that key."""
        outgoing = self._outgoing(key, title, person_id, surface, values)
        return self.outbox.put_if_new(self.connection, self.company.id, outgoing, self.now) is not None

    def has_told(self, key: str) -> bool:
        """Whether something has been said under that key."""
        here = (messages.c.workspace_id == self.company.id) & (messages.c.key == key)
        return self.connection.execute(select(messages.c.id).where(here)).first() is not None

    def edit(
        self, follows: str, cause: str, title: str, person_id: int, surface: str, values: Values
    ) -> None:
        """Changes what was said under the key `follows`, a little later; once for each `cause`."""
        key, due_at = f"{follows}/{cause}", self.now + GATHERED_FOR
        outgoing = self._outgoing(key, title, person_id, surface, values, follows, due_at)
        self.outbox.put(self.connection, self.company.id, outgoing, self.now)

    def _outgoing(
        self,
        key: str,
        title: str,
        person_id: int,
        surface: str,
        values: Values,
        follows: str | None = None,
        due_at: datetime | None = None,
    ) -> Outgoing:
        return Outgoing(
            key=key,
            title=title,
            to=Person(person_id),
            surface=f"review/{surface}",
            values=values,
            urgency=Urgency.NOTICE,
            kind="post" if follows is None else "edit",
            follows=follows,
            due_at=due_at,
            since=self.since if follows is None else None,
        )
