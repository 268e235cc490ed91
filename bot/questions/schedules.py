"""When people are reminded of questions, unless a workspace says otherwise."""

from datetime import datetime

from sqlalchemy import Connection

from bot.people.identity import Company
from bot.questions.jobs import REMINDERS
from bot.schedule.due import CatchUp
from bot.schedule.stored import add_schedule
from bot.store import audit


def ensure_schedules(connection: Connection, company: Company, now: datetime) -> None:
    """Gives a workspace the reminders of questions if it has none, in its own zone and country."""
    columns: dict[str, object] = {
        "name": REMINDERS,
        "job": REMINDERS,
        "rule": "every working day",
        "local_time": "09:30",
        "catch_up": CatchUp.LATEST.value,
        "time_zone": company.time_zone.key,
        "country": company.country,
        "options": {},
    }
    if add_schedule(connection, company.id, columns, now):
        details = {"name": REMINDERS}
        audit.record(connection, company.id, now, "micdrop", "schedule_added", details=details)
