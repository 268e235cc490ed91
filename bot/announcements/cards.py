"""The cards of an announcement: a direct message to who wrote it and to each whose nod it waits for, with the
very message in it, brought up to date with every change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from bot.announcements.asking import deciders, is_at_work
from bot.announcements.card_values import card_values
from bot.announcements.message import Values
from bot.announcements.posted import Stage, post_of, stage_of
from bot.announcements.rows import WAITING, Announcement
from bot.delivery.outbox import Outbox, Outgoing, Person, Urgency
from bot.delivery.states import messages, overtake_edits
from bot.people.identity import Company

SURFACE = "announcements/card"
TITLE = "An announcement"


@dataclass(frozen=True)
class Cards:
    """Puts cards into the outbox, in the transaction of what they tell of."""

    outbox: Outbox

    def show(
        self, connection: Connection, company: Company, announcement: Announcement, now: datetime
    ) -> None:
        """A card for everybody who has to have one; those that are there already say how it stands now."""
        post = post_of(connection, announcement)
        stage = stage_of(announcement, post, now)
        there = _cards(connection, announcement)
        for person_id in {**there, **dict.fromkeys(_concerned(connection, company, announcement, now))}:
            values = card_values(connection, company, announcement, post, stage, person_id, now)
            if person_id in there:
                self._edit(connection, announcement, person_id, stage, values, now)
            else:
                self._put(connection, announcement, person_id, values, now)

    def are_behind(self, connection: Connection, announcement: Announcement, stage: Stage) -> bool:
        """Whether anybody's card was never told of this stage of its edition."""
        keys = {_edit_key(announcement, person_id, stage) for person_id in _cards(connection, announcement)}
        told = select(messages.c.key).where(
            messages.c.workspace_id == announcement.workspace_id, messages.c.key.in_(keys)
        )
        return len(keys) > len(connection.execute(told).all())

    def _put(
        self,
        connection: Connection,
        announcement: Announcement,
        person_id: int,
        values: Values,
        now: datetime,
    ) -> None:
        outgoing = Outgoing(
            key=_key(announcement, person_id),
            title=TITLE,
            to=Person(person_id),
            surface=SURFACE,
            values=values,
            urgency=Urgency.NOTICE,
        )
        self.outbox.put(connection, announcement.workspace_id, outgoing, now)

    def _edit(
        self,
        connection: Connection,
        announcement: Announcement,
        person_id: int,
        stage: Stage,
        values: Values,
        now: datetime,
    ) -> None:
        key = _key(announcement, person_id)
        overtake_edits(connection, announcement.workspace_id, key)
        outgoing = Outgoing(
            key=_edit_key(announcement, person_id, stage),
            title=TITLE,
            to=Person(person_id),
            surface=SURFACE,
            values=values,
            urgency=Urgency.NOTICE,
            kind="edit",
            follows=key,
        )
        self.outbox.put_if_new(connection, announcement.workspace_id, outgoing, now)


def _concerned(
    connection: Connection, company: Company, announcement: Announcement, now: datetime
) -> Iterable[int]:
    """Who wrote it, if they are still at work, and while it waits those whose nod it waits for."""
    today = company.today(now)
    if announcement.made_by is not None and is_at_work(connection, announcement.made_by, today):
        yield announcement.made_by
    if announcement.state == WAITING:
        hand, asked = announcement.last_hand, announcement.asked_id
        yield from deciders(connection, company.id, hand, asked, today)


def _cards(connection: Connection, announcement: Announcement) -> dict[int, None]:
    """The people who have a card, in the order in which they got it."""
    query = select(messages.c.person_id).where(
        messages.c.workspace_id == announcement.workspace_id,
        messages.c.kind == "post",
        messages.c.key.startswith(_stem(announcement), autoescape=True),
    )
    return dict.fromkeys(connection.execute(query.order_by(messages.c.id)).scalars())


def _stem(announcement: Announcement) -> str:
    return f"announcements/{announcement.id}/card/"


def _key(announcement: Announcement, person_id: int) -> str:
    return f"{_stem(announcement)}{person_id}"


def _edit_key(announcement: Announcement, person_id: int, stage: Stage) -> str:
    return f"{_key(announcement, person_id)}/{announcement.edition} {stage}"
