"""Running the cases that a plan carries: does it pay what its author meant?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import polars as pl

from calc.case_facts import case_facts
from calc.language.case_parts import Case
from calc.period_text import read_period
from calc.periods import FiscalCalendar, Period, PeriodKind
from calc.plan import Plan
from calc.results import Calculation
from calc.statement import calculate

Key = tuple[str, str]  # person, component
# What is told like a problem, and is none: a case need not expect it.
NO_PROBLEM = {"base_only"}


@dataclass(frozen=True)
class Difference:
    """What a case expected of one person and component, and what came: minor units, and rewards by name."""

    person: str
    component: str
    expected_minor: int
    got_minor: int
    expected_rewards: tuple[str, ...] = ()
    got_rewards: tuple[str, ...] = ()


class Total(NamedTuple):
    """What a person's lines of a component come to: minor units, and rewards by name, in order."""

    amount_minor: int
    rewards: tuple[str, ...]


@dataclass(frozen=True)
class FigureDifference:
    """What a case expected a metric to come to for one person, and what it came to; None for no figure.

    Money is in minor units, as everywhere.
    """

    person: str
    metric: str
    expected: Fraction
    got: Fraction | None


@dataclass(frozen=True)
class Outcome:
    """How a case went. `missing` and `unexpected` are codes of problems."""

    case: str
    differences: tuple[Difference, ...]
    missing: tuple[str, ...]
    unexpected: tuple[str, ...]
    calculation: Calculation
    figures: tuple[FigureDifference, ...] = ()

    @property
    def passed(self) -> bool:
        return not (self.differences or self.missing or self.unexpected or self.figures)


def run_case(plan: Plan, case: Case) -> Outcome:
    """Calculates a case under the plan and compares. Raises ValueError when its period cannot be read."""
    calendar = FiscalCalendar(case.fiscal_year_starts)
    period = _period(plan, case, calendar)
    facts = case_facts(plan, case, period)
    made = calculate([plan], facts, period, as_of=case.today, calendar=calendar)
    codes, wanted = _codes(made, case), set(case.problems)
    return Outcome(
        case=case.case,
        differences=_differences(made, case),
        missing=tuple(sorted(wanted - codes)),
        unexpected=tuple(sorted(codes - wanted - NO_PROBLEM)),
        calculation=made,
        figures=_figures(made, case),
    )


def _period(plan: Plan, case: Case, calendar: FiscalCalendar) -> Period:
    if case.period is None:
        return calendar.containing(plan.from_date, PeriodKind.QUARTER)
    period = read_period(case.period, plan.from_date, calendar)
    if period is None:
        raise ValueError(f"{case.period!r} is not a period; write it like 2024-Q3")
    return period


def _codes(made: Calculation, case: Case) -> set[str]:
    """The codes of problems, but for this: who is meant to be on no plan need not be told so."""
    elsewhere = [person.person for person in case.people if not person.on_plan]
    meant = (pl.col("code") == "no_plan") & pl.col("person").is_in(elsewhere)
    return set(made.problems.filter(~meant.fill_null(False))["code"])


def _differences(made: Calculation, case: Case) -> tuple[Difference, ...]:
    """By person and component, in their order."""
    expected = _totals((pay.person, pay.component, pay.amount, pay.reward) for pay in case.pays)
    got = _totals(made.lines.select("person", "component", "amount_minor", "reward").iter_rows())
    return tuple(
        Difference(
            *key, expected[key].amount_minor, got[key].amount_minor, expected[key].rewards, got[key].rewards
        )
        for key in sorted({*expected, *got})
        if expected[key] != got[key]
    )


def _totals(entries: Iterable[tuple[str, str, int, str]]) -> defaultdict[Key, Total]:
    """What entries of person, component, amount and reward come to for each person and component."""
    totals: defaultdict[Key, Total] = defaultdict(lambda: Total(0, ()))
    for person, component, amount, reward in entries:
        before = totals[person, component]
        rewards = tuple(sorted((*before.rewards, reward))) if reward else before.rewards
        totals[person, component] = Total(before.amount_minor + amount, rewards)
    return totals


def _figures(made: Calculation, case: Case) -> tuple[FigureDifference, ...]:
    """Each figure that was expected, and is not what the metric came to (in any of its spans)."""
    found: list[FigureDifference] = []
    for expected in case.measures:
        rows = made.measures.filter(person=expected.person, metric=expected.metric)
        values = [
            Fraction(top, bottom) if bottom else None
            for top, bottom in rows.select("numerator", "denominator").iter_rows()
        ]
        if expected.value not in values:
            got = values[0] if values else None
            found.append(FigureDifference(expected.person, expected.metric, expected.value, got))
    return tuple(found)
