"""Writing a company's facts into the store, by the company's own keys, a line a fact."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from bot.periods.plans import Terms, Who, assign_plan, load_plan
from bot.store.base import table_of
from bot.store.tables import (
    Account,
    Book,
    Credit,
    Event,
    ExchangeRate,
    Leave,
    Owner,
    Person,
    Placement,
    Reading,
    Target,
    Team,
)
from bot.store.workspaces import facts_changed

WHOLE_PPM = 1_000_000
SINCE = date(2023, 1, 1)


def day(text: str) -> date:
    """`2024-08-14` as a date."""
    return date.fromisoformat(text)


class Ledger:
    """Writes into one workspace, in the transaction of `connection`. Money is in minor units.

    An owner, a credit, an event's account … is named by its key. Days are ISO text.
    """

    def __init__(self, connection: Connection, workspace_id: int, now: datetime) -> None:
        self.connection = connection
        self.workspace_id = workspace_id
        self.now = now

    def team(self, key: str, name: str) -> None:
        self._add(Team, key=key, name=name)

    def person(
        self,
        key: str,
        name: str,
        *,
        email: str | None = None,
        start: date = SINCE,
        end: str | None = None,
        is_admin: bool = False,
    ) -> None:
        """Without `email`, their address is the key at the company's."""
        self._add(
            Person,
            key=key,
            name=name,
            email=f"{key}@brightwater.example" if email is None else email,
            is_admin=is_admin,
            start_date=start,
            end_date=day(end) if end else None,
        )

    def place(
        self,
        person: str,
        team: str | None = None,
        *,
        under: str | None = None,
        role: str = "csm",
        region: str = "",
        since: str | None = None,
        until: str | None = None,
    ) -> None:
        self._add(
            Placement,
            person_id=self.id_of(Person, person),
            role=role,
            team_id=self.id_of(Team, team) if team else None,
            region=region,
            manager_id=self.id_of(Person, under) if under else None,
            from_date=day(since) if since else SINCE,
            to_date=day(until) if until else None,
        )

    def away(self, person: str, since: str, until: str | None = None) -> None:
        self._add(
            Leave,
            person_id=self.id_of(Person, person),
            from_date=day(since),
            to_date=day(until) if until else None,
        )

    def account(
        self,
        key: str,
        name: str | None = None,
        *,
        region: str = "",
        segment: str = "",
        contract_months: int | None = None,
        **owners: int,
    ) -> None:
        """An account with the shares of its owners in percent: `ana=60, cho=40`."""
        self._add(
            Account,
            key=key,
            name=key.title() if name is None else name,
            region=region,
            segment=segment,
            contract_months=contract_months,
        )
        for person, percent in owners.items():
            self.owner(key, person, percent)

    def owner(
        self, account: str, person: str, percent: int, *, role: str = "", since: str | None = None
    ) -> None:
        self._add(
            Owner,
            account_id=self.id_of(Account, account),
            person_id=self.id_of(Person, person),
            role=role,
            share_ppm=percent * 10_000,
            from_date=SINCE if since is None else day(since),
        )

    def book(self, account: str, as_of: str, recurring_minor: int, currency: str = "USD") -> None:
        self._add(
            Book,
            account_id=self.id_of(Account, account),
            as_of=day(as_of),
            recurring_minor=recurring_minor,
            currency=currency,
        )

    def event(
        self,
        key: str,
        kind: str,
        on: str,
        account: str | None = None,
        *,
        person: str | None = None,
        amount: int = 0,
        change: int = 0,
        product: str = "",
        currency: str = "USD",
        credits: dict[str, int] | None = None,
        role: str = "",
        parent: str = "",
        effort: str = "",
        term_months: int | None = None,
        previous: int = 0,
    ) -> None:
        """`credits` are stated shares in millionths, all in one `role`; `parent` is another event's key."""
        event_id = self._add(
            Event,
            source="crm",
            external_id=key,
            kind=kind,
            occurred_on=day(on),
            account_id=self.id_of(Account, account) if account else None,
            person_id=self.id_of(Person, person) if person else None,
            product=product,
            parent=f"crm:{parent}" if parent else "",
            effort=effort,
            term_months=term_months,
            amount_minor=amount,
            recurring_change_minor=change,
            previous_minor=previous,
            currency=currency,
        )
        for name, share_ppm in (credits or {}).items():
            person_id = self.id_of(Person, name)
            self._add(Credit, event_id=event_id, person_id=person_id, role=role, share_ppm=share_ppm)

    def rate(self, currency: str, to_currency: str, on: str, num: int, den: int = 1) -> None:
        self._add(
            ExchangeRate,
            source="bank",
            currency=currency,
            to_currency=to_currency,
            on_date=day(on),
            rate_num=num,
            rate_den=den,
        )

    def target(self, metric: str, scope: str, key: str, value: int, over: int = 1) -> None:
        self._add(
            Target,
            metric=metric,
            scope=scope,
            scope_key=key,
            from_date=SINCE,
            value_num=value,
            value_den=over,
        )

    def reading(self, metric: str, scope: str, key: str, on: str, value: int, over: int = 1) -> None:
        self._add(
            Reading,
            source="survey",
            metric=metric,
            scope=scope,
            scope_key=key,
            on_date=day(on),
            value_num=value,
            value_den=over,
        )

    def plan(self, text: str) -> None:
        load_plan(self.connection, self.workspace_id, text, self.now)

    def on_plan(
        self,
        plan: str,
        *people: str,
        since: str = "2024-01-01",
        until: str | None = None,
        variable: int | None = None,
    ) -> None:
        """Puts people on a plan; `variable` is their yearly variable pay."""
        terms = Terms(day(since), day(until) if until else None, variable_year_minor=variable)
        assign_plan(self.connection, self.workspace_id, plan, Who(people), terms, self.now)

    def imported(self, through: str | None, at: datetime | None = None) -> None:
        """As an import does at its end: the facts are new, and reach up to a day."""
        facts_changed(self.connection, self.workspace_id, at or self.now, day(through) if through else None)

    def id_of(self, model: Any, key: str) -> int:
        table = table_of(model)
        query = select(table.c.id).where(table.c.workspace_id == self.workspace_id, table.c.key == key)
        return int(self.connection.execute(query).scalar_one())

    def _add(self, model: Any, **values: object) -> int:
        table: Table = table_of(model)
        row = model(workspace_id=self.workspace_id, **values).model_dump(exclude={"id"})
        return int(self.connection.execute(insert(table).values(row).returning(table.c.id)).scalar_one())
