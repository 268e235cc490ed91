"""What comes last, over all that a plan pays a person: its cap, and what is carried to other periods."""

from collections.abc import Iterator, Sequence

import polars as pl

from calc.components.earlier import paid_before, plus, totals
from calc.components.limits import Limit, held_to
from calc.components.worth import Worth, last_stretches, worth
from calc.components.writing import Writer, back, row, together
from calc.outcome import Outcome, Row
from calc.periods import FiscalCalendar, Period, PeriodKind
from calc.plan import Plan
from calc.stretches import Stretch

# What is no pay of its own, but moved from one period to another, or added to others.
ADVANCED = ("draw", "recovery", "guarantee", "carry")
CAP, CARRY = "cap", "carry"  # what stands for a component in lines of the whole plan


def plan_cap(
    plan: Plan,
    period: Period,
    calendar: FiscalCalendar,
    stretches: Sequence[Stretch],
    lines: pl.DataFrame,
    paid: pl.DataFrame,
) -> Outcome:
    """What the plan's cap of the period, then of the fiscal year, takes off all `lines` of the pay period."""
    if plan.cap is None:
        return Outcome()
    writer, now = Writer(plan, CAP, plan.title, period.key), totals(lines)
    made = Outcome()
    if plan.cap.period is not None:
        limit = Limit("cap", "cap.period", plan.cap.period, period.part_of_year)
        made = held_to([limit], writer, stretches, {}, now)
    if plan.cap.year is None:
        return made
    year = calendar.containing(period.end, PeriodKind.YEAR)
    before = paid_before(paid, plan, period.end, since=year.start)
    earned = totals(before.filter(~pl.col("entry").is_in(ADVANCED)))
    limit = Limit("cap", "cap.year", plan.cap.year)
    return together([made, held_to([limit], writer, stretches, earned, plus(now, made.lines))])


def carry(
    plan: Plan, period: Period, stretches: Sequence[Stretch], lines: pl.DataFrame, paid: pl.DataFrame
) -> Outcome:
    """What is carried out of the pay period to keep it from going under the plan's `carry_under`, or what an
    earlier period carried into this one and is still open. `lines` are all of the period so far."""
    if plan.carry_under is None:
        return Outcome()
    writer, now = Writer(plan, CARRY, plan.title, period.key), totals(lines)
    carried = paid_before(paid, plan, period.end, CARRY).filter(pl.col("entry") == "carry")
    still_open = totals(carried)
    rows: list[Row] = []
    problems = []
    for person, stretch in last_stretches(stretches).items():
        least = worth(plan.carry_under, stretch, period.part_of_year)
        if least is None:
            problems.append(writer.no_agreed_pay(person, plan.carry_under, "least pay"))
        else:
            rows += _carried(person, least, now.get(person, 0), still_open.get(person, 0))
    return writer.lines(rows, problems)


def _carried(person: str, least: Worth, now: int, still_open: int) -> Iterator[Row]:
    missing = least.minor - now
    if missing > 0:
        yield row(
            person, "carry_under", "carry", least.basis_minor, missing, earlier_minor=now, **least.columns
        )
    elif missing < 0 < still_open:
        yield back(person, "carry_under", "carry", min(still_open, -missing))
