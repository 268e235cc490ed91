"""What a calculation asks the store of people, accounts and agreements: columns as calc.facts names them."""

from typing import Any

from sqlalchemy import Select, func, select

from bot.store.accounts import Account, Owner
from bot.store.base import table_of
from bot.store.metrics import Target
from bot.store.people import Leave, Person, Placement, Team
from bot.store.plans import Assignment, Plan

Query = Select[tuple[Any, ...]]

_person, _placement, _team, _leave = table_of(Person), table_of(Placement), table_of(Team), table_of(Leave)
_account, _owner, _target = table_of(Account), table_of(Owner), table_of(Target)
_plan, _assignment = table_of(Plan), table_of(Assignment)


def people(workspace_id: int) -> Query:
    """PEOPLE."""
    row = _person.c
    return select(row.key.label("person"), row.name, row.start_date, row.end_date).where(
        row.workspace_id == workspace_id
    )


def placements(workspace_id: int) -> Query:
    """PLACEMENTS; a person without a team is in the team ""."""
    row, leader = _placement.c, _person.alias("leader")
    joined = (
        _placement.join(_person, _person.c.id == row.person_id)
        .outerjoin(_team, _team.c.id == row.team_id)
        .outerjoin(leader, leader.c.id == row.manager_id)
    )
    return (
        select(
            _person.c.key.label("person"),
            row.role,
            func.coalesce(_team.c.key, "").label("team"),
            row.region,
            leader.c.key.label("manager"),
            row.from_date,
            row.to_date,
        )
        .select_from(joined)
        .where(row.workspace_id == workspace_id)
    )


def leave(workspace_id: int) -> Query:
    """LEAVE."""
    row = _leave.c
    return (
        select(_person.c.key.label("person"), row.from_date, row.to_date)
        .join_from(_leave, _person, _person.c.id == row.person_id)
        .where(row.workspace_id == workspace_id)
    )


def accounts(workspace_id: int) -> Query:
    """ACCOUNTS."""
    row = _account.c
    return select(row.key.label("account"), row.name, row.region, row.segment, row.contract_months).where(
        row.workspace_id == workspace_id
    )


def owners(workspace_id: int) -> Query:
    """OWNERS."""
    row = _owner.c
    return (
        select(
            _account.c.key.label("account"),
            _person.c.key.label("person"),
            row.role,
            row.share_ppm,
            row.from_date,
            row.to_date,
        )
        .join_from(_owner, _account, _account.c.id == row.account_id)
        .join(_person, _person.c.id == row.person_id)
        .where(row.workspace_id == workspace_id)
    )


def targets(workspace_id: int) -> Query:
    """TARGETS."""
    row = _target.c
    return select(
        row.metric,
        row.scope,
        row.scope_key,
        row.from_date,
        row.to_date,
        row.value_num,
        row.value_den,
    ).where(row.workspace_id == workspace_id)


def assignments(workspace_id: int) -> Query:
    """ASSIGNMENTS."""
    row = _assignment.c
    return (
        select(
            _person.c.key.label("person"),
            _plan.c.key.label("plan"),
            row.from_date,
            row.to_date,
            row.base_year_minor,
            row.variable_year_minor,
        )
        .join_from(_assignment, _person, _person.c.id == row.person_id)
        .join(_plan, _plan.c.id == row.plan_id)
        .where(row.workspace_id == workspace_id)
    )
