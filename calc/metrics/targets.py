"""What a metric is held against: an imported target, what its people are to bring together, or the plan's."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction

import polars as pl

from calc.facts import Facts
from calc.language.metrics import Measure, Metric, Scope
from calc.metrics.keys import key_of
from calc.placements import holds_on, with_leaders
from calc.spans import Looks
from calc.stretches import Stretch

ByKey = Mapping[str, Fraction]


def target_for(
    metric: Metric, name: str, days: Looks, members: Sequence[Stretch], facts: Facts
) -> Callable[[str], Fraction | None]:
    """The target at each scope key, None without one. `members` are everybody's stretches in the span."""
    imported = _imported(metric, name, days, facts)
    each = _of_members(metric, members, facts)
    own = Fraction(1) if metric.target is None and metric.measure is Measure.BLEND else metric.target
    due = Fraction(days.months_due, days.months) if metric.due == "to_date" else Fraction(1)

    def target(key: str) -> Fraction | None:
        aim = imported.get(key, each.get(key, own))
        return None if aim is None else aim * due

    return target


def _imported(metric: Metric, name: str, days: Looks, facts: Facts) -> ByKey:
    """Those in force on the last counted day; of several the one that began last."""
    in_force = (
        facts.targets.filter(
            pl.col("metric") == name,
            pl.col("scope") == metric.scope.value,
            holds_on(pl.lit(days.last)),
        )
        .with_columns(pl.col("scope_key").fill_null(""))
        .sort("from_date", "value_num", "value_den")
        .select("scope_key", "value_num", "value_den")
    )
    return {key: Fraction(top, bottom) for key, top, bottom in in_force.iter_rows()}


def _of_members(metric: Metric, members: Sequence[Stretch], facts: Facts) -> ByKey:
    """`target_each` of everybody at a key together, each by what counts of their days."""
    if metric.target_each is None:
        return {}
    leaders = _leaders(members, facts) if metric.scope is Scope.LINE else {}
    sums: dict[str, Fraction] = {}
    for stretch in members:
        brings = metric.target_each * stretch.counted.ramped / stretch.counted.whole
        own = key_of(metric, stretch)
        for key in [own, *leaders.get((stretch.person, stretch.place_day), ())]:
            if key is not None:
                sums[key] = sums.get(key, Fraction(0)) + brings
    return sums


def _leaders(members: Sequence[Stretch], facts: Facts) -> Mapping[tuple[str, date], list[str]]:
    """Everybody above each of the members on their place day."""
    columns = {"person": [one.person for one in members], "day": [one.place_day for one in members]}
    days = pl.DataFrame(columns, schema={"person": pl.String, "day": pl.Date}).unique()
    above: dict[tuple[str, date], list[str]] = {}
    for person, day, leader in with_leaders(days, "day", facts.placements).iter_rows():
        above.setdefault((person, day), []).append(leader)
    return above
