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
from calc.language.conditions import Condition
from calc.language.pay import Commission, Override, Spiff
from calc.periods import Period
from calc.plan import Plan, version_in_force
from calc.whatif import Changed, WhatIf, what_if

# What a renewal is worth was there before: it changes nothing of what recurs.
_RENEWALS = ("renewal", "renew")


@dataclass(frozen=True)
class Supposed:
    """An event that did not happen: its kind, its worth in the plan's currency, its product and day."""

    kind: str
    amount_minor: int
    product: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Supposition:
    """What a period would come to. `titles` are those of the components, by plan and key.

    `problems` are the messages of those of this person that only the supposition brings.
    """

    period: Period
    components: list[Changed]
    titles: Mapping[tuple[str, str], str]
    problems: list[str]
    made: WhatIf


@dataclass(frozen=True)
class Choices:
    """What can be supposed for somebody: kinds of event that count, titles of metrics by key, the currency.

    With `any_kind` something is paid for events of whatever kind, also of kinds that are not listed.
    """

    kinds: list[str]
    any_kind: bool
    metrics: dict[str, str]
    currency: str


def choices(engine: Engine, subject: Caller, period: Period, now: datetime) -> Choices | None:
    """What the plans that somebody is on in a pay period look at; None when they are on none."""
    own = _standing(engine, subject, period, now).own
    if not own:
        return None
    asked = [condition for plan in own for condition in _conditions(plan)]
    kinds = dict.fromkeys(kind for condition in asked for kind in condition.kind)
    metrics = {name: metric.title for plan in own for name, metric in plan.metrics.items()}
    any_kind = any(not condition.kind for condition in asked)
    return Choices(list(kinds), any_kind, metrics, own[0].currency)


def suppose(
    engine: Engine,
    subject: Caller,
    period: Period,
    events: Sequence[Supposed],
    assumed: Mapping[str, Fraction],
    now: datetime,
) -> Supposition:
    """What somebody's pay period would come to if these events were theirs too, and metrics reached so much.

    Without a day an event is of today, or of the period's last day when that has passed. An event adds its
    amount to what recurs, unless it is a renewal. Nothing is kept.
    """
    now_is = _standing(engine, subject, period, now)
    last = min(period.end, subject.company.today(now))
    currency = now_is.own[0].currency if now_is.own else ""
    rows = [_row(event, currency, last) for event in events]
    calendar = subject.company.calendar
    made = what_if(now_is.plans, now_is.facts, period, subject.key, rows, assumed, last, calendar)
    titles = {(plan.plan, name): part.title for plan in now_is.own for name, part in plan.counting().items()}
    return Supposition(period, made.components, titles, _new_problems(made, subject.key), made)


@dataclass(frozen=True)
class _Standing:
    """The plan versions that somebody is on, all that their pay is worked out with, and facts for these."""

    own: list[Plan]
    plans: list[Plan]
    facts: Facts


def _standing(engine: Engine, subject: Caller, period: Period, now: datetime) -> _Standing:
    """Only the people of somebody's own plans are looked at; but a leader's pay rests on that of others, on
    whatever plan."""
    today = subject.company.today(now)
    versions, facts = stands_on(engine, subject.company.id, period, today, now)
    mine = set(assigned(facts, period).filter(pl.col("person") == subject.key)["plan"])
    in_force = _in_force(versions, period)
    own = [plan for plan in in_force if plan.plan in mine]
    if any(isinstance(part, Override) for plan in own for part in plan.counting().values()):
        return _Standing(own, in_force, facts)
    few = replace(facts, assignments=facts.assignments.filter(pl.col("plan").is_in(mine)))
    return _Standing(own, own, few)


def _in_force(versions: Sequence[Plan], period: Period) -> list[Plan]:
    keys = dict.fromkeys(plan.plan for plan in versions)
    found = (
        version_in_force([plan for plan in versions if plan.plan == key], period.start, period.end)
        for key in keys
    )
    return [version for version in found if version is not None]


def _conditions(plan: Plan) -> Iterator[Condition]:
    """Which events the plan pays for, adds up or counts."""
    for component in plan.counting().values():
        if isinstance(component, Commission):
            yield from component.rates
        elif isinstance(component, Spiff):
            yield component.of
    for metric in plan.metrics.values():
        yield from (one for one in (metric.of, metric.less) if one is not None)


def _row(event: Supposed, currency: str, last: date) -> dict[str, Any]:
    renewed = event.kind in _RENEWALS
    return {
        "kind": event.kind,
        "date": event.day or last,
        "amount_minor": event.amount_minor,
        "recurring_change_minor": 0 if renewed else event.amount_minor,
        "previous_minor": event.amount_minor if renewed else 0,
        "product": event.product or None,
        "currency": currency,
    }


def _new_problems(made: WhatIf, person: str) -> list[str]:
    before, after = (
        one.problems.filter(pl.col("person") == person)["message"].unique().sort().to_list()
        for one in (made.before, made.after)
    )
    return [message for message in after if message not in before]
