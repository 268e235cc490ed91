"""Nobody ever reads an old number: the next question shows what changed, without any command in between."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from bot.store.base import table_of
from bot.store.engine import reading, writing
from bot.store.tables import PeriodRow
from tests.front_door import FrontDoor, said
from tests.store.brightwater import CARE, NOW
from tests.store.rows import calculated

periods = table_of(PeriodRow)


def _calculated_at(door: FrontDoor) -> dict[str, datetime]:
    with reading(door.engine) as connection:
        return {row.key: row.calculated_at for row in connection.execute(select(periods))}


def test_a_new_fact_shows_in_the_next_answer(either_company: FrontDoor) -> None:
    """20,000.00 × 1.5 % = 300.00 more than 5,640.05."""
    assert "$5,640.05" in either_company.ask("ana")
    with either_company.changing() as ledger:
        ledger.event("R5", "renewal", "2024-08-10", "alder", amount=2_000_000)
    assert "$5,940.05" in either_company.ask("ana")
    assert "$5,940.05" in said(either_company.home("ana"))
    assert "$20,000.00" in said(either_company.every_line("ana"))


def test_a_changed_plan_shows_in_the_next_answer(company: FrontDoor) -> None:
    """100,003.00 × 2 % = 2,000.06 instead of 1,500.05: 6,140.06."""
    company.ask("ana")
    with company.changing() as ledger:
        ledger.plan(CARE.replace("1.5%", "2%"))
    assert "$6,140.06" in company.ask("ana")


def test_a_changed_assignment_shows_in_the_next_answer(company: FrontDoor) -> None:
    """33,000.00 × 40 % × 120 % × 1/4 = 3,960.00, that is 120.00 more: 5,760.05."""
    company.ask("ana")
    with company.changing() as ledger:
        ledger.on_plan("care", "ana", variable=3_300_000)
    assert "$5,760.05" in company.ask("ana")


def test_a_fact_of_an_earlier_period_shows_there(company: FrontDoor) -> None:
    """2,000.00 × 5 % = 100.00 more than 4,340.00 in the second quarter; the third stays as it was."""
    company.ask("ana")
    with company.changing() as ledger:
        ledger.event("U5", "upsell", "2024-06-30", "alder", amount=200_000)
    answer = company.ask("ana")
    assert "$5,640.05" in answer
    assert "Q2 2024 came to $4,440.00" in answer
    assert "$4,440.00" in company.ask("ana", "Q2")


def test_what_is_dated_ahead_counts_from_its_day(company: FrontDoor) -> None:
    """10,000.00 × 1.5 % = 150.00 more than 3,560.00, from 20 August on."""
    with company.changing() as ledger:
        ledger.event("R6", "renewal", "2024-08-20", "cedar", amount=1_000_000)
    for day, amount in ((14, "$3,560.00"), (19, "$3,560.00"), (20, "$3,710.00"), (21, "$3,710.00")):
        company.clock.now = datetime(2024, 8, day, 23, 59, tzinfo=UTC)
        assert amount in company.ask("cho")


def test_the_day_begins_in_the_companys_time_zone(company: FrontDoor) -> None:
    """In Berlin 20 August begins at 22:00 of the 19th in Greenwich."""
    with company.changing() as ledger:
        ledger.event("R6", "renewal", "2024-08-20", "cedar", amount=1_000_000)
        ledger.connection.execute(text("UPDATE workspaces SET time_zone = 'Europe/Berlin'"))
    company.clock.now = datetime(2024, 8, 19, 21, 59, tzinfo=UTC)
    assert "$3,560.00" in company.ask("cho")
    company.clock.now = datetime(2024, 8, 19, 22, 0, tzinfo=UTC)
    assert "$3,710.00" in company.ask("cho")


def test_a_period_that_ended_is_whole_from_the_next_day(company: FrontDoor) -> None:
    with company.changing() as ledger:
        ledger.event("R7", "renewal", "2024-09-30", "cedar", amount=1_000_000)
    company.clock.now = datetime(2024, 9, 30, 12, tzinfo=UTC)
    assert "$3,710.00 so far in Q3 2024" in company.ask("cho")
    company.clock.now = datetime(2024, 10, 1, 0, tzinfo=UTC)
    assert "$3,710.00 earned in Q3 2024" in company.ask("cho", "last quarter")


def test_nothing_is_calculated_again_while_nothing_changed(company: FrontDoor) -> None:
    company.ask("ana")
    before = _calculated_at(company)
    assert before == {"2024-Q2": NOW, "2024-Q3": NOW}
    company.clock.advance(hours=3)
    for person in ("ana", "cho", "fay", "jon"):
        company.ask(person)
    assert _calculated_at(company) == before
    # The next day the open period is, but not the one that ended.
    company.clock.now = NOW + timedelta(days=1)
    company.ask("ana")
    assert _calculated_at(company) == {"2024-Q2": NOW, "2024-Q3": NOW + timedelta(days=1)}


def test_periods_that_have_not_begun_are_not_calculated(company: FrontDoor) -> None:
    company.ask("ana", "2024")
    company.ask("ana", "Q4 2024")
    assert sorted(_calculated_at(company)) == [f"2023-Q{part}" for part in (1, 2, 3, 4)] + [
        f"2024-Q{part}" for part in (1, 2, 3)
    ]


def _break_plans(door: FrontDoor) -> None:
    """A document that was good when it was loaded, and is not any more."""
    with writing(door.engine) as connection:
        connection.execute(text("UPDATE plan_versions SET document = 'plan: [$5,640.05'"))


def _break_lines(door: FrontDoor) -> None:
    """The last thing that a calculation writes cannot be written."""
    refuse = {
        "sqlite": "CREATE TRIGGER boom BEFORE INSERT ON lines BEGIN SELECT RAISE(ABORT, 'no'); END",
        "postgresql": "ALTER TABLE lines ADD CONSTRAINT boom CHECK (share_ppm < 0) NOT VALID",
    }
    with writing(door.engine) as connection:
        connection.execute(text(refuse[door.engine.dialect.name]))


@pytest.mark.parametrize("break_it", [_break_plans, _break_lines])
def test_a_calculation_that_fails_leaves_what_was_there(
    either_company: FrontDoor, break_it: Callable[[FrontDoor], None]
) -> None:
    either_company.ask("ana")
    before = calculated(either_company.engine, either_company.workspace_id)
    assert before["lines"]
    with either_company.changing() as ledger:
        ledger.event("R5", "renewal", "2024-08-10", "alder", amount=2_000_000)
    break_it(either_company)
    assert "Sorry, that went wrong on my side" in either_company.ask("ana")
    assert calculated(either_company.engine, either_company.workspace_id) == before
