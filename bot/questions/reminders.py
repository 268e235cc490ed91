"""A note to who has had a question for more than three working days without answering it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, select

from bot.delivery.outbox import Outbox, Outgoing, Person, Urgency
from bot.delivery.states import messages
from bot.people.company import company_in
from bot.questions.asked_lines import label_of
from bot.questions.holders import answerers, with_whom
from bot.questions.moving import up_to_date
from bot.questions.rows import WAITING, Question, questions, questions_where
from bot.questions.shown import days_open
from bot.questions.work import Work
from bot.schedule.job import Occasion
from bot.schedule.working_days import WorkingDays
from bot.slack.numbers import count

TITLE = "Questions that wait for an answer"
# More than so many working days without an answer, and so many between two notes to one person.
PATIENCE_DAYS = 3
_MOST_LISTED = 5
_STEM = "question_reminder/"
# Further back no note counts any more: three working days are never so far apart.
_LOOKED_BACK = timedelta(days=40)


def remind(connection: Connection, outbox: Outbox, occasion: Occasion) -> str:
    """Reminds whoever lets people wait; first each question goes to whoever is to answer it today."""
    company = company_in(connection, occasion.workspace_id)
    work = Work(connection, outbox, company, occasion.now)
    working = WorkingDays(company.country)
    asked = questions_where(connection, company.id, questions.c.state.in_(WAITING))
    waiting: dict[int, list[Question]] = {}
    held = with_whom(connection, company, asked, work.today)
    free = _nobody_is_at(connection, [one.id for one in asked if held[one.id] != one.with_id])
    for one in asked:
        question = up_to_date(work, one) if one.id in free else one
        since = company.today(question.changed_at)
        if working_days_after(since, occasion.day, working) <= PATIENCE_DAYS:
            continue
        for person_id in answerers(connection, company, question, question.with_id, work.today):
            waiting.setdefault(person_id, []).append(question)
    if not waiting:
        return "no question has waited for long"
    last = _last_told(connection, occasion)
    told = 0
    for person_id, overdue in waiting.items():
        before = last.get(person_id)
        if before is None or working_days_after(before, occasion.day, working) >= PATIENCE_DAYS:
            told += _told(work, outbox, occasion, person_id, overdue)
    return f"reminded {count(told, 'person', 'people')}"


def _nobody_is_at(connection: Connection, numbers: Sequence[int]) -> set[int]:
    """Those that nobody is taking a step about just now: who does moves the question themselves, and may have
    to wait for something that this transaction holds."""
    query = select(questions.c.id).where(questions.c.id.in_(numbers)).with_for_update(skip_locked=True)
    return set(connection.execute(query).scalars())


def working_days_after(first: date, last: date, working: WorkingDays) -> int:
    """How many working days there are after the first day, up to the last."""
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return sum(working.has(day) for day in days)


def _told(
    work: Work, outbox: Outbox, occasion: Occasion, person_id: int, overdue: Sequence[Question]
) -> bool:
    """Whether it is told now, and was not before on that day."""
    outgoing = Outgoing(
        key=f"{_STEM}{person_id}/{occasion.day.isoformat()}",
        title=TITLE,
        to=Person(person_id),
        surface="questions/reminder",
        values={
            "waiting": len(overdue),
            "oldest": [_item(work, one) for one in overdue[:_MOST_LISTED]],
            "more": max(0, len(overdue) - _MOST_LISTED),
        },
        urgency=Urgency.NOTICE,
        since=occasion.slot_at,
    )
    return outbox.put_if_new(work.connection, work.company.id, outgoing, occasion.now) is not None


def _item(work: Work, question: Question) -> dict[str, object]:
    return {
        "person": question.person,
        "about": question.about,
        "period": label_of(work.company, question.period, work.now),
        "days": days_open(work, question),
    }


def _last_told(connection: Connection, occasion: Occasion) -> Mapping[int, date]:
    """By person, the day of the last of these notes to them."""
    query = select(messages.c.key).where(
        messages.c.workspace_id == occasion.workspace_id,
        messages.c.key.startswith(_STEM, autoescape=True),
        messages.c.created_at > occasion.now - _LOOKED_BACK,
    )
    last: dict[int, date] = {}
    for key in connection.execute(query).scalars():
        _, person_id, day = key.split("/")
        last[int(person_id)] = max(date.fromisoformat(day), last.get(int(person_id), date.min))
    return last
