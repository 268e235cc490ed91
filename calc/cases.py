"""Running the cases that a plan carries: does it pay what its author meant?"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import polars as pl

from calc.facts import SCHEMAS, Facts, facts
from calc.language.case_parts import Case, CaseAccount, CaseEvent, CaseFigure
from calc.period_text import read_period
from calc.periods import FiscalCalendar, Period, PeriodKind
from calc.language.metrics import Scope
from calc.plan import Plan
from calc.results import Calculation
from calc.statement import calculate

Row = dict[str, object]


@dataclass(frozen=True)
class Difference:
    """What a case expected of one person and component, and what came; minor units."""

    person: str
    component: str
    expected_minor: int
    got_minor: int


@dataclass(frozen=True)
class Outcome:
    """How a case went. `missing` and `unexpected` are codes of problems."""

    case: str
    differences: tuple[Difference, ...]
    missing: tuple[str, ...]
    unexpected: tuple[str, ...]
    calculation: Calculation

    @property
    def passed(self) -> bool:
        return not (self.differences or self.missing or self.unexpected)


def run_case(plan: Plan, case: Case) -> Outcome:
    """Calculates a case under the plan and compares. Raises ValueError when its period cannot be read."""
    period = _period(plan, case)
    made = calculate([plan], case_facts(plan, case, period), period)
    paid = made.lines.group_by("person", "component").agg(pl.col("amount_minor").sum())
    got = {(person, component): amount for person, component, amount in paid.iter_rows()}
    expected: dict[tuple[str, str], int] = {}
    for pay in case.pays:
        expected[pay.person, pay.component] = expected.get((pay.person, pay.component), 0) + pay.amount
    differences = tuple(
        Difference(*key, expected.get(key, 0), got.get(key, 0))
        for key in sorted({*got, *expected})
        if expected.get(key, 0) != got.get(key, 0)
    )
    codes = set(made.problems["code"])
    wanted = set(case.problems)
    return Outcome(case.case, differences, tuple(sorted(wanted - codes)), tuple(sorted(codes - wanted)), made)


def case_facts(plan: Plan, case: Case, period: Period) -> Facts:
    """The case's small company as facts. What the case leaves out gets the plainest value."""
    tables: dict[str, list[Row]] = {
        "people": [_person(row.person, row.person, row.from_date or period.start) for row in case.people],
        "placements": [
            {
                "person": row.person,
                "role": "csm",
                "team": row.team,
                "region": row.region,
                "from_date": period.start,
            }
            for row in case.people
        ],
        "assignments": [
            {
                "person": row.person,
                "plan": plan.plan,
                "from_date": row.from_date or period.start,
                "to_date": row.to_date,
                "base_year_minor": row.base,
                "variable_year_minor": row.variable,
            }
            for row in case.people
        ],
        "accounts": [
            {"account": row.account, "name": row.account, "region": row.region} for row in case.accounts
        ],
        "owners": [owner for row in case.accounts for owner in _owners(row, period.start)],
        "books": [
            {
                "account": row.account,
                "as_of": period.start,
                "recurring_minor": row.opening,
                "currency": plan.currency,
            }
            for row in case.accounts
        ],
        "events": [_event(number, row, plan, period) for number, row in enumerate(case.events, 1)],
        "targets": [
            {**_figure(row, plan.metrics[row.metric].scope), "from_date": period.start}
            for row in case.targets
        ],
        "readings": [
            {**_figure(row, scope), "date": period.end, "sample": row.sample}
            for row in case.readings
            for scope in _scopes_reading(row.metric, plan)
        ],
    }
    return facts(**{name: _frame(name, rows) for name, rows in tables.items()})


def _period(plan: Plan, case: Case) -> Period:
    calendar = FiscalCalendar()
    if case.period is None:
        return calendar.containing(plan.from_date, PeriodKind.QUARTER)
    period = read_period(case.period, plan.from_date, calendar)
    if period is None:
        raise ValueError(f"{case.period!r} is not a period; write it like 2024-Q3")
    return period


def _person(person: str, name: str, start: date) -> Row:
    return {"person": person, "name": name, "start_date": start}


def _owners(account: CaseAccount, start: date) -> list[Row]:
    shares = account.owners or ({account.owner: Fraction(1)} if account.owner else {})
    return [
        {
            "account": account.account,
            "person": person,
            "share_ppm": round(share * 1_000_000),
            "from_date": start,
        }
        for person, share in shares.items()
    ]


def _event(number: int, event: CaseEvent, plan: Plan, period: Period) -> Row:
    return {
        "event": f"event {number}",
        "kind": event.kind,
        "date": event.date or period.start,
        "account": event.account,
        "person": event.person,
        "product": event.product,
        "region": event.region,
        "amount_minor": event.amount,
        "recurring_change_minor": event.change,
        "currency": event.currency or plan.currency,
    }


def _scopes_reading(name: str, plan: Plan) -> list[Scope]:
    """The scopes at which the plan looks at the figure imported under that name."""
    reading = (metric.scope for key, metric in plan.metrics.items() if (metric.reading or key) == name)
    return sorted(set(reading))


def _figure(figure: CaseFigure, scope: Scope) -> Row:
    return {
        "metric": figure.metric,
        "scope": scope.value,
        "scope_key": figure.of,
        "value_num": figure.value.numerator,
        "value_den": figure.value.denominator,
    }


def _frame(table: str, rows: list[Row]) -> pl.DataFrame:
    columns = {name for row in rows for name in row}
    schema = {name: kind for name, kind in SCHEMAS[table].items() if name in columns}
    return pl.DataFrame(rows, schema=schema)
