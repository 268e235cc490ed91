"""Telling whoever can mend it that a message did not get out, or that nobody can tell whether it did."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from bot.delivery.claimed import Claimed
from bot.delivery.outbox import Outbox, Outgoing, Person, Urgency
from bot.delivery.states import messages
from bot.people.access import menders_of
from bot.store.base import table_of
from bot.store.people import Person as PersonRow
from bot.store.workspaces import Workspace

people, workspaces = table_of(PersonRow), table_of(Workspace)

MEND, HELD = "delivery/mend", "delivery/held"
# What is refused to many people for one reason is one trouble, not one for each of them.
_ALL_PEOPLE = "people"
_CHANNEL = re.compile(r"[CG][A-Z0-9]{1,30}")


class Mending:
    """Puts these messages into the outbox, in the transaction of what they tell of."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def tell_refused(
        self, connection: Connection, message: Claimed, error: str, elsewhere: str | None, now: datetime
    ) -> None:
        """`elsewhere` is the channel it goes to instead, if any."""
        more = {"changes": message.kind in ("edit", "delete"), "fallback": elsewhere or ""}
        self._tell(connection, message, MEND, error, more, now)

    def tell_held(
        self, connection: Connection, message: Claimed, why: str, others: int, now: datetime
    ) -> None:
        """`others` are as unclear as this one, in the same conversation."""
        self._tell(connection, message, HELD, why, {"others": others}, now)

    def _tell(
        self,
        connection: Connection,
        message: Claimed,
        surface: str,
        error: str,
        more: dict[str, object],
        now: datetime,
    ) -> None:
        if message.key.startswith((f"{MEND}/", f"{HELD}/")):
            return
        values = {**_values(connection, message), "error": error, **more}
        today = _today(connection, message.workspace_id, now)
        # Only an admin can tell what became of what is held.
        mender_id = message.mender_id if surface == MEND else None
        trouble = f"{surface}/{_ALL_PEOPLE if message.is_for_one else message.place}/{error}/{today}"
        for person_id, is_admin in menders_of(connection, message.workspace_id, mender_id, today):
            told = f"{trouble}/{person_id}/"
            own = f"{told}{message.mark}/"
            if _another_was_told(connection, message.workspace_id, told, own):
                continue
            outgoing = Outgoing(
                # With the instant: after a backup was restored, the same trouble is told of again.
                key=f"{own}{now.isoformat()}",
                title=f"About: {message.title}",
                to=Person(person_id),
                surface=surface,
                values={**values, "is_admin": is_admin},
                urgency=Urgency.NOTICE,
            )
            self._outbox.put_if_new(connection, message.workspace_id, outgoing, now)


def _another_was_told(connection: Connection, workspace_id: int, told: str, own: str) -> bool:
    """Whether this person was told of the same trouble today, about another message. (About the same one they
    are told again: they have sent it again meanwhile.)"""
    query = select(messages.c.id).where(
        messages.c.workspace_id == workspace_id,
        messages.c.key.startswith(told, autoescape=True),
        ~messages.c.key.startswith(own, autoescape=True),
    )
    return connection.execute(query.limit(1)).first() is not None


def _today(connection: Connection, workspace_id: int, now: datetime) -> date:
    query = select(workspaces.c.time_zone).where(workspaces.c.id == workspace_id)
    return now.astimezone(ZoneInfo(connection.execute(query).scalar_one())).date()


def _values(connection: Connection, message: Claimed) -> dict[str, object]:
    person = ""
    if message.person_id is not None:
        query = select(people.c.name).where(people.c.id == message.person_id)
        person = str(connection.execute(query).scalar_one())
    return {
        "id": str(message.id),
        "title": message.title,
        "person": person,
        "channel": message.place if not person and _CHANNEL.fullmatch(message.place) else "",
        "place": message.place,
    }
