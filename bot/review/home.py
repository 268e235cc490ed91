"""The part of App Home about payday: one's last published statement, and who waits for one's review."""

from datetime import timedelta

from sqlalchemy import Connection, select

from bot.people.access import sees_all_pay
from bot.people.identity import Caller, Stranger
from bot.people.viewing import Asker, view_own
from bot.periods.standing import IN_REVIEW, Standing, period_of, standings
from bot.review.manager_cards import manager_key
from bot.review.progress import progress_of
from bot.review.sheet import statements
from bot.review.values import Values
from bot.review.work import Work
from bot.services import Services
from bot.slack.render import Rendered
from bot.store.engine import reading

# So long after it was published, a statement is no news any more; it stays a press away.
NEWS_FOR = timedelta(days=45)


def part(services: Services, asker: Asker) -> Rendered | None:
    """None where there is nothing to say."""
    own = view_own(asker)
    if isinstance(own, Stranger):
        return None
    caller = own.viewer
    with reading(services.engine) as connection:
        kept = standings(connection, caller.company.id)
        news = [one for one in kept if one.published_at and asker.now - one.published_at < NEWS_FOR]
        published = [_published(caller, one) for one in news[-1:] if _has_one(connection, caller, one)]
        work = Work(connection, services.outbox, caller.company, asker.now)
        reviews = [found for one in kept if one.state == IN_REVIEW for found in _reviews(work, caller, one)]
    if not published and not reviews:
        return None
    return services.renderer.render(
        "review/home", {"locale": caller.company.locale, "published": published, "reviews": reviews}
    )


def _published(caller: Caller, standing: Standing) -> Values:
    assert standing.published_at is not None
    company = caller.company
    return {
        "period": company.calendar.label(period_of(company, standing)),
        "day": company.today(standing.published_at).isoformat(),
        "value": standing.key,
    }


def _has_one(connection: Connection, caller: Caller, standing: Standing) -> bool:
    row = statements.c
    mine = select(row.id).where(row.period_id == standing.id, row.person_id == caller.id)
    return connection.execute(mine.limit(1)).first() is not None


def _reviews(work: Work, caller: Caller, standing: Standing) -> list[Values]:
    """How many wait for a reviewer; looked up only for those who have a card, or are admins."""
    if not sees_all_pay(caller) and not work.has_told(manager_key(standing.key, caller.id)):
        return []
    progress = progress_of(work, standing)
    waiting = sum(progress.turns.turn.get(one) == caller.id for one in progress.waiting)
    waiting += len(progress.for_admin(caller.id)) if sees_all_pay(caller) else 0
    period = work.company.calendar.label(period_of(work.company, standing))
    return [{"waiting": waiting, "period": period, "value": standing.key}] if waiting else []
