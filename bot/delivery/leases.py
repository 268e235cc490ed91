"""What nobody can vouch for any more: leases that ran out, and what a restored backup believes unsent."""

from datetime import datetime

from sqlalchemy import Connection, Engine, and_, func, not_, update

from bot.delivery.figures import Patience, seconds
from bot.delivery.lanes import lock
from bot.delivery.states import LEASE_RAN_OUT, UNKNOWN_PERSON, messages
from bot.failpoints import reached
from bot.store.engine import writing


def expire(engine: Engine, now: datetime, patience: Patience) -> int:
    """Takes back messages whose sender has let its lease run out; returns how many.

    A post may be in Slack, so it becomes unclear, and is looked for once a call that was still under way has
    surely ended. What does no harm twice is simply due again, as is what only looked for a person. The fence
    stays, so that the late answer of a sender that still lives counts, until the message is claimed again.
    """
    ran_out = and_(messages.c.state == "sending", messages.c.leased_until <= now)
    may_be_there = and_(
        messages.c.kind == "post", not_(messages.c.place.startswith(UNKNOWN_PERSON, autoescape=True))
    )
    back: dict[str, object] = {"leased_by": None, "leased_until": None, "last_error": LEASE_RAN_OUT}
    unclear = {"state": "unclear", "looks": 0, "due_at": now + seconds(patience.settle_s)}
    with writing(engine) as connection:
        doubted = connection.execute(update(messages).where(ran_out, may_be_there).values(**unclear, **back))
        again = connection.execute(
            update(messages).where(ran_out).values(state="pending", due_at=now, **back)
        )
        reached("outbox.expiring")
    return doubted.rowcount + again.rowcount


def doubt_backlog(connection: Connection, workspace_id: int, begun_at: datetime, now: datetime) -> int:
    """Makes posts unclear that a sender found when it began at `begun_at`, and that should be out by `now`;
    returns how many.

    It cannot tell whether it goes on where it stopped, or from a backup that knows nothing of what was sent
    since. So what the backup believes unsent is looked for before it is sent.
    """
    lock(connection, workspace_id)
    should_be_out = and_(
        messages.c.workspace_id == workspace_id,
        messages.c.state == "pending",
        messages.c.kind == "post",
        messages.c.created_at <= begun_at,
        messages.c.due_at <= now,
    )
    values = {"looks": 0, "look_since": func.coalesce(messages.c.look_since, messages.c.created_at)}
    change = update(messages).where(should_be_out).values(state="unclear", **values)
    return connection.execute(change).rowcount
