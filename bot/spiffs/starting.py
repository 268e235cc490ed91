"""From what somebody filled in to a contest that runs: its plan is loaded, and its people are on it.

Where money can be won, somebody else approves it first: an admin, never who made it and nobody who is in it;
where there is no such admin, the nearest above the maker. Of two who decide at once, one does it, and the
other learns who did.
"""

import hashlib
import json
from datetime import date, datetime

from sqlalchemy import Connection, Engine

from bot.announcements.announcing import Announcing
from bot.people.actors import actor_of
from bot.people.contest_access import approvers_of, may_call_off, may_start_contests
from bot.people.identity import Caller, Company
from bot.periods.plans import Terms, Who, assign_plan, load_plan
from bot.spiffs.called import somebodies
from bot.spiffs.ending import take_people_off
from bot.spiffs.outcomes import Outcome, Result
from bot.spiffs.patterns import BY_KEY, document_of
from bot.spiffs.payable import is_published
from bot.spiffs.rows import (
    DROPPED,
    PROPOSED,
    RUNNING,
    Started,
    change,
    keep_new,
    started_by_id,
    started_by_plan,
)
from bot.spiffs.schedules import ensure_schedules
from bot.spiffs.spec import Spec, spec_from
from bot.spiffs.start_cards import StartCards
from bot.spiffs.telling import say_it_begins, say_it_is_off
from bot.spiffs.whom import people_for
from bot.store import audit
from bot.store.engine import writing

PROPOSED_ACTION, STARTED_ACTION = "contest_proposed", "contest_started"
DECLINED_ACTION, CALLED_OFF_ACTION = "contest_declined", "contest_called_off"


class Starting:
    """Starts contests, for somebody of the company."""

    def __init__(self, engine: Engine, announcing: Announcing) -> None:
        self._engine, self._announcing = engine, announcing
        self._cards = StartCards(announcing.outbox)

    def start(self, caller: Caller, spec: Spec, request_key: str, now: datetime) -> Result:
        """Starts it, or asks for the approval of its money; the same request does it once. WhomRefused when
        somebody in it is not the caller's to choose any more."""
        company, today = caller.company, caller.company.today(now)
        plan = f"spiff-{hashlib.sha256(request_key.encode()).hexdigest()[:12]}"
        with writing(self._engine) as connection:
            before = started_by_plan(connection, company.id, plan)
            if before is not None:
                return _as_it_is(connection, company, before, Outcome.ASKED, today)
            if not may_start_contests(connection, caller, today):
                return Result(Outcome.NOT_YOURS)
            if is_published(connection, company, spec):
                return Result(Outcome.TOO_LATE)
            people = people_for(connection, caller, spec.who, spec.people, today)
            asked = approvers_of(connection, company, caller.id, [one.id for one in people], today)
            if spec.is_money and not asked:
                return Result(Outcome.NOBODY)
            keys = [one.key for one in people]
            number = keep_new(connection, company.id, _values(caller, spec, plan, keys, now))
            if number is None:  # the same request, at another process at the same moment
                before = started_by_plan(connection, company.id, plan)
                assert before is not None
                return _as_it_is(connection, company, before, Outcome.ASKED, today)
            started = _found(connection, company, number)
            if spec.is_money:
                self._cards.show(connection, company, started, asked, now)
                _note(connection, started, PROPOSED_ACTION, actor_of(caller), now)
                return Result(Outcome.ASKED, started, tuple(asked))
            return self._run(connection, caller, started, now)

    def approve(self, caller: Caller, number: int, edition: int, now: datetime) -> Result:
        """Lets it begin."""
        company, today = caller.company, caller.company.today(now)
        with writing(self._engine) as connection:
            refused = _refusal(connection, caller, number, today)
            if refused is not None:
                return refused
            found = _found(connection, company, number)
            over = found.last_day < today or is_published(connection, company, spec_from(found.spec))
            if over or not _here(connection, found, today):
                return Result(Outcome.TOO_LATE, found)
            decided = {"decided_by": caller.id, "decided_at": now}
            if not change(connection, number, PROPOSED, edition, state=RUNNING, **decided):
                return _as_it_is(connection, company, found, Outcome.DECIDED, today)
            return self._run(connection, caller, _found(connection, company, number), now)

    def decline(self, caller: Caller, number: int, edition: int, now: datetime) -> Result:
        """It does not begin."""
        with writing(self._engine) as connection:
            refused = _refusal(connection, caller, number, caller.company.today(now))
            if refused is not None:
                return refused
            return self._drop(connection, caller, number, PROPOSED, edition, Outcome.DECLINED, now)

    def call_off(self, caller: Caller, number: int, edition: int, now: datetime) -> Result:
        """Whoever started it, or an admin, ends it before its end, or takes it back before it began."""
        company, today = caller.company, caller.company.today(now)
        with writing(self._engine) as connection:
            found = started_by_id(connection, company.id, number)
            if found is None:
                return Result(Outcome.GONE)
            if not may_call_off(caller, found.host_id):
                return Result(Outcome.NOT_YOURS)
            if found.state == RUNNING and found.last_day < today:
                return Result(Outcome.TOO_LATE, found)
            outcome = Outcome.WITHDRAWN if found.state == PROPOSED else Outcome.CALLED_OFF
            result = self._drop(connection, caller, number, found.state, edition, outcome, now)
            if result.outcome is Outcome.CALLED_OFF and result.started is not None:
                instant = BY_KEY[found.spec["pattern"]].is_instant
                take_people_off(connection, result.started, instant, today)
                say_it_is_off(connection, self._announcing, company, result.started, instant, now)
            return result

    def _run(self, connection: Connection, caller: Caller, started: Started, now: datetime) -> Result:
        """Loads its plan and puts its people on it: those who are still at work."""
        company, today, actor = caller.company, caller.company.today(now), actor_of(caller)
        load_plan(connection, company.id, started.document, now, actor)
        who, terms = Who(_here(connection, started, today)), Terms(started.first_day, started.last_day)
        assign_plan(connection, company.id, started.plan, who, terms, now, actor)
        ensure_schedules(connection, company, now)
        say_it_begins(connection, self._announcing, company, started, now)
        self._cards.show(connection, company, started, (), now)
        _note(connection, started, STARTED_ACTION, actor, now)
        return Result(Outcome.RUNNING, started)

    def _drop(
        self,
        connection: Connection,
        caller: Caller,
        number: int,
        state: str,
        edition: int,
        outcome: Outcome,
        now: datetime,
    ) -> Result:
        company = caller.company
        decided = {"decided_by": caller.id, "decided_at": now}
        if state == DROPPED or not change(connection, number, state, edition, state=DROPPED, **decided):
            found = _found(connection, company, number)
            return _as_it_is(connection, company, found, Outcome.DECIDED, company.today(now))
        dropped = _found(connection, company, number)
        self._cards.show(connection, company, dropped, (), now)
        action = DECLINED_ACTION if outcome is Outcome.DECLINED else CALLED_OFF_ACTION
        _note(connection, dropped, action, actor_of(caller), now)
        return Result(outcome, dropped)


