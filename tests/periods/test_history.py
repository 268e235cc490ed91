"""Plans that look at what they paid before: the periods before are right first, and stay right."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select, update

from bot.people.company import change_company
from bot.periods.calculating import calculate_period
from bot.store.base import table_of
from bot.store.engine import open_engine, reading, writing
from bot.store.tables import Event, PeriodRow
from bot.store.workspaces import facts_changed
from calc.periods import FiscalCalendar, Period, PeriodKind
from calc.statement import calculate
from tests.databases import Databases
from tests.examples import tried
from tests.periods.acorn import (
    CALENDAR,
    GROWTH,
    NOW,
    PLAIN,
    Q1,
    Q2,
    Q3,
    Q4,
    SALES,
    YEAR_END,
    asked,
    company,
    happens,
    lines_of,
    totals,
)
from tests.store.ledger import Ledger
from tests.store.rows import calculated


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys of the periods that are calculated from now on, in that order."""
    keys: list[str] = []

    def heard(plans: Any, facts: Any, period: Period, **more: Any) -> Any:
        keys.append(period.key)
        return calculate(plans, facts, period, **more)

    monkeypatch.setattr("bot.periods.inputs.calculate", heard)
    return keys


SOLD = {"key": "D1", "kind": "upsell", "on": "2024-02-10", "amount": 1_000_000}
CANCELLED = {"key": "C1", "kind": "cancelled", "on": "2024-05-20", "parent": "D1"}


def test_what_was_paid_in_one_quarter_is_taken_back_in_the_next(engine: Engine, runs: list[str]) -> None:
    """10,000.00 × 10 % = 1,000.00 in the first quarter, which nobody had asked for yet."""
    workspace_id = company(engine)
    happens(engine, workspace_id, SOLD, CANCELLED)
    asked(engine, workspace_id, Q2)
    assert lines_of(engine, workspace_id, Q2.key) == [("clawback", "crm:D1", -100_000)]
    assert lines_of(engine, workspace_id, Q1.key) == [("pay", None, 100_000)]
    assert runs == ["2024-Q1", "2024-Q2"]


def test_a_cancellation_that_names_no_deal_takes_back_those_of_its_account(engine: Engine) -> None:
    """2,000.00 × 10 % = 200.00 besides the 1,000.00 of the first quarter; the next day's deal stays paid."""
    workspace_id = company(engine)
    other = {"key": "D2", "kind": "upsell", "on": "2024-05-20", "amount": 200_000}
    younger = {"key": "D3", "kind": "upsell", "on": "2024-05-21", "amount": 300_000}
    happens(engine, workspace_id, SOLD, other, younger, {**CANCELLED, "parent": ""})
    asked(engine, workspace_id, Q2)
    taken = [line for line in lines_of(engine, workspace_id, Q2.key) if line[0] == "clawback"]
    assert taken == [("clawback", "crm:D1", -100_000), ("clawback", "crm:D2", -20_000)]


def test_a_late_fact_moves_what_a_later_quarter_takes_back(engine: Engine) -> None:
    """The deal was 20,000.00: 2,000.00 are paid, and taken back."""
    workspace_id = company(engine)
    happens(engine, workspace_id, SOLD, CANCELLED)
    asked(engine, workspace_id, Q1, Q2)
    with writing(engine) as connection:
        event = table_of(Event)
        deal = update(event).where(event.c.external_id == "D1").values(amount_minor=2_000_000)
        connection.execute(deal)
        facts_changed(connection, workspace_id)
    asked(engine, workspace_id, Q2)
    assert totals(engine, workspace_id) == {"2024-Q1": 200_000, "2024-Q2": -200_000}


