"""Answering a question about pay: with words, by handing it to the admins, or by adjusting the pay.

Whoever may review that person's pay may; each step is one conditional update, so that of several at once one
counts, and the others are told which.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from bot.delivery.outbox import Outbox
from bot.people.access import may_review
from bot.people.actors import actor_of
from bot.people.identity import Caller
from bot.people.question_access import admins_for, may_answer
from bot.periods.adjusting import AdjustmentRefused, Wanted, add
from bot.periods.calculating import refresh_period
from bot.questions.asked_lines import line_now, period_named
from bot.questions.moving import up_to_date
from bot.questions.outcomes import NOT_YOURS, Outcome, Result, late, refused
from bot.questions.rows import (
    ACCEPTED,
    ANSWERED,
    HANDED_ON,
    WAITING,
    Question,
    add_step,
    change,
    question_by_id,
    steps_of,
)
from bot.questions.shown import offer_of
from bot.questions.telling import show, show_to_answerers, tell_answer
from bot.questions.work import Work
from bot.store import audit
from bot.store.engine import reading, writing

_NO_OTHER_ADMIN = "There is no admin to hand it to but the person who asks. Answer it yourself."
_NOTHING_TO_ADD = (
    "The line comes to what it should be already. Answer with words, or adjust by another amount."
)


@dataclass(frozen=True)
class Held:
    """A question that waits for an answer, and somebody who may give it."""

    work: Work
    caller: Caller
    question: Question


class Answering:
    """Decides about questions for somebody who has pressed something."""

    def __init__(self, engine: Engine, outbox: Outbox) -> None:
        self._engine, self._outbox = engine, outbox

    def seen(self, caller: Caller, number: int, edition: int, now: datetime) -> Question | Result:
        """The question as it is, for who may answer it; or what they are told instead."""
        with writing(self._engine) as connection:
            held = _held(Work(connection, self._outbox, caller.company, now), caller, number, edition)
            return held if isinstance(held, Result) else held.question

    def answer(self, caller: Caller, number: int, edition: int, words: str, now: datetime) -> Result:
        """An answer in words; then it is for the asker to say whether that settles it."""

        def step(held: Held) -> Result:
            return _answered(held, ANSWERED, words, now)

        return self._step(caller, number, edition, now, step)

    def hand_on(self, caller: Caller, number: int, edition: int, words: str, now: datetime) -> Result:
        """Gives it to the admins, with words for them if there are any."""

        def step(held: Held) -> Result:
            work, question = held.work, held.question
            if not admins_for(work.connection, work.company, question.person_id, work.today):
                return refused(_NO_OTHER_ADMIN)
            values: dict[str, object] = {"state": question.state, "with_id": None}
            if not _changed(held, HANDED_ON, words, values, now):
                return late(caller, steps_of(work.connection, question.id)[-1])
            show(work, _again(held))
            return Result(Outcome.DONE, did=HANDED_ON)

        return self._step(caller, number, edition, now, step)

    def accept(self, caller: Caller, number: int, edition: int, offer: str, now: datetime) -> Result:
        """Adjusts by what is missing to what the asker expects. `offer` stands for the amounts that whoever
        accepts has seen (bot.questions.shown.offer_of)."""

        def step(held: Held) -> Result:
            work, question = held.work, held.question
            line = line_now(work.connection, work.company, question.person_id, question.period, question.line)
            if offer_of(line, question) != offer:
                show_to_answerers(work, question, f"{question.edition}/{offer_of(line, question)}")
                return Result(Outcome.CHANGED)
            if line is None or question.expected_minor is None:
                return Result(Outcome.CHANGED)
            missing_minor = question.expected_minor - line.amount_minor
            if not missing_minor:
                return refused(_NOTHING_TO_ADD)
            return _adjusted(held, missing_minor, reason_of(question), now)

        self._refresh(caller, number, now)
        return self._step(caller, number, edition, now, step)

    def adjust(
        self, caller: Caller, number: int, edition: int, amount_minor: int, reason: str, now: datetime
    ) -> Result:
        """Adjusts by another amount, in minor units of the line's currency."""

        def step(held: Held) -> Result:
            return _adjusted(held, amount_minor, reason, now)

        return self._step(caller, number, edition, now, step)

    def _step(
        self, caller: Caller, number: int, edition: int, now: datetime, step: Callable[[Held], Result]
    ) -> Result:
        try:
            with writing(self._engine) as connection:
                work = Work(connection, self._outbox, caller.company, now)
                held = _held(work, caller, number, edition)
                return held if isinstance(held, Result) else step(held)
        except AdjustmentRefused as error:
            return refused(str(error))

    def _refresh(self, caller: Caller, number: int, now: datetime) -> None:
        """The line's period is calculated from what is known now, before anything is made up for."""
        company = caller.company
        with reading(self._engine) as connection:
            question = question_by_id(connection, company.id, number)
            if question is None or not may_review(connection, caller, question.person_id, company.today(now)):
                return
        period = period_named(company, question.period, now)
        if period is not None:
            refresh_period(self._engine, company.id, period, company.today(now), now)


