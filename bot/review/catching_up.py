"""What changes under review without a step of the review, with new facts or an adjustment made elsewhere:
seen every minute, and told."""

from datetime import datetime

from sqlalchemy import Connection, Engine, select

from bot.delivery.outbox import Outbox
from bot.people.company import company_in, every_company
from bot.people.identity import Company
from bot.periods.calculating import is_fresh, refresh_period
from bot.periods.standing import UNDER_REVIEW, Standing, held_standing, period_of, standing_of, standings
from bot.review.cards import show_all, shown_mark
from bot.review.work import Work
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.messages import Received

received = table_of(Received)


def catch_up(engine: Engine, outbox: Outbox, now: datetime) -> list[str]:
    """Brings the periods under review up to date, and what is shown of them. Returns which were not."""
    found = []
    for company in every_company(engine):
        with reading(engine) as connection:
            reviewed = [one for one in standings(connection, company.id) if one.state in UNDER_REVIEW]
        for standing in reviewed:
            if bring_up_to_date(engine, outbox, company, standing, now):
                found.append(f"{company.name} {standing.key}")
    return found


def bring_up_to_date(
    engine: Engine, outbox: Outbox, company: Company, standing: Standing, now: datetime
) -> bool:
    """The same for one of them. Whether what is shown of it was behind."""
    _make_fresh(engine, company, standing, now)
    key = standing.key
    return _is_behind(engine, company, key, now) and _show(engine, outbox, company, key, now)


def _make_fresh(engine: Engine, company: Company, standing: Standing, now: datetime) -> None:
    today, period = company.today(now), period_of(company, standing)
    fresh = is_fresh(
        standing.facts_revision, standing.as_of, company.facts_revision, period, today, standing.state
    )
    if not fresh:
        refresh_period(engine, company.id, period, today, now)


def _is_behind(engine: Engine, company: Company, key: str, now: datetime) -> bool:
    """Whether what is shown may be older than what stands there."""
    with reading(engine) as connection:
        standing = standing_of(connection, company.id, key)
        return _is_old(connection, company, standing, now)


def _show(engine: Engine, outbox: Outbox, company: Company, key: str, now: datetime) -> bool:
    """Shows it, unless somebody else does so at this moment."""
    with writing(engine) as connection:
        standing = held_standing(connection, company.id, key)
        if not _is_old(connection, company, standing, now):
            return False
        # Its facts may have come in since the company was read.
        show_all(Work(connection, outbox, company_in(connection, company.id), now), key)
        return True


def _is_old(connection: Connection, company: Company, standing: Standing | None, now: datetime) -> bool:
    if standing is None or standing.state not in UNDER_REVIEW:
        return False
    key = shown_mark(connection, company, standing, company.today(now))
    here = (received.c.workspace_id == company.id) & (received.c.key == key)
    return connection.execute(select(received.c.id).where(here)).first() is None
