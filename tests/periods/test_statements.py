"""What a statement is made of: the components that count, the whole plan's own lines, notes and measures."""

import json
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.store.engine import writing
from tests.periods.acorn import NOW, Q2, SALES, asked, company, happens, lines_of
from tests.store.ledger import Ledger
from tests.store.rows import calculated

# Upsells pay 10 %, at most 500.00 a quarter for everything; a first reference wins a day off.
PLAN = """
plan: sales
title: Sales
from: 2023-01-01
currency: USD
company_goal: growth
cap: {period: "$500"}
metrics:
  sold: {title: Sold, measure: sum, of: {kind: upsell}, scope: person, window: year, target: "$20,000"}
components:
  kept: {pay: commission, title: Kept, for_goal: retention, rates: [{kind: renewal, rate: 1%}]}
  deals: {pay: commission, title: Deals, for_goal: growth, rates: [{kind: upsell, rate: 10%}]}
  references: {pay: spiff, title: References, of: {kind: reference}, prize: Day off}
  quota: {pay: bonus, title: Quota, metric: sold, amount: "$100", payout: [{at: 50%, pays: 100%}]}
"""
SOLD = {"key": "D1", "kind": "upsell", "on": "2024-04-10", "amount": 1_000_000}


def _summary(engine: Engine, workspace_id: int, person: str = "ana") -> dict[str, Any]:
    rows = calculated(engine, workspace_id)["statements"]
    (found,) = (row[4] for row in rows if row[:2] == (Q2.key, person))
    summary: dict[str, Any] = json.loads(found)
    return summary


def _parts(engine: Engine, workspace_id: int) -> list[tuple[str, str, int, int]]:
    parts = _summary(engine, workspace_id)["components"]
    return [(part["component"], part["title"], part["lines"], part["amount_minor"]) for part in parts]


@pytest.fixture
def workspace_id(engine: Engine) -> int:
    return company(engine, PLAN)


def test_only_components_that_count_are_listed_and_the_whole_plans_cap_once_it_takes_something(
    engine: Engine, workspace_id: int
) -> None:
    """10,000.00 × 10 % = 1,000.00 and 100.00 for half of the quota, of which 600.00 are over the cap."""
    nothing = [("deals", "Deals", 0, 0), ("references", "References", 0, 0), ("quota", "Quota", 1, 0)]
    asked(engine, workspace_id, Q2)
    assert _parts(engine, workspace_id) == nothing
    happens(engine, workspace_id, SOLD)
    asked(engine, workspace_id, Q2)
    assert _parts(engine, workspace_id) == [
        ("deals", "Deals", 1, 100_000),
        ("references", "References", 0, 0),
        ("quota", "Quota", 1, 10_000),
        ("cap", "Cap on the whole plan", 1, -60_000),
    ]


def test_what_is_carried_is_a_part_of_its_own(sqlite_engine: Engine) -> None:
    """Nothing was earned, and 20.00 are what a quarter comes to at least."""
    workspace_id = company(sqlite_engine, SALES + 'carry_under: "$20"\n')
    asked(sqlite_engine, workspace_id, Q2)
    # The first quarter carried 20.00 already, and that is still open.
    assert _parts(sqlite_engine, workspace_id) == [
        ("deals", "Deals", 0, 0),
        ("carry", "Carried between periods", 1, 2_000),
    ]


def test_a_prize_that_is_not_pay_keeps_its_name(engine: Engine, workspace_id: int) -> None:
    happens(engine, workspace_id, {"key": "R1", "kind": "reference", "on": "2024-05-02"})
    asked(engine, workspace_id, Q2)
    columns = ("component", "entry", "amount_minor", "reward")
    won, quota = lines_of(engine, workspace_id, Q2.key, *columns)
    assert won == ("references", "prize", 0, "Day off")
    assert quota == ("quota", "pay", 0, "")
    assert ("references", "References", 1, 0) in _parts(engine, workspace_id)


def test_a_line_keeps_its_span_and_what_its_event_was_in_its_own_currency(
    engine: Engine, workspace_id: int
) -> None:
    """1,000.00 euros × 1.08 = 1,080.00, of which 10 % are 108.00."""
    with writing(engine) as connection:
        Ledger(connection, workspace_id, NOW).rate("EUR", "USD", "2024-01-01", 27, 25)
    happens(engine, workspace_id, {**SOLD, "amount": 100_000, "currency": "EUR"})
    asked(engine, workspace_id, Q2)
    deal, quota = lines_of(
        engine, workspace_id, Q2.key, "span", "event_amount_minor", "event_currency", "fx", "amount_minor"
    )
    assert deal == ("2024-Q2", 100_000, "EUR", "27/25", 10_800)
    assert quota == ("2024-Q2", None, None, None, 0)


def test_a_measure_says_which_days_it_looks_at_and_what_lines_call_it(
    engine: Engine, workspace_id: int
) -> None:
    happens(engine, workspace_id, SOLD)
    asked(engine, workspace_id, Q2)
    (measure,) = _summary(engine, workspace_id)["measures"]
    assert measure == {
        "measure": "sold@ana@2024-Q2",
        "metric": "sold",
        "title": "Sold",
        "scope": "person",
        "scope_key": "ana",
        "span": "2024-Q2",
        "first": "2024-01-01",
        "last": "2024-06-30",
        "unit": measure["unit"],
        "numerator": 1_000_000,
        "denominator": 1,
        "sample": 1,
        "target_num": 2_000_000,
        "target_den": 1,
        "attained_num": 1,
        "attained_den": 2,
    }
    named = [name for (name,) in lines_of(engine, workspace_id, Q2.key, "measure") if name]
    assert named == [measure["measure"]]


def test_base_pay_alone_is_a_note_and_no_problem(engine: Engine) -> None:
    base = "plan: sales\ntitle: Base\nfrom: 2023-01-01\ncurrency: USD\n"
    base += "components: {base: {pay: base, title: Base pay}}\n"
    workspace_id = company(engine, base)
    asked(engine, workspace_id, Q2)
    summary = _summary(engine, workspace_id)
    assert summary["problems"] == []
    assert summary["notes"] == ["Nothing in Base depends on results: it is base pay alone."]
