"""A small company and its people, and what they do on the way to payday, by the app's own use cases."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Engine, select, update

from bot.payroll.exporting import Taken, take
from bot.payroll.exporting import Wanted as Export
from bot.people.company import company_of
from bot.periods.adjusting import Wanted, add, withdraw
from bot.periods.pay_settings import change_pay_settings
from bot.periods.publishing import close
from bot.store.accounts import Account, Owner
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.people import Person, Placement
from bot.store.reviews import Adjustment
from bot.store.workspaces import ensure_workspace, facts_changed
from calc.periods import Period
from tests.periods.payday import Payday
from tests.periods.years.designs import FIRST_DAY, LEADS, Design
from tests.periods.years.facts import OWNERS, SELLERS, Happening, Known
from tests.store.ledger import Ledger

LEADERS = ("bea", "gus")
ADMINS = ("cho", "ivy")
ACTOR = "command line"
NOON = time(12, tzinfo=UTC)


def noon(day: date) -> datetime:
    return datetime.combine(day, NOON)


class Desk(Payday):
    """Ana, Eli and Hal sell under Bea, who like Gus is under Dan; Fay joins later; Cho and Ivy are admins."""

    def __init__(
        self, engine: Engine, designs: list[Design], documents: list[str], joins: date, **settings: object
    ) -> None:
        self.engine = engine
        self.known = Known()
        self.now = noon(date.fromisoformat(FIRST_DAY))
        with writing(engine) as connection:
            self.workspace_id = ensure_workspace(connection, "Acme", **settings)
            ledger = Ledger(connection, self.workspace_id, self.now)
            for key in ("dan", *LEADERS, *ADMINS, *SELLERS):
                self.known.first_days[key] = joins if key == "fay" else date(2023, 1, 1)
                ledger.person(key, key.title(), is_admin=key in ADMINS, start=self.known.first_days[key])
            ledger.place("dan")
            for key in LEADERS:
                ledger.place(key, under="dan")
            for key in SELLERS:
                ledger.place(key, under="bea")
            for account, shares in OWNERS.items():
                ledger.account(account, account, region="", segment="", contract_months=None, **shares)
            for design, document in zip(designs, documents, strict=True):
                ledger.plan(document)
                ledger.on_plan(design.key, *(LEADERS if design is LEADS else SELLERS), since=FIRST_DAY)

    def corrects(self, periods: int) -> None:
        with writing(self.engine) as connection:
            changes = {"corrected_periods": periods}
            change_pay_settings(connection, self.workspace_id, changes, self.now, ACTOR)

    def reports(self, one: Happening) -> None:
        """A fact that is new, or says something else of what was known."""
        known = self.known.events.get(one.key)
        self.known.events[one.key] = one
        if known is not None:
            money = {"amount_minor": one.amount, "recurring_change_minor": one.change}
            self.changes_event(one.key, kind=one.kind, occurred_on=one.on, **money)
            return
        with writing(self.engine) as connection:
            ledger = Ledger(connection, self.workspace_id, self.now)
            money = {"amount": one.amount, "change": one.change}
            more = {"currency": one.currency, "parent": one.parent, **money}
            ledger.event(one.key, one.kind, one.on.isoformat(), one.account, **more)  # type: ignore[arg-type]
            ledger.imported(None)

    def rates(self, currency: str, to: str, on: date, num: int, den: int) -> bool:
        """A rate of exchange; False when there is one of that day."""
        if (currency, to, on) in self.known.rates:
            return False
        self.known.rates[currency, to, on] = (num, den)
        with writing(self.engine) as connection:
            ledger = Ledger(connection, self.workspace_id, self.now)
            ledger.rate(currency, to, on.isoformat(), num, den)
            ledger.imported(None)
        return True

    def leaves(self, key: str, last: date) -> None:
        self.known.last_days[key] = last
        person = table_of(Person)
        with writing(self.engine) as connection:
            own = person.c.id == self.caller(connection, key).id
            connection.execute(update(person).where(own).values(end_date=last))
            facts_changed(connection, self.workspace_id)

    def moves(self, key: str, under: str, since: date) -> None:
        """From that day on somebody is led by another."""
        placement = table_of(Placement)
        with writing(self.engine) as connection:
            own = placement.c.person_id == self.caller(connection, key).id
            ends = {"to_date": since - timedelta(days=1)}
            connection.execute(update(placement).where(own, placement.c.to_date.is_(None)).values(**ends))
            ledger = Ledger(connection, self.workspace_id, self.now)
            ledger.place(key, under=under, since=since.isoformat())
            ledger.imported(None)

    def is_away(self, key: str, first: date, last: date) -> None:
        with writing(self.engine) as connection:
            ledger = Ledger(connection, self.workspace_id, self.now)
            ledger.away(key, first.isoformat(), last.isoformat())
            ledger.imported(None)

    def hands_over(self, account: str, to: str, since: date) -> None:
        """From that day on an account is all another's."""
        owner = table_of(Owner)
        with writing(self.engine) as connection:
            ledger = Ledger(connection, self.workspace_id, self.now)
            whose = owner.c.account_id == ledger.id_of(Account, account)
            connection.execute(update(owner).where(whose).values(to_date=since - timedelta(days=1)))
            ledger.owner(account, to, 100, since=since.isoformat())
            ledger.imported(None)

    def adjusts(self, by: str, key: str, wanted: Wanted) -> int:
        """Returns the adjustment's number."""
        with writing(self.engine) as connection:
            add(connection, self.company(connection), self.caller(connection, by), wanted, key, self.now)
            row = table_of(Adjustment).c
            here = (row.workspace_id == self.workspace_id) & (row.key == key)
            return int(connection.execute(select(row.id).where(here)).scalar_one())

    def takes_back(self, by: str, number: int) -> bool:
        with writing(self.engine) as connection:
            company, viewer = self.company(connection), self.caller(connection, by)
            return withdraw(connection, company, viewer, number, self.now)

    def closes(self, period: Period) -> bool:
        with writing(self.engine) as connection:
            return close(connection, self.company(connection), period.key, ACTOR, self.now)

    def exports(self, period: Period) -> Taken:
        wanted = Export(period.key, ("csv",), ACTOR)
        taken = take(self.engine, company_of(self.engine, self.workspace_id), wanted, self.now)
        assert taken is not None
        return taken

    def keys_by_id(self) -> dict[int, str]:
        person = table_of(Person).c
        with reading(self.engine) as connection:
            here = select(person.id, person.key).where(person.workspace_id == self.workspace_id)
            return {row.id: row.key for row in connection.execute(here)}
