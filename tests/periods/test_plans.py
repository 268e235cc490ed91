"""Plans into the store, version by version, and people onto plans."""

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select

from bot.periods.plans import LoadedPlan, PlanRefused, Terms, Who, assign_plan, load_plan, version_of
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.tables import Assignment, AuditEntry, Person, Plan, PlanVersion
from bot.store.workspaces import Workspace
from calc.language.document import DocumentError
from tests.front_door import FrontDoor
from tests.store.brightwater import CARE, NOW, write_company
from tests.store.ledger import Ledger
from tests.store.rows import rows_of

people, plans, versions = table_of(Person), table_of(Plan), table_of(PlanVersion)
assignments, audit, workspaces = table_of(Assignment), table_of(AuditEntry), table_of(Workspace)

NEXT = CARE.replace("from: 2024-01-01", "from: 2025-01-01").replace("title: Care", "title: Care 2025")


@pytest.fixture
def workspace_id(sqlite_engine: Engine) -> int:
    return write_company(sqlite_engine)


def _load(engine: Engine, workspace_id: int, text: str) -> LoadedPlan:
    with writing(engine) as connection:
        return load_plan(connection, workspace_id, text, NOW, "person gus")


def _assign(engine: Engine, workspace_id: int, who: Who, terms: Terms, plan: str = "care") -> list[str]:
    with writing(engine) as connection:
        return assign_plan(connection, workspace_id, plan, who, terms, NOW, "person gus")


def _revision(engine: Engine) -> int:
    with reading(engine) as connection:
        return int(connection.execute(select(workspaces.c.facts_revision)).scalar_one())


def _last_entry(engine: Engine) -> tuple[str, str, dict[str, Any]]:
    with reading(engine) as connection:
        row = connection.execute(select(audit).order_by(audit.c.id.desc())).first()
    assert row is not None
    return row.actor, row.action, json.loads(row.details)


def _on_care(engine: Engine, key: str) -> list[tuple[date, date | None, int | None]]:
    query = (
        select(assignments.c.from_date, assignments.c.to_date, assignments.c.variable_year_minor)
        .join_from(assignments, people, people.c.id == assignments.c.person_id)
        .join(plans, plans.c.id == assignments.c.plan_id)
        .where(people.c.key == key, plans.c.key == "care")
        .order_by(assignments.c.from_date)
    )
    with reading(engine) as connection:
        return [tuple(row) for row in connection.execute(query)]


def test_a_new_version_is_added_beside_the_old(sqlite_engine: Engine, workspace_id: int) -> None:
    before = _revision(sqlite_engine)
    loaded = _load(sqlite_engine, workspace_id, NEXT)
    assert loaded == LoadedPlan("care", "Care 2025", date(2025, 1, 1), "added")
    assert _revision(sqlite_engine) == before + 1
    with reading(sqlite_engine) as connection:
        assert version_of(connection, workspace_id, "care").title == "Care 2025"
        kept = connection.execute(select(versions.c.from_date).order_by(versions.c.from_date)).scalars()
        assert list(kept) == [date(2024, 1, 1), date(2024, 1, 1), date(2025, 1, 1)]  # Care, Starter, Care


def test_the_same_text_again_changes_nothing_at_all(sqlite_engine: Engine, workspace_id: int) -> None:
    before = rows_of(sqlite_engine)
    assert _load(sqlite_engine, workspace_id, CARE).outcome == "unchanged"
    assert rows_of(sqlite_engine) == before


def test_another_text_for_the_same_day_replaces_the_version(sqlite_engine: Engine, workspace_id: int) -> None:
    before = _revision(sqlite_engine)
    assert _load(sqlite_engine, workspace_id, CARE.replace("1.5%", "2%")).outcome == "changed"
    assert _revision(sqlite_engine) == before + 1
    with reading(sqlite_engine) as connection:
        kept = connection.execute(
            select(versions.c.document)
            .join(plans, plans.c.id == versions.c.plan_id)
            .where(plans.c.key == "care")
        ).scalars()
        assert ["rate: 2%" in text for text in kept] == [True]


