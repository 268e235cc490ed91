"""The card of a period that every compensation admin has: what it comes to, how far its review is, and the
next step."""

from datetime import date, timedelta

from bot.periods.pay_settings import pay_settings
from bot.periods.standing import CALCULATED, CLOSED, FINAL, IN_REVIEW, OPEN, PUBLISHED, Standing
from bot.review.carried import MOST_TOGETHER
from bot.review.history import BEGUN, step_of
from bot.review.history import CLOSED as CLOSED_STEP
from bot.review.history import PUBLISHED as PUBLISHED_STEP
from bot.review.pile import pile_of
from bot.review.progress import Progress, progress_of, sums_of
from bot.review.sheet import APPROVED as APPROVED_PAY
from bot.review.sheet import SENT_BACK, WAITING, Sheet, names_of, read_sheet
from bot.review.values import (
    Values,
    actor_values,
    flags_values,
    period_values,
    sums_values,
    together_values,
)
from bot.review.work import Work

SURFACE = "admin_card"
MOST_LOOKERS = 8
MOST_OUTLIERS = 10
MOST_NAMES = 10


def show_admins(work: Work, standing: Standing) -> None:
    """Every admin's card says how it stands. Whoever had one and is no admin any more is told no more."""
    title = f"Pay of {period_values(work.company, standing)['period']}"
    shared = _shared(work, standing)
    progress = progress_of(work, standing) if standing.state == IN_REVIEW else None
    pile = pile_of(work, f"review/{standing.key}/admin/")
    for person_id in work.admins:
        own = _for_admin(work, standing, progress, person_id)
        pile.show(str(person_id), title, person_id, SURFACE, {**shared, **own})
    for name, card in pile.cards.items():
        if card.person_id not in work.admins:
            gone = period_values(work.company, standing)
            pile.show(name, title, card.person_id, "card_gone", gone)


def _shared(work: Work, standing: Standing) -> Values:
    """What all admins read."""
    sheet = (
        read_sheet(work.connection, work.company, standing) if standing.state in (OPEN, CALCULATED) else None
    )
    sums, people = sums_of(work.connection, work.company, standing)
    through = work.company.facts_through
    return {
        **period_values(work.company, standing),
        "value": standing.key,
        "sums": sums_values(sums),
        "people": people,
        "as_of": standing.as_of.isoformat(),
        "facts_through": through.isoformat() if through else "",
        "facts_missing": standing.state not in FINAL and (through is None or through < standing.end),
        **_outstanding(work, sheet),
        **_done(work, standing),
    }


def _outstanding(work: Work, sheet: Sheet | None) -> Values:
    """What stands out, before the review begins; afterwards it is said of each person."""
    if sheet is None:
        return {"outliers": [], "more_outliers": 0, "problems": 0, "gone": [], "more_gone": 0}
    outliers = [sheet.entries[one] for one in sheet.figures.outliers]
    gone = sorted(names_of(work.connection, sheet.figures.gone).values())
    return {
        "outliers": [
            {"name": one.name, "flags": flags_values(one.flags)} for one in outliers[:MOST_OUTLIERS]
        ],
        "more_outliers": max(0, len(outliers) - MOST_OUTLIERS),
        "problems": len(sheet.figures.with_problems),
        "gone": gone[:MOST_NAMES],
        "more_gone": max(0, len(gone) - MOST_NAMES),
    }


def _done(work: Work, standing: Standing) -> Values:
    """Who took the last step, and when a published period closes by itself."""
    action = {PUBLISHED: PUBLISHED_STEP, CLOSED: CLOSED_STEP}.get(standing.state, BEGUN)
    step = step_of(work.connection, work.company.id, action, standing.key)
    zone = work.company.time_zone
    days = pay_settings(work.connection, work.company.id).closes_after_days
    return {
        "done": actor_values(step.by if step else None, step.at if step else None, zone),
        "closes_on": closes_on(work, standing, days).isoformat() if standing.published_at else "",
    }


def closes_on(work: Work, standing: Standing, days: int) -> date:
    """The day on which a published period closes by itself."""
    assert standing.published_at is not None
    return work.company.today(standing.published_at) + timedelta(days=days)


def _for_admin(work: Work, standing: Standing, progress: Progress | None, admin_id: int) -> Values:
    """How far the review is, and what waits for this admin."""
    if progress is None:
        nothing = together_values(standing, [])
        return {
            "approved": 0, "waiting": 0, "sent_back": 0, "lookers": [], "more_lookers": 0,
            "clean": nothing, "all": nothing, "stuck": [],
        }  # fmt: skip
    mine = progress.for_admin(admin_id)[:MOST_TOGETHER]
    sheet = read_sheet(work.connection, work.company, standing, mine) if mine else None
    entries = list(sheet.entries.values()) if sheet else []
    lookers = progress.waiting_with
    stuck = names_of(work.connection, progress.stuck(work.admins)[:MOST_NAMES])
    return {
        "approved": progress.counts[APPROVED_PAY],
        "waiting": progress.counts[WAITING],
        "sent_back": progress.counts[SENT_BACK],
        "lookers": [{"name": name, "number": number} for name, number in lookers[:MOST_LOOKERS]],
        "more_lookers": max(0, len(lookers) - MOST_LOOKERS),
        "clean": together_values(standing, [one for one in entries if not one.flags]),
        "all": together_values(standing, entries),
        "stuck": sorted(stuck.values()),
    }
