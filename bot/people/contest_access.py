"""Who sees a contest, who starts one for whom, and who approves its money."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from bot.people.access import admin_ids, leads_anybody, reviewable, reviewers
from bot.people.at_work import at_work, people, placed, placements
from bot.people.identity import Caller, Company
from bot.store.base import table_of
from bot.store.people import Team

teams = table_of(Team)


@dataclass(frozen=True)
class Colleague:
    """Somebody at work, with the key of their team; "" for none."""

    id: int
    key: str
    name: str
    team: str


def sees_every_contest(connection: Connection, caller: Caller, today: date) -> bool:
    """Managers and compensation admins; everybody else sees those that they are in."""
    return caller.is_admin or leads_anybody(connection, caller.company.id, caller.id, today)


def may_start_contests(connection: Connection, caller: Caller, today: date) -> bool:
    """Managers, for people below them, and compensation admins, for all."""
    return caller.is_admin or leads_anybody(connection, caller.company.id, caller.id, today)


def may_put_in_everybody(caller: Caller) -> bool:
    """A contest for the whole company is an admin's to start."""
    return caller.is_admin


def contestants_for(connection: Connection, caller: Caller, today: date) -> list[Colleague]:
    """Whom somebody may put into a contest: people at work, by name."""
    found = _at_work(connection, caller.company.id, today)
    if caller.is_admin:
        return found
    below = reviewable(connection, caller, {one.id for one in found}, today)
    return [one for one in found if one.id in below]


def below(connection: Connection, caller: Caller, today: date) -> list[Colleague]:
    """The people at work who are below somebody, however far, admin or not."""
    plain = Caller(caller.id, caller.key, caller.name, False, caller.company)
    return contestants_for(connection, plain, today)


def approvers_of(
    connection: Connection, company: Company, maker_id: int, contestants: Collection[int], today: date
) -> list[int]:
    """Who approves the money of a contest that `maker_id` starts: the admins, but never the maker, and nobody
    who is in it. Where no admin is left, the nearest above the maker; nobody where there is none either."""
    barred = {maker_id, *contestants}
    found = [one for one in admin_ids(connection, company.id, today) if one not in barred]
    if found:
        return found
    above = reviewers(connection, company, [maker_id], today, {maker_id: barred})[maker_id]
    return [] if above is None else [above]


def may_call_off(caller: Caller, host_id: int) -> bool:
    """Whoever started a contest, or an admin."""
    return caller.is_admin or caller.id == host_id


def names_of(connection: Connection, ids: Iterable[int]) -> list[str]:
    """What people are called, in the order of their names."""
    query = select(people.c.name).where(people.c.id.in_(list(ids))).order_by(people.c.name)
    return list(connection.execute(query).scalars())


def _at_work(connection: Connection, workspace_id: int, today: date) -> list[Colleague]:
    """Each once, also those who are placed nowhere."""
    here = (placements.c.person_id == people.c.id) & placed(today)
    query = (
        select(people.c.id, people.c.key, people.c.name, teams.c.key.label("team"))
        .join_from(people, placements, here, isouter=True)
        .join(teams, teams.c.id == placements.c.team_id, isouter=True)
        .where(
            people.c.workspace_id == workspace_id,
            people.c.start_date <= today,
            at_work(today),
        )
        .order_by(people.c.name, people.c.id)
    )
    found: dict[int, Colleague] = {}
    for row in connection.execute(query):
        found.setdefault(row.id, Colleague(row.id, row.key, row.name, row.team or ""))
    return list(found.values())