def test_an_older_version_does_not_take_the_newer_ones_name(sqlite_engine: Engine, workspace_id: int) -> None:
    _load(sqlite_engine, workspace_id, NEXT)
    _load(sqlite_engine, workspace_id, CARE.replace("1.5%", "2%"))
    with reading(sqlite_engine) as connection:
        title = connection.execute(select(plans.c.title).where(plans.c.key == "care")).scalar_one()
        assert title == "Care 2025"
        assert version_of(connection, workspace_id, "care").title == "Care 2025"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("plan: [", "not YAML"),
        (CARE.replace("rate: 1.5%", "rate: one"), "'one' is not a rate"),
        (CARE.replace("metric: team_retention", "metric: retention"), "there is no metric `retention`"),
        (CARE.replace("currency: USD", "currency: dollars"), "is not a currency"),
    ],
    ids=["no YAML", "a rate in words", "an unknown metric", "no currency"],
)
def test_a_plan_with_mistakes_leaves_nothing_behind(
    sqlite_engine: Engine, workspace_id: int, text: str, words: str
) -> None:
    before = rows_of(sqlite_engine)
    with pytest.raises(DocumentError, match=words):
        _load(sqlite_engine, workspace_id, text)
    assert rows_of(sqlite_engine) == before


def test_loading_and_assigning_are_in_the_audit_log(sqlite_engine: Engine, workspace_id: int) -> None:
    _load(sqlite_engine, workspace_id, NEXT)
    actor, action, details = _last_entry(sqlite_engine)
    assert (actor, action) == ("person gus", "plan_loaded")
    assert (details["plan"], details["from"]) == ("care", "2025-01-01")
    _assign(
        sqlite_engine, workspace_id, Who(("ana", "cho")), Terms(date(2025, 1, 1), None, 6_000_000, 3_300_000)
    )
    actor, action, details = _last_entry(sqlite_engine)
    assert (actor, action) == ("person gus", "plan_assigned")
    assert details == {"plan": "care", "people": ["ana", "cho"], "from": "2025-01-01"}  # and no amount


def test_a_new_assignment_ends_the_open_one_the_day_before(sqlite_engine: Engine, workspace_id: int) -> None:
    """Ana was put on the plan from 1 January with 32,000.00 a year; from 1 September it is 33,000.00."""
    before = _revision(sqlite_engine)
    found = _assign(
        sqlite_engine, workspace_id, Who(("ana",)), Terms(date(2024, 9, 1), None, None, 3_300_000)
    )
    assert found == ["ana"]
    assert _on_care(sqlite_engine, "ana") == [
        (date(2024, 1, 1), date(2024, 8, 31), 3_200_000),
        (date(2024, 9, 1), None, 3_300_000),
    ]
    assert _revision(sqlite_engine) == before + 1


def test_an_assignment_from_the_same_day_is_replaced(sqlite_engine: Engine, workspace_id: int) -> None:
    terms = Terms(date(2024, 1, 1), date(2024, 12, 31), None, 3_300_000)
    _assign(sqlite_engine, workspace_id, Who(("ana",)), terms)
    assert _on_care(sqlite_engine, "ana") == [(date(2024, 1, 1), date(2024, 12, 31), 3_300_000)]


def test_an_assignment_that_ended_before_stays_as_it_was(sqlite_engine: Engine, workspace_id: int) -> None:
    _assign(sqlite_engine, workspace_id, Who(("ana",)), Terms(date(2024, 1, 1), date(2024, 3, 31)))
    _assign(sqlite_engine, workspace_id, Who(("ana",)), Terms(date(2024, 9, 1)))
    assert _on_care(sqlite_engine, "ana") == [
        (date(2024, 1, 1), date(2024, 3, 31), None),
        (date(2024, 9, 1), None, None),
    ]


@pytest.mark.parametrize("to_date", [None, date(2024, 10, 31), date(2024, 8, 15)])
def test_an_assignment_before_another_ends_when_that_begins(
    sqlite_engine: Engine, workspace_id: int, to_date: date | None
) -> None:
    _assign(sqlite_engine, workspace_id, Who(("ana",)), Terms(date(2024, 9, 1)))
    _assign(sqlite_engine, workspace_id, Who(("ana",)), Terms(date(2024, 8, 1), to_date))
    ends = min(to_date or date.max, date(2024, 8, 31))
    assert [(first, last) for first, last, _ in _on_care(sqlite_engine, "ana")] == [
        (date(2024, 1, 1), date(2024, 7, 31)),
        (date(2024, 8, 1), ends),
        (date(2024, 9, 1), None),
    ]


