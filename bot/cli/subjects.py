"""Finding the person whom a command is about, by the words that it was given, and noting the look."""

from datetime import datetime
from difflib import get_close_matches

from sqlalchemy import Engine, select

from bot.cli.mistakes import Mistake
from bot.earnings.answer import settlements
from bot.people.identity import Caller, Company
from bot.store import audit
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.people import Person
from calc.period_text import examples, read_period
from calc.periods import Period

people = table_of(Person)


def subject_of(engine: Engine, company: Company, who: str) -> Caller:
    """The person with that key, name or email. Raises Mistake for none, or more than one."""
    query = select(people.c.id, people.c.key, people.c.name, people.c.email, people.c.is_admin)
    with reading(engine) as connection:
        rows = connection.execute(query.where(people.c.workspace_id == company.id)).all()
    wanted = who.strip().lower()
    found = [row for row in rows if wanted in (row.key.lower(), row.name.lower(), row.email.lower())]
    if len(found) != 1:
        close = get_close_matches(who, [name for row in rows for name in (row.key, row.name)], n=3)
        hint = f"Did you mean {', '.join(close)}?" if close else "`micdrop import` brings people in."
        raise Mistake(f"{'Nobody' if not found else 'More than one person'} here is {who!r}. {hint}")
    row = found[0]
    return Caller(row.id, row.key, row.name, row.is_admin, company)


def period_of(company: Company, text: str, now: datetime) -> Period:
    """The period that words name; the one we are in without any. Raises Mistake for words that name none."""
    today = company.today(now)
    if not text:
        return company.calendar.containing(today, company.pay_period)
    period = read_period(text, today, company.calendar)
    if period is None:
        ways = ", ".join(examples(today, company.calendar))
        raise Mistake(f"I can't tell which period {text!r} is. Write it like {ways}.")
    return period


def pay_periods_of(company: Company, text: str, now: datetime) -> list[Period]:
    """The periods that pay is settled in which make up the one that words name, as far as they have begun.

    Raises Mistake for one that is a part of such a period, and for one that has not begun.
    """
    period = period_of(company, text, now)
    parts = settlements(company, period)
    if parts[0].days > period.days:
        raise Mistake(
            f"Pay is settled by {company.pay_period.value}: ask about {company.calendar.label(parts[0])}."
        )
    begun = [part for part in parts if part.start <= company.today(now)]
    if not begun:
        raise Mistake(f"{company.calendar.label(period)} has not begun.")
    return begun


def note_look(engine: Engine, subject: Caller, action: str, period: Period, now: datetime) -> None:
    """Each look at somebody's pay is in the audit log."""
    with writing(engine) as connection:
        details = {"period": period.key}
        audit.record(connection, subject.company.id, now, "command line", action, subject.id, details)
