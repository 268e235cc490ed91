"""Bringing the periods that people ask for up to date before they ask."""

from datetime import date, datetime

from sqlalchemy import Engine, select

from bot.people.company import every_company
from bot.people.identity import Company
from bot.periods.calculating import is_fresh, refresh_period
from bot.store.base import table_of
from bot.store.engine import reading
from bot.store.periods import PeriodRow
from calc.periods import Period

periods = table_of(PeriodRow)


def refresh(engine: Engine, now: datetime) -> list[str]:
    """Calculates every workspace's current and last period if they are out of date. Returns what it did.

    Nobody needs it for a right answer, which is always made fresh; it saves the first to ask from waiting.
    """
    done: list[str] = []
    for company in every_company(engine):
        today = company.today(now)
        current = company.calendar.containing(today, company.pay_period)
        for period in (current, company.calendar.before(current)):
            if not _kept_fresh(engine, company, period, today):
                refresh_period(engine, company.id, period, today, now)
                done.append(f"{company.name} {period.key}")
    return done


def _kept_fresh(engine: Engine, company: Company, period: Period, today: date) -> bool:
    query = select(periods.c.facts_revision, periods.c.as_of, periods.c.state).where(
        periods.c.workspace_id == company.id, periods.c.key == period.key
    )
    with reading(engine) as connection:
        row = connection.execute(query).first()
    if row is None:
        return False
    return is_fresh(row.facts_revision, row.as_of, company.facts_revision, period, today, row.state)
