"""Approving pay, sending it back, putting it before its reviewer again: what came of it, told to everybody
whom it concerns in the same transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, select

from bot.delivery.outbox import Outbox
from bot.people.identity import Caller
from bot.periods import reviewing
from bot.periods.reviewing import Decision, Outcome
from bot.periods.standing import held_standing
from bot.periods.voiding import stands
from bot.review.cards import as_it_stands, show_after
from bot.review.carried import Look, Together
from bot.review.notices import tell_back_again, tell_sent_back
from bot.review.sheet import names_of, people, reviews_of
from bot.review.work import Work
from bot.store.engine import writing

STEP_APPROVE, STEP_SEND_BACK, STEP_RETURN = "approved", "sent_back", "returned"
# Something is other than whoever pressed has before them.
_MOVED = (Outcome.DONE, Outcome.ALREADY, Outcome.CHANGED)


@dataclass(frozen=True)
class Decided:
    """What came of it for each person, by name; of those whose pay is not the viewer's, no name: "". `state`
    is the period's, "" when there is none; `step` is what was to be done with them."""

    state: str
    people: list[tuple[str, Decision]]
    step: str

    @property
    def done(self) -> list[str]:
        """The names of those whose pay it was done with."""
        return [name for name, decision in self.people if decision.outcome is Outcome.DONE]


@dataclass(frozen=True)
class Deciding:
    """The use case, for somebody who has pressed a button or sent a form. ReviewRefused for words that cannot
    stand as a reason."""

    engine: Engine
    outbox: Outbox

    def approve(self, viewer: Caller, look: Look, now: datetime) -> Decided:
        """Approves one person's pay as it was shown."""
        with writing(self.engine) as connection:
            period, person_id = self._found(connection, viewer, look)
            decided = reviewing.approve(connection, viewer, period, {person_id: look.shown}, now)
            return self._after(connection, viewer, period, decided, STEP_APPROVE, now)

    def approve_together(self, viewer: Caller, together: Together, now: datetime) -> Decided:
        """Approves some people's pay, each as it was shown."""
        with writing(self.engine) as connection:
            standing = held_standing(connection, viewer.company.id, together.period)
            if standing is None:
                return Decided("", [], STEP_APPROVE)
            there = stands(connection, standing.id, list(together.shown))
            shown = together.whole({person_id: one.digest for person_id, one in there.items()})
            decided = reviewing.approve(connection, viewer, together.period, shown, now)
            return self._after(connection, viewer, together.period, decided, STEP_APPROVE, now)

    def send_back(self, viewer: Caller, look: Look, reason: str, now: datetime) -> Decided:
        """Sends one person's pay back to the admins, who are told why."""
        with writing(self.engine) as connection:
            period, person_id = self._found(connection, viewer, look)
            decision = reviewing.send_back(connection, viewer, period, person_id, look.shown, reason, now)
            work = Work(connection, self.outbox, viewer.company, now)
            if decision.outcome is Outcome.DONE:
                tell_sent_back(work, as_it_stands(work, period), person_id)
            return self._after(connection, viewer, period, {person_id: decision}, STEP_SEND_BACK, now)

    def back_to_review(self, viewer: Caller, look: Look, now: datetime) -> Decided:
        """Puts pay that was sent back before its reviewer again, as it stands."""
        with writing(self.engine) as connection:
            period, person_id = self._found(connection, viewer, look)
            standing = held_standing(connection, viewer.company.id, period)
            before = reviews_of(connection, standing.id, [person_id]).get(person_id) if standing else None
            decision = reviewing.look_once_more(connection, viewer, period, person_id, look.shown, now)
            work = Work(connection, self.outbox, viewer.company, now)
            if decision.outcome is Outcome.DONE and before is not None:
                sender_id = before.decided_by
                tell_back_again(work, as_it_stands(work, period), person_id, sender_id, viewer.name)
            return self._after(connection, viewer, period, {person_id: decision}, STEP_RETURN, now)

    def _found(self, connection: Connection, viewer: Caller, look: Look) -> tuple[str, int]:
        """The period's key and the person's number; a person whom nobody knows has none, so 0."""
        query = select(people.c.id).where(
            people.c.workspace_id == viewer.company.id, people.c.key == look.subject.person
        )
        return look.subject.period, connection.execute(query).scalar() or 0

    def _after(
        self,
        connection: Connection,
        viewer: Caller,
        period: str,
        decided: Mapping[int, Decision],
        step: str,
        now: datetime,
    ) -> Decided:
        """Cards are brought up to date also where somebody was late: theirs showed something else."""
        standing = held_standing(connection, viewer.company.id, period)
        if standing is None:
            return Decided("", [], step)
        work = Work(connection, self.outbox, viewer.company, now)
        moved = [one for one, decision in decided.items() if decision.outcome in _MOVED]
        if moved and standing.review_from is not None:
            show_after(work, period, moved)
        theirs = [one for one, decision in decided.items() if decision.outcome is not Outcome.NOT_YOURS]
        names = names_of(connection, theirs)
        return Decided(
            as_it_stands(work, period).state,
            [(names.get(person_id, ""), decision) for person_id, decision in decided.items()],
            step,
        )
