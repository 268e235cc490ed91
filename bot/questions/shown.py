"""From a question to the values of the templates that show it, to who asks and to who is to answer."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bot.periods.standing import paying_period
from bot.questions.asked_lines import AskedLine, label_of, line_now
from bot.questions.rows import ASKED, RESOLVED, Question, Step, steps_of
from bot.questions.work import Values, Work
from bot.slack.text import clean, truncate
from bot.store.base import table_of
from bot.store.periods import PeriodRow
from bot.store.reviews import Adjustment

adjustments, periods = table_of(Adjustment), table_of(PeriodRow)

MOST_WORDS_CHARACTERS = 1_500
# On a card the last steps are shown, in so many characters each; more of it stands in the question itself.
_STEPS_SHOWN, _STEP_CHARACTERS = 3, 400
# Of a question that goes on and on, the last steps and adjustments: a modal takes a hundred blocks.
_MOST_STEPS, _MOST_ADJUSTMENTS = 60, 20
_DIGEST_CHARACTERS = 16


@dataclass(frozen=True)
class Reader:
    """Who reads: whether it waits for their answer, and whether they can hand it on to an admin."""

    answers: bool
    hands_on: bool = False


def card_values(work: Work, question: Question, reader: Reader) -> Values:
    """Values of questions/card: for somebody who may see that person's pay now."""
    steps = steps_of(work.connection, question.id)
    line = line_now(work.connection, work.company, question.person_id, question.period, question.line)
    return {
        **question_values(work, question),
        **line_values(work, question, line),
        "words": quoted(steps[0].words, MOST_WORDS_CHARACTERS),
        "steps": [step_values(step, _STEP_CHARACTERS) for step in steps[1:][-_STEPS_SHOWN:]],
        "answers": reader.answers,
        "hands_on": reader.hands_on,
        "left": question.person_left(work.today),
    }


def asker_values(work: Work, question: Question) -> Values:
    """Values of questions/asker: what whoever asks reads of where their question stands."""
    steps = steps_of(work.connection, question.id)
    return {
        **question_values(work, question),
        "words": quoted(steps[0].words, MOST_WORDS_CHARACTERS),
        "by": steps[-1].name,
        "last": steps[-1].kind,
    }


def answer_values(work: Work, question: Question, step: Step, edition: int) -> Values:
    """Values of questions/answer: an answer, or that the question was accepted, in the asker's thread.

    `edition` is the question's once it was answered; the buttons go when it has moved on since.
    """
    return {
        **question_values(work, question),
        "id": f"{question.id} {edition}",
        "kind": step.kind,
        "by": step.name,
        "words": quoted(step.words, MOST_WORDS_CHARACTERS),
        "answers": question.edition == edition,
        "adjustments": adjustment_values(work, question.id),
    }


def question_values(work: Work, question: Question) -> Values:
    """What every surface says of a question; no amounts."""
    return {
        "locale": work.company.locale,
        "id": f"{question.id} {question.edition}",
        "number": str(question.id),
        "person": question.person,
        "period": label_of(work.company, question.period, work.now),
        "about": question.about,
        "state": question.state,
        "holder": question.holder,
        "days": days_open(work, question),
    }


def line_values(work: Work, question: Question, line: AskedLine | None) -> Values:
    """What the line comes to, what it should be, and what accepting it would add, in the period that pays."""
    amount_minor = line.amount_minor if line else 0
    expected_minor = question.expected_minor
    difference_minor = expected_minor - amount_minor if line and expected_minor is not None else 0
    paying = paying_period(work.connection, work.company, work.today)
    return {
        "gone": line is None,
        "currency": question.currency,
        "amount_minor": amount_minor,
        "expects": expected_minor is not None,
        "expected_minor": expected_minor or 0,
        "difference_minor": difference_minor,
        "accept": f"{question.id} {question.edition} {offer_of(line, question)}" if difference_minor else "",
        "paying": work.company.calendar.label(paying),
    }


def offer_of(line: AskedLine | None, question: Question) -> str:
    """Stands for the amounts that somebody saw when they accept with one press."""
    said = f"{line.amount_minor if line else None} {question.expected_minor}"
    return hashlib.sha256(said.encode()).hexdigest()[:_DIGEST_CHARACTERS]


def adjustment_values(work: Work, question_id: int) -> list[Values]:
    """The adjustments that a question led to, in their order."""
    query = (
        select(adjustments.c.amount_minor, adjustments.c.currency, adjustments.c.withdrawn_at, periods.c.key)
        .join_from(adjustments, periods, periods.c.id == adjustments.c.period_id)
        .where(adjustments.c.question_id == question_id, adjustments.c.amount_minor.is_not(None))
        .order_by(adjustments.c.id)
    )
    return [
        {
            "amount_minor": row.amount_minor,
            "currency": row.currency,
            "period": label_of(work.company, row.key, work.now),
            "withdrawn": row.withdrawn_at is not None,
        }
        for row in work.connection.execute(query).all()[-_MOST_ADJUSTMENTS:]
    ]


def step_values(step: Step, most: int = MOST_WORDS_CHARACTERS) -> Values:
    """A step as a line of the question's story."""
    return {
        "kind": step.kind,
        "name": step.name,
        "words": quoted(step.words, most),
        "at": step.at.isoformat(),
    }


def story_values(steps: Sequence[Step]) -> list[Values]:
    """What was said and done after the question was asked."""
    return [step_values(step) for step in steps if step.kind != ASKED][-_MOST_STEPS:]


def days_open(work: Work, question: Question) -> int:
    """Since how many days it is open, or for how many it was."""
    opened = work.company.today(question.opened_at)
    until = work.company.today(question.changed_at) if question.state == RESOLVED else work.today
    return max(0, (until - opened).days)


def quoted(words: str, most: int) -> str:
    """Lines that Slack shows as a quotation after the `>` of the first, which the template writes."""
    lines = [line for line in truncate(clean(words), most).split("\n") if line.strip()]
    return "\n> ".join(lines)
