"""When the next message may go where: a lane for each place, for a workspace's posts, and for its reading.

Lanes are rows, so they hold for every sender there is. A place's lane is taken for as long as the claim's
lease while a message is on its way there, and freed when it is known what came of it: so two senders never
post into one place at once, or sooner than Slack likes.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, bindparam, or_, select, text, update

from bot.store.base import UtcDateTime, table_of
from bot.store.messages import Pace

paces = table_of(Pace)

WORKSPACE = ""
READING = "reading"

_OPEN = text(
    "INSERT INTO paces (workspace_id, place, free_at) VALUES (:workspace_id, :workspace, :now), "
    "(:workspace_id, :reading, :now) ON CONFLICT (workspace_id, place) DO NOTHING"
).bindparams(bindparam("now", type_=UtcDateTime), workspace=WORKSPACE, reading=READING)
_TAKE = text(
    "INSERT INTO paces (workspace_id, place, free_at) VALUES (:workspace_id, :place, :until) "
    "ON CONFLICT (workspace_id, place) DO UPDATE SET free_at = excluded.free_at"
).bindparams(bindparam("until", type_=UtcDateTime))


def open_lanes(connection: Connection, workspace_id: int, now: datetime) -> None:
    """Makes a workspace's own two lanes, if it has none yet."""
    connection.execute(_OPEN, {"workspace_id": workspace_id, "now": now})


def lock(connection: Connection, workspace_id: int) -> None:
    """Keeps others from claiming a workspace's messages until this transaction ends."""
    connection.execute(select(paces.c.id).where(_at(workspace_id, WORKSPACE)).with_for_update())


def take(connection: Connection, workspace_id: int, places: Iterable[str], until: datetime) -> None:
    """Takes the lanes of `places`, free by now, for a claim."""
    rows = [{"workspace_id": workspace_id, "place": place, "until": until} for place in places]
    connection.execute(_TAKE, rows)


def free(
    connection: Connection, workspace_id: int, place: str, taken_until: datetime, free_at: datetime
) -> None:
    """Lets others into a place from `free_at` on. A lane that somebody else has taken since, or that has to
    wait longer, stays as it is."""
    lane = {"workspace": workspace_id, "there": place}
    connection.execute(_FREE, {**lane, "taken_until": taken_until, "until": free_at})


def hold_up(connection: Connection, workspace_id: int, place: str, until: datetime) -> None:
    """Nobody goes there before `until`."""
    sooner = paces.c.free_at < until
    connection.execute(update(paces).where(_at(workspace_id, place), sooner).values(free_at=until))


def stop(connection: Connection, workspace_id: int, error: str, now: datetime) -> bool:
    """Stops all sending of a workspace. False when it had stopped already."""
    going = paces.c.stopped.is_(None)
    change = update(paces).where(_at(workspace_id, WORKSPACE), going).values(stopped=error, stopped_at=now)
    return connection.execute(change).rowcount == 1


def resume(connection: Connection, workspace_id: int) -> bool:
    """Lets messages go again, as when the token works. False when nothing had stopped."""
    stopped = paces.c.stopped.is_not(None)
    change = update(paces).where(_at(workspace_id, WORKSPACE), stopped).values(stopped=None, stopped_at=None)
    return connection.execute(change).rowcount == 1


def _at(workspace_id: int, place: str) -> ColumnElement[bool]:
    return and_(paces.c.workspace_id == workspace_id, paces.c.place == place)


# Made once: it is on the way of every message.
_FREE = (
    update(paces)
    .where(paces.c.workspace_id == bindparam("workspace"), paces.c.place == bindparam("there"))
    .where(or_(paces.c.free_at == bindparam("taken_until"), paces.c.free_at < bindparam("until")))
    .values(free_at=bindparam("until"))
)
