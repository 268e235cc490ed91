"""Ana and Eli sell under Bea, who is under Dan; Cho is the compensation admin. Pay is by the quarter."""

from datetime import UTC, date, datetime

from sqlalchemy import Connection, Engine, select, update

from bot.people.company import company_in
from bot.people.identity import Caller, Company
from bot.periods.calculating import calculate_period, refresh_period
from bot.periods.plans import load_plan
from bot.periods.publishing import Published, publish
from bot.periods.reviewing import Decision, Shown, approve, begin
from bot.periods.standing import Standing, standing_of
from bot.periods.voiding import stands
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.events import Event
from bot.store.people import Person
from bot.store.periods import Line, PeriodRow, Statement
from bot.store.plans import Assignment
from bot.store.reviews import Review
from bot.store.workspaces import ensure_workspace, facts_changed
from calc.periods import Period
from tests.periods.acorn import CALENDAR, Q1, Q2, Q3, Q4, SALES
from tests.store.ledger import Ledger

__all__ = ["CALENDAR", "Q1", "Q2", "Q3", "Q4"]

NOW = datetime(2024, 7, 3, 12, tzinfo=UTC)
people, reviews = table_of(Person), table_of(Review)
periods, statements, lines = table_of(PeriodRow), table_of(Statement), table_of(Line)


class Payday:
    """The company, and what people do on the way to payday. `now` moves when a test says so."""

    def __init__(self, engine: Engine, plan: str = SALES) -> None:
        self.engine = engine
        self.now = NOW
        with writing(engine) as connection:
            self.workspace_id = ensure_workspace(connection, "Acme")
            ledger = Ledger(connection, self.workspace_id, NOW)
            for key, is_admin in (
                ("ana", False),
                ("bea", False),
                ("cho", True),
                ("dan", False),
                ("eli", False),
            ):
                ledger.person(key, key.title(), is_admin=is_admin)
            ledger.place("dan")
            ledger.place("bea", under="dan")
            for key in ("ana", "eli"):
                ledger.place(key, under="bea")
            ledger.account("acorn", ana=100)
            ledger.account("birch", eli=100)
            ledger.plan(plan)
            for key in ("ana", "bea", "eli"):
                ledger.on_plan("sales", key, since="2024-01-01")

    def sells(
        self, key: str, on: str, amount: int, account: str = "acorn", kind: str = "upsell", change: int = 0
    ) -> None:
        """An event of so many minor units, and so much more a year; the facts are new afterwards."""
        with writing(self.engine) as connection:
            ledger = Ledger(connection, self.workspace_id, self.now)
            ledger.event(key, kind, account=account, on=on, amount=amount, change=change)
            ledger.imported(None)

    def company(self, connection: Connection) -> Company:
        return company_in(connection, self.workspace_id)

    def caller(self, connection: Connection, key: str) -> Caller:
        here = (people.c.workspace_id == self.workspace_id) & (people.c.key == key)
        row = connection.execute(select(people.c.id, people.c.name, people.c.is_admin).where(here)).one()
        return Caller(row.id, key, row.name, row.is_admin, self.company(connection))

    def id_of(self, key: str) -> int:
        with reading(self.engine) as connection:
            return self.caller(connection, key).id

    def calculates(self, period: Period) -> None:
        calculate_period(self.engine, self.workspace_id, period, self.now.date(), self.now)

    def refreshes(self, period: Period) -> None:
        refresh_period(self.engine, self.workspace_id, period, self.now.date(), self.now)

    def begins(self, period: Period) -> int:
        with writing(self.engine) as connection:
            return begin(connection, self.company(connection), period.key, "command line", self.now)

    def shown(self, period: Period, key: str) -> Shown:
        """What somebody sees of a person's pay at this moment."""
        with reading(self.engine) as connection:
            standing = standing_of(connection, self.workspace_id, period.key)
            assert standing is not None
            person_id = self.caller(connection, key).id
            here = (reviews.c.period_id == standing.id) & (reviews.c.person_id == person_id)
            edition = connection.execute(select(reviews.c.edition).where(here)).scalar() or 0
            return Shown(edition, stands(connection, standing.id)[person_id].digest)

    def approves(self, by: str, period: Period, *keys: str) -> dict[str, Decision]:
        """By person, what came of the approval of what stands there now."""
        ids = {key: self.id_of(key) for key in keys}
        seen = {ids[key]: self.shown(period, key) for key in keys}
        with writing(self.engine) as connection:
            decided = approve(connection, self.caller(connection, by), period.key, seen, self.now)
        return {key: decided[ids[key]] for key in keys}

    def publishes(self, period: Period) -> Published:
        with writing(self.engine) as connection:
            return publish(connection, self.company(connection), period.key, "command line", self.now)

    def pays(self, period: Period) -> None:
        """The whole way: calculated, reviewed by Bea and Cho, published."""
        self.refreshes(period)
        self.begins(period)
        self.approves("bea", period, "ana", "eli")
        self.approves("cho", period, "bea")
        self.publishes(period)

    def standing(self, period: Period) -> Standing:
        with reading(self.engine) as connection:
            found = standing_of(connection, self.workspace_id, period.key)
        assert found is not None
        return found

    def lines(self, period: Period, key: str) -> list[tuple[str, int, str]]:
        """A person's lines in their order: entry, amount in minor units, reason."""
        query = (
            select(lines.c.entry, lines.c.amount_minor, lines.c.reason)
            .join_from(lines, statements, statements.c.id == lines.c.statement_id)
            .join(periods, periods.c.id == statements.c.period_id)
            .where(periods.c.key == period.key, statements.c.person_id == self.id_of(key))
            .order_by(statements.c.currency, lines.c.position)
        )
        with reading(self.engine) as connection:
            return [(row.entry, row.amount_minor, row.reason) for row in connection.execute(query)]

    def total(self, period: Period, key: str) -> int:
        query = (
            select(statements.c.total_minor)
            .join_from(statements, periods, periods.c.id == statements.c.period_id)
            .where(periods.c.key == period.key, statements.c.person_id == self.id_of(key))
        )
        with reading(self.engine) as connection:
            return int(connection.execute(query).scalar_one())

    def changes_event(self, key: str, **values: object) -> None:
        """Columns of an event's row; the facts are new afterwards."""
        event = table_of(Event)
        with writing(self.engine) as connection:
            connection.execute(update(event).where(event.c.external_id == key).values(**values))
            facts_changed(connection, self.workspace_id)

    def leaves_plan(self, key: str, last: str) -> None:
        """From then on the person is on no plan."""
        assignment = table_of(Assignment)
        own = assignment.c.person_id == self.id_of(key)
        with writing(self.engine) as connection:
            connection.execute(update(assignment).where(own).values(to_date=date.fromisoformat(last)))
            facts_changed(connection, self.workspace_id)

    def loads(self, plan: str) -> None:
        """A plan's version in the place of the one of the same day."""
        with writing(self.engine) as connection:
            load_plan(connection, self.workspace_id, plan, self.now)
