"""What one plan version pays in a pay period, component by component, before anything looks at the whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

import polars as pl

from calc.assigned import assigned, overlapping, without_overlaps
from calc.components.bonus import bonus
from calc.components.clawback import clawback
from calc.components.commission import commission
from calc.components.contest import contest
from calc.components.hold import hold, release
from calc.components.limits import component_limits, year_limits
from calc.components.spiff import spiff
from calc.components.work import Work
from calc.earning import OnPlan, earned
from calc.language.pay import BaseOnly, Bonus, Commission, Component, Contest, Earned, Spiff
from calc.left_out import left_out
from calc.metrics.figures import ByMetric
from calc.metrics.keys import key_of
from calc.metrics.measuring import measure_all
from calc.metrics.rows import measure_rows
from calc.outcome import Outcome
from calc.periods import Period, PeriodKind
from calc.plan import Plan
from calc.records import Records
from calc.references import metrics_of, unused
from calc.results import Problem
from calc.spans import Span, spans
from calc.stretches import Stretch, stretches


@dataclass(frozen=True)
class Given:
    """A plan version, and what it is worked out from.

    `on_plan` are the pay period's rows of calc.assigned; `assumed` attainments that are taken instead of
    those measured, by metric.
    """

    plan: Plan
    period: Period
    last: date
    on_plan: pl.DataFrame
    records: Records
    assumed: Mapping[str, Fraction]


@dataclass(frozen=True)
class Setting:
    """A span with the people on the plan in it, what metrics came to, and their credited shares."""

    span: Span
    stretches: list[Stretch]
    measured: ByMetric
    own: pl.DataFrame
    problems: list[Problem]


@dataclass
class Worked:
    """What came of a plan: `lines` (LINES) by component, `measures` (MEASURES), and problems.

    `stretches` and `own` (calc.earning) are those of the pay period.
    """

    given: Given
    stretches: list[Stretch]
    own: pl.DataFrame
    lines: dict[str, list[pl.DataFrame]] = field(default_factory=dict)
    measures: list[pl.DataFrame] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def take(self, name: str, outcome: Outcome) -> None:
        """Adds what was worked out for a component."""
        if outcome.lines.height:
            self.lines.setdefault(name, []).append(outcome.lines)
        self.problems += outcome.problems

    def take_each(self, outcome: Outcome) -> None:
        """Adds lines of several components, each to its own."""
        for name in outcome.lines["component"].unique():
            self.take(name, Outcome(outcome.lines.filter(pl.col("component") == name)))
        self.problems += outcome.problems

    def all_lines(self) -> pl.DataFrame:
        """All lines so far."""
        return pl.concat([Outcome().lines, *(frame for frames in self.lines.values() for frame in frames)])

    def on_plan(self) -> OnPlan:
        """Who was on the plan, and their shares of the pay period."""
        given = self.given
        return OnPlan(
            given.plan, given.on_plan.select("person").unique(), given.records, given.period, self.own
        )

    def of(self, name: str) -> pl.DataFrame:
        """A component's lines so far."""
        parts = self.lines.get(name)
        return pl.concat(parts) if parts else Outcome().lines


def work_out(given: Given) -> Worked:
    """Every component in force, in the plan's order."""
    plan = given.plan
    settings = _settings(given)
    now = settings[given.period.key]
    made = Worked(given, now.stretches, now.own)
    for setting in settings.values():
        span, people, measured = setting.span, setting.stretches, setting.measured
        made.measures.append(measure_rows(plan, span, people, measured, given.records.calendar))
        made.problems += setting.problems
    peopled = [setting for setting in settings.values() if setting.stretches]
    asked = [(name, setting.span) for setting in peopled for name in setting.measured]
    made.problems += left_out(plan, given.records, asked)
    for name, component in plan.counting().items():
        for span in _spans(given, component.every):
            _work_component(made, name, component, settings[span.key])
        if isinstance(component, Earned):
            _limit_year(made, name, component)
    return made


def _spans(given: Given, every: PeriodKind | None) -> list[Span]:
    return spans(every, given.period, given.last, given.records.calendar)


