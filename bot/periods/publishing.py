"""Publishing a period, after which nothing in it changes, and closing it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from bot.people.identity import Company
from bot.periods.calculating import inputs_of, make_fresh
from bot.periods.gathering import begun
from bot.periods.inputs import derive
from bot.periods.keeping import draft_digests, kept_digests
from bot.periods.kept_facts import keep_facts
from bot.periods.standing import APPROVED, CLOSED, PUBLISHED, Standing, held_standing, period_of
from bot.store import audit
from bot.store.base import table_of
from bot.store.periods import PeriodRow, Statement
from bot.store.reviews import Review
from bot.store.workspaces import facts_changed
from calc.periods import Period

periods, statements, reviews = table_of(PeriodRow), table_of(Statement), table_of(Review)


class PublishRefused(Exception):
    """A period that cannot be published or closed; the text says why and what to do."""


@dataclass(frozen=True)
class Published:
    """A period that was published just now, with the numbers of the people who have a statement in it."""

    period: Period
    standing: Standing
    person_ids: list[int]


def publish(connection: Connection, company: Company, key: str, actor: str, now: datetime) -> Published:
    """Publishes an approved period, in the caller's transaction; whoever is told of it is told in the same.

    It is brought up to date first: when that changes anything, what was approved is not what would be
    published, and PublishRefused says so. What it was calculated from is kept beside it, and it is derived
    once more from just that: only what comes out the same is published.
    """
    # The workspace is held before the period, as by all who calculate: so nobody waits in a circle.
    work = begun(connection, company.id, company.today(now), now)
    period = period_of(company, _standing(connection, company, key))
    make_fresh(work, period)
    standing = _standing(connection, company, key)
    _check_approved(connection, company, standing, period)
    inputs = inputs_of(work, period, standing.id)
    _, drafts = derive(inputs)
    _check_same(connection, standing, draft_digests(drafts))
    keep_facts(connection, company.id, standing.id, inputs, work.documents)
    here = periods.c.id == standing.id
    connection.execute(update(periods).where(here).values(state=PUBLISHED, published_at=now))
    # What later facts change in it is paid by the next period from now on.
    facts_changed(connection, company.id)
    audit.record(connection, company.id, now, actor, "period_published", details={"period": key})
    ids = connection.execute(
        select(statements.c.person_id).where(statements.c.period_id == standing.id).distinct()
    )
    return Published(period, _standing(connection, company, key), sorted(ids.scalars()))


def close(connection: Connection, company: Company, key: str, actor: str, now: datetime) -> bool:
    """Closes a published period: no more questions. False when it is closed already; else PublishRefused."""
    standing = _standing(connection, company, key)
    if standing.state == CLOSED:
        return False
    if standing.state != PUBLISHED:
        label = company.calendar.label(period_of(company, standing))
        raise PublishRefused(f"{label} is not published yet, so it cannot be closed.")
    here = periods.c.id == standing.id
    connection.execute(update(periods).where(here).values(state=CLOSED, closed_at=now))
    audit.record(connection, company.id, now, actor, "period_closed", details={"period": key})
    return True


def _standing(connection: Connection, company: Company, key: str) -> Standing:
    found = held_standing(connection, company.id, key)
    if found is None:
        raise PublishRefused(f"{key} has not been calculated, so there is nothing to publish.")
    return found


def _check_approved(connection: Connection, company: Company, standing: Standing, period: Period) -> None:
    label = company.calendar.label(period)
    if standing.final:
        raise PublishRefused(f"{label} is published already.")
    if standing.state != APPROVED:
        query = select(reviews.c.state, func.count()).where(reviews.c.period_id == standing.id)
        counted = connection.execute(query.group_by(reviews.c.state))
        found: Counter[str] = Counter({row.state: row[1] for row in counted})
        waiting = found["waiting"] + found["sent_back"]
        if not waiting:
            raise PublishRefused(f"The review of {label} has not begun; it is published after that.")
        raise PublishRefused(f"{label}: {waiting} of {found.total()} statements are not approved.")


def _check_same(connection: Connection, standing: Standing, derived: Mapping[tuple[str, str], str]) -> None:
    stored = kept_digests(connection, standing.id)
    other = sorted(key[0] for key in {*stored, *derived} if stored.get(key) != derived.get(key))
    if other:
        raise PublishRefused(
            f"What stands on {len(other)} statements (the first is of {other[0]}) is not what comes out of "
            "the facts now. Nothing was published. Please report this: it should not happen."
        )
