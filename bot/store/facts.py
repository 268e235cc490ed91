"""The stored facts as the frames that calc works on."""

from datetime import date

import polars as pl
from sqlalchemy import BigInteger, Connection, Select, and_, cast, func, literal, or_, select

from bot.store.accounts import Account, Book, Owner
from bot.store.base import table_of
from bot.store.events import Credit, Event
from bot.store.metrics import Reading, Target
from bot.store.people import Person, Placement, Team
from bot.store.plans import Assignment, Plan, PlanVersion
from calc import facts as columns
from calc.facts import Facts, Schema
from calc.facts import facts as facts_of

people, placements, teams = table_of(Person).c, table_of(Placement).c, table_of(Team).c
accounts, owners, books = table_of(Account).c, table_of(Owner).c, table_of(Book).c
events, credits = table_of(Event).c, table_of(Credit).c
targets, readings = table_of(Target).c, table_of(Reading).c
plans, versions, assignments = table_of(Plan).c, table_of(PlanVersion).c, table_of(Assignment).c


def facts_between(connection: Connection, workspace_id: int, start: date, end: date) -> Facts:
    """All that a period from `start` to `end` stands on.

    Events outside those days are left in the database: those before `start` are summed there into each
    account's book at the opening, which gives calc the same book as the events themselves would.
    """
    queries: dict[str, tuple[Select[tuple[object, ...]], Schema]] = {
        "people": (_people(workspace_id), columns.PEOPLE),
        "placements": (_placements(workspace_id), columns.PLACEMENTS),
        "accounts": (_accounts(workspace_id), columns.ACCOUNTS),
        "owners": (_owners(workspace_id), columns.OWNERS),
        "books": (_books(workspace_id, start), columns.BOOKS),
        "events": (_events(workspace_id, start, end), columns.EVENTS),
        "credits": (_credits(workspace_id, start, end), columns.CREDITS),
        "targets": (_targets(workspace_id), columns.TARGETS),
        "readings": (_readings(workspace_id, start, end), columns.READINGS),
        "assignments": (_assignments(workspace_id), columns.ASSIGNMENTS),
    }
    return facts_of(**{name: _frame(connection, query, schema) for name, (query, schema) in queries.items()})


def plan_documents(connection: Connection, workspace_id: int) -> list[str]:
    """Every version of every plan, as it was loaded."""
    query = select(versions.document).where(versions.workspace_id == workspace_id).order_by(versions.id)
    return list(connection.execute(query).scalars())


def _frame(connection: Connection, query: Select[tuple[object, ...]], schema: Schema) -> pl.DataFrame:
    rows = [tuple(row) for row in connection.execute(query)]
    return pl.DataFrame(rows, schema=dict(schema), orient="row")


def _people(workspace_id: int) -> Select[tuple[object, ...]]:
    return select(people.key, people.name, people.start_date, people.end_date).where(
        people.workspace_id == workspace_id
    )


def _placements(workspace_id: int) -> Select[tuple[object, ...]]:
    leader = table_of(Person).alias("leader")
    joined = (
        table_of(Placement)
        .join(table_of(Person), people.id == placements.person_id)
        .outerjoin(table_of(Team), teams.id == placements.team_id)
        .outerjoin(leader, leader.c.id == placements.manager_id)
    )
    return (
        select(
            people.key,
            placements.role,
            func.coalesce(teams.key, ""),
            placements.region,
            leader.c.key.label("manager"),
            placements.from_date,
            placements.to_date,
        )
        .select_from(joined)
        .where(placements.workspace_id == workspace_id)
    )


def _accounts(workspace_id: int) -> Select[tuple[object, ...]]:
    return select(accounts.key, accounts.name, accounts.region).where(accounts.workspace_id == workspace_id)


