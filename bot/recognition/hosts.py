"""Naming the hosts of the award. Who looks after it then is for bot.people.recognition_access to say."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from bot.people.recognition_access import hosts
from bot.recognition.settings import RecognitionRefused
from bot.recognition.taking_part import people
from bot.store import audit


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
