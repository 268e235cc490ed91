"""calculate(): from plans and facts to lines, measures and problems. All control flow is here."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

import polars as pl

from calc.assigned import assigned, credited_but_absent, overlapping, without_overlaps, without_plan
from calc.components.draws import draws
from calc.components.override import override
from calc.components.settle import carry, plan_cap
from calc.earning import in_period, outside_plan
from calc.facts import Facts
from calc.language.pay import Bonus, Commission, Draw, Guarantee, Override
from calc.lines import ordered
from calc.outcome import Outcome
from calc.periods import FiscalCalendar, Period
from calc.plan import Plan, version_in_force
from calc.records import records
from calc.results import MEASURES, Calculation, Problem, problem_frame, stacked
from calc.spans import Span, spans
from calc.working import Given, Worked, work_out

CALENDAR_YEAR = FiscalCalendar()
NOTHING_ASSUMED: Mapping[str, Fraction] = {}
AFTER_COMPONENTS = ("cap", "carry")


def calculate(
    plans: Sequence[Plan],
    facts: Facts,
    period: Period,
    as_of: date | None = None,
    calendar: FiscalCalendar = CALENDAR_YEAR,
    assumed: Mapping[str, Fraction] = NOTHING_ASSUMED,
) -> Calculation:
    """What everybody earned in a pay period and why.

    `plans` are all versions of all plans. Events and readings up to `as_of` count (the whole period when it
    is None). `calendar` is the company's fiscal calendar; `assumed` are attainments to take instead of those
    measured, by the key of a metric. The same facts in any order give the same result. A person may have
    lines and problems at once.
    """
    last = period.end if as_of is None else min(period.end, as_of)
    on_plans = assigned(facts, period)
    problems = [*without_plan(facts, period, on_plans), *overlapping(on_plans)]
    versions, missing = _versions(plans, period, without_overlaps(on_plans))
    versions += _left_behind(plans, facts, period, calendar, versions)
    problems += missing
    worked: list[Worked] = []
    for currency in sorted({plan.currency for plan, _ in versions}) or [""]:
        mine = [(plan, rows) for plan, rows in versions if plan.currency == currency]
        seen, found = records([plan for plan, _ in mine], facts, currency, period, last, calendar)
        problems += found
        problems += credited_but_absent(facts, period, in_period(seen, period))
        worked += [work_out(Given(plan, period, last, rows, seen, assumed)) for plan, rows in mine]
    problems += outside_plan([one.on_plan() for one in worked])
    _override(worked)
    for one in worked:
        _settle(one)
    return Calculation(
        ordered(_parts(worked)),
        stacked((frame for one in worked for frame in one.measures), MEASURES)
        .unique()
        .sort(list(MEASURES), nulls_last=True),
        problem_frame([*problems, *(problem for one in worked for problem in one.problems)]),
    )


def _versions(
    plans: Sequence[Plan], period: Period, on_plans: pl.DataFrame
) -> tuple[list[tuple[Plan, pl.DataFrame]], list[Problem]]:
    """The version that counts for each plan people are on, with their days; a problem where none does."""
    found: list[tuple[Plan, pl.DataFrame]] = []
    problems: list[Problem] = []
    for key in sorted(set(on_plans["plan"])):
        rows = on_plans.filter(pl.col("plan") == key)
        version = version_in_force([plan for plan in plans if plan.plan == key], period.start, period.end)
        if version is None:
            problems += _without_version(key, rows)
        else:
            found.append((version, rows))
    return found, problems


def _left_behind(
    plans: Sequence[Plan],
    facts: Facts,
    period: Period,
    calendar: FiscalCalendar,
    known: Sequence[tuple[Plan, pl.DataFrame]],
) -> list[tuple[Plan, pl.DataFrame]]:
    """Plans that nobody is on any more, but that have something to settle: what they paid may be taken back
    or come in late, or a longer span ends in which somebody was on them."""
    found: list[tuple[Plan, pl.DataFrame]] = []
    paid = set(facts.paid["plan"].drop_nulls())
    for key in sorted({plan.plan for plan in plans} - {plan.plan for plan, _ in known}):
        version = version_in_force([plan for plan in plans if plan.plan == key], period.start, period.end)
        if version is None:
            continue
        if (key in paid and _settles_later(version)) or _ends_a_span(version, facts, period, calendar):
            found.append((version, assigned(facts, period).clear()))
    return found


def _settles_later(plan: Plan) -> bool:
    return any(
        isinstance(part, Commission) and (part.hold or part.clawback) for part in plan.counting().values()
    )


def _ends_a_span(plan: Plan, facts: Facts, period: Period, calendar: FiscalCalendar) -> bool:
    """Whether somebody was on the plan in a span, longer than the pay period, that ends with it."""
    every = {part.every for part in plan.counting().values()}
    ending = [span for kind in every for span in spans(kind, period, period.end, calendar)]
    longer = [span.period for span in ending if span.start < period.start]
    return any((assigned(facts, one)["plan"] == plan.plan).any() for one in longer)


def _override(worked: Sequence[Worked]) -> None:
    """Leaders' shares of what the people below are paid, on whichever plan those are."""
    if not any(isinstance(part, Override) for one in worked for part in one.given.plan.counting().values()):
        return
    pays = {
        (one.given.plan.plan, name): part.pay
        for one in worked
        for name, part in one.given.plan.counting().items()
        if isinstance(part, Commission | Bonus)
    }
    paid = [one.of(name) for one in worked for plan, name in pays if plan == one.given.plan.plan]
    below = pl.concat([Outcome().lines, *paid])
    for one in worked:
        for name, part in one.given.plan.counting().items():
            if isinstance(part, Override):
                one.take(name, _overridden(one, name, part, below, pays))


def _overridden(
    one: Worked, name: str, part: Override, below: pl.DataFrame, pays: Mapping[tuple[str, str], str]
) -> Outcome:
    given = one.given
    return override(
        given.plan, name, part, Span(given.period, given.last), one.stretches, below, pays, given.records
    )


def _settle(one: Worked) -> None:
    """What looks at the whole of a plan: its cap, draws and guarantees, what is carried between periods."""
    given, plan = one.given, one.given.plan
    paid, calendar = given.records.facts.paid, given.records.calendar
    if plan.cap is not None:
        one.take("cap", plan_cap(plan, given.period, calendar, one.stretches, one.all_lines(), paid))
    if any(isinstance(part, Draw | Guarantee) for part in plan.counting().values()):
        one.take_each(draws(plan, given.period, one.stretches, one.all_lines(), given.records.facts))
    if plan.carry_under is not None:
        one.take("carry", carry(plan, given.period, one.stretches, one.all_lines(), paid))


def _without_version(plan: str, on_plan: pl.DataFrame) -> list[Problem]:
    return [
        Problem(
            "plan_not_in_force",
            f"The plan {plan} has no version in force in this period.",
            "Ask your compensation admin to load the version of that time.",
            person=person,
            plan=plan,
        )
        for person in on_plan["person"].unique()
    ]


def _parts(worked: Iterable[Worked]) -> list[tuple[int, pl.DataFrame]]:
    """Each frame of lines with its component's place in its plan."""
    return [
        (place, frame)
        for one in worked
        for place, name in enumerate([*one.given.plan.components, *AFTER_COMPONENTS])
        for frame in one.lines.get(name, ())
    ]
