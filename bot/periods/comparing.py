"""What a changed plan would have paid over a past period, beside what the plan pays; nothing is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl
from sqlalchemy import Engine

from bot.people.identity import Company
from bot.periods.calculating import stands_on
from calc.facts import Facts
from calc.periods import Period
from calc.plan import Plan
from calc.results import Calculation
from calc.statement import calculate


@dataclass(frozen=True)
class Sides:
    """What somebody gets from the plan and from the changed one, in minor units."""

    before_minor: int
    after_minor: int

    @property
    def difference_minor(self) -> int:
        return self.after_minor - self.before_minor


@dataclass(frozen=True)
class Compared:
    """`people` are those who get anything from either, by key; `problems` the messages that would be new."""

    people: dict[str, Sides]
    problems: list[str]


def compare(
    engine: Engine,
    company: Company,
    key: str,
    changed: Plan,
    period: Period,
    now: datetime,
    instead_of: Plan | None = None,
) -> Compared:
    """What everybody on the plan `key` gets in a pay period, and would have got from `changed` in its place.

    The plan is taken as it was loaded, or as `instead_of` says. Both count from the period's first day,
    whatever their own.
    """
    today = company.today(now)
    supposed = _as(changed, key, period)
    known = None if instead_of is None else _as(instead_of, key, period)
    also = [supposed] if known is None else [supposed, known]
    versions, facts = stands_on(engine, company.id, period, today, now, also)
    last = min(period.end, today)
    others = [plan for plan in versions if plan.plan != key]
    before = versions if known is None else [*others, known]
    made = [
        calculate(plans, facts, period, last, company.calendar) for plans in (before, [*others, supposed])
    ]
    return Compared(_people(facts, key, made), _new_problems(*made))


def together(parts: Sequence[Compared]) -> dict[str, Sides]:
    """What everybody gets over all of several periods."""
    sums: dict[str, Sides] = {}
    for part in parts:
        for person, sides in part.people.items():
            so_far = sums.get(person, Sides(0, 0))
            sums[person] = Sides(
                so_far.before_minor + sides.before_minor, so_far.after_minor + sides.after_minor
            )
    return sums


def _as(plan: Plan, key: str, period: Period) -> Plan:
    """The plan under the key of the one it stands for, in force from the period's first day."""
    return plan.model_copy(update={"plan": key, "from_date": period.start})


def _people(facts: Facts, key: str, made: Sequence[Calculation]) -> dict[str, Sides]:
    on_plan = facts.assignments.filter(pl.col("plan") == key)["person"].unique().sort()
    before, after = (_sums(one, key) for one in made)
    found = {person: Sides(before.get(person, 0), after.get(person, 0)) for person in on_plan}
    return {person: sides for person, sides in found.items() if person in before or person in after}


def _sums(made: Calculation, key: str) -> dict[str, int]:
    mine = made.lines.filter(pl.col("plan") == key)
    return dict(mine.group_by("person").agg(pl.col("amount_minor").cast(pl.Int128).sum()).iter_rows())


def _new_problems(before: Calculation, after: Calculation) -> list[str]:
    """Each with whom it concerns."""
    told = [
        {
            f"{row['person']}: {row['message']}" if row["person"] else str(row["message"])
            for row in made.problems.iter_rows(named=True)
        }
        for made in (before, after)
    ]
    return sorted(told[1] - told[0])
