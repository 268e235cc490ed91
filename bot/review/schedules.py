"""When a period is set out for its review and closed, unless a workspace says otherwise."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from bot.people.identity import Company
from bot.schedule import stored
from bot.schedule.due import CatchUp
from bot.schedule.stored import add_schedule, schedules
from bot.store import audit
from calc.periods import PeriodKind

REVIEW, CLOSE = "period_review", "period_close"

# Two working days after the first one of the new period: by then the last facts of the old one are there.
_SET_OUT = {
    PeriodKind.MONTH: "first working day of the month + 2 working days",
    PeriodKind.QUARTER: "first working day of the fiscal quarter + 2 working days",
}


class _Usual(NamedTuple):
    name: str
    job: str
    rule: str
    local_time: str


def usual(company: Company) -> tuple[_Usual, ...]:
    """The schedules of payday."""
    return (
        _Usual(REVIEW, REVIEW, _SET_OUT[company.pay_period], "09:00"),
        _Usual(CLOSE, CLOSE, "every day", "04:00"),
    )


def ensure_schedules(connection: Connection, company: Company, now: datetime) -> None:
    """Gives a workspace those that it does not have, in its own zone and country.

    One that still says the usual of another pay period than the workspace has now is set right.
    """
    for one in usual(company):
        columns = {
            **one._asdict(),
            "catch_up": CatchUp.LATEST.value,
            "time_zone": company.time_zone.key,
            "country": company.country,
            "options": {},
        }
        details = {"name": one.name}
        if add_schedule(connection, company.id, columns, now):
            audit.record(connection, company.id, now, "micdrop", "schedule_added", details=details)
            continue
        kept = stored.one(connection, schedules.c.workspace_id == company.id, schedules.c.name == one.name)
        if kept is not None and kept.rule != one.rule and kept.rule in _SET_OUT.values():
            stored.change_schedule(connection, kept.id, {"rule": one.rule}, now)
            audit.record(connection, company.id, now, "micdrop", "schedule_changed", details=details)
