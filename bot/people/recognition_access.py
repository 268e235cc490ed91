"""Who looks after drop the mic, who decides about its awards and rewards, and who sets it up."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, select

from bot.people.at_work import at_work, people, placed, placements
from bot.store.base import table_of
from bot.store.recognition import Host as HostRow
from bot.store.recognition import Member

hosts, members = table_of(HostRow), table_of(Member)

_IS_ADMIN = people.c.is_admin.is_(True)


@dataclass(frozen=True)
class Host:
    """Somebody who looks after the award. `chosen` is false for whoever does so for want of a host."""

    person_id: int
    key: str
    name: str
    chosen: bool


def hosts_of(connection: Connection, workspace_id: int, today: date) -> list[Host]:
    """Who looks after the award and still works here: the hosts, or without any the compensation admins."""
    is_host = people.c.id.in_(select(hosts.c.person_id).where(hosts.c.workspace_id == workspace_id))
    chosen = _people_where(connection, workspace_id, today, is_host, chosen=True)
    return chosen or _people_where(connection, workspace_id, today, _IS_ADMIN)


def deciders(
    connection: Connection, workspace_id: int, today: date, concerned: Iterable[int] = ()
) -> list[Host]:
    """Who decides about an award or a reward, by name: the hosts, but never anybody of the `concerned`, the
    members whom it may go to.

    Where every host is concerned these are the other admins, and without any, whoever leads people.
    """
    own = _persons_of(connection, concerned)
    fit = [host for host in hosts_of(connection, workspace_id, today) if host.person_id not in own]
    return (
        fit
        or _people_where(connection, workspace_id, today, _IS_ADMIN, own)
        or managers(connection, workspace_id, today, own)
    )


def decider(
    connection: Connection,
    workspace_id: int,
    person_id: int | None,
    today: date,
    concerned: Iterable[int] = (),
) -> Host | None:
    """A person as one of the `deciders`; None when they are not, or nobody of the company."""
    found = deciders(connection, workspace_id, today, concerned)
    return next((one for one in found if one.person_id == person_id), None)


def managers(
    connection: Connection, workspace_id: int, today: date, without: Collection[int] = ()
) -> list[Host]:
    """Whoever leads somebody on that day, but for the persons `without`."""
    led = (placements.c.workspace_id == workspace_id) & placements.c.manager_id.is_not(None)
    leads = people.c.id.in_(select(placements.c.manager_id).where(led, placed(today)))
    return _people_where(connection, workspace_id, today, leads, without)


def admin_key(connection: Connection, person_id: int | None) -> str | None:
    """The company's key for whoever may set drop the mic up and take all of it away as a table: a
    compensation admin. None for everybody else."""
    query = select(people.c.key).where(people.c.id == person_id, _IS_ADMIN)
    found: str | None = connection.execute(query).scalar()
    return found


def may_change_nomination(member_id: int, giver_id: int) -> bool:
    """Whoever gave it, and nobody else, edits it or takes it back."""
    return member_id == giver_id


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
    without: Collection[int] = (),
    *,
    chosen: bool = False,
) -> list[Host]:
    query = (
        select(people.c.id, people.c.key, people.c.name)
        .where(people.c.workspace_id == workspace_id, at_work(today), where)
        .order_by(people.c.name, people.c.id)
    )
    found = connection.execute(query)
    return [Host(row.id, row.key, row.name, chosen) for row in found if row.id not in without]
