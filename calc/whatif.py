"""What would be if: the same calculation with hypothetical events, or with assumed attainments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl

from calc.facts import EVENTS, Facts, with_more
from calc.periods import FiscalCalendar, Period
from calc.plan import Plan
from calc.results import Calculation
from calc.statement import calculate


@dataclass(frozen=True)
class Changed:
    """What a component comes to before and after, in minor units of a currency."""

    plan: str
    component: str
    currency: str
    before_minor: int
    after_minor: int

    @property
    def difference_minor(self) -> int:
        return self.after_minor - self.before_minor


@dataclass(frozen=True)
class WhatIf:
    """Both calculations, and what changes for the person by component, in the order of their lines."""

    before: Calculation
    after: Calculation
    components: list[Changed]


def what_if(
    plans: Sequence[Plan],
    facts: Facts,
    period: Period,
    person: str,
    events: Sequence[Mapping[str, Any]] = (),
    assumed: Mapping[str, Fraction] | None = None,
    as_of: date | None = None,
    calendar: FiscalCalendar | None = None,
) -> WhatIf:
    """What a person would earn if these events had happened too, or metrics had reached these attainments.

    `events` are rows of EVENTS; one that names neither person nor account is credited to the person.
    `assumed` gives attainments by the key of a metric. Events count whatever their day in the period, also
    after `as_of`. Nothing is written anywhere.
    """
    calendar = calendar or FiscalCalendar()
    before = calculate(plans, facts, period, as_of, calendar)
    rows = [_event(number, event, person) for number, event in enumerate(events, 1)]
    more = with_more(facts, "events", pl.DataFrame(rows, schema=dict(EVENTS))) if rows else facts
    last = max([day for day in (as_of, *(row["date"] for row in rows)) if day is not None], default=None)
    until = None if as_of is None else last
    after = calculate(plans, more, period, until, calendar, assumed or {})
    return WhatIf(before, after, _changes(before, after, person))


def _event(number: int, event: Mapping[str, Any], person: str) -> dict[str, Any]:
    row = {**dict.fromkeys(EVENTS), "event": f"what if {number}", **event}
    if not row["person"] and not row["account"]:
        row["person"] = person
    return row


def _changes(before: Calculation, after: Calculation, person: str) -> list[Changed]:
    sums = [_sums(made, person) for made in (before, after)]
    keys = dict.fromkeys([*sums[0], *sums[1]])
    return [Changed(*key, sums[0].get(key, 0), sums[1].get(key, 0)) for key in keys]


def _sums(made: Calculation, person: str) -> dict[tuple[str, str, str], int]:
    mine = made.lines.filter(pl.col("person") == person)
    by = ("plan", "component", "currency")
    totals = mine.group_by(by, maintain_order=True).agg(pl.col("amount_minor").cast(pl.Int128).sum())
    return {(plan, part, currency): amount for plan, part, currency, amount in totals.iter_rows()}
