"""What a change to the month, its awards or its gifts is done with: one transaction, and the outbox."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Protocol, Self

from sqlalchemy import Connection

from bot.delivery.outbox import Channel, Outbox, Outgoing, Person, Urgency, User
from bot.delivery.states import overtake_edits
from bot.people.identity import Company
from bot.people.recognition_access import Host, decider, deciders
from bot.recognition.settings import Settings
from bot.recognition.taking_part import Member, Venue


class Visitor(Protocol):
    """Somebody who may take part, where they do."""

    @property
    def venue(self) -> Venue: ...

    @property
    def settings(self) -> Settings: ...

    @property
    def member(self) -> Member: ...


@dataclass(frozen=True)
class Work:
    """`since` is when what the messages tell of happened, where that may be long ago: see Outgoing."""

    connection: Connection
    outbox: Outbox
    company: Company
    settings: Settings
    now: datetime
    since: datetime | None = None

    @classmethod
    def of(cls, visitor: Visitor, connection: Connection, outbox: Outbox, now: datetime) -> Self:
        """What a visitor does something with."""
        return cls(connection, outbox, visitor.venue.company, visitor.settings, now)

    @cached_property
    def today(self) -> date:
        return self.company.today(self.now)

    def deciders(self, concerned: Iterable[int] = ()) -> list[Host]:
        """Who decides about what may go to the members `concerned`."""
        return deciders(self.connection, self.company.id, self.today, concerned)

    def decider(self, visitor: Visitor, concerned: Iterable[int] = ()) -> Host | None:
        """The visitor as one of them; None when they are not."""
        return decider(self.connection, self.company.id, visitor.member.person_id, self.today, concerned)

    def post(self, key: str, title: str, surface: str, values: Mapping[str, object]) -> None:
        """Says something in the channel of the nominations."""
        self.put(key, title, Channel(self.settings.channel), surface, values, Urgency.POST)

    def tell(
        self, key: str, title: str, to: Person | User, surface: str, values: Mapping[str, object]
    ) -> None:
        """Says something to one person."""
        self.put(key, title, to, surface, values, Urgency.NOTICE)

    def edit(
        self,
        key: str,
        cause: str,
        title: str,
        to: Channel | Person | User,
        surface: str,
        values: Mapping[str, object],
        urgency: Urgency = Urgency.NOTICE,
        due_at: datetime | None = None,
    ) -> None:
        """Changes the message that was put under `key`, once for each `cause`.

        It goes instead of those changes that wait. Where it may wait for more until `due_at`, the first of a
        wave says until when, so that an endless one is not waited for.
        """
        waiting = overtake_edits(self.connection, self.company.id, key)
        if due_at is not None and waiting is not None:
            due_at = min(due_at, waiting)
        edit_key = f"{key}/{cause}"
        self.put(edit_key, title, to, surface, values, urgency, kind="edit", follows=key, due_at=due_at)

    def delete(self, key: str, title: str, to: Channel) -> None:
        """Takes the message away that was put under `key`."""
        overtake_edits(self.connection, self.company.id, key)
        self.put(f"{key}/gone", title, to, "", {}, Urgency.POST, kind="delete", follows=key)

    def put(
        self,
        key: str,
        title: str,
        to: Channel | Person | User,
        surface: str,
        values: Mapping[str, object],
        urgency: Urgency,
        *,
        kind: str = "post",
        follows: str | None = None,
        due_at: datetime | None = None,
    ) -> None:
        """Puts a message into the outbox, in the transaction of the change that it tells of."""
        self.outbox.put(
            self.connection,
            self.company.id,
            Outgoing(
                key=key,
                title=title,
                to=to,
                surface=f"recognition/{surface}",
                values=values,
                urgency=urgency,
                kind=kind,
                follows=follows,
                due_at=due_at,
                since=self.since,
            ),
            self.now,
        )
