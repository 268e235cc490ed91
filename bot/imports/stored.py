"""What the store holds already, as frames to compare with: ids of its rows, and the company's own ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from sqlalchemy import Column, ColumnElement, Connection, Select, String, or_, select

from bot.store.accounts import Account, Book, Owner
from bot.store.announcements import SpiffContest
from bot.store.base import table_of
from bot.store.bulk import read_frame
from bot.store.events import Credit, Event
from bot.store.exchange import ExchangeRate
from bot.store.metrics import Reading, Target
from bot.store.people import Leave, Person, Placement, Team
from bot.store.plans import Assignment, Plan

people, placements, teams, leave = table_of(Person), table_of(Placement), table_of(Team), table_of(Leave)
accounts, owners, books = table_of(Account), table_of(Owner), table_of(Book)
events, credits, exchange_rates = table_of(Event), table_of(Credit), table_of(ExchangeRate)
targets, readings = table_of(Target), table_of(Reading)
plans, assignments = table_of(Plan), table_of(Assignment)
spiff_contests = table_of(SpiffContest)

# Past this many ids, reading all events of a source is quicker than asking for some of them.
_ASK_AT_MOST = 20_000
_ASK_AT_ONCE = 5_000


@dataclass(frozen=True)
class Stored:
    """Reads frames of one workspace, and of one source where facts have one. Every frame has `id`."""

    connection: Connection
    workspace_id: int
    source: str

    def people(self) -> pl.DataFrame:
        columns = ("name", "email", "slack_user_id", "payroll_id", "is_admin", "start_date", "end_date")
        return self._read(people, people.c.key, *(people.c[name] for name in columns))

    def accounts(self) -> pl.DataFrame:
        columns = ("key", "name", "region", "segment", "contract_months")
        return self._read(accounts, *(accounts.c[name] for name in columns))

    def teams(self) -> pl.DataFrame:
        return self._read(teams, teams.c.key, teams.c.name)

    def plans(self) -> pl.DataFrame:
        return self._read(plans, plans.c.key)

    def placements(self) -> pl.DataFrame:
        """With person, team and manager as their own ids; an open team or manager is null."""
        leader = people.alias("leader")
        query = (
            self._query(
                placements,
                people.c.key.label("person"),
                placements.c.role,
                teams.c.key.label("team"),
                placements.c.region,
                leader.c.key.label("manager"),
                placements.c.from_date,
                placements.c.to_date,
            )
            .join(people, people.c.id == placements.c.person_id)
            .outerjoin(teams, teams.c.id == placements.c.team_id)
            .outerjoin(leader, leader.c.id == placements.c.manager_id)
        )
        return read_frame(self.connection, query)

    def leave(self) -> pl.DataFrame:
        query = self._query(leave, people.c.key.label("person"), leave.c.from_date, leave.c.to_date)
        return read_frame(self.connection, query.join(people, people.c.id == leave.c.person_id))

    def owners(self) -> pl.DataFrame:
        query = (
            self._query(
                owners,
                accounts.c.key.label("account"),
                people.c.key.label("person"),
                owners.c.role,
                owners.c.share_ppm,
                owners.c.from_date,
                owners.c.to_date,
            )
            .join(accounts, accounts.c.id == owners.c.account_id)
            .join(people, people.c.id == owners.c.person_id)
        )
        return read_frame(self.connection, query)

    def assignments(self) -> pl.DataFrame:
        """Not those of contests that somebody started in Slack: no file knows of them, so none ends them, and
        they end no plan of a file."""
        contests = select(spiff_contests.c.plan).where(spiff_contests.c.workspace_id == self.workspace_id)
        query = (
            self._query(
                assignments,
                people.c.key.label("person"),
                plans.c.key.label("plan"),
                assignments.c.from_date,
                assignments.c.to_date,
                assignments.c.base_year_minor,
                assignments.c.variable_year_minor,
            )
            .join(people, people.c.id == assignments.c.person_id)
            .join(plans, plans.c.id == assignments.c.plan_id)
            .where(plans.c.key.not_in(contests))
        )
        return read_frame(self.connection, query)

    def targets(self) -> pl.DataFrame:
        names = ("metric", "scope", "scope_key", "from_date", "to_date", "value_num", "value_den")
        return self._read(targets, *(targets.c[name] for name in names))

    def books(self) -> pl.DataFrame:
        names = ("account_id", "as_of", "recurring_minor", "currency")
        return self._read(books, *(books.c[name] for name in names))

    def readings(self) -> pl.DataFrame:
        names = ("metric", "scope", "scope_key", "on_date", "value_num", "value_den", "sample")
        query = self._query(readings, *(readings.c[name] for name in names))
        return read_frame(self.connection, query.where(readings.c.source == self.source))

    def exchange_rates(self) -> pl.DataFrame:
        """Of all sources: there is one rate for a day."""
        names = ("currency", "to_currency", "on_date", "rate_num", "rate_den")
        return self._read(exchange_rates, *(exchange_rates.c[name] for name in names))

    def events(self, external_ids: pl.Series, columns: Sequence[str]) -> pl.DataFrame:
        """Events of the source: at least those with these ids, if there are any."""
        query = self._query(events, *(events.c[name] for name in columns))
        return self._by_external_id(query, external_ids)

    def events_say(self, names: Sequence[str]) -> bool:
        """Whether any event of the source has something in one of these columns (texts or whole numbers)."""
        said = [_says_something(events.c[name]) for name in names]
        here = (events.c.workspace_id == self.workspace_id) & (events.c.source == self.source)
        found = self.connection.execute(select(events.c.id).where(here, or_(*said)).limit(1))
        return found.first() is not None

    def event_ids(self, external_ids: pl.Series) -> pl.DataFrame:
        """Only id and external_id."""
        return self._by_external_id(self._query(events, events.c.external_id), external_ids)

    def credits(self, event_ids: pl.Series) -> pl.DataFrame:
        """Those of certain events."""
        query = self._query(
            credits, credits.c.event_id, credits.c.person_id, credits.c.role, credits.c.share_ppm
        )
        return self._asked(query, credits.c.event_id, event_ids)

    def regions(self) -> pl.Series:
        """Every region in which people or accounts are."""
        found = [
            self.connection.execute(
                select(table.c.region).where(table.c.workspace_id == self.workspace_id).distinct()
            ).scalars()
            for table in (placements, accounts)
        ]
        return pl.Series([region for part in found for region in part], dtype=pl.String)

    def _read(self, table: Any, *columns: Any) -> pl.DataFrame:
        return read_frame(self.connection, self._query(table, *columns))

    def _query(self, table: Any, *columns: Any) -> Select[Any]:
        return (
            select(table.c.id, *columns).select_from(table).where(table.c.workspace_id == self.workspace_id)
        )

    def _by_external_id(self, query: Select[Any], ids: pl.Series) -> pl.DataFrame:
        return self._asked(query.where(events.c.source == self.source), events.c.external_id, ids)

    def _asked(self, query: Select[Any], column: Any, values: pl.Series) -> pl.DataFrame:
        """Rows with one of these values; all rows when there are so many that asking would take longer."""
        if len(values) > _ASK_AT_MOST:
            return read_frame(self.connection, query)
        parts = [
            read_frame(self.connection, query.where(column.in_(part)))
            for part in _chunks(values.unique().sort().to_list())
        ]
        return pl.concat(parts)


def _says_something(column: Column[Any]) -> ColumnElement[bool]:
    if column.nullable:
        return column.is_not(None)
    return column != ("" if isinstance(column.type, String) else 0)


def _chunks(values: Sequence[Any]) -> list[Sequence[Any]]:
    """At least one chunk, so that an empty question still gives a frame with columns."""
    return [values[at : at + _ASK_AT_ONCE] for at in range(0, max(len(values), 1), _ASK_AT_ONCE)]
