"""From a calculation to each person's statement: plain values, ready to keep and to show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict, cast

import polars as pl

from bot.periods.kept_lines import complete
from calc.plan import Plan
from calc.results import Calculation


class ComponentPart(TypedDict):
    """What one component of a plan comes to."""

    plan: str
    component: str
    title: str
    lines: int
    amount_minor: int


class MeasurePart(TypedDict):
    """A metric as it stands; exact, with its target and attainment when there are any.

    `measure` is what lines name it by, `span` the period it was looked at for, from the day `first` to `last`
    (YYYY-MM-DD).
    """

    measure: str
    metric: str
    title: str
    scope: str
    scope_key: str
    span: str
    first: str
    last: str
    unit: str
    numerator: int
    denominator: int
    sample: int | None
    target_num: int | None
    target_den: int | None
    attained_num: int | None
    attained_den: int | None


class ProblemPart(TypedDict):
    code: str
    component: str | None
    message: str
    hint: str


class Summary(TypedDict):
    """What a statement is made of, kept as JSON beside its total. `notes` say what is as it should be."""

    plans: list[str]
    components: list[ComponentPart]
    measures: list[MeasurePart]
    problems: list[ProblemPart]
    notes: list[str]


# What stands for a component in lines of a whole plan, and what people read.
WHOLE_PLAN = {"cap": "Cap on the whole plan", "carry": "Carried between periods"}
NOTE = "base_only"  # the code of what is told like a problem, and is none


@dataclass(frozen=True)
class Draft:
    """A statement before it is kept; its lines are among those of all (`Drafts`)."""

    person: str
    currency: str
    total_minor: int
    summary: Summary


@dataclass(frozen=True)
class Drafts:
    """Everybody's statements by person and currency, and the lines of all of them in the same order, each
    statement's in the order in which a person reads them (bot.periods.kept_lines.complete)."""

    statements: list[Draft]
    lines: pl.DataFrame


def drafts(calculation: Calculation, on_plans: pl.DataFrame, versions: Mapping[str, Plan]) -> Drafts:
    """A statement for everybody who is on a plan, one for each currency; also when nothing is on it yet.

    Who has left is paid as well for a longer span that ends in the period: whoever has a line gets one.
    `on_plans` (calc.assigned) says who is on which plan in the period; `versions` are the plan versions that
    it was calculated under, by plan key.
    """
    parts = _Parts(
        _sums(calculation.lines),
        _by_person(calculation.measures),
        _by_person(calculation.problems.filter(pl.col("plan").is_not_null())),
    )
    theirs = pl.concat([frame.select("person", "plan") for frame in (on_plans, calculation.lines)]).unique()
    made = [
        _draft(person, currency, plans, parts, versions)
        for person, rows in theirs.drop_nulls("person")
        .group_by("person")
        .agg(pl.col("plan").sort())
        .sort("person")
        .iter_rows()
        for currency, plans in sorted(_by_currency(rows, versions).items())
    ]
    return Drafts(made, complete(calculation.lines).sort("person", "currency", maintain_order=True))


Sums = Mapping[tuple[str, str], tuple[int, int]]
Rows = Mapping[str, Sequence[Mapping[str, object]]]


@dataclass(frozen=True)
class _Parts:
    """By person: how many lines each component has and what they come to, measures, problems."""

    sums: Mapping[str, Sums]
    measures: Rows
    problems: Rows


def _draft(
    person: str, currency: str, plans: Sequence[str], parts: _Parts, versions: Mapping[str, Plan]
) -> Draft:
    sums = parts.sums.get(person, {})
    components = [part for plan in plans if plan in versions for part in _components(versions[plan], sums)]
    measures = [row for row in parts.measures.get(person, ()) if row["plan"] in plans]
    told = [row for row in parts.problems.get(person, ()) if row["plan"] in plans]
    summary = Summary(
        plans=[versions[plan].title if plan in versions else plan for plan in plans],
        components=components,
        measures=[_measure(row) for row in measures],
        problems=[_problem(row) for row in told if row["code"] != NOTE],
        notes=[str(row["message"]) for row in told if row["code"] == NOTE],
    )
    return Draft(person, currency, sum(part["amount_minor"] for part in components), summary)


def _by_currency(plans: Iterable[str], versions: Mapping[str, Plan]) -> dict[str, list[str]]:
    """Plans by currency. One without a version in force has none: it goes with the others, or under ""."""
    found = list(plans)
    grouped: dict[str, list[str]] = {}
    for plan in found:
        if plan in versions:
            grouped.setdefault(versions[plan].currency, []).append(plan)
    for plan in found:
        if plan not in versions:
            grouped.setdefault(next(iter(grouped), ""), []).append(plan)
    return grouped


def _components(plan: Plan, sums: Sums) -> list[ComponentPart]:
    """The components that count, in the plan's order, also with nothing on them; then the whole plan's."""
    titles = {name: component.title for name, component in plan.counting().items()}
    titles |= {
        name: title for name, title in WHOLE_PLAN.items() if (plan.plan, name) in sums and name not in titles
    }
    return [
        ComponentPart(
            plan=plan.plan,
            component=name,
            title=title,
            lines=sums.get((plan.plan, name), (0, 0))[0],
            amount_minor=sums.get((plan.plan, name), (0, 0))[1],
        )
        for name, title in titles.items()
    ]


def _sums(lines: pl.DataFrame) -> dict[str, dict[tuple[str, str], tuple[int, int]]]:
    grouped = lines.group_by("person", "plan", "component").agg(pl.len(), pl.col("amount_minor").sum())
    found: dict[str, dict[tuple[str, str], tuple[int, int]]] = {}
    for person, plan, component, count, amount in grouped.iter_rows():
        found.setdefault(person, {})[plan, component] = (count, amount)
    return found


def _measure(row: Mapping[str, object]) -> MeasurePart:
    values = {name: row[name] for name in MeasurePart.__annotations__}
    days = {name: day.isoformat() for name, day in values.items() if isinstance(day, date)}
    return cast(MeasurePart, {**values, **days})


def _problem(row: Mapping[str, object]) -> ProblemPart:
    return cast(ProblemPart, {name: row[name] for name in ProblemPart.__annotations__})


def _by_person(frame: pl.DataFrame) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = {}
    for row in frame.filter(pl.col("person").is_not_null()).iter_rows(named=True):
        found.setdefault(str(row["person"]), []).append(row)
    return found
