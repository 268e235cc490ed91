"""The close of a month: who is on the shortlist, and how it goes on from there, as the workspace chose."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import cast

from sqlalchemy import Connection, select, update

from bot.delivery.outbox import Outbox
from bot.people.company import company_in
from bot.recognition.announcing import go_on
from bot.recognition.award_telling import ask_committee, tell_empty
from bot.recognition.ballot_post import open_ballot
from bot.recognition.calendar import month_after, month_label
from bot.recognition.choosing import MOST_ENDORSED, shortlist
from bot.recognition.counting import shortlisted, standings_of
from bot.recognition.month_facts import who_left
from bot.recognition.month_rows import BALLOT, CHOSEN, COMMITTEE, EMPTY, Month, keep_candidates, keep_month
from bot.recognition.nominations import closed_months, nominations
from bot.recognition.ranking import Ties
from bot.recognition.settings import Settings, rows, settings_of
from bot.recognition.work import Work
from bot.schedule.working_days import WorkingDays
from bot.schedule.zones import instant_of
from bot.slack.numbers import count

BALLOT_ENDS = time(17)
# Of whoever stands first some may leave, or be passed over: so many are kept in any case.
FEWEST_KEPT = 10


def close_months(
    connection: Connection,
    outbox: Outbox,
    workspace_id: int,
    month: str,
    closes_at: datetime,
    now: datetime,
    *,
    only_first: bool = False,
) -> str:
    """Closes a month, and before it each earlier one that was never closed and in which something was given.

    What was given after `closes_at` counts for the next month. `only_first` closes the earliest of them
    alone. Returns what came of it, in words.
    """
    # Whoever is giving just now is waited for, and whoever gives from now on waits for us.
    held = select(rows.c.id).where(rows.c.workspace_id == workspace_id).with_for_update()
    connection.execute(held)
    settings = settings_of(connection, workspace_id)
    if settings is None:
        return "drop the mic is not set up"
    closed = closed_months(connection, workspace_id)
    wanted = [one for one in _given_in(connection, workspace_id) if one < month and one not in closed]
    wanted += [month] if month not in closed else []
    work = Work(connection, outbox, company_in(connection, workspace_id), settings, now, closes_at)
    done = [_close(work, one, closes_at) for one in (wanted[:1] if only_first else wanted)]
    return "; ".join(done) or f"{month_label(month)} is closed already"


def _given_in(connection: Connection, workspace_id: int) -> Sequence[str]:
    here = (nominations.c.workspace_id == workspace_id) & nominations.c.withdrawn_at.is_(None)
    query = select(nominations.c.month).where(here).distinct().order_by(nominations.c.month)
    return connection.execute(query).scalars().all()


def _close(work: Work, month: str, closes_at: datetime) -> str:
    _leave_the_rest_to_the_next(work, month, closes_at)
    ties = cast(Ties, work.settings.ties)
    standings = standings_of(work, month, closes_at, ties)
    left = who_left(work.connection, work.company.id, work.settings, work.today)
    state = _state(work.settings, sum(one.member_id not in left for one in standings))
    kept = keep_month(
        work.connection,
        work.company.id,
        month=month,
        state=state,
        choosing=MOST_ENDORSED if state == CHOSEN else work.settings.choosing,
        ties=ties,
        closed_at=closes_at,
        ballot_until=_ballot_until(work) if state == BALLOT else None,
    )
    if state == EMPTY:
        told = tell_empty(work, kept, nominated=len(standings))
        return f"{kept.label}: nobody to give it to; told {count(told, 'person', 'people')}"
    candidates = shortlisted(standings, left, _most(work.settings), ties)
    keep_candidates(work.connection, work.company.id, kept.id, candidates)
    return f"{kept.label}: {_go_on(work, kept)}"


def _leave_the_rest_to_the_next(work: Work, month: str, closes_at: datetime) -> None:
    """After downtime the close comes late, but what it closes ended in time."""
    following = month_after(month)
    closed = closed_months(work.connection, work.company.id)
    while following in closed:
        following = month_after(following)
    later = (
        (nominations.c.workspace_id == work.company.id)
        & (nominations.c.month == month)
        & (nominations.c.given_at > closes_at)
    )
    work.connection.execute(update(nominations).where(later).values(month=following))


def _state(settings: Settings, can_win: int) -> str:
    """A ballot between fewer than two would be none."""
    if not can_win:
        return EMPTY
    if settings.choosing == "committee":
        return COMMITTEE
    return BALLOT if settings.choosing == "ballot" and can_win > 1 else CHOSEN


def _most(settings: Settings) -> int:
    """How many are on the shortlist."""
    if settings.choosing == MOST_ENDORSED:
        return max(settings.shortlist_size, FEWEST_KEPT)
    return settings.shortlist_size


def _go_on(work: Work, month: Month) -> str:
    if month.state == BALLOT:
        open_ballot(work, month)
        return "the ballot is open"
    if month.state == COMMITTEE:
        asked = ask_committee(work, month, shortlist(work, month).left)
        return f"asked {count(asked, 'person', 'people')} to pick"
    go_on(work, month)
    return "the award waits for approval"


def _ballot_until(work: Work) -> datetime:
    """The end of the last day of voting: so many working days after today, however late the close came."""
    days, left = WorkingDays(work.company.country), work.settings.ballot_working_days
    day = work.today
    while left:
        day += timedelta(days=1)
        left -= days.has(day)
    return instant_of(day, BALLOT_ENDS, work.company.time_zone)
