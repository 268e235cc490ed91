"""What becomes of a slot whose job failed: it is tried again, less and less often, and admins are told."""

from datetime import datetime

from sqlalchemy import Connection

from bot.delivery.outbox import Outbox
from bot.schedule import stored
from bot.schedule.refusals import ScheduleRefused
from bot.schedule.slots import Slot
from bot.schedule.stored import Kept
from bot.schedule.telling import Notice, moment_values, tell_admins
from bot.schedule.zones import zone_or_utc
from bot.slack.logs import described

TOLD_AFTER = 5


def record_failure(
    connection: Connection, outbox: Outbox, kept: Kept, slot: Slot, error: Exception, now: datetime
) -> None:
    """Counts a failure, unless somebody else has done the slot since, or has just failed at it too.

    The fifth in a row is told to the admins, once.
    """
    current = stored.locked(connection, kept.id, wait=True)
    if current is None or current.seen_through >= slot.at or current.waits(now):
        return
    what = reason(error)
    failures, retry_at = stored.count_failure(connection, current, what, now)
    if failures == TOLD_AFTER:
        notice = _notice(current, slot, what, failures, retry_at)
        tell_admins(connection, outbox, current.workspace_id, notice, now)


def reason(error: Exception) -> str:
    """Why something failed: our own sentence, or the error's kind and places, which hold no values."""
    return str(error) if isinstance(error, ScheduleRefused) else described(error)


def _notice(kept: Kept, slot: Slot, what: str, failures: int, retry_at: datetime) -> Notice:
    zone = zone_or_utc(kept.time_zone)
    return Notice(
        # With the instant: what fails again after a backup was restored is told of again.
        key=f"failing/{kept.id}/{slot.key}/{retry_at.isoformat()}",
        title=f"Schedule “{kept.name}” keeps failing",
        surface="schedule/failing",
        values={
            "name": kept.name,
            "failures": failures,
            "slot": moment_values(slot.at, zone),
            "retry": moment_values(retry_at, zone),
            "error": what,
        },
    )
