"""A contest that ends before its end: nobody is on its plan any more."""

from datetime import date, timedelta

from sqlalchemy import Connection, delete, select, update

from bot.spiffs.rows import Started
from bot.store.base import table_of
from bot.store.plans import Assignment, Plan
from bot.store.workspaces import facts_changed

assignments, plans = table_of(Assignment), table_of(Plan)


def take_people_off(connection: Connection, started: Started, keeps_won: bool, today: date) -> None:
    """Takes everybody off its plan. With `keeps_won`, as with prizes for single events, they stay on it until
    yesterday, so that what was won until then is paid; else it is as if it had never been."""
    here = (plans.c.workspace_id == started.workspace_id) & (plans.c.key == started.plan)
    own = assignments.c.plan_id.in_(select(plans.c.id).where(here))
    yesterday = today - timedelta(days=1)
    if keeps_won:
        connection.execute(delete(assignments).where(own, assignments.c.from_date > yesterday))
        connection.execute(update(assignments).where(own).values(to_date=yesterday))
    else:
        connection.execute(delete(assignments).where(own))
    facts_changed(connection, started.workspace_id)
