"""Plans into the store, and people onto plans."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, and_, case, func, insert, or_, select, update

from bot.periods.versions import version_from
from bot.store import audit
from bot.store.base import table_of
from bot.store.people import Person, Placement, Team
from bot.store.plans import Assignment, Plan, PlanVersion
from bot.store.workspaces import facts_changed
from calc.language.reader import read_plan
from calc.plan import Plan as PlanDocument

plans, versions, assignments = table_of(Plan), table_of(PlanVersion), table_of(Assignment)
people, placements, teams = table_of(Person), table_of(Placement), table_of(Team)


class PlanRefused(Exception):
    """A plan or assignment that cannot be taken; the text says why and what to do."""


@dataclass(frozen=True)
class LoadedPlan:
    """`outcome` is "added", "changed" or "unchanged"."""

    key: str
    title: str
    from_date: date
    outcome: str


def load_plan(
    connection: Connection, workspace_id: int, text: str, now: datetime, actor: str = "command line"
) -> LoadedPlan:
    """Keeps a plan's document as the version in force from its `from` day.

    Loading the same text again changes nothing; another text with the same key and day replaces that version.
    Raises calc.language.document.DocumentError with every mistake in it.
    """
    plan = read_plan(text)
    plan_id = _ensure_plan(connection, workspace_id, plan)
    digest = hashlib.sha256(text.encode()).hexdigest()
    here = and_(versions.c.plan_id == plan_id, versions.c.from_date == plan.from_date)
    before = connection.execute(select(versions.c.digest).where(here)).scalar()
    loaded = {"document": text, "digest": digest, "loaded_at": now}
    if before == digest:
        return LoadedPlan(plan.plan, plan.title, plan.from_date, "unchanged")
    if before is None:
        row = {"workspace_id": workspace_id, "plan_id": plan_id, "from_date": plan.from_date, **loaded}
        connection.execute(insert(versions).values(row))
    else:
        connection.execute(update(versions).where(here).values(loaded))
    facts_changed(connection, workspace_id)
    details = {"plan": plan.plan, "from": plan.from_date.isoformat(), "digest": digest}
    audit.record(connection, workspace_id, now, actor, "plan_loaded", details=details)
    return LoadedPlan(plan.plan, plan.title, plan.from_date, "added" if before is None else "changed")


@dataclass(frozen=True)
class Who:
    """Whom to put on a plan: everybody that fits all that is given. Empty fields ask for nothing."""

    people: Sequence[str] = ()
    role: str = ""
    team: str = ""


@dataclass(frozen=True)
class Terms:
    """From when to when, and the yearly amounts agreed, in minor units of the plan's currency."""

    from_date: date
    to_date: date | None = None
    base_year_minor: int | None = None
    variable_year_minor: int | None = None


def assign_plan(
    connection: Connection,
    workspace_id: int,
    plan: str,
    who: Who,
    terms: Terms,
    now: datetime,
    actor: str = "command line",
) -> list[str]:
    """Puts people on a plan. Returns their keys.

    Nobody is on the same plan twice on one day: an assignment that is still open ends the day before this
    one, and this one the day before the next.

    Who fits is decided by their place on the first day (or their own first day, if later). Raises PlanRefused
    when there is no such plan or nobody fits.
    """
    plan_id = _plan_id(connection, workspace_id, plan)
    found = _fitting(connection, workspace_id, who, terms.from_date)
    for person_id in found.values():
        _assign(connection, workspace_id, plan_id, person_id, terms)
    facts_changed(connection, workspace_id)
    details = {"plan": plan, "people": sorted(found), "from": terms.from_date.isoformat()}
    audit.record(connection, workspace_id, now, actor, "plan_assigned", details=details)
    return sorted(found)


def version_of(connection: Connection, workspace_id: int, plan: str) -> PlanDocument:
    """A plan's latest version. Raises PlanRefused when there is no such plan."""
    plan_id = _plan_id(connection, workspace_id, plan)
    latest = (
        select(versions.c.document).where(versions.c.plan_id == plan_id).order_by(versions.c.from_date.desc())
    )
    return version_from(str(connection.execute(latest.limit(1)).scalar_one()))


