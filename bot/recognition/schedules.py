"""When drop the mic does what it does by itself: the schedules that a workspace starts with."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from bot.schedule.due import CatchUp
from bot.schedule.stored import SKIP_AFTER_MINUTES, add_schedule, workspaces
from bot.store import audit

CLOSE, BALLOT_END = "recognition_close", "recognition_ballot_end"
ROUND_UP, SUMMARIES = "recognition_round_up", "recognition_summaries"
REMINDERS, ANNIVERSARIES = "recognition_reminders", "recognition_anniversaries"


class _Usual(NamedTuple):
    name: str
    job: str
    rule: str
    local_time: str
    catch_up: CatchUp = CatchUp.LATEST
    skip_after_minutes: int = SKIP_AFTER_MINUTES


# An anniversary is looked for a day ahead and celebrated up to three days late, and clocks are up to 26 hours
# apart: what was missed longer ago than this has none left to celebrate.
_ANNIVERSARIES_MINUTES = 6 * 24 * 60

# A month that was missed is closed all the same. Reminders come an hour into the day, so that whoever is not
# at work yet finds them there.
USUAL = (
    _Usual(CLOSE, CLOSE, "last working day of the month", "17:00", CatchUp.ALL),
    _Usual(BALLOT_END, BALLOT_END, "every working day", "17:00"),
    _Usual(ROUND_UP, ROUND_UP, "every friday", "16:00"),
    _Usual(SUMMARIES, SUMMARIES, "first working day of the month", "09:00"),
    _Usual("recognition_reminder", REMINDERS, "day 15 of the month", "10:00"),
    _Usual("recognition_last_reminder", REMINDERS, "last working day of the month - 2 working days", "10:00"),
    _Usual(ANNIVERSARIES, ANNIVERSARIES, "every day", "01:00", CatchUp.SKIP, _ANNIVERSARIES_MINUTES),
)


def ensure_schedules(connection: Connection, workspace_id: int, now: datetime, actor: str) -> list[str]:
    """Gives a workspace those of USUAL that it does not have, in its own zone and country. Their names."""
    here = select(workspaces.c.time_zone, workspaces.c.country).where(workspaces.c.id == workspace_id)
    company = connection.execute(here).one()
    added = []
    for usual in USUAL:
        columns = {
            **usual._asdict(),
            "catch_up": usual.catch_up.value,
            "time_zone": company.time_zone,
            "country": company.country,
            "options": {},
        }
        if add_schedule(connection, workspace_id, columns, now):
            details = {"name": usual.name}
            audit.record(connection, workspace_id, now, actor, "schedule_added", details=details)
            added.append(usual.name)
    return added
