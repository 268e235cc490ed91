"""With whom a question is: the manager, then the admins; and somebody else when that one cannot answer."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from bot.people.access import reviewers, who_may_review
from bot.people.identity import Caller, Company
from bot.people.question_access import admins_for, is_with, may_be_asked
from bot.questions.rows import WAITING, Question, questions, questions_where

NOBODY_TO_ASK = (
    "There is nobody here to ask about your pay but yourself. Whoever set Micdrop up can make somebody else "
    "a compensation admin."
)


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


def answerers(
    connection: Connection, company: Company, question: Question, with_id: int | None, today: date
) -> list[int]:
    """Everybody who is to answer it while it is with that one, or with the admins."""
    if with_id is not None:
        return [with_id]
    return admins_for(connection, company, question.person_id, today)


def waiting_for(connection: Connection, caller: Caller, today: date) -> list[Question]:
    """The questions that somebody is to answer, the oldest first."""
    company = caller.company
    if not may_be_asked(connection, caller, today):
        return []
    asked = questions_where(connection, company.id, questions.c.state.in_(WAITING))
    held = with_whom(connection, company, asked, today)
    return [one for one in asked if is_with(caller, held[one.id], one.person_id)]
