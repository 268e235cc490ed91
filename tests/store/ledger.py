"""Writing a company's facts into the store, by the company's own keys, a line a fact."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from bot.periods.plans import Terms, Who, assign_plan, load_plan
from bot.store.base import table_of
from bot.store.tables import Account, Book, Credit, Event, Owner, Person, Placement, Reading, Target, Team
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

    def account(self, key: str, name: str | None = None, *, region: str = "", **owners: int) -> None:
        """An account with the shares of its owners in percent: `ana=60, cho=40`."""
        self._add(Account, key=key, name=key.title() if name is None else name, region=region)
        for person, percent in owners.items():
            self._add(
                Owner,
                account_id=self.id_of(Account, key),
                person_id=self.id_of(Person, person),
                share_ppm=percent * 10_000,
                from_date=SINCE,
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
    ) -> None:
        """`credits` are stated shares in millionths."""
        event_id = self._add(
            Event,
            source="crm",
            external_id=key,
            kind=kind,
            occurred_on=day(on),
            account_id=self.id_of(Account, account) if account else None,
            person_id=self.id_of(Person, person) if person else None,
            product=product,
            amount_minor=amount,
            recurring_change_minor=change,
            currency=currency,
        )
        for name, share_ppm in (credits or {}).items():
            self._add(Credit, event_id=event_id, person_id=self.id_of(Person, name), share_ppm=share_ppm)

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
