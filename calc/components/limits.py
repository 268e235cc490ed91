"""Caps and floors: what goes over is taken off, what is missing is added, each by a line of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import polars as pl

from calc.components.earlier import paid_before, plus, totals
from calc.components.worth import Worth, last_stretches, worth
from calc.components.writing import OF_EVENT, Writer, row, together
from calc.language.parts import AmountOf
from calc.language.pay import Earned
from calc.language.terms import Limits
from calc.outcome import Outcome, Row
from calc.periods import FiscalCalendar, Period, PeriodKind
from calc.plan import Plan
from calc.spans import Span
from calc.stretches import Stretch

LIMITED = ("pay", "cap", "floor")
Entry = Literal["cap", "floor"]
When = Literal["line", "period", "year"]


@dataclass(frozen=True)
class Limit:
    """One cap or floor: where the plan says it, how much, and for what part of a year that is meant."""

    entry: Entry
    clause: str
    amount: AmountOf
    part: Fraction = Fraction(1)


def component_limits(
    plan: Plan, name: str, component: Earned, span: Span, stretches: Sequence[Stretch], lines: pl.DataFrame
) -> Outcome:
    """What the caps and floors for each line, then those for the span, add to its `lines` of the span."""
    if component.cap is None and component.floor is None:
        return Outcome()
    writer = Writer(plan, name, component.title, span.key)
    pay = lines.filter(pl.col("entry") == "pay")
    made = [_by_line(writer, limit, pay) for limit in _limits(writer, component, "line", Fraction(1))]
    now = totals(pay, *(outcome.lines for outcome in made))
    part = span.period.part_of_year
    limits = list(_limits(writer, component, "period", part))
    return together([*made, held_to(limits, writer, stretches, {}, now)])


def year_limits(
    plan: Plan,
    name: str,
    component: Earned,
    period: Period,
    calendar: FiscalCalendar,
    stretches: Sequence[Stretch],
    lines: pl.DataFrame,
    paid: pl.DataFrame,
) -> Outcome:
    """What the caps and floors of the fiscal year add to the component's `lines` of the whole pay period."""
    writer = Writer(plan, name, component.title, period.key)
    year = calendar.containing(period.end, PeriodKind.YEAR)
    limits = [
        limit
        for limit in _limits(writer, component, "year", Fraction(1))
        if limit.entry == "cap" or period.end == year.end
    ]
    if not limits:
        return Outcome()
    counts = pl.col("entry").is_in(LIMITED)
    before = paid_before(paid, plan, period.end, name, since=year.start).filter(counts)
    return held_to(limits, writer, stretches, totals(before), totals(lines.filter(counts)))


def held_to(
    limits: Sequence[Limit],
    writer: Writer,
    stretches: Sequence[Stretch],
    before: Mapping[str, int],
    now: Mapping[str, int],
) -> Outcome:
    """The lines that hold everybody with a stretch to each limit in turn; `before` and `now` are what was
    paid before and comes now, by person. Without agreed pay to take a share of: a problem, and no limit."""
    made: list[Outcome] = []
    for limit in limits:
        rows: list[Row] = []
        problems = []
        for person, stretch in last_stretches(stretches).items():
            much = worth(limit.amount, stretch, limit.part)
            if much is None:
                problems.append(writer.no_agreed_pay(person, limit.amount, limit.entry))
            else:
                hold = _capped if limit.entry == "cap" else _floored
                rows += hold(limit.clause, person, much, before.get(person, 0), now.get(person, 0))
        made.append(writer.lines(rows, problems))
        now = plus(now, made[-1].lines)
    return together(made)


def _capped(clause: str, person: str, cap: Worth, before: int, now: int) -> Iterator[Row]:
    """Takes off what is over, but never more than comes now: what was paid before stays paid."""
    if now <= 0 or before + now <= cap.minor:
        return
    if before > cap.minor:
        yield row(person, clause, "cap", 0, -now, earlier_minor=now)
    else:
        total = before + now
        yield row(
            person, clause, "cap", cap.basis_minor, cap.minor - total, earlier_minor=total, **cap.columns
        )


def _floored(clause: str, person: str, floor: Worth, before: int, now: int) -> Iterator[Row]:
    total = before + now
    if total < floor.minor:
        missing = floor.minor - total
        yield row(person, clause, "floor", floor.basis_minor, missing, earlier_minor=total, **floor.columns)


def _limits(writer: Writer, component: Earned, when: When, part: Fraction) -> Iterator[Limit]:
    """The component's cap and floor for each line, period or year, the cap first."""
    both: tuple[tuple[Entry, Limits | None], ...] = (("cap", component.cap), ("floor", component.floor))
    for entry, limits in both:
        amount: AmountOf | None = None if limits is None else getattr(limits, when)
        if amount is not None:
            yield Limit(entry, writer.clause(f"{entry}.{when}"), amount, part)


def _by_line(writer: Writer, limit: Limit, pay: pl.DataFrame) -> Outcome:
    """A line for each of `pay` over the cap or under the floor; there may be very many."""
    fixed = limit.amount.fixed_minor
    assert fixed is not None  # the reader has made sure: a line's limit is an amount of money
    amount = pl.col("amount_minor")
    # What is below zero takes something back: a floor must not turn that into pay.
    under = amount.is_between(0, fixed, closed="left")
    beyond = pay.filter(amount > fixed if limit.entry == "cap" else under)
    return writer.frame(
        beyond.select(
            "person",
            *OF_EVENT,
            "about",
            pl.lit(limit.clause).alias("clause"),
            pl.lit(limit.entry).alias("entry"),
            pl.lit(fixed).alias("basis_minor"),
            amount.alias("earlier_minor"),
            (pl.lit(fixed, dtype=pl.Int128) - amount.cast(pl.Int128)).alias("amount_minor"),
        )
    )
