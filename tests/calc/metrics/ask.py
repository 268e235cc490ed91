"""Asking what a plan's metrics come to for a small company, without any pay around it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from textwrap import indent

import polars as pl

from calc.language.reader import read_plan
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
from tests.calc.company import DEFAULTS, LONG_AGO, Q1, Q2, Row, Tables
from tests.calc.worlds.world import facts_of

__all__ = ["LONG_AGO", "MAY", "Q1", "Q2", "Answer", "Row", "Tables", "ask"]

CALENDAR = FiscalCalendar()
MAY = CALENDAR.period(PeriodKind.MONTH, 2024, 5)

PLAIN: dict[str, Row] = {
    **DEFAULTS,
    "books": {"as_of": LONG_AGO, "currency": "USD"},
    "events": {"kind": "sale", "date": date(2024, 2, 1), "currency": "USD"},
    "credits": {"share_ppm": 1_000_000},
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
    known = facts_of(rows)
    span = Span(period, period.end if as_of is None else min(period.end, as_of))
    members = stretches(plan, known, span)
    seen, _ = records([plan], known, plan.currency, period, span.last, CALENDAR)
    measured = measure_all(plan, plan.metrics, span, members, seen, assumed)
    shown = measure_rows(plan, span, members, measured, CALENDAR)
    return Answer(
        plan, members, measured, shown, left_out(plan, seen, [(name, span) for name in plan.metrics])
    )


def _plan(metrics: str, terms: str, currency: str) -> Plan:
    """Metrics without a title have one that says their key."""
    lines = f"m: {metrics.strip()}" if metrics.lstrip().startswith("{") else metrics.strip("\n")
    titled = re.sub(r"^(\w+): \{(?!.*title:)", r"\1: {title: Metric \1, ", lines, flags=re.MULTILINE)
    head = f"plan: p\ntitle: Plan p\nfrom: 2020-01-01\ncurrency: {currency}\n{terms}\n"
    return read_plan(
        f"{head}components:\n  nothing: {{pay: base, title: Base}}\nmetrics:\n{indent(titled, '  ')}\n"
    )


def _rows(given: Tables) -> dict[str, list[Row]]:
    rows = {table: [{**PLAIN[table], **row} for row in some] for table, some in given.items()}
    for number, event in enumerate(rows.get("events", []), 1):
        event.setdefault("event", f"e{number}")
    named = sorted({row["person"] for some in rows.values() for row in some if row.get("person")})
    people = rows.setdefault("people", [{**PLAIN["people"], "person": person} for person in named])
    rows.setdefault("assignments", [{**PLAIN["assignments"], "person": row["person"]} for row in people])
    return rows
