"""The small company of a case, as facts: everything that facts can say, a case can say."""

from datetime import date

from calc.case_facts import case_facts
from calc.facts import SCHEMAS, Facts
from calc.language.reader import read_plan
from calc.periods import FiscalCalendar, PeriodKind

PLAN = """\
plan: p
title: P
from: 2024-01-01
currency: USD
metrics:
  nps: {title: NPS, measure: reading, scope: team, target: 40}
  craft: {title: Craft, measure: rubric, scope: person, criteria: {plans: 50%, reviews: 50%}}
  sold: {title: Sold, measure: sum, of: {kind: upsell}, scope: line}
components:
  sales: {pay: commission, title: Sales, rates: [{rate: 1%}]}
cases:
  - case: A case
"""
Q1 = FiscalCalendar().period(PeriodKind.QUARTER, 2024, 1)
ANA = "    people: [{person: ana, team: blue}]\n"
LONG_AGO = date(2014, 1, 1)  # ten years before the period
OLD = date(2013, 3, 1)  # ten years before the oldest event


def facts_of(lines: str) -> Facts:
    plan = read_plan(PLAN + lines)
    return case_facts(plan, plan.cases[0], Q1)


def rows(facts: Facts, table: str, *columns: str) -> list[tuple[object, ...]]:
    return list(getattr(facts, table).select(columns).iter_rows())


def test_a_case_can_fill_every_column_of_every_table() -> None:
    facts = facts_of(
        "    people:\n"
        "      - {person: ana, role: csm, team: blue, region: north, manager: mia, start: 2023-01-01,\n"
        "         end: 2024-03-01, leave: [{from: 2024-01-02, to: 2024-01-03}], to: 2024-03-01,\n"
        "         moves: [{on: 2024-02-01, team: red}], base: $1, variable: $2}\n"
        "      - {person: mia, on_plan: no}\n"
        "    accounts:\n"
        "      - {account: acme, region: north, segment: large, months: 24, opening: $5, roles: {ae: {kim: "
        "1}}}\n"
        "    events:\n"
        "      - {id: d, kind: a, account: acme, product: x, effort: users, region: south, months: 24,\n"
        "         amount: $1, change: $2, previous: $3, quantity: 9.5, roles: {ae: {kim: 1}}}\n"
        "      - {kind: b, person: ana, parent: d}\n"
        "    targets: [{metric: nps, of: blue, value: 50}]\n"
        "    readings: [{metric: nps, of: blue, value: 50, sample: 7}]\n"
        "    exchange: [{from: EUR, rate: 1.08}]\n"
        "    paid: [{person: ana, component: sales, amount: $5, event: d, about: d, account: acme,\n"
        "            date: 2023-12-01}]\n"
    )
    for table, schema in SCHEMAS.items():
        frame = getattr(facts, table)
        open_ended = {"to_date"} if table in ("owners", "targets") else set()
        assert {name for name in schema if frame[name].null_count() == len(frame)} == open_ended, table


def test_without_dates_everybody_has_long_been_at_work_and_on_the_plan() -> None:
    facts = facts_of(ANA)
    assert rows(facts, "people", "person", "start_date", "end_date") == [("ana", LONG_AGO, None)]
    assert rows(facts, "assignments", "from_date", "to_date") == [(LONG_AGO, None)]
    assert rows(facts, "placements", "role", "team", "from_date", "to_date") == [
        ("csm", "blue", LONG_AGO, None)
    ]


def test_who_joins_the_plan_began_to_work_then_unless_it_is_told_otherwise() -> None:
    facts = facts_of(
        "    people: [{person: ana, from: 2024-02-01}, {person: lee, from: 2024-02-01, start: 2023-05-01}]\n"
    )
    assert rows(facts, "people", "start_date") == [(date(2024, 2, 1),), (date(2023, 5, 1),)]


def test_a_move_changes_what_it_names_and_the_rest_stays() -> None:
    facts = facts_of(
        "    people:\n"
        "      - {person: ana, team: blue, region: north, manager: mia,\n"
        "         moves: [{on: 2024-02-01, team: red}, {on: 2024-03-01, region: '', role: lead}]}\n"
        "      - {person: mia, on_plan: no}\n"
    )
    columns = ("role", "team", "region", "manager", "from_date", "to_date")
    assert rows(facts, "placements", *columns)[:3] == [
        ("csm", "blue", "north", "mia", LONG_AGO, date(2024, 1, 31)),
        ("csm", "red", "north", "mia", date(2024, 2, 1), date(2024, 2, 29)),
        ("lead", "red", "", "mia", date(2024, 3, 1), None),
    ]