def test_a_late_fact_moves_what_is_carried_on(engine: Engine) -> None:
    """First quarter: −500.00 × 10 % = −50.00, so 50.00 are carried and it comes to 0.

    Second: 300.00 × 10 % = 30.00, all of which pays off what was carried. When 100.00 more turn up in the
    first quarter, only 40.00 are carried; and 300.00 more than that leave nothing to carry.
    """
    workspace_id = company(engine, GROWTH)
    first = {"key": "L1", "kind": "loss", "on": "2024-03-01", "change": -50_000}
    happens(
        engine, workspace_id, first, {"key": "U1", "kind": "upsell", "on": "2024-04-01", "change": 30_000}
    )
    asked(engine, workspace_id, Q2)
    assert lines_of(engine, workspace_id, Q1.key) == [("pay", None, -5_000), ("carry", None, 5_000)]
    assert lines_of(engine, workspace_id, Q2.key) == [("pay", None, 3_000), ("carry", None, -3_000)]
    happens(engine, workspace_id, {"key": "U2", "kind": "upsell", "on": "2024-01-05", "change": 30_000})
    asked(engine, workspace_id, Q2)
    # 30.00 − 50.00 = −20.00: 20.00 are carried, and 20.00 of the 30.00 pay them off.
    assert lines_of(engine, workspace_id, Q2.key) == [("pay", None, 3_000), ("carry", None, -2_000)]
    happens(engine, workspace_id, {"key": "U3", "kind": "upsell", "on": "2024-01-06", "change": 30_000})
    asked(engine, workspace_id, Q2)
    assert lines_of(engine, workspace_id, Q2.key) == [("pay", None, 3_000)]


def test_while_nothing_changes_nothing_is_calculated_again(engine: Engine, runs: list[str]) -> None:
    workspace_id = company(engine)
    happens(engine, workspace_id, SOLD, CANCELLED)
    asked(engine, workspace_id, Q4)
    assert runs == ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]
    runs.clear()
    asked(engine, workspace_id, Q1, Q2, Q3, Q4)
    assert runs == []
    calculate_period(engine, workspace_id, Q3, YEAR_END, NOW)
    assert runs == ["2024-Q3"]
    happens(engine, workspace_id, {"key": "D2", "kind": "upsell", "on": "2024-08-01", "amount": 100})
    runs.clear()
    asked(engine, workspace_id, Q3)
    assert runs == ["2024-Q1", "2024-Q2", "2024-Q3"]
    asked(engine, workspace_id, Q4)
    assert runs == ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]


def test_a_quarter_that_was_asked_for_too_early_is_whole_when_the_next_one_looks_at_it(
    engine: Engine,
) -> None:
    """On 31 January the deal of 10 February had not happened."""
    workspace_id = company(engine)
    happens(engine, workspace_id, SOLD, CANCELLED)
    asked(engine, workspace_id, Q1, Q2, today=date(2024, 1, 31))
    assert totals(engine, workspace_id) == {"2024-Q1": 0, "2024-Q2": 0}
    asked(engine, workspace_id, Q2, today=date(2024, 5, 19))
    assert totals(engine, workspace_id) == {"2024-Q1": 100_000, "2024-Q2": 0}
    asked(engine, workspace_id, Q2, today=date(2024, 5, 20))
    assert totals(engine, workspace_id) == {"2024-Q1": 100_000, "2024-Q2": -100_000}


def _keys(engine: Engine) -> list[str]:
    periods = table_of(PeriodRow).c
    with reading(engine) as connection:
        return list(connection.execute(select(periods.key).order_by(periods.start_date)).scalars())


@pytest.mark.parametrize(
    ("plan", "since", "expected"),
    [
        # From the first day that somebody is on the plan and at work (the first one here is 1 January 2023) …
        (SALES, "2023-08-01", ["2023-Q3", "2023-Q4", "2024-Q1"]),
        (SALES, "2020-01-01", ["2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4", "2024-Q1"]),
        # … that is, on a version of it.
        (SALES.replace("2023-01-01", "2023-11-15"), "2020-01-01", ["2023-Q4", "2024-Q1"]),
        (SALES, "2024-02-01", ["2024-Q1"]),
        (SALES, "2024-07-01", ["2024-Q1"]),  # nobody is on it yet
        (PLAIN, "2020-01-01", ["2024-Q1"]),  # it looks at nothing that was paid before
    ],
)
def test_only_periods_in_which_the_plan_may_have_paid_are_calculated(
    sqlite_engine: Engine, plan: str, since: str, expected: list[str]
) -> None:
    workspace_id = company(sqlite_engine, plan, since)
    asked(sqlite_engine, workspace_id, Q1)
    assert _keys(sqlite_engine) == expected


