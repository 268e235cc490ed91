"""Draws and guarantees: at least so much each period. What a recoverable draw advances is paid back later."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from typing import Any

import polars as pl

from calc.components.earlier import paid_before, plus, totals
from calc.components.worth import worth
from calc.components.writing import Writer, back, row, together
from calc.counting import counted
from calc.exact import rounded
from calc.facts import Facts
from calc.language.pay import Draw, Guarantee
from calc.language.values import Age
from calc.outcome import Outcome, Row
from calc.periods import Period
from calc.plan import Plan
from calc.results import Problem
from calc.stretches import Stretch

ONE_DAY = timedelta(days=1)


def draws(
    plan: Plan, period: Period, stretches: Sequence[Stretch], lines: pl.DataFrame, facts: Facts
) -> Outcome:
    """What the plan's draws and guarantees, in its order, add to all `lines` of the pay period so far, or
    take back of what they added before. Of `facts` it looks at leave and at what was paid."""
    now, made = totals(lines), []
    for name, component in plan.counting().items():
        if isinstance(component, Draw | Guarantee):
            writer = Writer(plan, name, component.title, period.key)
            made.append(_drawn(writer, component, period, stretches, now, facts))
            now = plus(now, made[-1].lines)
    return together(made)


def _drawn(
    writer: Writer,
    component: Draw | Guarantee,
    period: Period,
    stretches: Sequence[Stretch],
    now: Mapping[str, int],
    facts: Facts,
) -> Outcome:
    """The lines of one draw or guarantee; `now` is what everybody gets without it."""
    before = paid_before(facts.paid, writer.plan, period.end, writer.component)
    still_open = totals(before.filter(pl.col("entry").is_in(["draw", "recovery"])))
    least, problems = _least(writer, component, period, stretches, facts)
    rows: list[Row] = []
    for person, exact in sorted(least.items()):
        rows += _settled(
            writer, component, person, rounded(exact), now.get(person, 0), still_open.get(person, 0)
        )
    return writer.lines(rows, problems)


def _settled(
    writer: Writer, component: Draw | Guarantee, person: str, least: int, now: int, still_open: int
) -> Iterator[Row]:
    """What is missing to the `least`; or, where there is more than that, what a draw takes back.

    Somebody to whom nothing is promised (their first months are over) is not lifted out of the red either.
    """
    clause = writer.clause("amount")
    if least > 0 and now < least:
        yield row(person, clause, component.pay, least, least - now, earlier_minor=now)
    elif isinstance(component, Draw) and component.recoverable == "yes" and now > least and still_open > 0:
        yield back(person, clause, "recovery", min(still_open, now - least))


def _least(
    writer: Writer,
    component: Draw | Guarantee,
    period: Period,
    stretches: Sequence[Stretch],
    facts: Facts,
) -> tuple[dict[str, Fraction], list[Problem]]:
    """The amount times what counts of each stretch, by person; and a problem for who has no agreed pay."""
    away = _leave(writer.plan, facts)
    least: dict[str, Fraction] = {}
    lacking: set[str] = set()
    for stretch in stretches:
        amount = worth(component.amount, stretch, period.part_of_year)
        if amount is None:
            lacking.add(stretch.person)
            continue
        part = _counted(writer.plan, component.first_months, period, stretch, away.get(stretch.person, ()))
        least[stretch.person] = least.get(stretch.person, Fraction(0)) + amount.exact * part
    problems = [writer.no_agreed_pay(person, component.amount, component.pay) for person in sorted(lacking)]
    return {person: exact for person, exact in least.items() if person not in lacking}, problems


def _counted(
    plan: Plan, months: int | None, period: Period, stretch: Stretch, away: Sequence[Mapping[str, Any]]
) -> Fraction:
    """The part of the period that counts of a stretch, no longer than the first `months` at work."""
    if months is None or stretch.start_date is None:
        return stretch.counted.part
    last = min(stretch.last, Age(months=months).after(stretch.start_date) - ONE_DAY)
    if last < stretch.first:
        return Fraction(0)
    return counted(plan, period, stretch.first, last, away, stretch.start_date).part


def _leave(plan: Plan, facts: Facts) -> dict[str, list[Mapping[str, Any]]]:
    """The stretches of leave that do not count, by person."""
    away: dict[str, list[Mapping[str, Any]]] = {}
    if plan.leave == "left_out":
        for gone in facts.leave.iter_rows(named=True):
            away.setdefault(gone["person"], []).append(gone)
    return away
