"""What is said of a question by DM: to who is to answer it, and to who asks. Nobody else hears of it."""

from bot.people.access import admin_ids, who_may_review
from bot.people.at_work import is_at_work
from bot.people.identity import Caller
from bot.people.question_access import admins_for, may_answer
from bot.questions.holders import answerers
from bot.questions.rows import Question, Step, steps_of
from bot.questions.shown import (
    MOST_WORDS_CHARACTERS,
    Reader,
    answer_values,
    asker_values,
    card_values,
    question_values,
    quoted,
)
from bot.questions.work import Work

CARD_TITLE = "A question about pay"
ASKER_TITLE, ANSWER_TITLE = "Your question about your pay", "An answer about your pay"


def tell_asked(work: Work, question: Question) -> None:
    """A new question: to who is to answer, and to who asked, that it is with them."""
    work.tell(_asker(question), ASKER_TITLE, question.person_id, "asker", asker_values(work, question))
    show_to_answerers(work, question)


def tell_answer(work: Work, question: Question, step: Step) -> None:
    """An answer, in the thread of what the asker was told first."""
    if not question.person_left(work.today):
        values = answer_values(work, question, step, question.edition)
        key = _answer(question, question.edition)
        work.tell(key, ANSWER_TITLE, question.person_id, "answer", values, _asker(question))
    show(work, question)


def tell_decided(work: Work, question: Question, answered: int) -> None:
    """What the asker made of the answer that the edition `answered` gave: settled, or asked again."""
    key, given = _answer(question, answered), _answers(work, question)
    if given and work.is_put(key):
        values = answer_values(work, question, given[-1], answered)
        work.edit(key, str(question.edition), ANSWER_TITLE, question.person_id, "answer", values)
    if question.waits:
        _call(work, question)
    show(work, question)


def show(work: Work, question: Question) -> None:
    """Brings what everybody was told of it up to date, and tells who has not been told yet."""
    if not question.person_left(work.today) and question.edition:
        key, cause = _asker(question), str(question.edition)
        work.edit(key, cause, ASKER_TITLE, question.person_id, "asker", asker_values(work, question))
    show_to_answerers(work, question)


def show_to_answerers(work: Work, question: Question, cause: str = "") -> None:
    """The same for those who are to answer, or were: who may not see that pay any more sees no word of it.

    `cause` names another reason than a step of the question.
    """
    stem = _card_stem(question)
    told = work.told(stem)
    waits_for = answerers(work.connection, work.company, question, question.with_id, work.today)
    now_asked = set(waits_for) if question.waits else set()
    concerned = sorted(now_asked | set(told))
    pairs = [(one, question.person_id) for one in concerned]
    may_see = {one for one, _ in who_may_review(work.connection, work.company, pairs, work.today)}
    for person_id in concerned:
        key = f"{stem}{person_id}"
        if person_id in may_see:
            asked = person_id in now_asked
            reader = _reader(work, question, person_id) if asked else Reader(answers=False)
            values, surface = card_values(work, question, reader), "card"
        elif person_id in told and is_at_work(work.connection, person_id, work.today):
            values, surface = question_values(work, question), "card_moved"
        else:
            continue
        if person_id in told:
            work.edit(key, cause or str(question.edition), CARD_TITLE, person_id, surface, values)
        else:
            work.tell(key, CARD_TITLE, person_id, surface, values)


def _call(work: Work, question: Question) -> None:
    """Whoever has the question already is told in its thread that it is asked again."""
    told = work.told(_card_stem(question))
    words = steps_of(work.connection, question.id)[-1].words
    values = {**question_values(work, question), "words": quoted(words, MOST_WORDS_CHARACTERS)}
    for person_id in answerers(work.connection, work.company, question, question.with_id, work.today):
        if person_id in told:
            key = f"{told[person_id]}/again/{question.edition}"
            work.tell(key, CARD_TITLE, person_id, "asked_again", values, told[person_id])


def reader_of(work: Work, question: Question, caller: Caller) -> Reader:
    """What somebody who may review that person's pay can do about a question; who asks can do nothing."""
    if (
        caller.id == question.person_id
        or not question.waits
        or not may_answer(caller, question.with_id, True)
    ):
        return Reader(answers=False)
    return _reader(work, question, caller.id)


def _reader(work: Work, question: Question, person_id: int) -> Reader:
    """The same for somebody who is to answer it."""
    admins = admin_ids(work.connection, work.company.id, work.today)
    others = admins_for(work.connection, work.company, question.person_id, work.today)
    return Reader(answers=True, hands_on=person_id not in admins and bool(others))


def _answers(work: Work, question: Question) -> list[Step]:
    steps = steps_of(work.connection, question.id)
    return [step for step in steps if step.kind in ("answered", "accepted")]


def _asker(question: Question) -> str:
    return f"question/{question.id}/asker"


def _answer(question: Question, edition: int) -> str:
    return f"question/{question.id}/answer/{edition}"


def _card_stem(question: Question) -> str:
    return f"question/{question.id}/card/"
