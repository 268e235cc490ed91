"""A question follows the company: who left, or leads somebody else now, no longer has it."""

from bot.questions.holders import with_whom
from bot.questions.rows import Question, move, question_by_id
from bot.questions.telling import show
from bot.questions.work import Work


def up_to_date(work: Work, question: Question) -> Question:
    """The question with whoever is to answer it as things are today; whom it goes to is told."""
    if not question.waits:
        return question
    with_id = with_whom(work.connection, work.company, [question], work.today)[question.id]
    if with_id == question.with_id:
        return question
    moved = move(work.connection, question, with_id)
    now = question_by_id(work.connection, work.company.id, question.id)
    assert now is not None
    if moved:
        show(work, now)
    return now
