"""A period calculated for a whole company: the same each time, also when many ask at once."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

import polars as pl
import pytest
from sqlalchemy import func, select, update

from bot.periods.calculating import calculate_period
from bot.store.base import table_of
from bot.store.engine import reading
from bot.store.tables import Line, PeriodRow, PlanVersion, Statement
from bot.store.tables import Plan as StoredPlan
from calc.facts import Facts
from calc.periods import FiscalCalendar, Period, PeriodKind
from calc.plan import Plan
from calc.results import Calculation
from calc.statement import calculate
from tests.front_door import FrontDoor
from tests.store.brightwater import CARE, NOW
from tests.store.rows import calculated

Q3 = FiscalCalendar().period(PeriodKind.QUARTER, 2024, 3)
periods, statements, lines = table_of(PeriodRow), table_of(Statement), table_of(Line)
versions = table_of(PlanVersion)
TODAY = NOW.date()
SHELVED = CARE.replace("plan: care\ntitle: Care", "plan: shelved\ntitle: Shelved")


def test_everybody_on_a_plan_gets_a_statement(company: FrontDoor) -> None:
    """Ana 3 lines, Cho, Fay and Zoe 2 each, Ben 1, Kim none: 10 lines in 6 statements."""
    done = calculate_period(company.engine, company.workspace_id, Q3, TODAY, NOW)
    assert (done.period, done.statements, done.lines) == (Q3, 6, 10)
    kept = calculated(company.engine, company.workspace_id)
    totals = {person: total for key, person, _, total, _ in kept["statements"] if key == Q3.key}
    assert totals == {
        "ana": 564_005, "cho": 356_000, "ben": 432_000, "fay": 282_450, "zoe": 210_000, "kim": 0
    }  # fmt: skip
    counted = Counter(person for key, person, *_ in kept["lines"] if key == Q3.key)
    assert counted == {
        "ana": 3,
        "cho": 2,
        "fay": 2,
        "zoe": 2,
        "ben": 1,
    }


def test_each_statement_is_the_sum_of_its_lines(company: FrontDoor) -> None:
    calculate_period(company.engine, company.workspace_id, Q3, TODAY, NOW)
    sums = (
        select(statements.c.total_minor, func.coalesce(func.sum(lines.c.amount_minor), 0))
        .join_from(statements, lines, lines.c.statement_id == statements.c.id, isouter=True)
        .join(periods, periods.c.id == statements.c.period_id)
        .where(periods.c.key == Q3.key)
        .group_by(statements.c.id)
    )
    with reading(company.engine) as connection:
        rows = connection.execute(sums).all()
    assert len(rows) == 6
    assert all(total == added for total, added in rows)


def test_the_company_is_told_what_concerns_no_statement(company: FrontDoor) -> None:
    """Everybody at work without a plan, and an event that nobody is credited for."""
    with company.changing() as ledger:
        ledger.account("gap")
        ledger.event("R8", "renewal", "2024-08-01", "gap", amount=5_000_000)
    told = calculate_period(company.engine, company.workspace_id, Q3, TODAY, NOW).problems
    without_plan = told.filter(pl.col("code") == "no_plan")["person"]
    assert set(without_plan) == {"dee", "eli", "gus", "hal", "jon", "lou", "mia", "ned", "pat", "quin"}
    assert told.filter(pl.col("code") == "nobody_credited")["event"].to_list() == ["crm:R8"]


def test_a_plan_that_nobody_is_on_is_not_read(either_company: FrontDoor) -> None:
    """Not even one that was good when it was loaded, and is not any more: 5,640.05 as without it."""
    with either_company.changing() as ledger:
        ledger.plan(SHELVED)
        mine = versions.c.plan_id == ledger.id_of(StoredPlan, "shelved")
        ledger.connection.execute(update(versions).where(mine).values(document="plan: ["))
    assert "$5,640.05" in either_company.ask("ana")


def test_a_plan_that_somebody_was_on_is_read(company: FrontDoor) -> None:
    """Jon was on it until June, and sees what it paid then."""
    with company.changing() as ledger:
        ledger.plan(SHELVED)
        ledger.on_plan("shelved", "jon", since="2024-04-01", until="2024-06-30")
    assert "Plan: Shelved" in company.ask("jon", "Q2")


def test_a_period_calculated_again_has_the_same_rows(either_company: FrontDoor) -> None:
    door = either_company
    results = []
    for _ in range(2):
        calculate_period(door.engine, door.workspace_id, Q3, TODAY, NOW)
        results.append(calculated(door.engine, door.workspace_id))
    assert results[0] == results[1]
    with reading(door.engine) as connection:
        assert connection.execute(select(func.count()).select_from(periods)).scalar() == 1


def test_two_calculations_at_once_leave_one_whole_result(either_company: FrontDoor) -> None:
    door = either_company
    calculate_period(door.engine, door.workspace_id, Q3, TODAY, NOW)
    expected = calculated(door.engine, door.workspace_id)
    failed = _at_once(4, lambda: calculate_period(door.engine, door.workspace_id, Q3, date(2024, 8, 14), NOW))
    assert failed == []
    assert calculated(door.engine, door.workspace_id) == expected
    with reading(door.engine) as connection:
        assert connection.execute(select(func.count()).select_from(periods)).scalar() == 1


def test_of_many_who_ask_at_once_after_a_change_one_does_the_work_and_all_get_the_new_number(
    either_company: FrontDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """20,000.00 × 1.5 % = 300.00 more than 5,640.05. The period asked for and the one before: two in all."""
    door = either_company
    door.ask("ana")
    with door.changing() as ledger:
        ledger.event("R5", "renewal", "2024-08-10", "alder", amount=2_000_000)
    calculated_keys: list[str] = []

    def counted(
        plans: Sequence[Plan], facts: Facts, period: Period, as_of: date, calendar: FiscalCalendar
    ) -> Calculation:
        calculated_keys.append(period.key)
        return calculate(plans, facts, period, as_of, calendar)

    monkeypatch.setattr("bot.periods.inputs.calculate", counted)
    answers: list[str] = []

    def ask() -> None:
        answer = door.world.run("UANA", "/mycomp").answer
        answers.append(answer.body.decode() if answer else "none")

    assert _at_once(4, ask) == []
    assert ["5,940.05" in answer for answer in answers] == [True] * 4
    assert sorted(calculated_keys) == ["2024-Q2", "2024-Q3"]


def test_a_calculation_in_between_never_takes_the_lines_away(either_company: FrontDoor) -> None:
    """A month is added up from lines, and a calculation puts new ones in their place while somebody reads."""
    door = either_company
    door.ask("ana")
    done = threading.Event()

    def calculate_on_and_on() -> None:
        while not done.is_set():
            calculate_period(door.engine, door.workspace_id, Q3, TODAY, NOW)

    calculating = threading.Thread(target=calculate_on_and_on)
    calculating.start()
    try:
        months = [door.ask("ana", "July") for _ in range(12)]
    finally:
        done.set()
        calculating.join(10)
    assert ["$1,500.05" in month for month in months] == [True] * 12


def _at_once(times: int, work: Callable[[], object]) -> list[BaseException]:
    failed: list[BaseException] = []

    def guarded() -> None:
        try:
            work()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=guarded) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
        assert not thread.is_alive()
    return failed
