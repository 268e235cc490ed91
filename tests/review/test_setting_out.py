"""When a period has ended, every compensation admin gets a card of it, from which its review is begun."""

from datetime import date

import pytest
from sqlalchemy import delete, insert, update

from bot.people.company import change_company, company_of
from bot.periods.pay_settings import change_pay_settings
from bot.review.schedules import ensure_schedules
from bot.schedule.board import preview
from bot.schedule.desk import named
from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.people import Person
from bot.store.periods import PeriodRow, Statement
from bot.store.plans import Assignment
from bot.store.schedules import Schedule
from bot.store.workspaces import Workspace
from tests.front_door import FrontDoor, said
from tests.review.stage import Q2, Stage, set_up
from tests.store.ledger import Ledger


def test_the_admin_gets_a_card_of_what_the_period_comes_to(stage: Stage) -> None:
    assert stage.set_out() == "Q2 2024 waits for its review"
    card = stage.card("gus")
    # 4,340 + 3,360 + 4,320 + 2,880 + 2,400 (tests.store.brightwater), and nothing for Kim.
    assert "Q2 2024 pay: ready for review\n*6 people*\nwith a statement\n*$17,300.00*" in said(card)
    assert "nothing in Q1 2024 to compare with" in said(card)
    assert card.text == "Q2 2024 pay is ready for review."
    assert stage.state() == "calculated"
    assert [stage.dms(person) for person in ("ben", "dee", "ana")] == [[], [], []]


def test_it_is_set_out_once(stage: Stage) -> None:
    stage.set_out()
    assert stage.set_out() == "Q2 2024 was set out before"
    assert len(stage.dms("gus")) == 1


def test_the_card_says_who_stands_out(stage: Stage) -> None:
    """Whoever is on the plan had the same in two quarters before; Ana gets 4,340.00 after 8.00, twice."""
    _had_before(stage, ana=800, fay=288_000)
    stage.set_out()
    words = said(stage.card("gus"))
    assert "*What stands out*\n*Ana Ruiz*\n▲ 54,150% above their usual\n" in words
    assert "Fay Moss" not in words
    assert "▲ $14,412.00 (499%) more than Q1 2024" in words


_NOTHING = '{"plans": [], "components": [], "measures": [], "problems": [], "notes": []}'


def _had_before(stage: Stage, **cents: int) -> None:
    """So much in each of the two quarters before, as if they had been calculated then."""
    periods, statements = table_of(PeriodRow), table_of(Statement)
    with writing(stage.door.engine) as connection:
        for key, start, end in (
            ("2023-Q4", "2023-10-01", "2023-12-31"),
            ("2024-Q1", "2024-01-01", "2024-03-31"),
        ):
            row = {
                "workspace_id": stage.door.workspace_id,
                "key": key,
                "start_date": date.fromisoformat(start),
                "end_date": date.fromisoformat(end),
                "state": "open",
                "facts_revision": 0,
                "as_of": date.fromisoformat(end),
                "calculated_at": stage.now,
            }
            period_id = connection.execute(insert(periods).values(row).returning(periods.c.id)).scalar_one()
            for person, total in cents.items():
                connection.execute(
                    insert(statements).values(
                        workspace_id=stage.door.workspace_id,
                        person_id=stage.id_of(person),
                        period_id=period_id,
                        currency="USD",
                        total_minor=total,
                        summary=_NOTHING,
                        digest="",
                    )
                )


def test_the_card_says_that_facts_are_missing(stage: Stage) -> None:
    with writing(stage.door.engine) as connection:
        workspaces = table_of(Workspace)
        connection.execute(update(workspaces).values(facts_through=date(2024, 6, 20)))
    stage.set_out()
    assert "*Facts are still missing:* they end on 20 Jun 2024, before Q2 2024 does." in said(
        stage.card("gus")
    )


def test_what_stands_out_follows_the_settings(stage: Stage) -> None:
    _had_before(stage, ana=288_000)  # 4,340.00 is 50.69 % over 2,880.00
    with writing(stage.door.engine) as connection:
        changes = {"outlier_percent": 51}
        change_pay_settings(connection, stage.door.workspace_id, changes, stage.now, "test")
    stage.set_out()
    assert "Nothing stands out: everybody is close to their usual." in said(stage.card("gus"))


