"""Publishing a period, which everybody with a statement in it is told, and closing it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, select

from bot.delivery.outbox import Outbox
from bot.people.at_work import away
from bot.people.identity import Company
from bot.periods import publishing
from bot.periods.gathering import begun
from bot.periods.pay_settings import pay_settings
from bot.periods.publishing import Published, PublishRefused
from bot.periods.standing import (
    CLOSED,
    PUBLISHED,
    UNDER_REVIEW,
    Standing,
    period_of,
    published_periods,
    standing_of,
)
from bot.review.admin_cards import closes_on, show_admins
from bot.review.cards import as_it_stands
from bot.review.catching_up import bring_up_to_date
from bot.review.figures import Sum
from bot.review.history import CLOSED as CLOSED_STEP
from bot.review.history import PUBLISHED as PUBLISHED_STEP
from bot.review.history import Step, step_of
from bot.review.manager_cards import show_managers
from bot.review.sheet import statements
from bot.review.starting import set_out_what_waits
from bot.review.values import period_values, sums_values
from bot.review.work import Work
from bot.store.engine import reading, writing
from calc.periods import Period


@dataclass(frozen=True)
class Finished:
    """What came of it: `done` now, and so many `people` told, but `left` who work here no more; or somebody
    had done it `before`; or it cannot be, and `sentence` says why."""

    done: bool
    people: int = 0
    left: int = 0
    before: Step | None = None
    sentence: str = ""


def publish(
    engine: Engine, outbox: Outbox, company: Company, period: Period, actor: str, now: datetime
) -> Finished:
    """Publishes an approved period: nothing in it changes any more. Each person is told in the same
    transaction."""
    _bring_up_to_date(engine, outbox, company, period, now)
    try:
        with writing(engine) as connection:
            # First the workspace, then the period: whoever calculates takes them in this order.
            begun(connection, company.id, company.today(now), now)
            before = _done_before(connection, company, period, PUBLISHED_STEP, (PUBLISHED, CLOSED))
            if before is not None:
                return before
            published = publishing.publish(connection, company, period.key, actor, now)
            work = Work(connection, outbox, company, now)
            left = _tell_everybody(work, published)
            show_managers(work, published.standing)
            show_admins(work, published.standing)
            set_out_what_waits(work, period)
            return Finished(True, len(published.person_ids) - left, left)
    except PublishRefused as refused:
        return Finished(False, sentence=str(refused))


def close(
    engine: Engine, outbox: Outbox, company: Company, period: Period, actor: str, now: datetime
) -> Finished:
    """Closes a published period: it takes no more questions."""
    try:
        with writing(engine) as connection:
            before = _done_before(connection, company, period, CLOSED_STEP, (CLOSED,))
            if before is not None:
                return before
            _close(Work(connection, outbox, company, now), period.key, actor)
            return Finished(True)
    except PublishRefused as refused:
        return Finished(False, sentence=str(refused))


def close_what_is_due(work: Work) -> list[str]:
    """Closes the published periods whose time for questions is over; their names."""
    days = pay_settings(work.connection, work.company.id).closes_after_days
    closed = []
    for standing in published_periods(work.connection, work.company.id):
        if standing.state == PUBLISHED and closes_on(work, standing, days) <= work.today:
            _close(work, standing.key, "micdrop")
            closed.append(work.company.calendar.label(period_of(work.company, standing)))
    return closed


def _close(work: Work, key: str, actor: str) -> None:
    publishing.close(work.connection, work.company, key, actor, work.now)
    show_admins(work, as_it_stands(work, key))


def _bring_up_to_date(
    engine: Engine, outbox: Outbox, company: Company, period: Period, now: datetime
) -> None:
    """So that what newer facts change is kept, and told, also where the period then cannot be published."""
    with reading(engine) as connection:
        standing = standing_of(connection, company.id, period.key)
    if standing is not None and standing.state in UNDER_REVIEW:
        bring_up_to_date(engine, outbox, company, standing, now)


def _done_before(
    connection: Connection, company: Company, period: Period, action: str, states: tuple[str, ...]
) -> Finished | None:
    standing = standing_of(connection, company.id, period.key)
    if standing is None or standing.state not in states:
        return None
    return Finished(False, before=step_of(connection, company.id, action, period.key))


def _tell_everybody(work: Work, published: Published) -> int:
    """A message to each person with a statement who works here. Returns how many don't any more."""
    standing = published.standing
    days = pay_settings(work.connection, work.company.id).closes_after_days
    shared = {
        **period_values(work.company, standing),
        "value": standing.key,
        "closes_on": closes_on(work, standing, days).isoformat(),
    }
    title = f"Your statement for {shared['period']}"
    sums, left = _sums_by_person(work, standing), away(work.connection, work.company.id, work.today)
    for person_id in published.person_ids:
        if person_id not in left:
            values = {**shared, "sums": sums_values(sums.get(person_id, ()))}
            work.tell(f"published/{standing.key}/{person_id}", title, person_id, "published", values)
    return len(left & set(published.person_ids))


def _sums_by_person(work: Work, standing: Standing) -> dict[int, list[Sum]]:
    before = work.company.calendar.before(period_of(work.company, standing))
    last = standing_of(work.connection, work.company.id, before.key)
    now, then = _totals(work, standing.id), _totals(work, last.id if last else 0)
    found: dict[int, list[Sum]] = {}
    for (person_id, currency), total in now.items():
        if currency:
            found.setdefault(person_id, []).append(Sum(currency, total, then.get((person_id, currency))))
    return found


def _totals(work: Work, period_id: int) -> dict[tuple[int, str], int]:
    row = statements.c
    query = select(row.person_id, row.currency, row.total_minor).where(row.period_id == period_id)
    found = work.connection.execute(query.order_by(row.person_id, row.currency))
    return {(person_id, currency): total for person_id, currency, total in found}
