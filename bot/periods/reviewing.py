"""The review of a period: everybody's pay is looked at by somebody else, and each approval is of what was
seen."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from bot.people.access import reviewable
from bot.people.actors import actor_of
from bot.people.identity import Caller, Company
from bot.periods.standing import (
    APPROVED,
    CALCULATED,
    IN_REVIEW,
    OPEN,
    UNDER_REVIEW,
    Standing,
    held_standing,
    period_of,
    standings,
)
from bot.periods.voiding import Stands, add_reviews, stands
from bot.store import audit
from bot.store.base import table_of
from bot.store.people import Person
from bot.store.periods import PeriodRow
from bot.store.reviews import Adjustment, Review

periods, reviews = table_of(PeriodRow), table_of(Review)
adjustments, people = table_of(Adjustment), table_of(Person)

MOST_REASON_CHARACTERS = 1_000


class Outcome(Enum):
    """What came of a decision about somebody's pay."""

    DONE = "done"
    ALREADY = "already"  # somebody has decided; `by` and `at` say who and when
    CHANGED = "changed"  # what was seen is no longer what stands there
    NOT_YOURS = "not_yours"
    OWN = "own"
    OWN_ADJUSTMENT = "own_adjustment"  # they adjusted it themselves, so somebody else has to approve
    NOT_IN_REVIEW = "not_in_review"


@dataclass(frozen=True)
class Decision:
    """`by` is the name of whoever decided before, `state` the review's state now."""

    outcome: Outcome
    state: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Shown:
    """What somebody had before them when they decided: the review's edition, and the digest of the pay."""

    edition: int
    digest: str


class ReviewRefused(Exception):
    """A step that a period cannot take; the text says why and what to do."""


def set_out(connection: Connection, company: Company, key: str, now: datetime) -> bool:
    """An ended period waits for its review from now on: open → calculated. Says whether it did just now."""
    standing = held_standing(connection, company.id, key)
    if standing is None or standing.state != OPEN or standing.end >= company.today(now):
        return False
    _check_turn(connection, company, standing)
    _move(connection, standing, CALCULATED)
    return True


def begin(connection: Connection, company: Company, key: str, actor: str, now: datetime) -> int:
    """Begins the review of an ended period, for everybody with a statement. Returns for how many.

    ReviewRefused when it has not ended, is past that, or another period comes first.
    """
    standing = held_standing(connection, company.id, key)
    if standing is None:
        raise ReviewRefused(f"{key} has not been calculated yet. Calculate it first.")
    label = company.calendar.label(period_of(company, standing))
    if standing.end >= company.today(now):
        raise ReviewRefused(f"{label} is not over yet; its review can begin on the day after {standing.end}.")
    if standing.state not in (OPEN, CALCULATED):
        raise ReviewRefused(
            f"The review of {label} has begun already: it is {standing.state.replace('_', ' ')}."
        )
    _check_turn(connection, company, standing)
    found = stands(connection, standing.id)
    if not found:
        raise ReviewRefused(f"Nobody has a statement for {label}, so there is nothing to review.")
    add_reviews(connection, company.id, standing.id, found)
    _move(connection, standing, IN_REVIEW, review_from=now)
    audit.record(connection, company.id, now, actor, "review_begun", details={"period": key})
    return len(found)


def approve(
    connection: Connection, viewer: Caller, key: str, shown: Mapping[int, Shown], now: datetime
) -> dict[int, Decision]:
    """Approves the pay of some people, by their numbers, each as it was shown. One decision each.

    With the last one the period is approved.
    """
    return _decide(connection, viewer, key, shown, now, _Step("approved", "pay_approved", ""))


def send_back(
    connection: Connection, viewer: Caller, key: str, person_id: int, shown: Shown, reason: str, now: datetime
) -> Decision:
    """Sends one person's pay back to the admins. ReviewRefused without a reason, or with a very long one."""
    words = reason.strip()
    if not words:
        raise ReviewRefused("Say what is wrong, so that it can be put right.")
    if len(words) > MOST_REASON_CHARACTERS:
        raise ReviewRefused(f"That is {len(words)} characters; {MOST_REASON_CHARACTERS} are the most.")
    step = _Step("sent_back", "pay_sent_back", words)
    return _decide(connection, viewer, key, {person_id: shown}, now, step)[person_id]


def look_once_more(
    connection: Connection, viewer: Caller, key: str, person_id: int, shown: Shown, now: datetime
) -> Decision:
    """Puts pay that was sent back before its reviewer again, as it stands."""
    step = _Step("waiting", "pay_back_in_review", "")
    return _decide(connection, viewer, key, {person_id: shown}, now, step)[person_id]


def adjusters(connection: Connection, period_id: int) -> dict[int, set[int]]:
    """By person, who has adjusted their pay of a period: those do not approve it."""
    row = adjustments.c
    query = select(row.person_id, row.made_by).where(row.period_id == period_id, row.withdrawn_at.is_(None))
    found: dict[int, set[int]] = {}
    for person_id, made_by in connection.execute(query):
        found.setdefault(person_id, set()).add(made_by)
    return found


@dataclass(frozen=True)
class _Step:
    state: str
    action: str
    reason: str


