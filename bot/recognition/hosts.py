"""Who looks after the award: the hosts that the workspace has chosen, or else its compensation admins."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, delete, insert, or_, select

from bot.recognition.settings import RecognitionRefused
from bot.store import audit
from bot.store.base import table_of
from bot.store.people import Person
from bot.store.recognition import Host as HostRow

hosts, people = table_of(HostRow), table_of(Person)


@dataclass(frozen=True)
class Host:
    """Somebody who looks after the award. `chosen` is false for an admin who does so for want of a host."""

    person_id: int
    key: str
    name: str
    chosen: bool


def hosts_of(connection: Connection, workspace_id: int, today: date) -> list[Host]:
    """Who looks after the award and still works here: the hosts, or without any the compensation admins."""
    works_here = or_(people.c.end_date.is_(None), people.c.end_date >= today)
    query = select(people.c.id, people.c.key, people.c.name).where(
        people.c.workspace_id == workspace_id, works_here
    )
    chosen = query.join(hosts, hosts.c.person_id == people.c.id).order_by(people.c.name, people.c.id)
    found = [Host(row.id, row.key, row.name, True) for row in connection.execute(chosen)]
    if found:
        return found
    admins = query.where(people.c.is_admin.is_(True)).order_by(people.c.name, people.c.id)
    return [Host(row.id, row.key, row.name, False) for row in connection.execute(admins)]


def set_host(
    connection: Connection, workspace_id: int, key: str, is_host: bool, now: datetime, actor: str
) -> str:
    """Makes a person a host by the company's key for them, or no longer one. Returns their name."""
    here = (people.c.workspace_id == workspace_id) & (people.c.key == key)
    person = connection.execute(select(people.c.id, people.c.name).where(here)).first()
    if person is None:
        raise RecognitionRefused(f"Nobody here has the key {key!r}. `micdrop import` brings people in.")
    own = (hosts.c.workspace_id == workspace_id) & (hosts.c.person_id == person.id)
    is_one = connection.execute(select(hosts.c.id).where(own)).first() is not None
    if is_host and not is_one:
        connection.execute(insert(hosts).values(workspace_id=workspace_id, person_id=person.id))
    elif is_one and not is_host:
        connection.execute(delete(hosts).where(own))
    action = "host_made" if is_host else "host_removed"
    audit.record(connection, workspace_id, now, actor, action, person.id)
    return str(person.name)
