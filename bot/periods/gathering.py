"""What one transaction calculates with: the facts at one revision, as of one day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Connection, case, func, select

from bot.periods.standing import Standing, standings
from bot.periods.versions import version_from
from bot.store.base import table_of
from bot.store.facts import facts_between, plan_documents
from bot.store.people import Person
from bot.store.plans import Assignment, Plan
from bot.store.workspaces import Workspace
from calc.facts import Facts
from calc.history import needs
from calc.periods import FiscalCalendar, Period
from calc.plan import Plan as PlanVersion

workspaces, people = table_of(Workspace), table_of(Person)
assignments, plans = table_of(Assignment), table_of(Plan)


@dataclass(frozen=True)
class Work:
    """`fresh` are the keys of the periods that it knows to be up to date."""

    connection: Connection
    workspace_id: int
    calendar: FiscalCalendar
    revision: int
    today: date
    now: datetime
    fresh: set[str] = field(default_factory=set)

    @cached_property
    def documents(self) -> list[str]:
        """The texts of all versions of each plan that anybody is, was or will be on."""
        return plan_documents(self.connection, self.workspace_id)

    @cached_property
    def versions(self) -> dict[str, list[PlanVersion]]:
        """These versions by their plan's key."""
        return by_plan([version_from(text) for text in self.documents])

    @cached_property
    def first_days(self) -> dict[str, date]:
        """The first day on which each plan may have paid anybody, for those that people are or were on."""
        agreed = _first_assigned(self.connection, self.workspace_id)
        begun = {key: min(version.from_date for version in found) for key, found in self.versions.items()}
        return {key: max(agreed[key], begun[key]) for key in sorted(agreed) if key in begun}

    def standings(self) -> dict[str, Standing]:
        """Every period that was calculated, by key, the earliest first."""
        return {one.key: one for one in standings(self.connection, self.workspace_id)}


def begun(connection: Connection, workspace_id: int, today: date, now: datetime) -> Work:
    """Reads where the facts are, and keeps them there until the transaction ends."""
    columns = (workspaces.c.facts_revision, workspaces.c.fiscal_year_start_month)
    row = connection.execute(
        select(*columns).where(workspaces.c.id == workspace_id).with_for_update(key_share=True)
    ).one()
    calendar = FiscalCalendar(row.fiscal_year_start_month)
    return Work(connection, workspace_id, calendar, row.facts_revision, today, now)


def by_plan(versions: Sequence[PlanVersion]) -> dict[str, list[PlanVersion]]:
    """Plan versions by their plan's key."""
    found: dict[str, list[PlanVersion]] = {}
    for version in versions:
        found.setdefault(version.plan, []).append(version)
    return found


def flat(versions: Mapping[str, Sequence[PlanVersion]]) -> list[PlanVersion]:
    """All versions, of every plan."""
    return [version for found in versions.values() for version in found]


def facts_for(
    work: Work,
    period: Period,
    versions: Sequence[PlanVersion],
    also: Sequence[PlanVersion] = (),
) -> Facts:
    """The facts that a period's calculation under these plan versions looks at, but for what was paid before
    (bot.periods.restating); `also` are supposed ones."""
    groups = (versions, *([one] for one in also))
    days = [needs(group, period, work.calendar).first_day for group in groups]
    start = None if None in days else min(day for day in (*days, period.start) if day is not None)
    return facts_between(work.connection, work.workspace_id, start, min(period.end, work.today))


def looking_back(
    work: Work,
    period: Period,
    versions: Mapping[str, Sequence[PlanVersion]],
    also: Sequence[PlanVersion] = (),
) -> tuple[tuple[str, ...], list[Period]]:
    """The plans that look at what they paid before a period, and the periods in which they may have."""
    supposed = {one.plan for one in also if needs([one], period, work.calendar).paid}
    looking = tuple(
        key
        for key in work.first_days
        if key in supposed or (key in versions and needs(versions[key], period, work.calendar).paid)
    )
    if not looking:
        return (), []
    earlier: list[Period] = []
    part = work.calendar.containing(min(work.first_days[key] for key in looking), period.kind)
    while part.start < period.start:
        earlier.append(part)
        part = work.calendar.after(part)
    return looking, earlier


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
