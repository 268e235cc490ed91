"""After a step with a period: everything in Slack that shows it says how it stands now."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, func, select

from bot.people.identity import Company
from bot.periods.standing import Standing, standing_of
from bot.review.admin_cards import show_admins
from bot.review.manager_cards import show_managers
from bot.review.notices import show_sent_back, tell_voided
from bot.review.sheet import people, turns_of
from bot.review.work import Work
from bot.store.base import table_of
from bot.store.received import first_time
from bot.store.reviews import Adjustment

adjustments = table_of(Adjustment)


def as_it_stands(work: Work, period: str) -> Standing:
    """Where the period stands within the transaction."""
    standing = standing_of(work.connection, work.company.id, period)
    assert standing is not None
    return standing


def show_all(work: Work, period: str) -> int:
    """Every card. Returns how many people look at somebody's pay."""
    standing = as_it_stands(work, period)
    tell_voided(work, standing)
    lookers = show_managers(work, standing)
    show_admins(work, standing)
    mark = shown_mark(work.connection, work.company, standing, work.today)
    first_time(work.connection, work.company.id, mark, work.now)
    return lookers


def shown_mark(connection: Connection, company: Company, standing: Standing, today: date) -> str:
    """What is kept of a period that was shown whole: another one whenever the period was calculated, pay in
    it was adjusted, or somebody has left who may look at it."""
    row, away = adjustments.c, people.c.end_date < today
    counted = select(func.count(), func.count(row.withdrawn_at)).where(row.period_id == standing.id)
    made, withdrawn = connection.execute(counted).one()
    left = connection.execute(
        select(func.count()).select_from(people).where(people.c.workspace_id == company.id, away)
    ).scalar_one()
    at = standing.calculated_at.isoformat()
    return f"review {standing.key} of {at} {made} {withdrawn} {left}"


def lookers_at(work: Work, period: str, person_ids: Collection[int]) -> set[int]:
    """Whose cards show any of some people now."""
    turns = turns_of(work.connection, work.company, as_it_stands(work, period), person_ids, work.today)
    return {looker for person_id in person_ids for looker in turns.whose(person_id)}


def show_after(work: Work, period: str, person_ids: Collection[int], before: Collection[int] = ()) -> None:
    """The cards that show some people; `before` are those whose cards showed them until now."""
    standing = as_it_stands(work, period)
    tell_voided(work, standing, person_ids)
    show_sent_back(work, standing, person_ids)
    show_managers(work, standing, {*before, *lookers_at(work, period, person_ids)})
    show_admins(work, standing)