def test_without_a_statement_there_is_nothing_to_review(stage: Stage) -> None:
    with writing(stage.door.engine) as connection:
        connection.execute(delete(table_of(Assignment)))
        Ledger(connection, stage.door.workspace_id, stage.now).imported(None)
    assert stage.set_out() == "nobody has a statement for Q2 2024"
    assert stage.dms("gus") == []
    assert stage.state() == "open"


def test_whoever_begins_it_second_reads_who_was_first(stage: Stage) -> None:
    stage.set_out()
    card = stage.card("gus")
    stage.press("gus", card, "review.start")
    note = stage.note("gus", card, "review.start")
    assert note.startswith("*Nothing was changed:* Gus Hall began the review of Q2 2024 (<!date^")
    assert stage.audited("review_begun") == ["person gus"]


def test_a_period_waits_for_the_one_before_it_and_is_set_out_then(stage: Stage) -> None:
    stage.begin()
    stage.door.clock.now = stage.now.replace(month=10, day=3)
    assert stage.set_out() == "Q3 2024 waits: Q2 2024 is under review; publish it first."
    told = stage.told("gus", "Q3 2024 is over, but its review has to wait.")
    assert "Q2 2024 is under review; publish it first." in said(told)
    stage.approve_everybody()
    stage.press("gus", stage.told("gus", "Q2 2024 pay: all approved"), "review.publish")
    assert stage.state(Q2) == "published"
    assert stage.state("2024-Q3") == "calculated"
    assert stage.told("gus", "Q3 2024 pay: ready for review")


def test_an_admin_who_comes_later_gets_a_card_too(stage: Stage) -> None:
    stage.begin()
    with writing(stage.door.engine) as connection:
        people = table_of(Person)
        connection.execute(update(people).where(people.c.key == "dee").values(is_admin=True))
    stage.approve("ben", "ana")
    assert "*1 approved*" in said(stage.told("dee", "Q2 2024 pay: in review"))


def test_nobody_can_approve_the_only_admin_who_reports_to_nobody(company: FrontDoor) -> None:
    with writing(company.engine) as connection:
        ledger = Ledger(connection, company.workspace_id, company.clock())
        ledger.on_plan("starter", "gus")
        ledger.imported(None)
    stage = set_up(company)
    stage.begin()
    assert "*Nobody can approve the pay of Gus Hall:*" in said(stage.card("gus"))


@pytest.mark.parametrize(
    ("pay_period", "rule", "following"),
    [
        ("quarter", "first working day of the fiscal quarter + 2 working days", date(2024, 10, 3)),
        ("month", "first working day of the month + 2 working days", date(2024, 9, 4)),
    ],
)
def test_it_happens_on_the_third_working_day_of_the_new_period(
    stage: Stage, pay_period: str, rule: str, following: date
) -> None:
    engine, workspace_id = stage.door.engine, stage.door.workspace_id
    with writing(engine) as connection:
        change_company(connection, workspace_id, {"pay_period": pay_period}, stage.now, "test")
    with writing(engine) as connection:
        ensure_schedules(connection, company_of(engine, workspace_id), stage.now)
    with reading(engine) as connection:
        assert named(connection, workspace_id, "period_review").rule == rule
    (slot,) = preview(engine, workspace_id, "period_review", 1, stage.now)
    assert slot.at.date() == following
    assert f"{slot.at:%H:%M}" == "09:00"


def test_a_rule_that_the_workspace_has_chosen_stays(stage: Stage) -> None:
    schedules = table_of(Schedule)
    engine, workspace_id = stage.door.engine, stage.door.workspace_id
    with writing(engine) as connection:
        mine = update(schedules).where(schedules.c.name == "period_review")
        connection.execute(mine.values(rule="day 10 of the fiscal quarter"))
        ensure_schedules(connection, company_of(engine, workspace_id), stage.now)
        assert named(connection, workspace_id, "period_review").rule == "day 10 of the fiscal quarter"