def test_a_plan_that_nobody_is_on_makes_nobody_wait(sqlite_engine: Engine) -> None:
    workspace_id = company(sqlite_engine, PLAIN)
    with writing(sqlite_engine) as connection:
        Ledger(connection, workspace_id, NOW).plan(SALES.replace("plan: sales", "plan: shelf"))
    asked(sqlite_engine, workspace_id, Q3)
    assert _keys(sqlite_engine) == ["2024-Q3"]


def test_what_was_kept_while_pay_was_settled_by_the_quarter_is_not_paid_twice(engine: Engine) -> None:
    """By the month, the deal was paid in February: what is left of it in May is 1,000.00, not twice that."""
    workspace_id = company(engine)
    happens(engine, workspace_id, SOLD, CANCELLED)
    asked(engine, workspace_id, Q1)
    with writing(engine) as connection:
        change_company(connection, workspace_id, {"pay_period": "month"}, NOW, "test")
    asked(engine, workspace_id, CALENDAR.period(PeriodKind.MONTH, 2024, 5))
    assert lines_of(engine, workspace_id, "2024-05") == [("clawback", "crm:D1", -100_000)]


def test_the_year_of_a_cap_is_the_companys_own(engine: Engine) -> None:
    """At most 1,500.00 a year, which begins in February here: January's 1,000.00 are of the year before.

    February to April 1,000.00, May to July the other 500.00 of 1,000.00.
    """
    capped = PLAIN.replace("rates: [{rate: 10%}]", 'cap: {year: "$1,500"}, rates: [{rate: 10%}]')
    workspace_id = company(engine, capped, fiscal_year_start_month=2)
    days = ("2024-01-31", "2024-02-01", "2024-05-01")
    sold = [{"key": on, "kind": "upsell", "on": on, "change": 1_000_000} for on in days]
    happens(engine, workspace_id, *sold)
    asked(engine, workspace_id, FiscalCalendar(2).period(PeriodKind.QUARTER, 2025, 2))
    assert totals(engine, workspace_id) == {"2024-Q4": 100_000, "2025-Q1": 100_000, "2025-Q2": 50_000}


deals = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["upsell", "upsell", "cancelled"]),
        "on": st.dates(date(2024, 1, 1), YEAR_END).map(date.isoformat),
        "amount": st.integers(1, 10**6).map(lambda tens: tens * 10),
        "parent": st.sampled_from(["", "0", "1", "2"]),
    }
)
steps = st.lists(
    deals | st.tuples(st.sampled_from([Q1, Q2, Q3, Q4]), st.dates(date(2024, 1, 1), YEAR_END)), max_size=12
)


@tried(8)
@given(steps=steps, plan=st.sampled_from([SALES, SALES + "carry_under: $0\n"]))
def test_however_facts_come_and_whoever_asks_in_between_the_end_is_the_same(
    databases: Databases, steps: list[Any], plan: str
) -> None:
    """As if all facts had been there before anybody asked."""
    facts = [step for step in steps if isinstance(step, dict)]
    events = [{**fact, "key": str(number)} for number, fact in enumerate(facts)]
    left, results = iter(events), []
    step_by_step, at_once = (open_engine(databases.fresh("sqlite")) for _ in range(2))
    for engine in (step_by_step, at_once):
        workspace_id = company(engine, plan)
    for step in steps:
        if isinstance(step, dict):
            happens(step_by_step, workspace_id, next(left))
        else:
            asked(step_by_step, workspace_id, step[0], today=step[1])
    happens(at_once, workspace_id, *events)
    for engine in (step_by_step, at_once):
        asked(engine, workspace_id, Q4, Q3, Q2, Q1)
        results.append(calculated(engine, workspace_id))
        engine.dispose()
    assert results[0] == results[1]
    sums = {key: json.loads(summary)["components"] for key, *_, summary in results[0]["statements"]}
    for key, total in {key: total for key, _, _, total, _ in results[0]["statements"]}.items():
        assert sum(part["amount_minor"] for part in sums[key]) == total
