"""What becomes of an announcement in the outbox, on the cards of those who wrote and approved it: seen every
minute, so that no card says *goes out* of what is out."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, func, literal, select

from bot.announcements.cards import Cards
from bot.announcements.posted import post_of, stage_of
from bot.announcements.rows import APPROVED, MESSAGE_KEYS, Announcement, announcement_by_id, rows
from bot.delivery.outbox import Outbox
from bot.delivery.states import messages
from bot.people.company import company_in
from bot.store.engine import reading, writing

# What came of it longer ago is on the cards by now, or was when nobody kept them up to date.
_LOOKED_BACK = timedelta(days=2)
# While it is not tried, or being tried, its cards say so already.
_CAME_OF_IT = ("sent", "unclear", "held", "dead", "dropped")


def catch_up(engine: Engine, outbox: Outbox, now: datetime) -> list[str]:
    """Brings the cards up to date of whatever was posted, or was not. Returns the keys of what it was."""
    with reading(engine) as connection:
        behind = [one for one in _ended(connection, now) if _is_behind(connection, outbox, one, now)]
    return [one.key for one in behind if _show(engine, outbox, one, now)]


def _show(engine: Engine, outbox: Outbox, seen: Announcement, now: datetime) -> bool:
    """Shows it, unless somebody else has done so meanwhile."""
    with writing(engine) as connection:
        found = announcement_by_id(connection, seen.workspace_id, seen.id)
        if found is None or not _is_behind(connection, outbox, found, now):
            return False
        Cards(outbox).show(connection, company_in(connection, found.workspace_id), found, now)
        return True


def _is_behind(connection: Connection, outbox: Outbox, announcement: Announcement, now: datetime) -> bool:
    stage = stage_of(announcement, post_of(connection, announcement), now)
    return Cards(outbox).are_behind(connection, announcement, stage)


def _ended(connection: Connection, now: datetime) -> Iterator[Announcement]:
    """Those that something came of lately, in every workspace."""
    key = literal(MESSAGE_KEYS).concat(rows.c.key)
    mine = (messages.c.workspace_id == rows.c.workspace_id) & (messages.c.key == key)
    lately = func.coalesce(messages.c.sent_at, messages.c.due_at) >= now - _LOOKED_BACK
    query = (
        select(rows.c.workspace_id, rows.c.id)
        .join(messages, mine)
        .where(rows.c.state == APPROVED, messages.c.state.in_(_CAME_OF_IT), lately)
        .order_by(rows.c.id)
    )
    for row in connection.execute(query).all():
        found = announcement_by_id(connection, row.workspace_id, row.id)
        if found is not None:
            yield found