def _pay_period(given: Given) -> Span:
    return Span(given.period, given.last)


def _settings(given: Given) -> dict[str, Setting]:
    """Every span that a component is worked out for, and the pay period, with all that is measured in it."""
    looked_at: dict[str, list[str]] = {given.period.key: unused(given.plan)}
    found = {given.period.key: _pay_period(given)}
    for component in given.plan.counting().values():
        for span in _spans(given, component.every):
            found[span.key] = span
            looked_at.setdefault(span.key, []).extend(metrics_of(component))
    return {key: _setting(given, span, looked_at.get(key, [])) for key, span in found.items()}


def _setting(given: Given, span: Span, metrics: Sequence[str]) -> Setting:
    rows, problems = _on_plan(given, span)
    people = stretches(given.plan, given.records.facts, span, rows)
    names = list(dict.fromkeys(metrics))
    measured = measure_all(given.plan, names, span, people, given.records, given.assumed)
    return Setting(span, people, measured, earned(people, span, given.records, "own"), problems)


def _on_plan(given: Given, span: Span) -> tuple[pl.DataFrame, list[Problem]]:
    """Who is on the plan in a span (rows of calc.assigned): nobody who is on it twice in it.

    Nor, in a part of the pay period, who is on it twice in all of that.
    """
    if span.period == given.period:
        return given.on_plan, []
    rows = assigned(given.records.facts, span.period).filter(pl.col("plan") == given.plan.plan)
    once = without_overlaps(rows)
    if span.start >= given.period.start:
        once = once.join(given.on_plan.select("person").unique(), on="person", how="semi")
    return once, overlapping(rows)


def _work_component(made: Worked, name: str, component: Component, setting: Setting) -> None:
    plan, span, people = made.given.plan, setting.span, setting.stretches
    if isinstance(component, Commission):
        _work_commission(made, name, component, setting)
    elif isinstance(component, Bonus):
        outcome = bonus(plan, name, component, span, people, setting.measured)
        made.take(name, outcome)
        made.take(name, component_limits(plan, name, component, span, people, outcome.lines))
    elif isinstance(component, Spiff):
        made.take(name, spiff(plan, name, component, span, people, made.given.records, made.of(name)))
    elif isinstance(component, Contest) and people:
        metric = plan.metrics[component.metric]
        ranked = setting.measured[component.metric]
        made.take(name, contest(plan, name, component, span, people, ranked, lambda one: key_of(metric, one)))
    elif isinstance(component, BaseOnly):
        made.problems += [_base_only(plan, name, person) for person in {one.person for one in people}]


def _work_commission(made: Worked, name: str, component: Commission, setting: Setting) -> None:
    """Paid lines and their limits, then what is held, released and taken back of them and of earlier ones."""
    given, span, people = made.given, setting.span, setting.stretches
    own = component.whose == "own"
    shares = setting.own if own else earned(people, span, given.records, "line")
    paid = commission(
        Work(given.plan, name, component, span, people, shares, setting.measured, given.records)
    )
    made.take(name, paid)
    limits = component_limits(given.plan, name, component, span, people, paid.lines)
    made.take(name, limits)
    if component.hold is not None:
        now = pl.concat([paid.lines, limits.lines])
        made.take(name, hold(given.plan, name, component, span, now))
        made.take(name, release(given.plan, name, component, span, people, made.of(name), given.records))
    if component.clawback is not None:
        made.take(name, clawback(given.plan, name, component, span, people, made.of(name), given.records))


def _limit_year(made: Worked, name: str, component: Earned) -> None:
    limits = (component.cap, component.floor)
    if any(one is not None and one.year is not None for one in limits):
        given = made.given
        paid, calendar = given.records.facts.paid, given.records.calendar
        made.take(
            name,
            year_limits(
                given.plan, name, component, given.period, calendar, made.stretches, made.of(name), paid
            ),
        )


def _base_only(plan: Plan, name: str, person: str) -> Problem:
    return Problem(
        "base_only",
        f"Nothing in {plan.title} depends on results: it is base pay alone.",
        "There is nothing to do.",
        person=person,
        plan=plan.plan,
        component=name,
    )
