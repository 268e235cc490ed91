"""One person's pay as its reviewer reads it, bound to what they can decide about it."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bot.earnings.answer import Answer, Nothing, answer
from bot.earnings.view import statement_values
from bot.people.actors import Actor
from bot.people.identity import Caller
from bot.people.viewing import Viewing
from bot.periods.adjusting import Kept, adjustments_of
from bot.periods.reviewing import Shown, adjusters
from bot.periods.standing import APPROVED, FINAL, IN_REVIEW, Standing, paying_period, period_of, standing_of
from bot.review.carried import Look, Subject
from bot.review.figures import CHANGED, PROBLEMS
from bot.review.sheet import APPROVED as APPROVED_PAY
from bot.review.sheet import SENT_BACK, Entry, read_sheet
from bot.review.values import Values, actor_values, flags_values
from bot.review.visit import Visit
from bot.store.engine import reading

MOST_ADJUSTMENTS = 8
MOST_CHANGES = 6
# The statement itself tells of what did not count, and the screen of what has changed since a decision.
_SHOWN_ELSEWHERE = (PROBLEMS, CHANGED)
# While facts come in, what is read may move on between two reads; it comes to rest.
_TRIES = 3


@dataclass(frozen=True)
class Seen:
    """A person's pay of a period and its review, of one moment. `takes_adjustments` while the period does."""

    standing: Standing
    entry: Entry
    answer: Answer
    adjustments: list[Kept]
    adjusted_by: set[int]
    takes_adjustments: bool


def see(engine: Engine, viewing: Viewing, key: str, visit: Visit) -> Seen | None:
    """What somebody sees of a person's pay, up to date; None where there is no statement."""
    company, subject = visit.caller.company, viewing.subject
    found = _at_rest(engine, subject, key, visit)
    if found is None:
        return None
    standing, entry, its_answer = found
    with reading(engine) as connection:
        paying = paying_period(connection, company, company.today(visit.now))
        return Seen(
            standing=standing,
            entry=entry,
            answer=its_answer,
            adjustments=adjustments_of(connection, standing.id, subject.id),
            adjusted_by=adjusters(connection, standing.id).get(subject.id, set()),
            takes_adjustments=paying.key == standing.key and standing.state not in FINAL,
        )


def look_values(seen: Seen, viewing: Viewing, subject: Subject, visit: Visit) -> Values:
    """Values of review/statement."""
    entry, review, zone = seen.entry, seen.entry.review, visit.caller.company.time_zone
    in_review = seen.standing.state in (IN_REVIEW, APPROVED) and review is not None
    adjusted = viewing.viewer.id in seen.adjusted_by
    changes = review.changed if review else []
    decider = Actor("person", review.decider) if review and review.decider else None
    return {
        **statement_values(seen.answer, viewing.subject, viewing.own, visit.now),
        "metadata": Look(subject, Shown(entry.edition, entry.digest)).value(),
        "state": entry.state,
        "period_state": seen.standing.state,
        "flags": flags_values(flag for flag in entry.flags if flag.kind not in _SHOWN_ELSEWHERE),
        "by": actor_values(decider, review.decided_at if review else None, zone),
        "reason": review.reason if review else "",
        "voided": bool(review and review.voided),
        "changes": changes[:MOST_CHANGES],
        "more_changes": max(0, len(changes) - MOST_CHANGES),
        "adjusted": adjusted,
        "may_approve": in_review and entry.state != APPROVED_PAY and not adjusted,
        "may_send_back": in_review and entry.state != SENT_BACK,
        "may_adjust": seen.takes_adjustments and bool(currencies_of(seen)),
        "adjustments": [_adjustment(one, zone) for one in seen.adjustments[:MOST_ADJUSTMENTS]],
        "more_adjustments": max(0, len(seen.adjustments) - MOST_ADJUSTMENTS),
        "may_withdraw": seen.takes_adjustments,
        "list": f"{subject.period} {subject.page}" if subject.page else "",
    }


def currencies_of(seen: Seen) -> list[str]:
    """The currencies in which a person is paid in the period."""
    return [total.currency for total in seen.answer.totals]


def _at_rest(
    engine: Engine, subject: Caller, key: str, visit: Visit
) -> tuple[Standing, Entry, Answer] | None:
    """The pay and what it is bound to, of the same moment: both reads of the pay's digest are the same."""
    before = _read(engine, subject, key)
    for _ in range(_TRIES):
        if before is None:
            return None
        found = answer(engine, subject.company, subject.id, period_of(subject.company, before[0]), visit.now)
        after = _read(engine, subject, key)
        if isinstance(found, Nothing) or after is None:
            return None
        if after[1].digest == before[1].digest:
            return *after, found
        before = after
    return None


def _read(engine: Engine, subject: Caller, key: str) -> tuple[Standing, Entry] | None:
    with reading(engine) as connection:
        standing = standing_of(connection, subject.company.id, key)
        if standing is None:
            return None
        entry = read_sheet(connection, subject.company, standing, [subject.id]).entries.get(subject.id)
    return None if entry is None else (standing, entry)


def _adjustment(kept: Kept, zone: ZoneInfo) -> Values:
    made = kept.made
    return {
        "value": str(kept.id),
        "kind": made.kind,
        "amount_minor": made.amount_minor or 0,
        "percent_ppm": made.percent_ppm or 0,
        "currency": made.currency,
        "reason": made.reason,
        "by": actor_values(Actor("person", kept.by), kept.at, zone),
    }