def _refusal(connection: Connection, caller: Caller, number: int, today: date) -> Result | None:
    """Why somebody does not decide about it; None when they do."""
    found = started_by_id(connection, caller.company.id, number)
    if found is None:
        return Result(Outcome.GONE)
    if found.host_id == caller.id:
        return Result(Outcome.OWN, found)
    if caller.id not in (found.decided_by, *asked_about(connection, caller.company, found, today)):
        return Result(Outcome.NOT_YOURS)
    if found.state != PROPOSED:
        return _as_it_is(connection, caller.company, found, Outcome.DECIDED, today)
    return None


def _here(connection: Connection, started: Started, today: date) -> tuple[str, ...]:
    """Those of its people, by key, who are at work when it begins, or today if it has begun."""
    day = max(today, started.first_day)
    found = somebodies(connection, started.workspace_id, started.who)
    return tuple(one.key for one in found if not one.left_by(day))


def asked_about(connection: Connection, company: Company, started: Started, today: date) -> list[int]:
    """Who approves its money, as things are now."""
    people = [one.id for one in somebodies(connection, company.id, started.who)]
    return approvers_of(connection, company, started.host_id, people, today)


def _as_it_is(
    connection: Connection, company: Company, started: Started, outcome: Outcome, today: date
) -> Result:
    """What came of it before: also of the same request, which finds it running or still asked about."""
    if outcome is Outcome.ASKED and started.state == RUNNING:
        outcome = Outcome.RUNNING
    asked = asked_about(connection, company, started, today) if started.state == PROPOSED else []
    return Result(outcome, started, tuple(asked))


def _values(caller: Caller, spec: Spec, plan: str, people: list[str], now: datetime) -> dict[str, object]:
    return {
        "plan": plan,
        "title": spec.title,
        "state": PROPOSED if spec.is_money else RUNNING,
        "edition": 0,
        "channel": spec.channel,
        "spec": json.dumps({**spec.kept(), "people": people}, ensure_ascii=False),
        "document": document_of(spec, plan),
        "who": json.dumps(people, ensure_ascii=False),
        "budget_minor": spec.cost_minor,
        "currency": spec.currency,
        "first_day": spec.first,
        "last_day": spec.last,
        "host_id": caller.id,
        "made_at": now,
        "decided_by": None if spec.is_money else caller.id,
        "decided_at": None if spec.is_money else now,
    }


def _found(connection: Connection, company: Company, number: int) -> Started:
    found = started_by_id(connection, company.id, number)
    assert found is not None
    return found


def _note(connection: Connection, started: Started, action: str, actor: str, now: datetime) -> None:
    """An entry of the audit log: which contest, not what it pays."""
    details = {"plan": started.plan, "people": len(started.who), "from": started.first_day.isoformat()}
    audit.record(connection, started.workspace_id, now, actor, action, started.host_id, details)