def version_on(connection: Connection, workspace_id: int, plan: str, from_date: date) -> PlanDocument:
    """The version of a plan that is in force from a day. Raises PlanRefused when there is none."""
    plan_id = _plan_id(connection, workspace_id, plan)
    query = select(versions.c.document).where(
        versions.c.plan_id == plan_id, versions.c.from_date == from_date
    )
    document = connection.execute(query).scalar()
    if document is None:
        raise PlanRefused(f"The plan {plan} has no version from {from_date}.")
    return version_from(str(document))


def _plan_id(connection: Connection, workspace_id: int, key: str) -> int:
    here = plans.c.workspace_id == workspace_id
    found: int | None = connection.execute(select(plans.c.id).where(here, plans.c.key == key)).scalar()
    if found is None:
        known = sorted(connection.execute(select(plans.c.key).where(here)).scalars())
        raise PlanRefused(f"There is no plan {key!r} here. There are: {', '.join(known) or 'none yet'}.")
    return found


def _ensure_plan(connection: Connection, workspace_id: int, plan: PlanDocument) -> int:
    """The plan's row, under the title of its newest version."""
    here = and_(plans.c.workspace_id == workspace_id, plans.c.key == plan.plan)
    found = connection.execute(select(plans.c.id).where(here)).scalar()
    if found is None:
        row = {"workspace_id": workspace_id, "key": plan.plan, "title": plan.title}
        return int(connection.execute(insert(plans).values(row).returning(plans.c.id)).scalar_one())
    newer = select(versions.c.id).where(versions.c.plan_id == found, versions.c.from_date > plan.from_date)
    if connection.execute(newer).first() is None:
        connection.execute(update(plans).where(here).values(title=plan.title))
    return int(found)


def _fitting(connection: Connection, workspace_id: int, who: Who, day: date) -> dict[str, int]:
    at_work = or_(people.c.end_date.is_(None), people.c.end_date >= day)
    first = case((people.c.start_date > day, people.c.start_date), else_=day)
    placed = and_(
        placements.c.person_id == people.c.id,
        placements.c.from_date <= first,
        or_(placements.c.to_date.is_(None), placements.c.to_date >= first),
    )
    query = (
        select(people.c.key, people.c.id)
        .join_from(people, placements, placed, isouter=True)
        .outerjoin(teams, teams.c.id == placements.c.team_id)
        .where(people.c.workspace_id == workspace_id, at_work)
    )
    if who.people:
        query = query.where(people.c.key.in_(who.people))
    if who.role:
        query = query.where(placements.c.role == who.role)
    if who.team:
        query = query.where(or_(teams.c.key == who.team, teams.c.name == who.team))
    found = {row.key: row.id for row in connection.execute(query)}
    _refuse_nobody(who, found, day)
    return found


def _refuse_nobody(who: Who, found: Mapping[str, int], day: date) -> None:
    asked = {"role": who.role, "team": who.team}
    place = " and ".join(f"{name} {word!r}" for name, word in asked.items() if word)
    if missing := sorted(set(who.people) - set(found)):
        within = f" in {place}" if place else ""
        raise PlanRefused(f"Nobody at work from {day} on has the key {missing[0]!r}{within}.")
    if not found:
        raise PlanRefused(f"Nobody fits {place} on {day}." if place else f"Nobody is at work from {day} on.")


def _assign(connection: Connection, workspace_id: int, plan_id: int, person_id: int, terms: Terms) -> None:
    own = and_(assignments.c.person_id == person_id, assignments.c.plan_id == plan_id)
    day_before = terms.from_date - timedelta(days=1)
    still_open = or_(assignments.c.to_date.is_(None), assignments.c.to_date > day_before)
    connection.execute(
        update(assignments)
        .where(own, still_open, assignments.c.from_date < terms.from_date)
        .values(to_date=day_before)
    )
    later = and_(own, assignments.c.from_date > terms.from_date)
    begins = connection.execute(select(func.min(assignments.c.from_date)).where(later)).scalar()
    ends = [terms.to_date, begins - timedelta(days=1) if begins is not None else None]
    agreed = {
        "to_date": min((end for end in ends if end is not None), default=None),
        "base_year_minor": terms.base_year_minor,
        "variable_year_minor": terms.variable_year_minor,
    }
    here = and_(own, assignments.c.from_date == terms.from_date)
    if connection.execute(update(assignments).where(here).values(agreed)).rowcount == 0:
        row = {"workspace_id": workspace_id, "plan_id": plan_id, "person_id": person_id}
        connection.execute(insert(assignments).values({**row, "from_date": terms.from_date, **agreed}))
