"""Periods that pay was settled in, by what somebody calls them."""

from datetime import datetime

from sqlalchemy import Engine

from bot.cli.subjects import pay_periods_of
from bot.people.identity import Company
from bot.periods.standing import standing_of
from bot.store.engine import reading


def settled_keys(engine: Engine, company: Company, text: str, now: datetime) -> list[str]:
    """The keys of the periods that words name: of one that is kept by just that key, whatever pay is settled
    by today, or else of those that the calendar gives.

    Raises Mistake for words that name none, for a part of such a period, and for one that has not begun.
    """
    with reading(engine) as connection:
        kept = standing_of(connection, company.id, text.strip())
    return [kept.key] if kept is not None else [part.key for part in pay_periods_of(company, text, now)]
