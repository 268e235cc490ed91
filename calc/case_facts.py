"""The small company of a case, as facts. What the case leaves out gets the plainest value."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import polars as pl

from calc.case_people import people_tables
from calc.facts import SCHEMAS, Facts, facts
from calc.language.case_parts import Case, CaseAccount, CaseEvent, CaseFigure
from calc.language.case_values import MILLION, Shares
from calc.language.metrics import Measure, Scope
from calc.periods import Period
from calc.plan import Plan

Row = dict[str, Any]
MILLI = 1_000


def case_facts(plan: Plan, case: Case, period: Period) -> Facts:
    """The case's people, customers, events and figures; each table in the columns of calc.facts."""
    since = long_ago(case, period)
    events = list(enumerate(case.events, 1))
    tables: dict[str, list[Row]] = {
        **people_tables(plan, case, since),
        "accounts": [_account(row) for row in case.accounts],
        "owners": [
            {"account": row.account, "from_date": since, **owner}
            for row in case.accounts
            for owner in _shared(row.owners or _alone(row.owner), row.roles)
        ],
        "books": [_book(row, plan, period) for row in case.accounts],
        "events": [_event(number, row, plan, period) for number, row in events],
        "credits": [
            {"event": event_id(number, row), **share}
            for number, row in events
            for share in _shared(row.credits, row.roles)
        ],
        "targets": [
            {**_figure(row, plan.metrics[row.metric].scope), "from_date": row.date or period.start}
            for row in case.targets
        ],
        "readings": [
            {**_figure(row, scope), "date": row.date or period.end, "sample": row.sample}
            for row in case.readings
            for scope in _scopes_reading(row.metric, plan)
        ],
        "exchange": _exchange(plan, case, period),
        "paid": _paid(plan, case, period),
    }
    return facts(**{name: _frame(name, rows) for name, rows in tables.items()})


def long_ago(case: Case, period: Period) -> date:
    """A day before anything in the case, from which on holds what has no first day of its own."""
    days = [row.date for row in case.events] + [row.date for row in case.exchange]
    days += [row.since for row in case.accounts]
    earliest = min([period.start, *(day for day in days if day is not None)])
    return earliest.replace(year=max(1, earliest.year - 10), day=1)


def event_id(number: int, event: CaseEvent) -> str:
    """Its own, else by its place in the list, counted from 1."""
    return event.id or f"event {number}"


def _alone(owner: str | None) -> Shares:
    return {owner: Fraction(1)} if owner else {}


def _shared(shares: Shares, roles: Mapping[str, Shares]) -> Iterator[Row]:
    """Rows of person, role and share: those without a role, and those of each role."""
    for role, group in ((None, shares), *roles.items()):
        for person, share in group.items():
            yield {"person": person, "role": role, "share_ppm": int(share * MILLION)}


def _account(account: CaseAccount) -> Row:
    return {
        "account": account.account,
        "name": account.account,
        "region": account.region,
        "segment": account.segment,
        "contract_months": account.months,
    }


def _book(account: CaseAccount, plan: Plan, period: Period) -> Row:
    return {
        "account": account.account,
        "as_of": account.since or period.start,
        "recurring_minor": account.opening,
        "currency": account.currency or plan.currency,
    }


def _event(number: int, event: CaseEvent, plan: Plan, period: Period) -> Row:
    return {
        "event": event_id(number, event),
        "kind": event.kind,
        "date": event.date or period.start,
        "account": event.account,
        "person": event.person,
        "parent": event.parent,
        "product": event.product,
        "effort": event.effort,
        "region": event.region,
        "term_months": event.months,
        "amount_minor": event.amount,
        "recurring_change_minor": event.change,
        "previous_minor": event.previous,
        "quantity_milli": None if event.quantity is None else int(event.quantity * MILLI),
        "currency": event.currency or plan.currency,
    }


def _scopes_reading(name: str, plan: Plan) -> list[Scope]:
    """The scopes at which the plan looks at the figure imported under that name."""
    found = {
        metric.scope
        for key, metric in plan.metrics.items()
        if (metric.measure is Measure.READING and (metric.reading or key) == name) or name in metric.criteria
    }
    return sorted(found)


def _figure(figure: CaseFigure, scope: Scope) -> Row:
    return {
        "metric": figure.metric,
        "scope": scope.value,
        "scope_key": figure.of,
        "value_num": figure.value.numerator,
        "value_den": figure.value.denominator,
    }


def _exchange(plan: Plan, case: Case, period: Period) -> list[Row]:
    return [
        {
            "currency": row.from_currency,
            "to_currency": row.to_currency or plan.currency,
            "date": row.date or period.start,
            "rate_num": row.rate.numerator,
            "rate_den": row.rate.denominator,
        }
        for row in case.exchange
    ]


def _paid(plan: Plan, case: Case, period: Period) -> list[Row]:
    before = period.start - timedelta(days=1)
    return [
        {
            "person": row.person,
            "plan": plan.plan,
            "component": row.component,
            "entry": row.entry,
            "event": row.event,
            "about": row.about,
            "account": row.account,
            "date": row.date,
            "period_end": row.period_end or before,
            "amount_minor": row.amount,
            "currency": plan.currency,
        }
        for row in case.paid
    ]


def _frame(table: str, rows: list[Row]) -> pl.DataFrame:
    columns = {name for row in rows for name in row}
    schema = {name: kind for name, kind in SCHEMAS[table].items() if name in columns}
    return pl.DataFrame(rows, schema=schema)
