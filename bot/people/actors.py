"""Who did something, as the audit log calls them, and as people do."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from bot.people.identity import Caller
from bot.store.base import table_of
from bot.store.people import Person

people = table_of(Person)

COMMAND_LINE = "command line"
_PERSON = "person "


@dataclass(frozen=True)
class Actor:
    """`kind` is "person", "command line", or "app" when Micdrop did it by itself; a person has a `name`."""

    kind: str
    name: str


def actor_of(caller: Caller) -> str:
    """How the audit log calls a person."""
    return f"{_PERSON}{caller.key}"


def who_is(connection: Connection, workspace_id: int, actor: str) -> Actor:
    """Whom the audit log means by `actor`."""
    if actor == COMMAND_LINE:
        return Actor(COMMAND_LINE, "")
    if not actor.startswith(_PERSON):
        return Actor("app", "")
    key = actor.removeprefix(_PERSON)
    query = select(people.c.name).where(people.c.workspace_id == workspace_id, people.c.key == key)
    return Actor("person", str(connection.execute(query).scalar() or key))
