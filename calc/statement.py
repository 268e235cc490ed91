"""calculate(): from plans and facts to lines, measures and problems. All control flow is here."""

from collections.abc import Iterable, Sequence
from datetime import date

import polars as pl

from calc.assigned import assigned, credited_but_absent, overlapping, without_overlaps, without_plan
from calc.components.bonus import Stretch, bonus
from calc.components.commission import commission
from calc.credits import credit
from calc.earning import Earning, earning, outside_plan
from calc.facts import Facts, Schema
from calc.left_out import left_out
from calc.metrics import Measured, Records, Window, measure, measure_row, records
from calc.periods import Period
from calc.placements import with_scope_key
from calc.plan import Bonus, Plan, version_in_force
from calc.results import LINES, MEASURES, Calculation, Problem, problem_frame, stacked


def calculate(plans: Sequence[Plan], facts: Facts, period: Period, as_of: date | None = None) -> Calculation:
    """What everybody earned in a period and why.

    `plans` are all versions of all plans. Events and readings up to `as_of` count (the whole period when it
    is None). The same facts in any order give the same result. A person may have lines and problems at once.
    """
    window = Window(period.start, period.end if as_of is None else min(period.end, as_of))
    credited = credit(facts, window.opening, window.last)
    stretches = assigned(facts, period)
    problems = [
        *credited.problems,
        *without_plan(facts, period, stretches),
        *credited_but_absent(facts, period, credited.shares),
        *overlapping(stretches),
    ]
    groups, without_version = _by_version(plans, period, without_overlaps(stretches), credited.shares)
    problems += [*without_version, *outside_plan(groups, credited.shares)]
    seen = records(facts, window, credited.shares)
    lines, measures = [], []
    for group in groups:
        paid, measured, found = _calculate_plan(group, period, seen)
        lines.append(paid)
        measures.append(measured)
        problems += found
    return Calculation(
        _ordered(lines),
        stacked(measures, MEASURES).sort(list(MEASURES), nulls_last=True),
        problem_frame(problems),
    )


def _by_version(
    plans: Sequence[Plan], period: Period, stretches: pl.DataFrame, shares: pl.DataFrame
) -> tuple[list[Earning], list[Problem]]:
    """The people on each plan with the version that counts for the period, and a problem where none does."""
    groups: list[Earning] = []
    problems: list[Problem] = []
    for key in sorted(set(stretches["plan"])):
        on_plan = stretches.filter(pl.col("plan") == key)
        version = version_in_force([plan for plan in plans if plan.plan == key], period.start, period.end)
        if version is None:
            problems += _without_version(key, on_plan)
        else:
            groups.append(earning(version, on_plan, shares))
    return groups, problems


def _calculate_plan(
    group: Earning, period: Period, seen: Records
) -> tuple[pl.DataFrame, pl.DataFrame, list[Problem]]:
    """Lines, measures and problems under one plan version. Lines have a column `order`: the component's."""
    plan, stretches = group.plan, _stretches(group, seen)
    measured = {name: measure(plan, name, _keys(name, stretches), seen) for name in plan.metrics}
    problems = left_out(plan, seen)
    lines: list[pl.DataFrame] = []
    for order, (name, component) in enumerate(plan.components.items()):
        if isinstance(component, Bonus):
            made, found = bonus(plan, name, component, period, stretches, measured[component.metric])
        else:
            made, found = commission(plan, name, component, group.shares)
        lines.append(made.with_columns(pl.lit(order).alias("order")))
        problems += found
    return pl.concat(lines), _measure_frame(plan, stretches, measured), problems


def _stretches(group: Earning, seen: Records) -> list[Stretch]:
    """The stretches of a plan with the scope key of each of its metrics.

    A person's team is that of their last day on the plan in the period, or of today while that lies ahead
    (their first day on it, when that does too): one for all their stretches.
    """
    first, last = pl.col("first").min().over("person"), pl.col("last").max().over("person")
    today = pl.lit(seen.window.last)
    dated = group.stretches.with_columns(
        pl.max_horizontal(first, pl.min_horizontal(last, today)).alias("day")
    )
    keys = {
        name: with_scope_key(dated, "day", metric.scope, seen.facts.placements)["scope_key"].to_list()
        for name, metric in group.plan.metrics.items()
    }
    return [
        Stretch(
            row["person"],
            row["days"],
            row["base_year_minor"],
            row["variable_year_minor"],
            {name: column[index] for name, column in keys.items()},
        )
        for index, row in enumerate(dated.iter_rows(named=True))
    ]


def _keys(metric: str, stretches: list[Stretch]) -> set[str]:
    return {key for stretch in stretches if (key := stretch.scope_keys[metric]) is not None}


def _measure_frame(
    plan: Plan, stretches: list[Stretch], measured: dict[str, dict[str, Measured]]
) -> pl.DataFrame:
    rows = [
        measure_row(plan, name, stretch.person, key, measured[name][key])
        for stretch in stretches
        for name, key in stretch.scope_keys.items()
        if key is not None and key in measured[name]
    ]
    return pl.DataFrame(rows, schema=dict(MEASURES)).unique()


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


def _ordered(parts: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """A person's lines by plan, component, day and event."""
    schema: Schema = {**LINES, "order": pl.Int32}
    keys = ["person", "plan", "order", "date", "event", "clause", "amount_minor"]
    return stacked(parts, schema).sort(keys, nulls_last=True).select(*LINES)
