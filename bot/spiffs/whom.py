"""For whom a contest is: my people, a team, chosen people or all; and in which currency they are paid."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, or_, select

from bot.people.contest_access import Colleague, below, contestants_for, may_put_in_everybody
from bot.people.identity import Caller
from bot.periods.plans import version_of
from bot.store.base import table_of
from bot.store.people import Team
from bot.store.plans import Assignment, Plan

teams, assignments, plans = table_of(Team), table_of(Assignment), table_of(Plan)

MINE, ALL, CHOSEN, TEAM = "mine", "all", "chosen", "team "
MOST_CHOSEN = 30
# Where nobody is on any plan yet.
USUAL_CURRENCY = "USD"


class WhomRefused(Exception):
    """Nobody, or somebody for whom one may not start a contest; the text says whom and what to do."""


@dataclass(frozen=True)
class Choices:
    """What can be chosen: `mine`, how many are below; teams as (key, name), with somebody in them who may be
    chosen; `all`, how many there are, for an admin."""

    mine: int
    teams: list[tuple[str, str]]
    all: int


def choices(connection: Connection, caller: Caller, today: date) -> Choices:
    """For the form."""
    allowed = contestants_for(connection, caller, today)
    there = {one.team for one in allowed}
    query = select(teams.c.key, teams.c.name).where(teams.c.workspace_id == caller.company.id)
    known = [(row.key, row.name) for row in connection.execute(query.order_by(teams.c.name))]
    return Choices(
        mine=len(below(connection, caller, today)),
        teams=[one for one in known if one[0] in there],
        all=len(allowed) if may_put_in_everybody(caller) else 0,
    )


def people_for(
    connection: Connection, caller: Caller, who: str, chosen: Collection[str], today: date
) -> list[Colleague]:
    """The people that somebody may put into it, by name. WhomRefused when that is nobody, or not all of those
    who were chosen."""
    if who == MINE:
        found = below(connection, caller, today)
        nobody = "Nobody who is at work reports to you."
    elif who.startswith(TEAM):
        found = [
            one for one in contestants_for(connection, caller, today) if one.team == who.removeprefix(TEAM)
        ]
        nobody = "Nobody of that team reports to you, or it has nobody in it."
    elif who == ALL and may_put_in_everybody(caller):
        found, nobody = contestants_for(connection, caller, today), "Nobody is at work yet."
    elif who == CHOSEN:
        found, nobody = _chosen(contestants_for(connection, caller, today), chosen), "Choose who is in it."
    else:
        found, nobody = [], "Choose who is in it."
    if not found:
        raise WhomRefused(nobody)
    return found


def currency_for(connection: Connection, workspace_id: int, people: Sequence[int], day: date) -> str:
    """The currency that most of them are paid in on a day."""
    in_force = or_(assignments.c.to_date.is_(None), assignments.c.to_date >= day)
    query = (
        select(plans.c.key)
        .join_from(assignments, plans, plans.c.id == assignments.c.plan_id)
        .where(
            assignments.c.workspace_id == workspace_id,
            assignments.c.person_id.in_(list(people)),
            assignments.c.from_date <= day,
            in_force,
        )
    )
    keys = Counter(connection.execute(query).scalars())
    found: Counter[str] = Counter()
    for key, many in keys.items():
        found[version_of(connection, workspace_id, key).currency] += many
    return min(found, key=lambda one: (-found[one], one), default=USUAL_CURRENCY)


def _chosen(allowed: Sequence[Colleague], chosen: Collection[str]) -> list[Colleague]:
    if len(chosen) > MOST_CHOSEN:
        raise WhomRefused(f"Choose at most {MOST_CHOSEN} people; for more, choose a team.")
    found = [one for one in allowed if one.key in set(chosen)]
    if len(found) < len(set(chosen)):
        raise WhomRefused(
            "You can choose people at work who report to you, directly or further down; not others."
        )
    return found