def _owners(workspace_id: int) -> Select[tuple[object, ...]]:
    return (
        select(accounts.key, people.key.label("person"), owners.share_ppm, owners.from_date, owners.to_date)
        .join_from(table_of(Owner), table_of(Account), accounts.id == owners.account_id)
        .join(table_of(Person), people.id == owners.person_id)
        .where(owners.workspace_id == workspace_id)
    )


def _books(workspace_id: int, opening: date) -> Select[tuple[object, ...]]:
    """Each account's recurring revenue at the opening, by currency: its newest entry, and what changed it."""
    newest = (
        select(books.account_id, func.max(books.as_of).label("as_of"))
        .where(books.workspace_id == workspace_id, books.as_of <= opening)
        .group_by(books.account_id)
        .subquery()
    )
    entries = select(books.account_id, books.currency, books.recurring_minor.label("revenue")).join(
        newest, and_(newest.c.account_id == books.account_id, newest.c.as_of == books.as_of)
    )
    changes = (
        select(events.account_id, events.currency, func.sum(events.recurring_change_minor))
        .join(newest, newest.c.account_id == events.account_id, isouter=True)
        .where(
            events.workspace_id == workspace_id,
            events.occurred_on < opening,
            events.recurring_change_minor != 0,
            or_(newest.c.as_of.is_(None), events.occurred_on >= newest.c.as_of),
        )
        .group_by(events.account_id, events.currency)
    )
    parts = entries.union_all(changes).subquery()
    return (
        select(
            accounts.key,
            literal(opening).label("as_of"),
            cast(func.sum(parts.c.revenue), BigInteger),
            parts.c.currency,
        )
        .join_from(parts, table_of(Account), accounts.id == parts.c.account_id)
        .group_by(accounts.key, parts.c.currency)
    )


def _events(workspace_id: int, start: date, end: date) -> Select[tuple[object, ...]]:
    return (
        select(
            (events.source + ":" + events.external_id).label("event"),
            events.kind,
            events.occurred_on,
            accounts.key.label("account"),
            people.key.label("person"),
            events.product,
            events.region,
            events.amount_minor,
            events.recurring_change_minor,
            events.quantity_milli,
            events.currency,
        )
        .join_from(table_of(Event), table_of(Account), accounts.id == events.account_id, isouter=True)
        .join(table_of(Person), people.id == events.person_id, isouter=True)
        .where(events.workspace_id == workspace_id, events.occurred_on.between(start, end))
    )


def _credits(workspace_id: int, start: date, end: date) -> Select[tuple[object, ...]]:
    return (
        select((events.source + ":" + events.external_id).label("event"), people.key, credits.share_ppm)
        .join_from(table_of(Credit), table_of(Event), events.id == credits.event_id)
        .join(table_of(Person), people.id == credits.person_id)
        .where(credits.workspace_id == workspace_id, events.occurred_on.between(start, end))
    )


def _targets(workspace_id: int) -> Select[tuple[object, ...]]:
    return select(
        targets.metric,
        targets.scope,
        targets.scope_key,
        targets.from_date,
        targets.to_date,
        targets.value_num,
        targets.value_den,
    ).where(targets.workspace_id == workspace_id)


def _readings(workspace_id: int, start: date, end: date) -> Select[tuple[object, ...]]:
    return select(
        readings.metric,
        readings.scope,
        readings.scope_key,
        readings.on_date,
        readings.value_num,
        readings.value_den,
        readings.sample,
    ).where(readings.workspace_id == workspace_id, readings.on_date.between(start, end))


def _assignments(workspace_id: int) -> Select[tuple[object, ...]]:
    return (
        select(
            people.key,
            plans.key.label("plan"),
            assignments.from_date,
            assignments.to_date,
            assignments.base_year_minor,
            assignments.variable_year_minor,
        )
        .join_from(table_of(Assignment), table_of(Person), people.id == assignments.person_id)
        .join(table_of(Plan), plans.id == assignments.plan_id)
        .where(assignments.workspace_id == workspace_id)
    )