def _decide(
    connection: Connection,
    viewer: Caller,
    key: str,
    shown: Mapping[int, Shown],
    now: datetime,
    step: _Step,
) -> dict[int, Decision]:
    standing = held_standing(connection, viewer.company.id, key)
    if standing is None or standing.state not in (IN_REVIEW, APPROVED):
        return dict.fromkeys(shown, Decision(Outcome.NOT_IN_REVIEW))
    ids = list(shown)
    kept = _reviews(connection, standing.id, ids)
    there = stands(connection, standing.id, ids)
    theirs = reviewable(connection, viewer, ids, viewer.company.today(now))
    by_adjustment = adjusters(connection, standing.id)
    decided: dict[int, Decision] = {}
    for person_id in ids:
        row = kept.get(person_id)
        refusal = _refusal(viewer, person_id, row, there.get(person_id), shown[person_id], theirs, step)
        if refusal is None and step.state == "approved" and viewer.id in by_adjustment.get(person_id, set()):
            refusal = Decision(Outcome.OWN_ADJUSTMENT)
        decided[person_id] = refusal or Decision(Outcome.DONE, step.state)
    done = [person_id for person_id in ids if decided[person_id].outcome is Outcome.DONE]
    if done:
        _write(connection, {kept[one].id: there[one] for one in done}, viewer, now, step)
        _note(connection, viewer, key, done, now, step)
        _settle(connection, standing)
    return decided


def _refusal(
    viewer: Caller,
    person_id: int,
    row: Any | None,
    there: Stands | None,
    shown: Shown,
    theirs: set[int],
    step: _Step,
) -> Decision | None:
    if person_id == viewer.id:
        return Decision(Outcome.OWN)
    if person_id not in theirs:
        return Decision(Outcome.NOT_YOURS)
    if row is None or there is None:
        return Decision(Outcome.CHANGED)
    if row.edition != shown.edition or row.state == step.state:
        decided = row.state != "waiting" and row.decided_at is not None
        by = Decision(Outcome.ALREADY, row.state, row.name or "", row.decided_at)
        return by if decided else Decision(Outcome.CHANGED, row.state)
    return None if there.digest == shown.digest else Decision(Outcome.CHANGED, row.state)


def _write(
    connection: Connection, decided: Mapping[int, Stands], viewer: Caller, now: datetime, step: _Step
) -> None:
    """The step for each review, by its number; a decision is bound to what stands there."""
    bound = step.state != "waiting"
    same = {
        "state": step.state,
        "reason": step.reason,
        "changed": "",
        "decided_by": viewer.id,
        "decided_at": now,
    }
    change = (
        update(reviews)
        .where(reviews.c.id == bindparam("review"))
        .values(edition=reviews.c.edition + 1, digest=bindparam("of"), seen=bindparam("was"), **same)
    )
    rows = [
        {
            "review": number,
            "of": there.digest if bound else "",
            "was": json.dumps(there.seen, ensure_ascii=False) if bound else "",
        }
        for number, there in decided.items()
    ]
    connection.execute(change, rows)


def _note(
    connection: Connection, viewer: Caller, key: str, done: Sequence[int], now: datetime, step: _Step
) -> None:
    """One entry in the log: of one person, or of all that were decided together, by their keys."""
    keys = sorted(connection.execute(select(people.c.key).where(people.c.id.in_(done))).scalars())
    subject = done[0] if len(done) == 1 else None
    details = {"period": key, "people": keys}
    actor = actor_of(viewer)
    audit.record(connection, viewer.company.id, now, actor, step.action, subject, details)


def _settle(connection: Connection, standing: Standing) -> None:
    """A period is approved when nobody waits in it, and in review while somebody does."""
    query = select(func.count()).where(reviews.c.period_id == standing.id, reviews.c.state != "approved")
    state = IN_REVIEW if connection.execute(query).scalar_one() else APPROVED
    if state != standing.state:
        _move(connection, standing, state)


def _reviews(connection: Connection, period_id: int, ids: Sequence[int]) -> dict[int, Any]:
    row = reviews.c
    query = (
        select(row.id, row.person_id, row.state, row.edition, row.decided_at, people.c.name)
        .join_from(reviews, people, people.c.id == row.decided_by, isouter=True)
        .where(row.period_id == period_id, row.person_id.in_(ids))
    )
    return {found.person_id: found for found in connection.execute(query)}


def _check_turn(connection: Connection, company: Company, standing: Standing) -> None:
    """Periods are reviewed one after the other, because what is late is paid by the one after the last."""
    others = [one for one in standings(connection, company.id) if one.id != standing.id]
    for one in others:
        label = company.calendar.label(period_of(company, one))
        if one.state in UNDER_REVIEW:
            raise ReviewRefused(f"{label} is under review; publish it first.")
        if one.final and one.start > standing.start:
            raise ReviewRefused(f"{label} is published already, so nothing before it can be any more.")
    final = [one for one in others if one.final]
    if final and company.calendar.after(period_of(company, final[-1])).key != standing.key:
        after = company.calendar.label(company.calendar.after(period_of(company, final[-1])))
        raise ReviewRefused(f"{after} comes first: it is the one after the last that was published.")


def _move(connection: Connection, standing: Standing, state: str, **more: datetime) -> None:
    connection.execute(update(periods).where(periods.c.id == standing.id).values(state=state, **more))
