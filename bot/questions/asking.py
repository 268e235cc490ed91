"""Asking about a line of one's own pay, and who is asked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, select

from bot.delivery.outbox import Outbox
from bot.people.actors import actor_of
from bot.people.company import admins
from bot.people.identity import Caller
from bot.people.question_access import admins_for, first_holder
from bot.periods.standing import CLOSED
from bot.questions.asked_lines import AskedLine, label_of, line_now, line_numbered
from bot.questions.holders import NOBODY_TO_ASK
from bot.questions.rows import (
    ASKED,
    OPEN,
    Question,
    add_step,
    keep_new,
    people,
    question_by_id,
    question_by_key,
    unsettled_about,
)
from bot.questions.telling import tell_asked
from bot.questions.work import Work
from bot.store import audit
from bot.store.engine import reading, writing
from calc.periods import Period


class CannotAsk(Exception):
    """Why a line takes no question; a sentence for the person, without any amount."""


class LineGone(Exception):
    """A calculation has taken the line away since it was shown."""


@dataclass(frozen=True)
class Ready:
    """A line that may be asked about. `holder` is who will be asked, "" for the admins. `asked` is what the
    person asked about it before, where that is not settled: then there is no second question."""

    line: AskedLine
    holder: str
    asked: Question | None


@dataclass(frozen=True)
class Asked:
    """A question that is kept; `before` when it is an earlier one that is not settled: none was added."""

    question: Question
    before: bool


@dataclass(frozen=True)
class Wish:
    """What somebody asks: about which line (its period's key and its reference), in which words, and what it
    should be in minor units of its currency, where they say so."""

    period: str
    ref: str
    words: str
    expected_minor: int | None


class Asking:
    """Takes questions; amounts leave only in the blocks of a DM to who is to answer."""

    def __init__(self, engine: Engine, outbox: Outbox) -> None:
        self._engine, self._outbox = engine, outbox

    def ready(self, caller: Caller, period: Period, number: int, now: datetime) -> Ready:
        """The line of the caller's with that number in the list of a period. LineGone, CannotAsk."""
        line = line_numbered(self._engine, caller, period, number, now)
        if line is None:
            raise LineGone
        with reading(self._engine) as connection:
            return _ready(connection, caller, line, now)

    def again(self, caller: Caller, period_key: str, ref: str, now: datetime) -> Ready:
        """The same by the line's reference, as a form carries it."""
        with reading(self._engine) as connection:
            return _ready(connection, caller, _line(connection, caller, period_key, ref), now)

    def ask(self, caller: Caller, wish: Wish, key: str, now: datetime) -> Asked:
        """Keeps the question and tells whom it concerns. `key` names the request: it is asked once.

        LineGone, CannotAsk.
        """
        company, today = caller.company, caller.company.today(now)
        with writing(self._engine) as connection:
            # Of two questions about one line at once the second finds the first. (Without the key, so that
            # a calculation that writes this person's statement does not wait.)
            own = select(people.c.id).where(people.c.id == caller.id).with_for_update(key_share=True)
            connection.execute(own)
            found = question_by_key(connection, company.id, key)
            if found is not None:
                return Asked(found, before=False)
            ready = _ready(connection, caller, _line(connection, caller, wish.period, wish.ref), now)
            if ready.asked is not None:
                return Asked(ready.asked, before=True)
            with_id = first_holder(connection, company, caller.id, today)
            number = keep_new(connection, company.id, _row(caller, ready.line, wish, key, with_id, now))
            add_step(connection, company.id, number, ASKED, caller.id, wish.words, now)
            question = question_by_id(connection, company.id, number)
            assert question is not None
            tell_asked(Work(connection, self._outbox, company, now), question)
            details = {"question": number, "period": ready.line.period}
            audit.record(connection, company.id, now, actor_of(caller), "question_asked", caller.id, details)
            return Asked(question, before=False)


def _row(
    caller: Caller, line: AskedLine, wish: Wish, key: str, with_id: int | None, now: datetime
) -> dict[str, object]:
    return {
        "key": key,
        "person_id": caller.id,
        "period": line.period,
        "line": line.ref,
        "about": line.about,
        "currency": line.currency,
        "expected_minor": wish.expected_minor,
        "state": OPEN,
        "edition": 0,
        "with_id": with_id,
        "opened_at": now,
        "changed_at": now,
    }


def _line(connection: Connection, caller: Caller, period_key: str, ref: str) -> AskedLine:
    line = line_now(connection, caller.company, caller.id, period_key, ref)
    if line is None:
        raise LineGone
    return line


def _ready(connection: Connection, caller: Caller, line: AskedLine, now: datetime) -> Ready:
    company, today = caller.company, caller.company.today(now)
    asked = unsettled_about(connection, company.id, caller.id, line.period, line.ref)
    holder_id = first_holder(connection, company, caller.id, today)
    holder = _name(connection, holder_id)
    if asked is None and line.state == CLOSED:
        label = label_of(company, line.period, now)
        raise CannotAsk(
            f"{label} is closed and takes no more questions. {_turn_to(connection, caller, holder)}"
        )
    if asked is None and holder_id is None and not admins_for(connection, company, caller.id, today):
        raise CannotAsk(NOBODY_TO_ASK)
    return Ready(line, holder, asked)


def _turn_to(connection: Connection, caller: Caller, holder: str) -> str:
    """Who can still make up for something in a period that is closed."""
    names = dict.fromkeys([holder, *admins(connection, caller.company.id)])
    others = [name for name in names if name not in ("", caller.name)]
    if not others:
        return NOBODY_TO_ASK
    return f"Turn to {' or '.join(others)}: what is wrong in it can still be made up for later."


def _name(connection: Connection, person_id: int | None) -> str:
    if person_id is None:
        return ""
    return str(connection.execute(select(people.c.name).where(people.c.id == person_id)).scalar_one())
