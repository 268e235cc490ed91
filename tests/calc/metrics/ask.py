"""Asking what a plan's metrics come to for a small company, without any pay around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl

from calc.facts import SCHEMAS, facts
from calc.language.document import read_document
from calc.left_out import left_out
from calc.metrics.figures import ByMetric, Figure, Measured
from calc.metrics.measuring import measure_all
from calc.metrics.rows import measure_rows
from calc.periods import FiscalCalendar, Period, PeriodKind
from calc.plan import Plan
from calc.records import records
from calc.results import Problem
from calc.spans import Span
from calc.stretches import Stretch, stretches

Row = dict[str, Any]
Tables = Mapping[str, list[Row]]

CALENDAR = FiscalCalendar()
LONG_AGO = date(2020, 1, 1)
Q1 = CALENDAR.period(PeriodKind.QUARTER, 2024, 1)  # January to March 2024: 91 days
Q2 = CALENDAR.period(PeriodKind.QUARTER, 2024, 2)
MAY = CALENDAR.period(PeriodKind.MONTH, 2024, 5)

PLAIN: Tables = {
    "people": [{"start_date": LONG_AGO}],
    "placements": [{"from_date": LONG_AGO}],
    "owners": [{"share_ppm": 1_000_000, "from_date": LONG_AGO}],
    "books": [{"as_of": LONG_AGO, "currency": "USD"}],
    "events": [{"kind": "sale", "date": date(2024, 2, 1), "currency": "USD"}],
    "credits": [{"share_ppm": 1_000_000}],
    "targets": [{"scope": "company", "scope_key": "", "value_den": 1, "from_date": LONG_AGO}],
    "readings": [{"scope": "company", "scope_key": "", "value_den": 1, "date": date(2024, 3, 1)}],
    "assignments": [{"plan": "p", "from_date": LONG_AGO}],
    "exchange": [{"to_currency": "USD", "date": LONG_AGO, "rate_den": 1}],
}


@dataclass(frozen=True)
class Answer:
    """What the metrics came to; `rows` are those of the MEASURES table."""

    plan: Plan
    members: list[Stretch]
    measured: ByMetric
    rows: pl.DataFrame
    left_out: list[Problem]

    def at(self, key: str, metric: str = "m") -> Measured | None:
        return self.measured[metric].get(key)

    def figure(self, key: str, metric: str = "m") -> Figure | None:
        found = self.at(key, metric)
        return None if found is None else found.figure

    def value(self, key: str, metric: str = "m") -> Fraction | None:
        found = self.at(key, metric)
        return None if found is None else found.value

    def target(self, key: str, metric: str = "m") -> Fraction | None:
        found = self.at(key, metric)
        assert found is not None, f"nothing is measured at {key}"
        return found.target

    def attainment(self, key: str, metric: str = "m") -> Fraction | None:
        found = self.at(key, metric)
        assert found is not None, f"nothing is measured at {key}"
        return found.attainment


def ask(
    metrics: str,
    company: Tables | None = None,
    *,
    period: Period = Q1,
    as_of: date | None = None,
    terms: str = "",
    currency: str = "USD",
    calendar: FiscalCalendar = CALENDAR,
    assumed: Mapping[str, Fraction] | None = None,
    **tables: list[Row],
) -> Answer:
    """All metrics of a plan for a span.

    `metrics` are lines of YAML, or the one metric `m` in braces; `terms` are further lines of the plan.
    Events are numbered e1, e2 …; everybody placed, named, owning or credited is at work and on the plan,
    unless there are `people` and `assignments`.
    """
    plan = _plan(metrics, terms, currency)
    rows = _rows({**(company or {}), **tables})
    known = facts(**{table: _frame(table, some) for table, some in rows.items()})
    span = Span(period, period.end if as_of is None else min(period.end, as_of))
    members = stretches(plan, known, span)
    seen, _ = records([plan], known, plan.currency, period, span.last, calendar)
    measured = measure_all(plan, plan.metrics, span, members, seen, assumed)
    shown = measure_rows(plan, span, members, measured, calendar)
    return Answer(
        plan, members, measured, shown, left_out(plan, seen, [(name, span) for name in plan.metrics])
    )


def _plan(metrics: str, terms: str, currency: str) -> Plan:
    lines = f"m: {metrics.strip()}" if metrics.lstrip().startswith("{") else metrics.strip("\n")
    text = (
        f"plan: p\ntitle: Plan p\nfrom: 2020-01-01\ncurrency: {currency}\n{terms}\n"
        "components:\n  nothing: {pay: base, title: Base}\n"
        "metrics:\n" + "".join(f"  {line}\n" for line in lines.splitlines())
    )
    data = read_document(text).data
    for name, metric in data["metrics"].items():  # type: ignore[union-attr]
        metric.setdefault("title", f"Metric {name}")  # type: ignore[union-attr]
    return Plan.model_validate(data, context={"currency": currency})


def _rows(given: Tables) -> dict[str, list[Row]]:
    rows = {table: [{**PLAIN.get(table, [{}])[0], **row} for row in some] for table, some in given.items()}
    for number, event in enumerate(rows.get("events", []), 1):
        event.setdefault("event", f"e{number}")
    named = sorted({str(row["person"]) for some in rows.values() for row in some if row.get("person")})
    rows.setdefault("people", [{**PLAIN["people"][0], "person": person} for person in named])
    on_plan = [{**PLAIN["assignments"][0], "person": row["person"]} for row in rows["people"]]
    rows.setdefault("assignments", on_plan)
    return rows


def _frame(table: str, rows: list[Row]) -> pl.DataFrame:
    columns = {name for row in rows for name in row}
    return pl.DataFrame(rows, schema={name: kind for name, kind in SCHEMAS[table].items() if name in columns})
