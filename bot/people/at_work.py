"""Who is at work on a day, and where people are placed then: the conditions that every query shares."""

from datetime import date

from sqlalchemy import ColumnElement, Connection, FromClause, or_, select

from bot.store.base import table_of
from bot.store.people import Person, Placement

people, placements = table_of(Person), table_of(Placement)


def at_work(day: date, who: FromClause = people) -> ColumnElement[bool]:
    """Whoever has not left: the last day at work counts as one of it. `who` is an alias of people, where a
    query has two."""
    return or_(who.c.end_date.is_(None), who.c.end_date >= day)


def placed(day: date) -> ColumnElement[bool]:
    """The placements in force on a day, their first and last day included."""
    lasts = or_(placements.c.to_date.is_(None), placements.c.to_date >= day)
    return (placements.c.from_date <= day) & lasts


def is_at_work(connection: Connection, person_id: int, day: date) -> bool:
    """Whether one person has not left."""
    here = select(people.c.id).where(people.c.id == person_id, at_work(day))
    return connection.execute(here).first() is not None


def away(connection: Connection, workspace_id: int, day: date) -> set[int]:
    """Everybody who has left before that day."""
    gone = select(people.c.id).where(people.c.workspace_id == workspace_id, people.c.end_date < day)
    return set(connection.execute(gone).scalars())
