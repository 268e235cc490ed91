"""Every contest and instant prize of some plans as a table: who is in it, who stands where, who wins what.

A table stands on the very figures that the prize lines are made of: whoever wins something in the tables of a
pay period has the lines of it in that period's calculation, and nobody else has.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from calc.assigned import assigned, without_overlaps
from calc.components.earlier import paid_before
from calc.components.spiff import spiff
from calc.contests import Standing, standings
from calc.exact import share_out
from calc.facts import Facts
from calc.language.pay import Contest, Spiff
from calc.metrics.figures import ByKey
from calc.metrics.keys import key_of
from calc.metrics.measuring import measure_all
from calc.outcome import Outcome
from calc.periods import MONTHS_IN, FiscalCalendar, Period, PeriodKind
from calc.plan import Plan, version_in_force
from calc.prize_tables import ContestTable, InstantPrize, InstantTable, Rival, Share, Tables
from calc.records import Records, records
from calc.spans import Span, spans
from calc.stretches import Stretch, stretches


@dataclass(frozen=True)
class _Asked:
    """A component to be looked at for a span, which is paid in a pay period."""

    plan: Plan
    name: str
    span: Span
    paid_in: Period


def paid_in(
    plans: Sequence[Plan], facts: Facts, period: Period, as_of: date | None, calendar: FiscalCalendar
) -> Tables:
    """The tables of everything that a pay period pays prizes for; while it lasts, as of a day.

    `plans` are all versions of the plans, as for calc.statement.calculate.
    """
    last = period.end if as_of is None else min(period.end, as_of)
    asked = [
        _Asked(plan, name, span, period)
        for plan in _in_force(plans, period)
        for name, component in plan.counting().items()
        if isinstance(component, Contest | Spiff)
        for span in spans(component.every, period, last, calendar)
    ]
    return _tables(asked, facts, last, calendar)


def running(
    plans: Sequence[Plan], facts: Facts, day: date, pay: PeriodKind, calendar: FiscalCalendar
) -> Tables:
    """The tables of all whose span holds a day, as of it; also of a year that is paid long after.

    `pay` is the kind of period that pay is settled in.
    """
    asked: list[_Asked] = []
    for kind in PeriodKind:
        period = calendar.containing(day, kind)
        paid = calendar.containing(period.end, pay)
        # What is left of a budget depends on the spans of the pay period before.
        parts = calendar.parts(paid, kind) if MONTHS_IN[kind] < MONTHS_IN[pay] else [period]
        asked += [
            _Asked(plan, name, Span(part, min(part.end, day)), paid)
            for plan in _in_force(plans, paid)
            for name, component in plan.counting().items()
            if isinstance(component, Contest | Spiff) and (component.every or pay) is kind
            for part in parts
            if part.start <= day
        ]
    made = _tables(asked, facts, day, calendar)
    return Tables(
        tuple(one for one in made.contests if one.span.period.has(day)),
        tuple(one for one in made.instants if one.span.period.has(day)),
    )


def _in_force(plans: Sequence[Plan], period: Period) -> Iterator[Plan]:
    for key in dict.fromkeys(plan.plan for plan in plans):
        versions = [plan for plan in plans if plan.plan == key]
        version = version_in_force(versions, period.start, period.end)
        if version is not None:
            yield version


def _tables(asked: Sequence[_Asked], facts: Facts, last: date, calendar: FiscalCalendar) -> Tables:
    """Of those that have anybody on them; events up to `last` count."""
    seen = _records(asked, facts, last, calendar)
    so_far: dict[tuple[str, str], pl.DataFrame] = {}
    contests: list[ContestTable] = []
    instants: list[InstantTable] = []
    for one in asked:
        members = stretches(one.plan, facts, one.span, _on_plan(one, facts))
        known, component = seen[one.plan.currency], one.plan.components[one.name]
        if members and isinstance(component, Contest):
            contests.append(_contest(one, component, members, known))
        elif members and isinstance(component, Spiff):
            at = (one.plan.plan, one.name)
            before = so_far.get(at, Outcome().lines)
            made = _instant(one, component, members, known, before)
            so_far[at] = pl.concat([before, made.lines])
            instants.append(made.table)
    return Tables(tuple(contests), tuple(instants))


def _records(
    asked: Sequence[_Asked], facts: Facts, last: date, calendar: FiscalCalendar
) -> Mapping[str, Records]:
    """By currency. What they say as problems is told by the calculation, not here."""
    found: dict[str, Records] = {}
    for one in asked:
        currency = one.plan.currency
        if currency not in found:
            same = [other.plan for other in asked if other.plan.currency == currency]
            found[currency], _ = records(same, facts, currency, one.paid_in, last, calendar)
    return found


def _on_plan(one: _Asked, facts: Facts) -> pl.DataFrame:
    """Who is on the plan in a span: nobody who is on it twice, nor, in a part of the pay period, who is on it
    twice in all of that (as calc.working has it)."""
    plan, span = one.plan.plan, one.span
    rows = without_overlaps(assigned(facts, span.period).filter(pl.col("plan") == plan))
    if span.start < one.paid_in.start:
        return rows
    whole = without_overlaps(assigned(facts, one.paid_in).filter(pl.col("plan") == plan))
    return rows.join(whole.select("person").unique(), on="person", how="semi", maintain_order="left")


def _contest(one: _Asked, component: Contest, members: Sequence[Stretch], seen: Records) -> ContestTable:
    plan, metric = one.plan, one.plan.metrics[component.metric]
    measured = measure_all(plan, [component.metric], one.span, members, seen)[component.metric]
    ranked = standings(component, members, measured, one.span, lambda stretch: key_of(metric, stretch))
    return ContestTable(
        plan=plan,
        name=one.name,
        component=component,
        span=one.span,
        rivals=tuple(_rival(component, standing, measured) for standing in ranked),
        people=frozenset(member.person for member in members),
    )


def _rival(component: Contest, standing: Standing, measured: ByKey) -> Rival:
    found = measured.get(standing.key)
    if found is None or (found.figure.empty and not found.counts):
        return Rival(standing, None, None)
    return Rival(standing, found.value, found.attainment, tuple(_shares(component, standing)))


def _shares(component: Contest, standing: Standing) -> Iterator[Share]:
    """What each of those whom a prize is for gets of it."""
    if standing.won is None:
        return
    amount, people = standing.won.amount_minor or 0, standing.people
    split = component.for_team == "split"
    parts = share_out(amount, [1] * len(people)) if split else [amount] * len(people)
    for person, part in zip(people, parts, strict=True):
        yield Share(person, part, standing.won.reward)


@dataclass(frozen=True)
class _Instant:
    """A table with the lines that it is made of."""

    table: InstantTable
    lines: pl.DataFrame


def _instant(
    one: _Asked,
    component: Spiff,
    members: Sequence[Stretch],
    known: Records,
    so_far: pl.DataFrame,
) -> _Instant:
    """`so_far` are the lines of earlier spans of the same pay period."""
    plan, name, span = one.plan, one.name, one.span
    lines = spiff(plan, name, component, span, members, known, so_far).lines
    columns = ("person", "event", "date", "share_ppm", "amount_minor", "reward")
    paid = [
        *paid_before(known.facts.paid, plan, span.period.end, name)["amount_minor"],
        *so_far["amount_minor"],
    ]
    return _Instant(
        InstantTable(
            plan=plan,
            name=name,
            component=component,
            span=span,
            won=tuple(InstantPrize(*row) for row in lines.select(columns).iter_rows()),
            people=frozenset(member.person for member in members),
            before=len(paid),
            spent_before_minor=sum(paid),
        ),
        lines,
    )