@pytest.mark.parametrize(
    ("who", "day", "expected"),
    [
        (Who(("fay", "ana")), "2024-08-01", ["ana", "fay"]),
        (Who(role="director"), "2024-08-01", ["dee"]),
        (Who(role="lead"), "2024-06-30", ["ben", "eli", "hal"]),
        (Who(role="lead"), "2024-07-01", ["ben", "eli"]),
        (Who(role="csm", team="red"), "2024-06-30", ["fay", "kim", "zoe"]),
        (Who(role="csm", team="red"), "2024-07-01", ["fay", "hal", "kim", "zoe"]),
        (Who(team="Team Blue"), "2024-07-01", ["ana", "ben", "cho", "jon"]),
        (Who(team="blue"), "2024-06-30", ["ana", "ben", "cho", "hal", "ida", "jon"]),
        (Who(("ana", "cho"), team="blue"), "2024-07-01", ["ana", "cho"]),
        (Who(("gus",)), "2024-07-01", ["gus"]),  # who has no place can still be named
    ],
)
def test_who_fits_is_decided_by_their_place_on_the_first_day(
    sqlite_engine: Engine, workspace_id: int, who: Who, day: str, expected: list[str]
) -> None:
    assert _assign(sqlite_engine, workspace_id, who, Terms(date.fromisoformat(day))) == expected


def test_who_starts_later_fits_by_their_own_first_day(sqlite_engine: Engine, workspace_id: int) -> None:
    with writing(sqlite_engine) as connection:
        ledger = Ledger(connection, workspace_id, NOW)
        ledger.person("new", "New Hire", start=date(2024, 10, 1))
        ledger.place("new", "blue", role="trainee", since="2024-10-01", until="2024-12-31")
        ledger.place("new", "blue", role="csm", since="2025-01-01")
    assert _assign(sqlite_engine, workspace_id, Who(role="trainee"), Terms(date(2024, 7, 1))) == ["new"]
    with pytest.raises(PlanRefused, match=r"key 'new' in role 'csm'"):
        _assign(sqlite_engine, workspace_id, Who(("new",), role="csm"), Terms(date(2024, 7, 1)))


@pytest.mark.parametrize(
    ("who", "words"),
    [
        (Who(("ana", "nobody")), r"Nobody at work from 2024-07-01 on has the key 'nobody'\."),
        (Who(("ida",)), r"Nobody at work from 2024-07-01 on has the key 'ida'\."),
        (Who(("fay",), team="blue"), r"Nobody at work from 2024-07-01 on has the key 'fay' in team 'blue'\."),
        (Who(role="pilot"), r"Nobody fits role 'pilot' on 2024-07-01\."),
        (Who(role="lead", team="green"), r"Nobody fits role 'lead' and team 'green' on 2024-07-01\."),
    ],
)
def test_nobody_who_fits_is_refused_and_nobody_is_assigned(
    sqlite_engine: Engine, workspace_id: int, who: Who, words: str
) -> None:
    before = rows_of(sqlite_engine)
    with pytest.raises(PlanRefused, match=words):
        _assign(sqlite_engine, workspace_id, who, Terms(date(2024, 7, 1)))
    assert rows_of(sqlite_engine) == before


def test_a_plan_that_is_not_there_is_refused_with_those_that_are(
    sqlite_engine: Engine, workspace_id: int
) -> None:
    with pytest.raises(PlanRefused, match=r"no plan 'gold' here. There are: care, starter\."):
        _assign(sqlite_engine, workspace_id, Who(("ana",)), Terms(date(2024, 7, 1)), plan="gold")


def test_each_period_is_paid_under_the_version_in_force_on_its_first_day(company: FrontDoor) -> None:
    """Renewals pay 3 % from 1 July: 100,003.00 × 3 % = 3,000.09 instead of 1,500.05, so 7,140.09 in all.

    The upsell of May stays at the 5 % of its own quarter: 500.00, with the bonus 4,340.00.
    """
    company.ask("ana")
    with company.changing() as ledger:
        ledger.plan(CARE.replace("from: 2024-01-01", "from: 2024-07-01").replace("1.5%", "3%"))
    assert "$7,140.09" in company.ask("ana")
    assert "$4,340.00" in company.ask("ana", "Q2")


def test_a_version_that_begins_within_a_period_counts_from_the_next(company: FrontDoor) -> None:
    with company.changing() as ledger:
        ledger.plan(CARE.replace("from: 2024-01-01", "from: 2024-07-02").replace("1.5%", "3%"))
    assert "$5,640.05" in company.ask("ana")
