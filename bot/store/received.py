"""Which requests and events of Slack's have had their effect already."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, text

from bot.store.base import UtcDateTime

_TAKE = text(
    "INSERT INTO received (workspace_id, key, at) VALUES (:workspace_id, :key, :at) ON CONFLICT DO NOTHING"
).bindparams(bindparam("at", type_=UtcDateTime))

_MOVE_ON = text(
    "INSERT INTO received (workspace_id, key, at) VALUES (:workspace_id, :key, :at)"
    " ON CONFLICT (workspace_id, key) DO UPDATE SET at = excluded.at WHERE received.at < :before"
).bindparams(bindparam("at", type_=UtcDateTime), bindparam("before", type_=UtcDateTime))


def first_time(connection: Connection, workspace_id: int, key: str, now: datetime) -> bool:
    """Whether what `key` names has had no effect yet; from then on it has.

    Called in the transaction of the effect: if that fails, the key is free again, and meanwhile whoever
    brings the same key waits for it.
    """
    taken = connection.execute(_TAKE, {"workspace_id": workspace_id, "key": key, "at": now})
    return taken.rowcount == 1


def moves_on(
    connection: Connection, workspace_id: int, key: str, at: datetime, apart: timedelta = timedelta(0)
) -> bool:
    """Whether `at` lies more than `apart` after the moment at which `key` was seen last; then it is that
    moment from now on, unless the transaction fails.

    Of things that arrive twice, or in another order, the latest has its effect.
    """
    values = {"workspace_id": workspace_id, "key": key, "at": at, "before": at - apart}
    return connection.execute(_MOVE_ON, values).rowcount == 1
