"""A person's pay if something else happened too: worked out from the store's facts, and never kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import polars as pl
from sqlalchemy import Engine

from bot.people.identity import Caller
from bot.periods.calculating import stands_on
from calc.assigned import assigned
from calc.facts import Facts
from calc.language.pay import Commission, Component, Override, Spiff
from calc.periods import Period
from calc.plan import Plan, version_in_force
from calc.whatif import Changed, WhatIf, what_if


@dataclass(frozen=True)
class Supposed:
    """An event that did not happen: its kind, its worth in the plan's currency, its product and day."""

    kind: str
    amount_minor: int
    product: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Supposition:
    """What a period would come to. `titles` are those of the components, by plan and key."""

    period: Period
    components: list[Changed]
    titles: Mapping[tuple[str, str], str]
    made: WhatIf


@dataclass(frozen=True)
class Choices:
    """What can be supposed for somebody: kinds of event that pay, titles of metrics by key, the currency."""

    kinds: list[str]
    metrics: dict[str, str]
    currency: str


def choices(engine: Engine, subject: Caller, period: Period, now: datetime) -> Choices | None:
    """What the plans that somebody is on in a period look at; None when they are on none."""
    plans, _ = _theirs(engine, subject, period, now)
    if not plans:
        return None
    kinds = {kind: None for plan in plans for part in plan.counting().values() for kind in _kinds(part)}
    metrics = {name: metric.title for plan in plans for name, metric in plan.metrics.items()}
    return Choices(list(kinds), metrics, plans[0].currency)


def suppose(
    engine: Engine,
    subject: Caller,
    period: Period,
    events: Sequence[Supposed],
    assumed: Mapping[str, Fraction],
    now: datetime,
) -> Supposition:
    """What somebody's period would come to if these events were theirs too, and metrics reached so much.

    Without a day an event is of today, or of the period's last day when that has passed. Nothing is kept.
    """
    plans, facts = _theirs(engine, subject, period, now)
    last = min(period.end, subject.company.today(now))
    currency = plans[0].currency if plans else ""
    rows = [_row(event, currency, last) for event in events]
    made = what_if(plans, facts, period, subject.key, rows, assumed, last, subject.company.calendar)
    titles = {(plan.plan, name): part.title for plan in plans for name, part in plan.counting().items()}
    return Supposition(period, made.components, titles, made)


def _theirs(engine: Engine, subject: Caller, period: Period, now: datetime) -> tuple[list[Plan], Facts]:
    """The versions in force of the plans that somebody is on, and the facts, with only these plans' people.

    A leader's pay rests on what others are paid, on whatever plan: then all plans stay.
    """
    today = subject.company.today(now)
    versions, facts = stands_on(engine, subject.company.id, period, today, now)
    mine = set(assigned(facts, period).filter(pl.col("person") == subject.key)["plan"])
    plans = [plan for plan in _in_force(versions, period) if plan.plan in mine]
    if any(isinstance(part, Override) for plan in plans for part in plan.counting().values()):
        return _in_force(versions, period), facts
    return plans, replace(facts, assignments=facts.assignments.filter(pl.col("plan").is_in(mine)))


def _in_force(versions: Sequence[Plan], period: Period) -> list[Plan]:
    keys = dict.fromkeys(plan.plan for plan in versions)
    found = (
        version_in_force([plan for plan in versions if plan.plan == key], period.start, period.end)
        for key in keys
    )
    return [version for version in found if version is not None]


def _kinds(component: Component) -> Iterator[str]:
    """The kinds of event that a component names."""
    if isinstance(component, Commission):
        for rate in component.rates:
            yield from rate.kind
    elif isinstance(component, Spiff):
        yield from component.of.kind


def _row(event: Supposed, currency: str, last: date) -> dict[str, Any]:
    return {
        "kind": event.kind,
        "date": event.day or last,
        "amount_minor": event.amount_minor,
        "recurring_change_minor": event.amount_minor,
        "product": event.product or None,
        "currency": currency,
    }
