"""With whom a question is: the manager, then the admins; and somebody else when that one cannot answer."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from bot.people.access import admin_ids, leads_anybody, reviewer_of, reviewers, who_may_review
from bot.people.identity import Caller, Company
from bot.questions.rows import WAITING, Question, questions, questions_where

NOBODY_TO_ASK = (
    "There is nobody here to ask about your pay but yourself. Whoever set Micdrop up can make somebody else "
    "a compensation admin."
)


def first_holder(connection: Connection, company: Company, person_id: int, today: date) -> int | None:
    """Who answers a new question of a person: the nearest above who is at work; None for the admins."""
    return reviewer_of(connection, company, person_id, today)


def with_whom(
    connection: Connection, company: Company, asked: Sequence[Question], today: date
) -> dict[int, int | None]:
    """By question, who is to answer it as things are today; None for the admins.

    Who left, or does not lead the person any more, is followed by whoever would be asked now.
    """
    held = [one for one in asked if one.with_id is not None]
    pairs = [(one.with_id, one.person_id) for one in held if one.with_id is not None]
    fit = who_may_review(connection, company, pairs, today)
    unfit = [one for one in held if (one.with_id, one.person_id) not in fit]
    followed = reviewers(connection, company, {one.person_id for one in unfit}, today) if unfit else {}
    moved = {one.id: followed[one.person_id] for one in unfit}
    return {one.id: moved.get(one.id, one.with_id) for one in asked}


def admins_for(connection: Connection, company: Company, person_id: int, today: date) -> list[int]:
    """The admins who may answer a question of that person: all but themselves."""
    return [one for one in admin_ids(connection, company.id, today) if one != person_id]


def answerers(
    connection: Connection, company: Company, question: Question, with_id: int | None, today: date
) -> list[int]:
    """Everybody who is to answer it while it is with that one, or with the admins."""
    if with_id is not None:
        return [with_id]
    return admins_for(connection, company, question.person_id, today)


def may_answer(caller: Caller, with_id: int | None, reviewing: bool) -> bool:
    """Whoever may review that person's pay (`reviewing`) answers; once it is with the admins, they alone."""
    return reviewing and (with_id is not None or caller.is_admin)


def waiting_for(connection: Connection, caller: Caller, today: date) -> list[Question]:
    """The questions that somebody is to answer, the oldest first."""
    company = caller.company
    if not (caller.is_admin or leads_anybody(connection, company.id, caller.id, today)):
        return []
    asked = questions_where(connection, company.id, questions.c.state.in_(WAITING))
    held = with_whom(connection, company, asked, today)
    return [one for one in asked if is_for(caller, one, held[one.id])]


def is_for(caller: Caller, question: Question, with_id: int | None) -> bool:
    """Whether a question that is with that one, or with the admins, waits for the caller."""
    mine = with_id == caller.id or (with_id is None and caller.is_admin)
    return mine and question.person_id != caller.id