def test_several_assignments_each_have_their_days_and_pay() -> None:
    facts = facts_of(
        "    people:\n"
        "      - {person: ana, assignments: [{to: 2024-01-31, base: $1}, {from: 2024-02-01, variable: $2}]}\n"
    )
    assert rows(facts, "assignments", "from_date", "to_date", "base_year_minor", "variable_year_minor") == [
        (LONG_AGO, date(2024, 1, 31), 100, None),
        (date(2024, 2, 1), None, None, 200),
    ]


def test_who_is_not_on_the_plan_is_at_work_and_has_no_assignment() -> None:
    facts = facts_of("    people: [{person: ana}, {person: mia, on_plan: no}]\n")
    assert rows(facts, "people", "person") == [("ana",), ("mia",)]
    assert rows(facts, "assignments", "person") == [("ana",)]


def test_owners_and_credits_have_shares_within_their_roles() -> None:
    facts = facts_of(
        f"{ANA}    accounts: [{{account: acme, owners: {{ana: 60%, lee: 40%}}, roles: {{ae: {{kim: 1}}}}}}]\n"
        "    events: [{kind: a, credits: {ana: 33.3333%}, roles: {ae: {kim: 50%}}}]\n"
    )
    assert rows(facts, "owners", "person", "role", "share_ppm") == [
        ("ana", None, 600_000),
        ("lee", None, 400_000),
        ("kim", "ae", 1_000_000),
    ]
    assert rows(facts, "credits", "event", "person", "role", "share_ppm") == [
        ("event 1", "ana", None, 333_333),
        ("event 1", "kim", "ae", 500_000),
    ]


def test_owners_hold_from_before_the_oldest_event_on() -> None:
    facts = facts_of(
        f"{ANA}    accounts: [{{account: acme, owner: ana}}]\n    events: [{{kind: a, date: 2023-03-31}}]\n"
    )
    assert rows(facts, "owners", "from_date") == [(OLD,)]
    assert rows(facts, "placements", "from_date") == [(OLD,)]


def test_money_is_read_in_the_currency_that_stands_beside_it() -> None:
    facts = facts_of(
        f"{ANA}    events: [{{kind: a, amount: ¥500, change: 7, currency: JPY}}, {{kind: a, amount: 5}}]\n"
        '    accounts: [{account: acme, opening: "€1,000", currency: EUR, since: 2023-01-01}]\n'
    )
    assert rows(facts, "events", "amount_minor", "recurring_change_minor", "currency") == [
        (500, 7, "JPY"),
        (500, 0, "USD"),
    ]
    assert rows(facts, "books", "recurring_minor", "currency", "as_of") == [
        (100_000, "EUR", date(2023, 1, 1))
    ]


def test_exchange_rates_lead_to_the_plans_currency_unless_another_is_named() -> None:
    facts = facts_of(
        f"{ANA}    exchange: [{{from: EUR, rate: 1.08}}, {{from: USD, to: EUR, rate: 25/27, date: "
        f"2024-02-01}}]\n"
    )
    assert rows(facts, "exchange", "currency", "to_currency", "date", "rate_num", "rate_den") == [
        ("EUR", "USD", Q1.start, 27, 25),
        ("USD", "EUR", date(2024, 2, 1), 25, 27),
    ]


def test_earlier_lines_were_paid_just_before_unless_it_is_told_when() -> None:
    facts = facts_of(
        f"{ANA}    paid:\n"
        "      - {person: ana, component: sales, amount: $5, event: d}\n"
        "      - {person: ana, component: sales, entry: hold, amount: -$5, about: d, period_end: "
        "2023-09-30}\n"
    )
    columns = ("plan", "component", "entry", "event", "about", "amount_minor", "currency", "period_end")
    assert rows(facts, "paid", *columns) == [
        ("p", "sales", "pay", "d", None, 500, "USD", date(2023, 12, 31)),
        ("p", "sales", "hold", None, "d", -500, "USD", date(2023, 9, 30)),
    ]


def test_scores_of_a_rubric_are_readings_at_its_scope() -> None:
    facts = facts_of(
        f"{ANA}    readings: [{{metric: plans, of: ana, value: 4}}, "
        "{metric: reviews, of: ana, value: 5, date: 2024-02-01}]\n"
    )
    assert rows(facts, "readings", "metric", "scope", "scope_key", "value_num", "date") == [
        ("plans", "person", "ana", 4, Q1.end),
        ("reviews", "person", "ana", 5, date(2024, 2, 1)),
    ]


def test_a_target_of_a_line_is_its_leaders() -> None:
    facts = facts_of(f"{ANA}    targets: [{{metric: sold, of: ana, value: $5, date: 2024-02-01}}]\n")
    assert rows(facts, "targets", "scope", "scope_key", "value_num", "from_date") == [
        ("line", "ana", 500, date(2024, 2, 1))
    ]
