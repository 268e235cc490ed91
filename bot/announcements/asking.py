"""Whose nod an announcement waits for."""

from datetime import date

from sqlalchemy import Connection, or_, select

from bot.announcements.rows import people
from bot.people.access import admin_ids, reviewer_of
from bot.people.identity import Company


def deciders(
    connection: Connection, workspace_id: int, last_hand: int | None, asked_id: int | None, today: date
) -> list[int]:
    """Who is asked: the one person if they are at work, else every admin; never whose words it stands in."""
    if asked_id is not None and asked_id != last_hand and is_at_work(connection, asked_id, today):
        return [asked_id]
    return [one for one in admin_ids(connection, workspace_id, today) if one != last_hand]


def checker_of(connection: Connection, company: Company, person_id: int, today: date) -> int | None:
    """Who looks over what somebody wrote: whoever leads them; None where it is for the admins."""
    return reviewer_of(connection, company, person_id, today)


def is_at_work(connection: Connection, person_id: int, today: date) -> bool:
    """Whether somebody has not left."""
    here = or_(people.c.end_date.is_(None), people.c.end_date >= today)
    return connection.execute(select(people.c.id).where(people.c.id == person_id, here)).first() is not None
