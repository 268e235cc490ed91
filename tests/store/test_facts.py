"""What is read for a period gives the same pay as all that ever happened would, read whole."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from sqlalchemy import Engine

from bot.store.engine import writing
from bot.store.facts import facts_between
from bot.store.workspaces import ensure_workspace
from calc.facts import BOOKS, CREDITS, EVENTS, READINGS, Facts
from calc.history import needs
from calc.language.reader import read_plan
from calc.periods import FiscalCalendar, PeriodKind
from calc.results import Calculation
from calc.statement import calculate
from tests.examples import tried
from tests.store.ledger import Ledger

PERIOD = FiscalCalendar().period(PeriodKind.QUARTER, 2024, 2)
PLAN = """
plan: all
title: All
from: 2023-01-01
currency: USD
metrics:
  own: {title: Own gross, measure: gross_retention, scope: person, target: 95%}
  grown: {title: Team net, measure: net_retention, scope: team, target: 98%}
  whole: {title: Company net, measure: net_retention, scope: company, target: 100%}
  sold: {title: Sold, measure: sum, of: {kind: [upsell, renewal]}, scope: team, target: "$500"}
  nps: {title: NPS, measure: reading, scope: team, target: 40}
  kept_year: {title: Kept this year, measure: gross_retention, scope: person, window: year, target: 95%}
  sold_year: {title: Year, measure: sum, of: {kind: upsell}, scope: line, window: year, target: "$500"}
components:
  sales: {pay: commission, title: Sales, rates: [{kind: renewal, rate: 1.5%}, {kind: upsell, rate: 1/3}]}
  growth: {pay: commission, title: Growth, basis: recurring_change, rates: [{kind: upsell, rate: 2%}]}
