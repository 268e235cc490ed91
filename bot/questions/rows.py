"""Questions about lines of pay as the store keeps them; each change is one conditional UPDATE."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, insert, select, update

from bot.store.base import table_of
from bot.store.people import Person
from bot.store.reviews import Question as QuestionRow
from bot.store.reviews import QuestionStep

questions, steps, people = table_of(QuestionRow), table_of(QuestionStep), table_of(Person)
holders = people.alias("holders")

OPEN, ANSWERED, RESOLVED, REOPENED = "open", "answered", "resolved", "reopened"
WAITING = (OPEN, REOPENED)
UNSETTLED = (OPEN, ANSWERED, REOPENED)
# What a step can be, besides the states that it leads to.
ASKED, HANDED_ON, ACCEPTED = "asked", "handed_on", "accepted"


@dataclass(frozen=True)
class Question:
    """See bot.store.reviews.Question. `person` and `person_key` are who asks, `person_left_on` is their last
    day; `holder` is the name of who is to answer, "" for the admins."""

    id: int
    person_id: int
    period: str
    line: str
    about: str
    currency: str
    expected_minor: int | None
    state: str
    edition: int
    with_id: int | None
    opened_at: datetime
    changed_at: datetime
    person: str
    person_key: str
    person_left_on: date | None
    holder: str

    @property
    def waits(self) -> bool:
        """Whether an answer is still to come."""
        return self.state in WAITING

    def person_left(self, today: date) -> bool:
        return self.person_left_on is not None and self.person_left_on < today


@dataclass(frozen=True)
class Step:
    """What somebody did about a question, in which words."""

    kind: str
    person_id: int
    name: str
    words: str
    at: datetime


def question_by_id(connection: Connection, workspace_id: int, number: int) -> Question | None:
    """None when there is none of that number."""
    found = questions_where(connection, workspace_id, questions.c.id == number)
    return found[0] if found else None


def question_by_key(connection: Connection, workspace_id: int, key: str) -> Question | None:
    """None when nothing was asked under that key."""
    found = questions_where(connection, workspace_id, questions.c.key == key)
    return found[0] if found else None


def unsettled_about(
    connection: Connection, workspace_id: int, person_id: int, period: str, line: str
) -> Question | None:
    """What somebody asked about a line before, and what is not settled."""
    here = (questions.c.person_id == person_id, questions.c.period == period, questions.c.line == line)
    found = questions_where(connection, workspace_id, *here, questions.c.state.in_(UNSETTLED))
    return found[0] if found else None


def questions_where(connection: Connection, workspace_id: int, *where: ColumnElement[bool]) -> list[Question]:
    """Those that were opened first come first."""
    query = _QUERY.where(questions.c.workspace_id == workspace_id, *where)
    rows = connection.execute(query.order_by(questions.c.opened_at, questions.c.id)).mappings()
    return [Question(**{**row, "holder": row["holder"] or ""}) for row in rows]


def steps_of(connection: Connection, number: int) -> list[Step]:
    """All that was done about a question, in its order."""
    query = (
        select(steps.c.kind, steps.c.person_id, people.c.name, steps.c.words, steps.c.at)
        .join_from(steps, people, people.c.id == steps.c.person_id)
        .where(steps.c.question_id == number)
        .order_by(steps.c.id)
    )
    return [Step(*row) for row in connection.execute(query)]


def keep_new(connection: Connection, workspace_id: int, values: Mapping[str, object]) -> int:
    """Adds a question and returns its number."""
    row = insert(questions).values(workspace_id=workspace_id, **values).returning(questions.c.id)
    return int(connection.execute(row).scalar_one())


def change(
    connection: Connection,
    number: int,
    states: Sequence[str],
    edition: int,
    now: datetime,
    **values: object,
) -> bool:
    """Changes a question that is in one of `states` and in that edition. Whether it was."""
    here = (questions.c.id == number) & questions.c.state.in_(states) & (questions.c.edition == edition)
    more = {"edition": questions.c.edition + 1, "changed_at": now}
    return connection.execute(update(questions).where(here).values(**more, **values)).rowcount == 1


def move(connection: Connection, question: Question, with_id: int | None) -> bool:
    """Gives a question that waits to somebody else; it has waited as long as before. Whether it still did."""
    here = (
        (questions.c.id == question.id)
        & questions.c.state.in_(WAITING)
        & (questions.c.edition == question.edition)
    )
    values = {"with_id": with_id, "edition": questions.c.edition + 1}
    return connection.execute(update(questions).where(here).values(values)).rowcount == 1


def add_step(
    connection: Connection,
    workspace_id: int,
    number: int,
    kind: str,
    person_id: int,
    words: str,
    now: datetime,
) -> None:
    """Notes what somebody did about a question."""
    ids = {"workspace_id": workspace_id, "question_id": number, "person_id": person_id}
    connection.execute(insert(steps).values(**ids, kind=kind, words=words, at=now))


_COLUMNS = (
    "id", "person_id", "period", "line", "about", "currency", "expected_minor", "state", "edition", "with_id",
    "opened_at", "changed_at",
)  # fmt: skip
_QUERY: Select[Any] = (
    select(
        *(questions.c[name] for name in _COLUMNS),
        people.c.name.label("person"),
        people.c.key.label("person_key"),
        people.c.end_date.label("person_left_on"),
        holders.c.name.label("holder"),
    )
    .join_from(questions, people, people.c.id == questions.c.person_id)
    .join(holders, holders.c.id == questions.c.with_id, isouter=True)
)
