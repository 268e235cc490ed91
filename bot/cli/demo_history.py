"""The demo company's earlier quarters: each was reviewed, published and closed in its time, before Micdrop
spoke in the demo's Slack, so nobody has a message of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import Connection, Engine

from bot.demo.cast import ADMIN
from bot.demo.payday import CORRECTED_PERIODS
from bot.people.actors import COMMAND_LINE, actor_of
from bot.people.company import company_in
from bot.people.identity import Caller, Company
from bot.periods import publishing, reviewing
from bot.periods.calculating import refresh_period
from bot.periods.pay_settings import change_pay_settings
from bot.periods.reviewing import Shown
from bot.periods.standing import standing_of
from bot.periods.voiding import stands
from bot.review.sheet import turns_of
from bot.store.engine import writing
from calc.periods import Period

_MORNING = time(9)
_REVIEWED, _PUBLISHED, _CLOSED = (timedelta(days=days) for days in (4, 7, 37))


@dataclass(frozen=True)
class History:
    """`people` are whoever looks at somebody's pay, and the admin; by the company's keys."""

    engine: Engine
    workspace_id: int
    people: Mapping[str, Caller]

    def live(self, quarters: Sequence[Period]) -> None:
        """Takes each quarter, the earliest first, from its last day to its closing."""
        # Nothing of it came late before the last of them was published, so nothing is corrected till then.
        self._correct(0, _morning(quarters[0], _REVIEWED))
        for quarter in quarters:
            self._publish(quarter)
        self._correct(CORRECTED_PERIODS, _morning(quarters[-1], _CLOSED))

    def _correct(self, periods: int, now: datetime) -> None:
        with writing(self.engine) as connection:
            settings = {"corrected_periods": periods}
            change_pay_settings(connection, self.workspace_id, settings, now, COMMAND_LINE)

    def _publish(self, quarter: Period) -> None:
        """Everything in one transaction; each step at its own time."""
        key, admin = quarter.key, actor_of(self.people[ADMIN])
        begun, published, closed = (_morning(quarter, by) for by in (_REVIEWED, _PUBLISHED, _CLOSED))
        refresh_period(self.engine, self.workspace_id, quarter, begun.date(), begun)
        with writing(self.engine) as connection:
            company = company_in(connection, self.workspace_id)
            reviewing.begin(connection, company, key, admin, begun)
            self._approve(connection, company, key, begun)
            publishing.publish(connection, company, key, admin, published)
            publishing.close(connection, company, key, "micdrop", closed)

    def _approve(self, connection: Connection, company: Company, key: str, now: datetime) -> None:
        """Each of those whose turn it is, and the admin where it is nobody's."""
        standing = standing_of(connection, company.id, key)
        assert standing is not None
        there = stands(connection, standing.id)
        turns = turns_of(connection, company, standing, there, company.today(now))
        by_id = {caller.id: caller for caller in self.people.values()}
        for looker in dict.fromkeys(turns.turn.values()):
            viewer = self.people[ADMIN] if looker is None else by_id[looker]
            theirs = [one for one, turn in turns.turn.items() if turn == looker]
            shown = {one: Shown(0, there[one].digest) for one in theirs}
            reviewing.approve(connection, viewer, key, shown, now)


def _morning(quarter: Period, after: timedelta) -> datetime:
    return datetime.combine(quarter.end + after, _MORNING, UTC)
