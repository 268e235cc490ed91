"""Finding out who somebody is in Slack, so that a message can go to them."""

from dataclasses import dataclass

from sqlalchemy import Connection, exists, func, select, update
from sqlalchemy.exc import IntegrityError

from bot.delivery.claimed import Claimed
from bot.delivery.post import Later, Post, Stopped
from bot.delivery.states import UNKNOWN_PERSON, messages
from bot.store.base import table_of
from bot.store.people import Person

people = table_of(Person)
_other = people.alias("other")


@dataclass(frozen=True)
class Nobody:
    """Slack shows nobody who surely is that person."""


def find(post: Post, message: Claimed) -> str | Nobody | Later | Stopped:
    """The Slack user of a message's person: the one they are linked to, or the one with their email."""
    if message.link is not None:
        return message.link
    if not message.email:
        return Nobody()
    found = post.find_user(message.email)
    return Nobody() if found is None else found


def link(connection: Connection, message: Claimed, user_id: str) -> str | None:
    """Links the message's person to a Slack user that has their email; returns the user they are linked to.

    None when it would be a guess: the user is somebody else here already, or somebody else has that email.
    Whatever is for that person goes to the user from now on.
    """
    linked = _link(connection, message, user_id)
    if linked is not None:
        unknown = messages.c.place == f"{UNKNOWN_PERSON}{message.person_id}"
        waiting = (messages.c.workspace_id == message.workspace_id) & (messages.c.state == "pending")
        connection.execute(update(messages).where(waiting, unknown).values(place=linked))
    return linked


def _link(connection: Connection, message: Claimed, user_id: str) -> str | None:
    same = (_other.c.slack_user_id == user_id) | (func.lower(_other.c.email) == func.lower(people.c.email))
    somebody_else = exists().where(
        _other.c.workspace_id == message.workspace_id, _other.c.id != people.c.id, same
    )
    own = people.c.id == message.person_id
    change = update(people).where(own, people.c.slack_user_id.is_(None), ~somebody_else)
    try:
        with connection.begin_nested():
            connection.execute(change.values(slack_user_id=user_id))
    except IntegrityError:
        return None  # somebody else became that user at the same moment
    linked: str | None = connection.execute(select(people.c.slack_user_id).where(own)).scalar()
    return linked
