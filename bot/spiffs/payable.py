"""Which days' prizes can still be paid: what is published never changes."""

from datetime import date

from sqlalchemy import Connection

from bot.people.identity import Company
from bot.periods.standing import period_of, published_periods
from bot.spiffs.patterns import BY_KEY
from bot.spiffs.spec import Spec


def payable_from(connection: Connection, company: Company) -> date:
    """The first day whose pay is not published; the first of all days before anything was."""
    final = published_periods(connection, company.id)
    return company.calendar.after(period_of(company, final[-1])).start if final else date.min


def is_published(connection: Connection, company: Company, spec: Spec) -> bool:
    """Whether prizes of a contest would fall into published pay. A contest is paid when it ends, prizes for
    single events as they are won."""
    day = spec.first if BY_KEY[spec.pattern].is_instant else spec.last
    return day < payable_from(connection, company)
