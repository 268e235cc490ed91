"""After a calculation: whether what people approved is still what stands there."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, delete, insert, select, update

from bot.periods.adjusted import ADJUSTMENTS
from bot.periods.digests import person_digest
from bot.periods.standing import APPROVED, IN_REVIEW
from bot.store.base import table_of
from bot.store.periods import PeriodRow, Statement
from bot.store.reviews import Review

periods, statements, reviews = table_of(PeriodRow), table_of(Statement), table_of(Review)

# What a person's pay was when it was approved: by currency, plan and component, how many lines and how much.
Seen = list[tuple[str, str, str, int, int]]


@dataclass(frozen=True)
class Stands:
    """A person's pay of a period as it stands: the digest of all their statements, and what is on them."""

    digest: str
    seen: Seen


def stands(
    connection: Connection, period_id: int, person_ids: Sequence[int] | None = None
) -> dict[int, Stands]:
    """By person, what stands on their statements of a period."""
    row = statements.c
    query = select(row.person_id, row.currency, row.digest, row.summary).where(row.period_id == period_id)
    if person_ids is not None:
        query = query.where(row.person_id.in_(person_ids))
    digests: dict[int, list[tuple[str, str]]] = {}
    seen: dict[int, Seen] = {}
    for person_id, currency, digest, summary in connection.execute(
        query.order_by(row.person_id, row.currency)
    ):
        digests.setdefault(person_id, []).append((currency, digest))
        seen.setdefault(person_id, []).extend(_seen(currency, json.loads(summary)["components"]))
    return {person_id: Stands(person_digest(of), seen[person_id]) for person_id, of in digests.items()}


def look_again(connection: Connection, workspace_id: int, period_id: int, now: datetime) -> int:
    """Puts approvals aside that are of something else than what stands there now; returns how many.

    Whoever approved has to look again (Review.changed says at what); who has a statement only now is looked
    at as well, and who has none any more is not. An approved period is in review again.
    """
    here = periods.c.id == period_id
    state = connection.execute(
        select(periods.c.state).where(here).with_for_update(key_share=True)
    ).scalar_one()
    if state not in (IN_REVIEW, APPROVED):
        return 0
    now_there = stands(connection, period_id)
    known = {
        row.person_id: row
        for row in connection.execute(select(reviews).where(reviews.c.period_id == period_id))
    }
    missing = [person_id for person_id in now_there if person_id not in known]
    add_reviews(connection, workspace_id, period_id, missing)
    gone = [known[person_id].id for person_id in known if person_id not in now_there]
    connection.execute(delete(reviews).where(reviews.c.id.in_(gone)))
    voided = 0
    for person_id, row in known.items():
        if person_id in now_there and row.digest and row.digest != now_there[person_id].digest:
            voided += _void(connection, row.id, row.state, row.seen, now_there[person_id], now)
    if state == APPROVED and (missing or voided):
        connection.execute(update(periods).where(here).values(state=IN_REVIEW))
    return voided


def add_reviews(connection: Connection, workspace_id: int, period_id: int, person_ids: Iterable[int]) -> None:
    """Somebody's pay waits to be looked at, for each."""
    rows = [
        {"workspace_id": workspace_id, "period_id": period_id, "person_id": person_id, **_NEW}
        for person_id in person_ids
    ]
    if rows:
        connection.execute(insert(reviews), rows)


_NEW = {"state": "waiting", "edition": 0, "digest": "", "seen": "", "reason": "", "changed": ""}


def _void(
    connection: Connection, review_id: int, state: str, seen: str, now_there: Stands, now: datetime
) -> int:
    """An approval, or a pay sent back, is put aside; what was sent back has been changed."""
    before: Seen = [tuple(one) for one in json.loads(seen)] if seen else []
    waiting = {
        "state": "waiting",
        "digest": "",
        "edition": reviews.c.edition + 1,
        "changed": json.dumps(changes(before, now_there.seen), ensure_ascii=False),
        "voided_at": now,
    }
    here = and_(reviews.c.id == review_id, reviews.c.state == state)
    return connection.execute(update(reviews).where(here).values(waiting)).rowcount


def changes(before: Seen, after: Seen) -> list[dict[str, object]]:
    """What is not as it was, a part each: `title`, `currency`, and `lines_…` and `…_minor` before and after.

    A part that says nothing of change by itself has lines of the same number and sum in another make-up.
    """
    olds = {(currency, title, part): (lines, amount) for currency, title, part, lines, amount in before}
    news = {(currency, title, part): (lines, amount) for currency, title, part, lines, amount in after}
    found: list[dict[str, object]] = []
    for key in dict.fromkeys([*olds, *news]):
        old, new = olds.get(key, (0, 0)), news.get(key, (0, 0))
        if old != new:
            found.append(_change(key, old, new))
    return found


def _change(key: tuple[str, str, str], old: tuple[int, int], new: tuple[int, int]) -> dict[str, object]:
    return {
        "currency": key[0],
        "title": key[1],
        "lines_before": old[0],
        "lines_after": new[0],
        "before_minor": old[1],
        "after_minor": new[1],
    }


def _seen(currency: str, components: Iterable[Mapping[str, object]]) -> Seen:
    return [
        (
            currency,
            str(part["title"]),
            ADJUSTMENTS if part["component"] == ADJUSTMENTS else f"{part['plan']}/{part['component']}",
            int(str(part["lines"])),
            int(str(part["amount_minor"])),
        )
        for part in components
    ]