""" + "".join(
    f"  {metric}_bonus: {{pay: bonus, title: B, metric: {metric}, amount: 20% of variable, "
    "payout: [{at: 50%, pays: 10%}, {at: 110%, pays: 150%}]}\n"
    for metric in ("own", "grown", "whole", "sold", "nps", "kept_year", "sold_year")
)

# Around the opening of the year, and of the period and its end, where a day too many or too few shows.
EDGES = ("2023-12-31", "2024-01-01", "2024-03-31", "2024-04-01", "2024-04-02", "2024-06-30", "2024-07-01")
days = st.sampled_from([date.fromisoformat(edge) for edge in EDGES]) | st.dates(
    date(2023, 10, 1), date(2024, 8, 1)
)
minor = st.integers(-90_000, 90_000)
accounts = st.sampled_from("abc")
people = st.sampled_from(["pia", "quin", "rae"])
currencies = st.sampled_from(["USD", "USD", "EUR", ""])


@dataclass(frozen=True)
class Past:
    """What happened, in rows as the tests themselves know them; `key` of an event is its place."""

    books: list[dict[str, Any]]
    events: list[dict[str, Any]]
    readings: list[dict[str, Any]]


pasts = st.builds(
    Past,
    st.lists(
        st.fixed_dictionaries(
            {"account": accounts, "as_of": days, "minor": st.integers(0, 90_000), "currency": currencies}
        ),
        max_size=5,
        unique_by=lambda row: (row["account"], row["as_of"]),
    ),
    st.lists(
        st.fixed_dictionaries(
            {
                "kind": st.sampled_from(["renewal", "upsell", "churn"]),
                "on": days,
                "account": st.none() | accounts,
                "person": st.none() | people,
                "amount": minor,
                "change": minor,
                "previous": minor,
                "term": st.none() | st.integers(0, 60),
                "effort": st.sampled_from(["", "module"]),
                "parent": st.sampled_from(["", "0", "1"]),
                "role": st.sampled_from(["", "ae"]),
                "currency": currencies,
                "credits": st.just({}) | st.dictionaries(people, st.integers(1, 600_000), max_size=2),
            }
        ),
        max_size=10,
    ),
    st.lists(
        st.fixed_dictionaries({"on": days, "value": st.integers(0, 100), "team": st.sampled_from("xy")}),
        max_size=3,
        unique_by=lambda row: (row["team"], row["on"]),
    ),
)


def _cast(ledger: Ledger) -> None:
    """Three people in two teams, one of whom changes team, and three accounts, one of which changes hands."""
    for team in "xy":
        ledger.team(team, team)
    for key in ("pia", "quin", "rae"):
        ledger.person(key, key)
    ledger.place("pia", "x")
    ledger.place("quin", "x", until="2024-04-30")
    ledger.place("quin", "y", since="2024-05-01")
    ledger.place("rae", "y")
    ledger.account("a", pia=100)
    ledger.account("b", pia=50, quin=50)
    ledger.account("c", rae=70)
    ledger.plan(PLAN)
    ledger.on_plan("all", "pia", "quin", "rae", variable=100_000)


def _write(ledger: Ledger, past: Past) -> None:
    for row in past.books:
        ledger.book(row["account"], row["as_of"].isoformat(), row["minor"], row["currency"])
    for number, row in enumerate(past.events):
        ledger.event(
            str(number),
            row["kind"],
            row["on"].isoformat(),
            row["account"],
            person=row["person"],
            amount=row["amount"],
            change=row["change"],
            previous=row["previous"],
            term_months=row["term"],
            effort=row["effort"],
            parent=row["parent"],
            currency=row["currency"],
            credits=row["credits"],
            role=row["role"],
        )
    for row in past.readings:
        ledger.reading("nps", "team", row["team"], row["on"].isoformat(), row["value"])


def _frame(rows: list[dict[str, Any]], schema: Mapping[str, Any]) -> pl.DataFrame:
    filled = [{name: row.get(name) for name in schema} for row in rows]
    return pl.DataFrame(filled, schema=dict(schema))


def _whole(known: Facts, past: Past) -> Facts:
    """`known` with everything that ever happened, made from the rows and not by the store."""
    events = [
        {
            "event": f"crm:{number}",
            "date": row["on"],
            "product": "",
            "region": "",
            "amount_minor": row["amount"],
            "recurring_change_minor": row["change"],
            "previous_minor": row["previous"],
            "term_months": row["term"],
            "effort": row["effort"],
            "parent": f"crm:{row['parent']}" if row["parent"] else None,
            **{name: row[name] for name in ("kind", "account", "person", "currency")},
        }
        for number, row in enumerate(past.events)
    ]
    shares = [
        {"event": f"crm:{number}", "person": person, "role": row["role"], "share_ppm": share}
        for number, row in enumerate(past.events)
        for person, share in row["credits"].items()
    ]
    books = [{**row, "recurring_minor": row["minor"]} for row in past.books]
    readings = [
        {"metric": "nps", "scope": "team", "scope_key": row["team"], "date": row["on"]}
        | {"value_num": row["value"], "value_den": 1}
        for row in past.readings
    ]
    return replace(
        known,
        books=_frame(books, BOOKS),
        events=_frame(events, EVENTS),
        credits=_frame(shares, CREDITS),
        readings=_frame(readings, READINGS),
    )


def _calculated(facts: Facts, last: date) -> Calculation:
    return calculate([read_plan(PLAN)], facts, PERIOD, as_of=last)


lasts = st.dates(date(2024, 4, 1), date(2024, 6, 30))


@tried(10)
@given(past=pasts, last=lasts)
def test_a_period_read_by_itself_pays_what_the_whole_past_would(
    engine: Engine, past: Past, last: date
) -> None:
    first_day = needs([read_plan(PLAN)], PERIOD, FiscalCalendar()).first_day
    assert first_day == date(2024, 1, 1)
    known = _known(engine, past, first_day, last)
    apart, whole = _calculated(known, last), _calculated(_whole(known, past), last)
    assert apart.lines.equals(whole.lines)
    assert apart.measures.equals(whole.measures)
    assert apart.problems.equals(whole.problems)


@tried(10)
@given(past=pasts, last=lasts)
def test_without_a_first_day_all_that_happened_up_to_the_last_is_read_as_it_was(
    engine: Engine, past: Past, last: date
) -> None:
    known = _known(engine, past, None, last)
    everything = _whole(known, past)
    events = everything.events.filter(pl.col("date") <= last)
    assert_frame_equal(known.events, events, check_row_order=False)
    credits = everything.credits.join(events, on="event", how="semi")
    assert_frame_equal(known.credits, credits, check_row_order=False)
    books = everything.books.filter(pl.col("as_of") <= last)
    assert_frame_equal(known.books, books, check_row_order=False)
    readings = everything.readings.filter(pl.col("date") <= last)
    assert_frame_equal(known.readings, readings, check_row_order=False)


def _known(engine: Engine, past: Past, first: date | None, last: date) -> Facts:
    with engine.connect().execution_options(micdrop_writes=True) as connection, connection.begin() as undone:
        workspace_id = ensure_workspace(connection, "Acme")
        ledger = Ledger(connection, workspace_id, datetime(2024, 6, 30, tzinfo=UTC))
        _cast(ledger)
        _write(ledger, past)
        known = facts_between(connection, workspace_id, first, last)
        undone.rollback()
    return known


@pytest.fixture
def written(engine: Engine) -> Facts:
    """One account with a snapshot, changes around it, and money of two currencies."""
    with writing(engine) as connection:
        workspace_id = ensure_workspace(connection, "Acme")
        ledger = Ledger(connection, workspace_id, datetime(2024, 6, 30, tzinfo=UTC))
        _cast(ledger)
        ledger.book("a", "2023-12-01", 777)
        ledger.book("a", "2024-01-10", 10_000)
        ledger.book("a", "2024-04-02", 999)
        ledger.event("before the snapshot", "upsell", "2024-01-09", "a", change=5)
        ledger.event("on its day", "upsell", "2024-01-10", "a", change=200)
        ledger.event("the day before the period", "churn", "2024-03-31", "a", change=-3_000)
        ledger.event("on the first day", "upsell", "2024-04-01", "a", change=40_000)
        ledger.event("in euros", "upsell", "2024-02-01", "a", change=600, currency="EUR")
        ledger.event("without a snapshot", "upsell", "2023-11-30", "b", change=1_500)
        return facts_between(connection, workspace_id, PERIOD.start, PERIOD.end)


def test_a_book_opens_with_its_newest_entry_and_the_changes_since(written: Facts) -> None:
    """10,000 as 10 January began, + 200 on that day − 3,000 on 31 March = 7,200, and 600 euros apart.

    What the entry already holds and what comes on the first day does not count. The entry of the second day
    stays as it is: a window may open later.
    """
    entries = written.books.sort("account", "as_of", "currency")
    opening, second = date(2024, 4, 1), date(2024, 4, 2)
    assert entries.select("account", "as_of", "recurring_minor", "currency").rows() == [
        ("a", opening, 600, "EUR"),
        ("a", opening, 7_200, "USD"),
        ("a", second, 999, "USD"),
        ("b", opening, 1_500, "USD"),
    ]


def test_only_the_events_of_the_period_are_read(written: Facts) -> None:
    assert written.events["event"].to_list() == ["crm:on the first day"]


def test_every_column_of_a_fact_comes_as_it_is_stored(engine: Engine) -> None:
    with writing(engine) as connection:
        workspace_id = ensure_workspace(connection, "Acme")
        ledger = Ledger(connection, workspace_id, datetime(2024, 6, 30, tzinfo=UTC))
        _cast(ledger)
        ledger.account("d", region="EMEA", segment="large", contract_months=36)
        ledger.owner("d", "pia", 100, role="csm")
        ledger.owner("d", "pia", 50, role="ae")
        ledger.away("pia", "2024-05-01", "2024-05-31")
        ledger.away("rae", "2024-06-01")
        ledger.rate("EUR", "USD", "2023-01-01", 27, 25)
        ledger.rate("EUR", "USD", "2024-07-01", 11, 10)
        facts = facts_between(connection, workspace_id, PERIOD.start, PERIOD.end)
    assert facts.accounts.filter(account="d").rows() == [("d", "D", "EMEA", "large", 36)]
    owned = facts.owners.filter(account="d").sort("role").select("person", "role", "share_ppm")
    assert owned.rows() == [("pia", "ae", 500_000), ("pia", "csm", 1_000_000)]
    assert facts.leave.sort("person").rows() == [
        ("pia", date(2024, 5, 1), date(2024, 5, 31)),
        ("rae", date(2024, 6, 1), None),
    ]
    # A rate of long ago may still be the latest; one of after the last day cannot be.
    assert facts.exchange.rows() == [("EUR", "USD", date(2023, 1, 1), 27, 25)]
