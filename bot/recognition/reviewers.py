"""Who decides about an award: the hosts, but never anybody whom it may go to."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import ColumnElement, Connection, or_, select

from bot.recognition.hosts import Host, hosts_of, people
from bot.recognition.month_facts import in_force, placements
from bot.recognition.taking_part import members
from bot.recognition.work import Visitor, Work


def reviewers(
    connection: Connection, workspace_id: int, today: date, concerned: Iterable[int] = ()
) -> list[Host]:
    """Who decides, by name; `concerned` are the members whom it may go to.

    Where every host is concerned these are the other admins, and without any, whoever leads people.
    """
    own = _persons_of(connection, concerned)
    hosts = [host for host in hosts_of(connection, workspace_id, today) if host.person_id not in own]
    if hosts:
        return hosts
    is_admin = people.c.is_admin.is_(True)
    return _people_where(connection, workspace_id, today, is_admin, own) or managers(
        connection, workspace_id, today, own
    )


def reviewer(work: Work, visitor: Visitor, concerned: Iterable[int] = ()) -> Host | None:
    """The visitor as one of those who decide about what concerns these members; None when they do not."""
    people = reviewers(work.connection, work.company.id, work.today, concerned)
    return next((one for one in people if one.person_id == visitor.member.person_id), None)


def managers(
    connection: Connection, workspace_id: int, today: date, without: Collection[int] = ()
) -> list[Host]:
    """Whoever leads somebody on that day, but for the persons `without`."""
    leads = people.c.id.in_(
        select(placements.c.manager_id).where(
            placements.c.workspace_id == workspace_id, placements.c.manager_id.is_not(None), *in_force(today)
        )
    )
    return _people_where(connection, workspace_id, today, leads, without)


def _persons_of(connection: Connection, member_ids: Iterable[int]) -> set[int]:
    query = select(members.c.person_id).where(
        members.c.id.in_(list(member_ids)), members.c.person_id.is_not(None)
    )
    return set(connection.execute(query).scalars())


def _people_where(
    connection: Connection,
    workspace_id: int,
    today: date,
    where: ColumnElement[bool],
    without: Collection[int],
) -> list[Host]:
    works_here = or_(people.c.end_date.is_(None), people.c.end_date >= today)
    query = (
        select(people.c.id, people.c.key, people.c.name)
        .where(people.c.workspace_id == workspace_id, works_here, where)
        .order_by(people.c.name, people.c.id)
    )
    found = connection.execute(query)
    return [Host(row.id, row.key, row.name, False) for row in found if row.id not in without]
