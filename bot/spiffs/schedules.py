"""When contests are told of by themselves, unless a workspace says otherwise."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from bot.people.identity import Company
from bot.schedule.due import CatchUp
from bot.schedule.stored import add_schedule
from bot.store import audit

STANDINGS, WINNERS, INSTANT = "spiff_standings", "spiff_winners", "spiff_instant"


class _Usual(NamedTuple):
    name: str
    job: str
    rule: str
    local_time: str


# Winners are looked for every day: contests end with months and quarters, and with years.
USUAL = (
    _Usual(STANDINGS, STANDINGS, "every friday", "15:00"),
    _Usual(WINNERS, WINNERS, "every working day", "09:15"),
    _Usual(INSTANT, INSTANT, "every working day", "10:00"),
)


def ensure_schedules(connection: Connection, company: Company, now: datetime) -> None:
    """Gives a workspace those of USUAL that it does not have, in its own zone and country."""
    for usual in USUAL:
        columns = {
            **usual._asdict(),
            "catch_up": CatchUp.LATEST.value,
            "time_zone": company.time_zone.key,
            "country": company.country,
            "options": {},
        }
        if add_schedule(connection, company.id, columns, now):
            details = {"name": usual.name}
            audit.record(connection, company.id, now, "micdrop", "schedule_added", details=details)
