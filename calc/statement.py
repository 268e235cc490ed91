"""calculate(): from plans and facts to lines, measures and problems. All control flow is here."""

from collections.abc import Iterable, Sequence
from datetime import date

import polars as pl

from calc.assigned import assigned, overlapping, reference_day, without_overlaps, without_plan
from calc.components.bonus import Stretch, bonus
from calc.components.commission import about, commission
from calc.credits import credit
from calc.facts import Facts, Schema
from calc.metrics import Measured, Window, measure, measure_row
from calc.periods import Period
from calc.placements import with_scope_key
from calc.plan import Bonus, Commission, Plan, version_in_force
from calc.results import LINES, MEASURES, PROBLEMS, Calculation, Problem, problem_frame, stacked


def calculate(plans: Sequence[Plan], facts: Facts, period: Period, as_of: date | None = None) -> Calculation:
    """What everybody earned in a period and why.

    `plans` are all versions of all plans. Events and readings up to `as_of` count (the whole period when it
    is None). The same facts in any order give the same result. A person may have lines and problems at once.
    """
    window = Window(period.start, period.end if as_of is None else min(period.end, as_of))
    credited = credit(facts, window.opening, window.last)
    stretches = assigned(facts, period)
    problems = [*credited.problems, *without_plan(facts, period, stretches), *overlapping(stretches)]
    sound = without_overlaps(stretches)
    made: list[Calculation] = []
    for key in sorted(set(sound["plan"])):
        on_plan = sound.filter(pl.col("plan") == key)
        version = version_in_force([plan for plan in plans if plan.plan == key], period.start, period.end)
        if version is None:
            problems += _without_version(key, on_plan)
        else:
            made.append(_calculate_plan(version, facts, period, window, on_plan, credited.shares))
    return Calculation(
        _ordered(part.lines for part in made),
        stacked((part.measures for part in made), MEASURES).sort(list(MEASURES), nulls_last=True),
        pl.concat([problem_frame(problems), *(part.problems for part in made)]).unique().sort(list(PROBLEMS)),
    )


def _calculate_plan(
    plan: Plan, facts: Facts, period: Period, window: Window, on_plan: pl.DataFrame, shares: pl.DataFrame
) -> Calculation:
    """One plan version for everybody on it. Its lines have a column `order`: the component's place."""
    stretches = _stretches(plan, facts, window, on_plan)
    measured = {
        name: measure(plan, name, _keys(name, stretches), shares, facts, window) for name in plan.metrics
    }
    earning = _on_their_days(shares, on_plan)
    problems = _outside_their_days(plan, shares, on_plan)
    lines: list[pl.DataFrame] = []
    for order, (name, component) in enumerate(plan.components.items()):
        if isinstance(component, Bonus):
            made, found = bonus(plan, name, component, period, stretches, measured[component.metric])
        else:
            made, found = commission(plan, name, component, earning)
        lines.append(made.with_columns(pl.lit(order).alias("order")))
        problems += found
    return Calculation(pl.concat(lines), _measure_frame(plan, stretches, measured), problem_frame(problems))


def _stretches(plan: Plan, facts: Facts, window: Window, on_plan: pl.DataFrame) -> list[Stretch]:
    """The stretches of a plan with the scope key of each of its metrics, on the day that counts for it."""
    days = [
        reference_day(first, last, window.last) for first, last in on_plan.select("first", "last").iter_rows()
    ]
    dated = on_plan.with_columns(pl.Series("day", days, dtype=pl.Date))
    keys = {
        name: with_scope_key(dated, "day", metric.scope, facts.placements)["scope_key"].to_list()
        for name, metric in plan.metrics.items()
    }
    return [
        Stretch(
            row["person"],
            row["days"],
            row["base_year_minor"],
            row["variable_year_minor"],
            {name: column[index] for name, column in keys.items()},
        )
        for index, row in enumerate(on_plan.iter_rows(named=True))
    ]


def _keys(metric: str, stretches: list[Stretch]) -> set[str]:
    return {key for stretch in stretches if (key := stretch.scope_keys[metric]) is not None}


def _on_their_days(shares: pl.DataFrame, on_plan: pl.DataFrame) -> pl.DataFrame:
    """The credited shares of people who were on the plan on the event's day."""
    days = on_plan.select("person", "first", "last")
    inside = pl.col("date").is_between(pl.col("first"), pl.col("last"))
    return shares.join(days, on="person").filter(inside).drop("first", "last")


def _outside_their_days(plan: Plan, shares: pl.DataFrame, on_plan: pl.DataFrame) -> list[Problem]:
    """Events that would have paid, had the person been on the plan that day."""
    inside = _on_their_days(shares, on_plan).select("person", "event")
    theirs = shares.join(on_plan.select("person").unique(), on="person")
    meant = [about(part.rates) for part in plan.components.values() if isinstance(part, Commission)]
    missed = theirs.filter(pl.any_horizontal(*meant, pl.lit(False))).join(
        inside, on=["person", "event"], how="anti"
    )
    counted = missed.group_by("person").agg(pl.len(), pl.col("event").min())
    return [
        Problem(
            "outside_plan",
            f"{count} credited {'event is' if count == 1 else 'events are'} from days on which you were not "
            f"on {plan.title}, and not paid.",
            "If a day is wrong, ask your compensation admin to check your assignment.",
            person=person,
            plan=plan.plan,
            event=event,
        )
        for person, count, event in counted.iter_rows()
    ]


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
