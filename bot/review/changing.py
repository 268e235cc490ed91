"""Adding to somebody's pay under review, or taking off: it is on their statement at once, and their review
begins anew for whoever has not done it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, select

from bot.delivery.outbox import Outbox
from bot.people.identity import Caller
from bot.periods import adjusting
from bot.periods.adjusting import AdjustmentRefused, Wanted
from bot.periods.standing import paying_period, standing_of
from bot.review.cards import lookers_at, show_after
from bot.review.work import Work
from bot.store.base import table_of
from bot.store.engine import writing
from bot.store.reviews import Adjustment

adjustments = table_of(Adjustment)


@dataclass(frozen=True)
class Changing:
    """The use case. Both steps raise AdjustmentRefused."""

    engine: Engine
    outbox: Outbox

    def add(self, maker: Caller, period: str, wanted: Wanted, key: str, now: datetime) -> None:
        """Adds an adjustment, once for each `key`. `period` is the one that the form was shown for."""
        with writing(self.engine) as connection:
            _check_open(connection, maker, period, now)
            before = self._lookers(connection, maker, period, wanted.person_id, now)
            adjusting.add(connection, maker.company, maker, wanted, key, now)
            self._show(connection, maker, period, wanted.person_id, before, now)

    def withdraw(self, viewer: Caller, period: str, adjustment_id: int, now: datetime) -> bool:
        """Takes one off again; False when somebody has done so already."""
        query = select(adjustments.c.person_id).where(
            adjustments.c.workspace_id == viewer.company.id, adjustments.c.id == adjustment_id
        )
        with writing(self.engine) as connection:
            person_id = connection.execute(query).scalar()
            before = self._lookers(connection, viewer, period, person_id or 0, now)
            done = adjusting.withdraw(connection, viewer.company, viewer, adjustment_id, now)
            self._show(connection, viewer, period, person_id or 0, before, now)
        return done

    def _lookers(
        self, connection: Connection, viewer: Caller, period: str, person_id: int, now: datetime
    ) -> set[int]:
        work = Work(connection, self.outbox, viewer.company, now)
        if standing_of(connection, viewer.company.id, period) is None:
            return set()
        return lookers_at(work, period, [person_id])

    def _show(
        self,
        connection: Connection,
        viewer: Caller,
        period: str,
        person_id: int,
        before: set[int],
        now: datetime,
    ) -> None:
        standing = standing_of(connection, viewer.company.id, period)
        if standing is not None and standing.review_from is not None:
            show_after(Work(connection, self.outbox, viewer.company, now), period, [person_id], before)


def _check_open(connection: Connection, maker: Caller, period: str, now: datetime) -> None:
    """What somebody adds to a period shall not land in the next one because this was published meanwhile."""
    company = maker.company
    if paying_period(connection, company, company.today(now)).key != period:
        raise AdjustmentRefused(
            "This period is not the one that takes adjustments any more: it was published meanwhile, or "
            "another one comes first. Look at the pay again, and adjust it there."
        )
