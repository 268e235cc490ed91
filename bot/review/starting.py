"""From a period that has ended to its review: it is set out for the admins, and begun by one of them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Engine

from bot.delivery.outbox import Outbox
from bot.people.identity import Company
from bot.periods import reviewing
from bot.periods.calculating import refresh_period
from bot.periods.reviewing import ReviewRefused
from bot.periods.standing import CALCULATED, OPEN, held_standing
from bot.periods.voiding import stands
from bot.review.admin_cards import show_admins
from bot.review.cards import as_it_stands, show_all
from bot.review.history import BEGUN, Step, step_of
from bot.review.pile import pile_of
from bot.review.work import Work
from bot.store.engine import writing
from calc.periods import Period

WAITS_TITLE = "A review that has to wait"


@dataclass(frozen=True)
class Begun:
    """What came of it: `done` now, for so many `people` whom so many `lookers` look at besides the admins; or
    somebody had done it `before`; or it cannot be, and `sentence` says why."""

    done: bool
    people: int = 0
    lookers: int = 0
    before: Step | None = None
    sentence: str = ""


def ended(company: Company, day: date) -> Period:
    """The last pay period that was over on a day."""
    return company.calendar.before(company.calendar.containing(day, company.pay_period))


def set_out(work: Work, period: Period) -> str:
    """An ended period waits for its review from now on, and every admin has its card. What came of it, in
    words without amounts.

    Where another period comes first, the admins are told so, and it is set out once that is published.
    """
    label = work.company.calendar.label(period)
    standing = held_standing(work.connection, work.company.id, period.key)
    if standing is None or not stands(work.connection, standing.id):
        return f"nobody has a statement for {label}"
    try:
        if not reviewing.set_out(work.connection, work.company, period.key, work.now):
            return f"{label} was set out before"
    except ReviewRefused as refused:
        _tell_it_waits(work, period, str(refused))
        return f"{label} waits: {refused}"
    show_admins(work, as_it_stands(work, period.key))
    return f"{label} waits for its review"


def set_out_what_waits(work: Work, after: Period) -> None:
    """The period after one that was just published is set out, if its time had come before."""
    following = work.company.calendar.after(after)
    if pile_of(work, _waits_stem(following)).cards:
        set_out(work, following)


def start(
    engine: Engine, outbox: Outbox, company: Company, period: Period, actor: str, now: datetime
) -> Begun:
    """Begins the review of a period that has ended: everybody who looks at somebody's pay gets their card."""
    if period.end < company.today(now):
        refresh_period(engine, company.id, period, company.today(now), now)
    with writing(engine) as connection:
        standing = held_standing(connection, company.id, period.key)
        if standing is not None and standing.state not in (OPEN, CALCULATED):
            return Begun(False, before=_begun_before(connection, company, period))
        try:
            people = reviewing.begin(connection, company, period.key, actor, now)
        except ReviewRefused as refused:
            return Begun(False, sentence=str(refused))
        lookers = show_all(Work(connection, outbox, company, now), period.key)
        return Begun(True, people, lookers)


def _begun_before(connection: Connection, company: Company, period: Period) -> Step | None:
    return step_of(connection, company.id, BEGUN, period.key)


def _waits_stem(period: Period) -> str:
    return f"review/{period.key}/waits/"


def _tell_it_waits(work: Work, period: Period, sentence: str) -> None:
    values = {"period": work.company.calendar.label(period), "sentence": sentence}
    for admin_id in work.admins:
        work.tell(f"{_waits_stem(period)}{admin_id}", WAITS_TITLE, admin_id, "waits", values)
