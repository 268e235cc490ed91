"""What was published stays as it was, can be derived again, and each step stands in the log once."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, Connection, select

from bot.periods.digests import person_digest
from bot.periods.replaying import replay
from bot.store.audit import audit_log
from bot.store.audit_chain import verify_chain
from bot.store.base import table_of
from bot.store.engine import reading
from bot.store.periods import PeriodRow, Statement
from bot.store.reviews import Adjustment, Review
from tests.periods.years.stored import rows_of
from tests.periods.years.world import Paid, World

periods, statements = table_of(PeriodRow).c, table_of(Statement).c
reviews, adjustments = table_of(Review).c, table_of(Adjustment).c


def changed(world: World) -> Iterator[str]:
    """A sentence for each published period of which a row is not as it was."""
    for one in world.paid:
        now = rows_of(world.desk, one.period.key)
        for name, rows in one.rows.items():
            if now[name] != rows:
                yield f"the {name} of {one.period.key} are not as they were published"


def not_derived_again(world: World, paid: Iterable[Paid]) -> Iterator[str]:
    """A sentence for each statement that does not come out again byte for byte."""
    with reading(world.desk.engine) as connection:
        company = world.desk.company(connection)
        for one in paid:
            for other in replay(connection, company, one.period.key).different:
                yield f"the statement of {other.person} for {one.period.key} does not come out again"


def not_in_the_log(world: World) -> Iterator[str]:
    """The chain holds, and has each step of the history exactly once."""
    with reading(world.desk.engine) as connection:
        broken = verify_chain(connection, world.desk.workspace_id).broken
        own = audit_log.c.workspace_id == world.desk.workspace_id
        query = select(audit_log.c.action, audit_log.c.details).where(own)
        entries = list(connection.execute(query))
    if broken is not None:
        yield f"the log is broken at {broken.number}: {broken.wrong}"
    counts = Counter(entry.action for entry in entries)
    for action, times in sorted(world.expected.items()):
        if counts[action] != times:
            yield f"{action} stands in the log {counts[action]} times, and happened {times} times"
    told = Counter(json.loads(one.details)["period"] for one in entries if one.action == "period_published")
    if told != Counter(one.period.key for one in world.paid):
        yield f"the log says that {sorted(told.elements())} were published"


def wrongly_approved(world: World, paid: Paid) -> Iterator[str]:
    """Each pay was approved by another, who did not adjust it, as it was published."""
    here = periods.key == paid.period.key
    with reading(world.desk.engine) as connection:
        asked = select(reviews.person_id, reviews.state, reviews.digest, reviews.decided_by)
        found = connection.execute(asked.join(PeriodRow, periods.id == reviews.period_id).where(here)).all()
        digests = _digests(connection, here)
        by = select(adjustments.person_id, adjustments.made_by).where(adjustments.withdrawn_at.is_(None))
        made = connection.execute(by.join(PeriodRow, periods.id == adjustments.period_id).where(here))
        adjusted = {(row.person_id, row.made_by) for row in made}
    keys = world.desk.keys_by_id()
    if {row.person_id for row in found} != set(digests):
        yield f"those reviewed in {paid.period.key} are not those who are paid"
    for row in found:
        key = keys[row.person_id]
        if row.state != "approved" or row.digest != person_digest(digests.get(row.person_id, [])):
            yield f"the pay of {key} for {paid.period.key} is not what was approved"
        if row.decided_by == row.person_id or (row.person_id, row.decided_by) in adjusted:
            yield f"{keys[row.decided_by]} approved the pay of {key}, and had no right to"


def _digests(connection: Connection, here: ColumnElement[bool]) -> dict[int, list[tuple[str, str]]]:
    """By person, the currency and digest of each statement."""
    query = select(statements.person_id, statements.currency, statements.digest)
    found: dict[int, list[tuple[str, str]]] = {}
    for row in connection.execute(query.join(PeriodRow, periods.id == statements.period_id).where(here)):
        found.setdefault(row.person_id, []).append((row.currency, row.digest))
    return found
