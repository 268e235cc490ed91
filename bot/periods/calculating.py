"""Calculating a period for a whole workspace, and before it those that it stands on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

import polars as pl
from sqlalchemy import Connection, Engine, case, func, select

from bot.periods.keeping import keep, replace_period
from bot.periods.statements import drafts
from bot.periods.versions import version_from
from bot.store.base import table_of
from bot.store.engine import writing
from bot.store.facts import PaidEarlier, facts_between, plan_documents
from bot.store.people import Person
from bot.store.periods import PeriodRow
from bot.store.plans import Assignment, Plan
from bot.store.workspaces import Workspace
from calc.assigned import assigned
from calc.facts import Facts
from calc.history import needs
from calc.periods import FiscalCalendar, Period
from calc.plan import Plan as PlanVersion
from calc.plan import version_in_force
from calc.results import Calculation
from calc.statement import calculate

periods, workspaces, people = table_of(PeriodRow), table_of(Workspace), table_of(Person)
assignments, plans = table_of(Assignment), table_of(Plan)


@dataclass(frozen=True)
class Calculated:
    """What came of a calculation: how many got a statement, and what the company has to look at."""

    period: Period
    statements: int
    lines: int
    problems: pl.DataFrame


def calculate_period(
    engine: Engine, workspace_id: int, period: Period, today: date, now: datetime
) -> Calculated:
    """Calculates everybody's pay for a pay period, and replaces what was kept for it, in one transaction.

    Events after `today` do not count yet. Imports and plan changes wait until it is done, so the revision
    that is written is the one that was calculated.

    Where a plan looks at what it paid before (a clawback, a cap of the year, a draw, what is carried over),
    every pay period since somebody is on that plan is brought up to date first, in the same transaction,
    because its lines are facts of this one. After a change of facts that is one calculation for each of
    them: a late fact may move any of them, and nobody knows which before it is calculated. As long as
    nothing changes they are only looked at.
    """
    with writing(engine) as connection:
        return _calculate(_begun(connection, workspace_id, today, now), period)


def is_fresh(facts_revision: int, as_of: date, newest_revision: int, period: Period, today: date) -> bool:
    """Whether a period calculated at a revision, as of a day, still says what it would say now.

    The periods that it stands on need no look: they had ended when it was calculated, and were whole at the
    same revision, so as long as no fact changes they cannot say anything else.
    """
    return facts_revision == newest_revision and as_of >= min(period.end, today)


def refresh_period(engine: Engine, workspace_id: int, period: Period, today: date, now: datetime) -> None:
    """Calculates a period unless that was done meanwhile: of many who find it old, one does the work.

    What it stands on is brought up to date as `calculate_period` does.
    """
    with writing(engine) as connection:
        _make_fresh(_begun(connection, workspace_id, today, now), period)


@dataclass(frozen=True)
class _Work:
    """What one transaction calculates with: the facts at one revision, as of one day.

    `fresh` are the keys of the periods that it knows to be up to date.
    """

    connection: Connection
    workspace_id: int
    calendar: FiscalCalendar
    revision: int
    today: date
    now: datetime
    fresh: set[str] = field(default_factory=set)

    @cached_property
    def versions(self) -> dict[str, list[PlanVersion]]:
        """All versions of each plan that anybody is, was or will be on, by its key."""
        found: dict[str, list[PlanVersion]] = {}
        for text in plan_documents(self.connection, self.workspace_id):
            plan = version_from(text)
            found.setdefault(plan.plan, []).append(plan)
        return found

    @cached_property
    def first_days(self) -> dict[str, date]:
        """The first day on which each plan may have paid anybody, for those that people are or were on."""
        agreed = _first_assigned(self.connection, self.workspace_id)
        begun = {key: min(version.from_date for version in found) for key, found in self.versions.items()}
        return {key: max(agreed[key], begun[key]) for key in sorted(agreed) if key in begun}


def _begun(connection: Connection, workspace_id: int, today: date, now: datetime) -> _Work:
    """Reads where the facts are, and keeps them there until the transaction ends."""
    columns = (workspaces.c.facts_revision, workspaces.c.fiscal_year_start_month)
    row = connection.execute(select(*columns).where(workspaces.c.id == workspace_id).with_for_update()).one()
    calendar = FiscalCalendar(row.fiscal_year_start_month)
    return _Work(connection, workspace_id, calendar, row.facts_revision, today, now)


def _make_fresh(work: _Work, period: Period) -> None:
    if period.key in work.fresh:
        return
    kept = work.connection.execute(
        select(periods.c.facts_revision, periods.c.as_of).where(
            periods.c.workspace_id == work.workspace_id, periods.c.key == period.key
        )
    ).first()
    if kept is None or not is_fresh(kept.facts_revision, kept.as_of, work.revision, period, work.today):
        _calculate(work, period)
    work.fresh.add(period.key)


def stands_on(
    engine: Engine,
    workspace_id: int,
    period: Period,
    today: date,
    now: datetime,
    also: Sequence[PlanVersion] = (),
) -> tuple[list[PlanVersion], Facts]:
    """The plan versions and the facts that a period's calculation stands on, for somebody who supposes more.

    Keeps nothing of the period itself; earlier ones that it stands on are brought up to date. `also` are
    versions of these plans that are only supposed, and may have to look further back.
    """
    with writing(engine) as connection:
        work = _begun(connection, workspace_id, today, now)
        return _versions(work), _facts(work, period, also)


def _versions(work: _Work) -> list[PlanVersion]:
    return [version for found in work.versions.values() for version in found]


def _facts(work: _Work, period: Period, also: Sequence[PlanVersion] = ()) -> Facts:
    groups = (_versions(work), *([one] for one in also))
    days = [needs(group, period, work.calendar).first_day for group in groups]
    start = None if None in days else min(day for day in (*days, period.start) if day is not None)
    last = min(period.end, work.today)
    return facts_between(work.connection, work.workspace_id, start, last, _paid_earlier(work, period, also))


def _calculate(work: _Work, period: Period) -> Calculated:
    connection, workspace_id, last = work.connection, work.workspace_id, min(period.end, work.today)
    versions, facts = _versions(work), _facts(work, period)
    calculation = calculate(versions, facts, period, as_of=last, calendar=work.calendar)
    period_id = replace_period(connection, workspace_id, period, work.revision, last, work.now)
    made = list(drafts(calculation, assigned(facts, period), _in_force(work.versions, period)))
    keep(connection, workspace_id, period_id, made)
    return Calculated(period, len(made), calculation.lines.height, _for_company(calculation))


def _paid_earlier(work: _Work, period: Period, also: Sequence[PlanVersion]) -> PaidEarlier | None:
    """Which kept lines are facts of a period; their own periods are made fresh, the earliest first."""
    supposed = {one.plan for one in also if needs([one], period, work.calendar).paid}
    looking = tuple(
        key
        for key in work.first_days
        if key in supposed or needs(work.versions[key], period, work.calendar).paid
    )
    if not looking:
        return None
    earlier: list[Period] = []
    part = work.calendar.containing(min(work.first_days[key] for key in looking), period.kind)
    while part.start < period.start:
        _make_fresh(work, part)
        earlier.append(part)
        part = work.calendar.after(part)
    return PaidEarlier(looking, tuple(part.key for part in earlier))


def _first_assigned(connection: Connection, workspace_id: int) -> dict[str, date]:
    """By plan, the first day on which somebody is assigned to it and at work."""
    day = case(
        (assignments.c.from_date < people.c.start_date, people.c.start_date), else_=assignments.c.from_date
    )
    query = (
        select(plans.c.key, func.min(day).label("first_day"))
        .join_from(assignments, people, people.c.id == assignments.c.person_id)
        .join(plans, plans.c.id == assignments.c.plan_id)
        .where(assignments.c.workspace_id == workspace_id)
        .group_by(plans.c.key)
    )
    return {row.key: row.first_day for row in connection.execute(query)}


def _in_force(versions: Mapping[str, Sequence[PlanVersion]], period: Period) -> dict[str, PlanVersion]:
    found = {key: version_in_force(list(of), period.start, period.end) for key, of in versions.items()}
    return {key: version for key, version in found.items() if version is not None}


def _for_company(calculation: Calculation) -> pl.DataFrame:
    """Problems that concern no single person's statement, for whoever runs the calculation."""
    return calculation.problems.filter(pl.col("person").is_null() | pl.col("plan").is_null())
