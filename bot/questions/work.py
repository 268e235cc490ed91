"""What a change to a question is done with: one transaction, and the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Connection, select

from bot.delivery.outbox import Outbox, Outgoing, Person, Urgency
from bot.delivery.states import messages, overtake_edits
from bot.people.identity import Company

Values = dict[str, object]


@dataclass(frozen=True)
class Work:
    """Messages say nothing of pay but in their blocks, and only to who may see it."""

    connection: Connection
    outbox: Outbox
    company: Company
    now: datetime

    @cached_property
    def today(self) -> date:
        return self.company.today(self.now)

    def tell(
        self,
        key: str,
        title: str,
        person_id: int,
        surface: str,
        values: Mapping[str, object],
        follows: str | None = None,
    ) -> None:
        """Says something to one person, in the thread of an earlier message if it follows one."""
        self._put(key, title, person_id, surface, values, "post", follows)

    def edit(
        self,
        key: str,
        cause: str,
        title: str,
        person_id: int,
        surface: str,
        values: Mapping[str, object],
    ) -> None:
        """Changes the message that was put under `key`, once for each `cause`, in the place of changes that
        wait."""
        overtake_edits(self.connection, self.company.id, key)
        self._put(f"{key}/{cause}", title, person_id, surface, values, "edit", key)

    def told(self, stem: str) -> dict[int, str]:
        """By person, the keys of the messages `stem` and the person's number."""
        query = select(messages.c.key, messages.c.person_id).where(
            messages.c.workspace_id == self.company.id,
            messages.c.kind == "post",
            messages.c.key.startswith(stem, autoescape=True),
        )
        return {
            row.person_id: row.key
            for row in self.connection.execute(query.order_by(messages.c.id))
            if row.key == f"{stem}{row.person_id}"
        }

    def is_put(self, key: str) -> bool:
        """Whether a message stands under that key."""
        here = (messages.c.workspace_id == self.company.id) & (messages.c.key == key)
        return self.connection.execute(select(messages.c.id).where(here)).first() is not None

    def _put(
        self,
        key: str,
        title: str,
        person_id: int,
        surface: str,
        values: Mapping[str, object],
        kind: str,
        follows: str | None,
    ) -> None:
        outgoing = Outgoing(
            key=key,
            title=title,
            to=Person(person_id),
            surface=f"questions/{surface}",
            values=values,
            urgency=Urgency.NOTICE,
            kind=kind,
            follows=follows,
        )
        # What a stale line made us say again under the same key has been said.
        self.outbox.put_if_new(self.connection, self.company.id, outgoing, self.now)
