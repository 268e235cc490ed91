"""One's own questions, and those that wait for one."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, or_, select

from bot.people.identity import Caller
from bot.questions.asked_lines import label_of
from bot.questions.holders import waiting_for, with_whom
from bot.questions.rows import RESOLVED, UNSETTLED, Question, people, questions, questions_where
from bot.questions.shown import days_open
from bot.questions.work import Values, Work

MOST_LISTED = 10
# How long a question stays in the list after it was settled.
SETTLED_SHOWN = timedelta(days=30)


def list_values(work: Work, caller: Caller) -> Values:
    """Values of questions/list and questions/list_modal: what waits for them first; no amounts."""
    waiting = waiting_for(work.connection, caller, work.today)
    mine = _mine(work.connection, caller, work.now)
    holders = _holders(work, [*waiting, *mine])
    return {
        "waiting": [_item(work, one, holders) for one in waiting[:MOST_LISTED]],
        "more_waiting": max(0, len(waiting) - MOST_LISTED),
        "mine": [_item(work, one, holders) for one in mine[:MOST_LISTED]],
        "more_mine": max(0, len(mine) - MOST_LISTED),
    }


def counted(connection: Connection, caller: Caller, now: datetime) -> tuple[int, int]:
    """How many questions wait for somebody's answer, and how many of their own are not settled."""
    here = (questions.c.workspace_id == caller.company.id) & (questions.c.person_id == caller.id)
    own = select(func.count()).where(here, questions.c.state.in_(UNSETTLED))
    waiting = waiting_for(connection, caller, caller.company.today(now))
    return len(waiting), int(connection.execute(own).scalar_one())


def _mine(connection: Connection, caller: Caller, now: datetime) -> list[Question]:
    """Those that are not settled, the oldest first; then those that were settled lately, the latest first."""
    lately = (questions.c.state == RESOLVED) & (questions.c.changed_at > now - SETTLED_SHOWN)
    shown = or_(questions.c.state.in_(UNSETTLED), lately)
    found = questions_where(connection, caller.company.id, questions.c.person_id == caller.id, shown)
    settled = [one for one in reversed(found) if one.state == RESOLVED]
    return [*(one for one in found if one.state != RESOLVED), *settled]


def _holders(work: Work, asked: list[Question]) -> dict[int, str]:
    """By question, the name of who is to answer it as things are today; "" for the admins."""
    found = with_whom(work.connection, work.company, [one for one in asked if one.waits], work.today)
    ids = {with_id for with_id in found.values() if with_id is not None}
    query = select(people.c.id, people.c.name).where(people.c.id.in_(ids))
    names = {row.id: str(row.name) for row in work.connection.execute(query)}
    return {number: names[with_id] if with_id is not None else "" for number, with_id in found.items()}


def _item(work: Work, question: Question, holders: dict[int, str]) -> Values:
    return {
        "number": str(question.id),
        "person": question.person,
        "about": question.about,
        "period": label_of(work.company, question.period, work.now),
        "state": question.state,
        "holder": holders.get(question.id, question.holder),
        "days": days_open(work, question),
    }
