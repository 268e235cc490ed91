"""What whoever asked makes of an answer: that settles it, or they ask again."""

from datetime import datetime

from sqlalchemy import Engine

from bot.delivery.outbox import Outbox
from bot.people.access import who_may_review
from bot.people.actors import actor_of
from bot.people.identity import Caller
from bot.people.question_access import admins_for, first_holder, may_settle
from bot.questions.holders import NOBODY_TO_ASK
from bot.questions.outcomes import NOT_YOURS, Outcome, Result, late, refused
from bot.questions.rows import (
    ACCEPTED,
    ANSWERED,
    REOPENED,
    RESOLVED,
    UNSETTLED,
    Question,
    add_step,
    change,
    question_by_id,
    steps_of,
)
from bot.questions.telling import tell_decided
from bot.questions.work import Work
from bot.store import audit
from bot.store.engine import reading, writing


class Settling:
    """Decides about a question for whoever asked it."""

    def __init__(self, engine: Engine, outbox: Outbox) -> None:
        self._engine, self._outbox = engine, outbox

    def seen(self, caller: Caller, number: int, edition: int) -> Question | Result:
        """The question, for who may ask it again; or what they are told instead."""
        with reading(self._engine) as connection:
            question = question_by_id(connection, caller.company.id, number)
            if question is None or not may_settle(caller, question.person_id):
                return NOT_YOURS
            if question.edition != edition or question.waits:
                return late(caller, steps_of(connection, number)[-1])
            return question

    def settle(self, caller: Caller, number: int, edition: int, now: datetime) -> Result:
        """That settles it; also without an answer, when it has settled itself."""
        with writing(self._engine) as connection:
            work = Work(connection, self._outbox, caller.company, now)
            question = question_by_id(connection, caller.company.id, number)
            if question is None or not may_settle(caller, question.person_id):
                return NOT_YOURS
            if not change(connection, number, UNSETTLED, edition, now, state=RESOLVED):
                return late(caller, steps_of(connection, number)[-1])
            return _decided(work, caller, RESOLVED, "", question)

    def again(self, caller: Caller, number: int, edition: int, words: str, now: datetime) -> Result:
        """Asks again, of whoever answered; the second time, of the admins."""
        with writing(self._engine) as connection:
            work = Work(connection, self._outbox, caller.company, now)
            question = question_by_id(connection, caller.company.id, number)
            if question is None or not may_settle(caller, question.person_id):
                return NOT_YOURS
            with_id = _whom(work, question)
            if with_id is None and not admins_for(connection, work.company, caller.id, work.today):
                return refused(NOBODY_TO_ASK)
            values = {"state": REOPENED, "with_id": with_id}
            if not change(connection, number, (ANSWERED, RESOLVED), edition, now, **values):
                return late(caller, steps_of(connection, number)[-1])
            return _decided(work, caller, REOPENED, words, question)


def _whom(work: Work, question: Question) -> int | None:
    """Whoever answered last, if they still may; the admins from the second time on, if there is another."""
    steps = steps_of(work.connection, question.id)
    first = first_holder(work.connection, work.company, question.person_id, work.today)
    if any(step.kind == REOPENED for step in steps):
        others = admins_for(work.connection, work.company, question.person_id, work.today)
        return None if others else first
    answers = [step for step in steps if step.kind in (ANSWERED, ACCEPTED)]
    if answers:
        pair = (answers[-1].person_id, question.person_id)
        if pair in who_may_review(work.connection, work.company, [pair], work.today):
            return pair[0]
    return first


def _decided(work: Work, caller: Caller, kind: str, words: str, before: Question) -> Result:
    add_step(work.connection, work.company.id, before.id, kind, caller.id, words, work.now)
    question = question_by_id(work.connection, work.company.id, before.id)
    assert question is not None
    # A resolved question that is asked again has been answered an edition earlier.
    answered = before.edition if before.state == ANSWERED else before.edition - 1
    tell_decided(work, question, answered)
    details = {"question": before.id, "period": before.period}
    action = f"question_{kind}"
    audit.record(work.connection, work.company.id, work.now, actor_of(caller), action, caller.id, details)
    return Result(Outcome.DONE, did=kind, holder=question.holder)