def reason_of(question: Question) -> str:
    """What stands on the statement beside an adjustment that a question led to."""
    return f"Question: {question.about}"


def _held(work: Work, caller: Caller, number: int, edition: int) -> Held | Result:
    found = question_by_id(work.connection, work.company.id, number)
    if found is None:
        return NOT_YOURS
    reviewing = may_review(work.connection, caller, found.person_id, work.today)
    if not reviewing and caller.id != found.with_id:
        return NOT_YOURS
    question = up_to_date(work, found)
    if reviewing and (not question.waits or edition not in (question.edition, found.edition)):
        return late(caller, steps_of(work.connection, number)[-1])
    if not may_answer(caller, question.with_id, reviewing):
        return Result(Outcome.MOVED, holder=question.holder) if question.waits else NOT_YOURS
    return Held(work, caller, question)


def _answered(held: Held, kind: str, words: str, now: datetime) -> Result:
    """Notes the step that answers the question, and tells whoever asked."""
    work, question = held.work, held.question
    if not _changed(held, kind, words, {"state": ANSWERED}, now):
        return late(held.caller, steps_of(work.connection, question.id)[-1])
    tell_answer(work, _again(held), steps_of(work.connection, question.id)[-1])
    return Result(Outcome.DONE, did=kind)


def _adjusted(held: Held, amount_minor: int, reason: str, now: datetime) -> Result:
    question = held.question
    if not _changed(held, ACCEPTED, "", {"state": ANSWERED}, now):
        return late(held.caller, steps_of(held.work.connection, question.id)[-1])
    wanted = Wanted(
        person_id=question.person_id,
        currency=question.currency,
        reason=reason,
        amount_minor=amount_minor,
        question_id=question.id,
    )
    key = f"question/{question.id}/{question.edition}"
    add(held.work.connection, held.work.company, held.caller, wanted, key, now)
    tell_answer(held.work, _again(held), steps_of(held.work.connection, question.id)[-1])
    return Result(Outcome.DONE, did=ACCEPTED)


def _changed(held: Held, kind: str, words: str, values: dict[str, object], now: datetime) -> bool:
    connection, question = held.work.connection, held.question
    if not change(connection, question.id, WAITING, question.edition, now, **values):
        return False
    add_step(connection, held.work.company.id, question.id, kind, held.caller.id, words, now)
    details = {"question": question.id, "period": question.period}
    action = f"question_{kind}"
    audit.record(
        connection, held.work.company.id, now, actor_of(held.caller), action, question.person_id, details
    )
    return True


def _again(held: Held) -> Question:
    """The question as it is after the step."""
    found = question_by_id(held.work.connection, held.work.company.id, held.question.id)
    assert found is not None
    return found
