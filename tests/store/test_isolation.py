"""Two companies in one store with the same keys, names and Slack users never meet."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date

import pytest
from polars.testing import assert_frame_equal
from sqlalchemy import Engine

from bot.people.access import may_see_pay
from bot.people.company import admins, change_company, set_admin
from bot.people.identity import Caller, forget, identify
from bot.periods.calculating import calculate_period
from bot.periods.plans import PlanRefused, Terms, Who, assign_plan, load_plan, version_of
from bot.runtime import bind_team, local_team
from bot.store.engine import StoreError, reading, writing
from bot.store.facts import facts_between, plan_documents
from bot.store.workspaces import workspace_named
from calc.periods import FiscalCalendar, PeriodKind
from tests.front_door import FrontDoor, open_door, said
from tests.store.brightwater import CARE, NOW, TEAM_ID, write_company
from tests.store.rows import rows_of

OTHER_TEAM = "T0OTHER"
Q3 = FiscalCalendar().period(PeriodKind.QUARTER, 2024, 3)
EXTRA = CARE.replace("plan: care", "plan: extra").replace("title: Care", "title: Extra")


@dataclass
class Two:
    """Brightwater, and the other company, where Ana renewed one customer more.

    1,000,000.00 × 1.5 % = 15,000.00, so her 5,640.05 are 20,640.05 there.
    """

    engine: Engine
    ours: FrontDoor
    other: FrontDoor


@pytest.fixture
def two(engine: Engine) -> Iterator[Two]:
    ours = write_company(engine)
    other = write_company(engine, "Otherland", OTHER_TEAM)
    with ExitStack() as doors:
        first = doors.enter_context(open_door(engine, ours))
        second = doors.enter_context(open_door(engine, other, OTHER_TEAM))
        with first.changing():
            pass  # so that the facts of both are at the same revision
        with second.changing() as ledger:
            shares = {"ana": 1_000_000}
            ledger.event("R9", "renewal", "2024-07-01", "alder", amount=100_000_000, credits=shares)
            ledger.target("team_retention", "team", "red", 99, over=100)
            ledger.reading("nps", "team", "blue", "2024-07-31", 40)
            ledger.away("ana", "2024-08-01", "2024-08-02")
            ledger.rate("EUR", "USD", "2024-01-01", 27, 25)
        yield Two(engine, first, second)


def test_each_sees_their_own_company_on_every_surface(two: Two) -> None:
    for door, mine, theirs in (
        (two.ours, "$5,640.05", "$20,640.05"),
        (two.other, "$20,640.05", "$5,640.05"),
    ):
        shown = [door.ask("ana"), said(door.home("ana")), door.ask("ben", "@ana"), door.ask("ana", "2024")]
        lines = said(door.every_line("ana"))
        assert all(mine in text for text in shown[:3])
        assert all(theirs not in text for text in [*shown, lines])
        assert lines.count("= *$") == (3 if door is two.ours else 4)
        assert ("$1,000,000.00" in lines) is (door is two.other)


def test_a_period_that_one_company_calculated_is_not_the_others(two: Two) -> None:
    assert "$0.00 earned in Q1 2024" in two.other.ask("ana", "Q1")
    assert "$0.00 earned in Q1 2024" in two.ours.ask("ana", "Q1")


def test_the_admin_of_one_company_cannot_name_a_person_of_the_other(two: Two) -> None:
    with two.other.changing() as ledger:
        ledger.person("xen", "Xen Elsewhere")
    two.ours.forge("gus", "mycomp.period", "2024-Q3 xen")
    assert "That pay is not yours to see" in said(two.ours.world.messages("UGUS")[-1])


def test_what_one_company_does_leaves_every_row_of_the_other_as_it_was(two: Two) -> None:
    two.other.ask("ana")
    before = rows_of(two.engine, two.other.workspace_id)
    ours = two.ours.workspace_id
    two.ours.ask("ana")
    two.ours.ask("gus", "@ana Q1")
    calculate_period(two.engine, ours, Q3, date(2024, 9, 1), NOW)
    forget(two.engine, TEAM_ID, "UANA")
    with writing(two.engine) as connection:
        load_plan(connection, ours, CARE.replace("1.5%", "9%"), NOW)
        load_plan(connection, ours, EXTRA, NOW)
        assign_plan(connection, ours, "extra", Who(), Terms(date(2024, 9, 1)), NOW)
        change_company(connection, ours, {"fiscal_year_start_month": 2}, NOW, "test")
        set_admin(connection, ours, "ana", True, NOW, "test")
    assert rows_of(two.engine, two.other.workspace_id) == before


def test_facts_and_plans_are_read_from_one_company_alone(two: Two, sqlite_engine: Engine) -> None:
    """As from a store that holds nothing else, table by table; and the other one has what is its own."""
    with writing(two.engine) as connection:
        load_plan(connection, two.other.workspace_id, EXTRA, NOW)
        assign_plan(connection, two.other.workspace_id, "extra", Who(("jon",)), Terms(NOW.date()), NOW)
    alone = write_company(sqlite_engine)
    with reading(sqlite_engine) as connection:
        expected = facts_between(connection, alone, Q3.start, Q3.end)
        documents = plan_documents(connection, alone)
    with reading(two.engine) as connection:
        ours = facts_between(connection, two.ours.workspace_id, Q3.start, Q3.end)
        theirs = facts_between(connection, two.other.workspace_id, Q3.start, Q3.end)
        assert plan_documents(connection, two.ours.workspace_id) == documents
        assert plan_documents(connection, two.other.workspace_id) == [*documents, EXTRA]
    for table, frame in vars(ours).items():
        assert_frame_equal(frame, getattr(expected, table), check_row_order=False)
    more = {table: frame.height - getattr(ours, table).height for table, frame in vars(theirs).items()}
    assert {table: rows for table, rows in more.items() if rows} == {
        "events": 1,
        "credits": 1,
        "targets": 1,
        "readings": 1,
        "leave": 1,
        "exchange": 1,
        "assignments": 1,
    }


def test_a_plan_of_another_company_cannot_be_given_or_read(two: Two) -> None:
    with writing(two.engine) as connection:
        load_plan(connection, two.other.workspace_id, EXTRA, NOW)
    with writing(two.engine) as connection:
        with pytest.raises(PlanRefused, match=r"no plan 'extra' here. There are: care, starter\."):
            assign_plan(connection, two.ours.workspace_id, "extra", Who(("ana",)), Terms(NOW.date()), NOW)
        with pytest.raises(PlanRefused, match="no plan 'extra' here"):
            version_of(connection, two.ours.workspace_id, "extra")


def test_the_same_slack_user_is_another_person_in_another_team(two: Two) -> None:
    found = [
        identify(two.engine, team, "UANA", door.services.look_up, NOW)
        for team, door in ((TEAM_ID, two.ours), (OTHER_TEAM, two.other))
    ]
    callers = [caller for caller in found if isinstance(caller, Caller)]
    assert [(caller.key, caller.company.name) for caller in callers] == [
        ("ana", "Brightwater"),
        ("ana", "Otherland"),
    ]
    assert forget(two.engine, TEAM_ID, "UANA")
    assert not forget(two.engine, TEAM_ID, "UANA")
    assert forget(two.engine, OTHER_TEAM, "UANA")


def test_a_manager_leads_nobody_in_another_company(two: Two) -> None:
    two.ours.ask("ben")
    two.other.ask("ana")
    ben = identify(two.engine, TEAM_ID, "UBEN", two.ours.services.look_up, NOW)
    anas = [
        identify(two.engine, team, "UANA", door.services.look_up, NOW)
        for team, door in ((TEAM_ID, two.ours), (OTHER_TEAM, two.other))
    ]
    assert isinstance(ben, Caller)
    with reading(two.engine) as connection:
        seen = [may_see_pay(connection, ben, ana.id, NOW.date()) for ana in anas if isinstance(ana, Caller)]
    assert seen == [True, False]


def test_admins_are_those_of_the_company(two: Two) -> None:
    with writing(two.engine) as connection:
        set_admin(connection, two.ours.workspace_id, "ana", True, NOW, "test")
        assert admins(connection, two.ours.workspace_id) == ["Ana Ruiz", "Gus Hall"]
        assert admins(connection, two.other.workspace_id) == ["Gus Hall"]
        assert workspace_named(connection, "Otherland") == two.other.workspace_id


def test_a_company_keeps_its_slack_team(two: Two) -> None:
    with pytest.raises(StoreError, match=f"belongs to the Slack team {TEAM_ID}, but the token is of team T9"):
        bind_team(two.engine, two.ours.workspace_id, "T9")
    assert local_team(two.engine, two.other.workspace_id) == OTHER_TEAM
