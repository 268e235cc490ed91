"""Who sees a question about somebody's pay, who answers it, and who settles it."""

from datetime import date

from sqlalchemy import Connection

from bot.people.access import admin_ids, leads_anybody, may_review, reviewer_of
from bot.people.identity import Caller, Company


def first_holder(connection: Connection, company: Company, person_id: int, today: date) -> int | None:
    """Who answers a new question of a person: the nearest above who is at work; None for the admins."""
    return reviewer_of(connection, company, person_id, today)


def admins_for(connection: Connection, company: Company, person_id: int, today: date) -> list[int]:
    """The admins who may answer a question of that person: all but themselves."""
    return [one for one in admin_ids(connection, company.id, today) if one != person_id]


def may_see_question(connection: Connection, caller: Caller, person_id: int, today: date) -> bool:
    """Whoever asked it, and whoever may review that person's pay."""
    return may_settle(caller, person_id) or may_review(connection, caller, person_id, today)


def may_settle(caller: Caller, person_id: int) -> bool:
    """Whoever asked says whether that settles it, and asks again."""
    return caller.id == person_id


def may_answer(caller: Caller, with_id: int | None, reviewing: bool) -> bool:
    """Whoever may review that person's pay (`reviewing`) answers; once it is with the admins, they alone."""
    return reviewing and (with_id is not None or caller.is_admin)


def may_be_asked(connection: Connection, caller: Caller, today: date) -> bool:
    """Questions reach whoever leads somebody, and the compensation admins."""
    return caller.is_admin or leads_anybody(connection, caller.company.id, caller.id, today)


def is_with(caller: Caller, with_id: int | None, person_id: int) -> bool:
    """Whether a question of that person waits for the caller: it is with them, or with the admins (None)."""
    mine = with_id == caller.id or (with_id is None and caller.is_admin)
    return mine and person_id != caller.id
