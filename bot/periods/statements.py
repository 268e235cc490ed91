"""From a calculation to each person's statement: plain values, ready to keep and to show."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict, cast

import polars as pl

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
    """A metric as it stands; exact, with its target when there is one.

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
    """A statement before it is kept. `lines` are in the order in which a person reads them."""

    person: str
    currency: str
    total_minor: int
    summary: Summary
    lines: pl.DataFrame


def drafts(calculation: Calculation, on_plans: pl.DataFrame, versions: Mapping[str, Plan]) -> Iterator[Draft]:
    """A statement for everybody who is on a plan, one for each currency; also when nothing is on it yet.

    Who has left is paid as well for a longer span that ends in the period: whoever has a line gets one.
    `on_plans` (calc.assigned) says who is on which plan in the period; `versions` are the plan versions that
    it was calculated under, by plan key.
    """
    lines = _by_person(calculation.lines)
    measures = _by_person(calculation.measures)
    problems = _by_person(calculation.problems.filter(pl.col("plan").is_not_null()))
    theirs = pl.concat([frame.select("person", "plan") for frame in (on_plans, calculation.lines)])
    for person, rows in sorted(_by_person(theirs).items()):
        mine = (lines.get(person), measures.get(person), problems.get(person))
        for currency, plans in _by_currency(rows["plan"].unique().sort(), versions).items():
            yield _draft(person, currency, plans, mine, versions)


Frames = tuple[pl.DataFrame | None, pl.DataFrame | None, pl.DataFrame | None]


def _draft(
    person: str, currency: str, plans: Sequence[str], frames: Frames, versions: Mapping[str, Plan]
) -> Draft:
    lines, measures, problems = (_of_plans(frame, plans) for frame in frames)
    components = [part for plan in plans if plan in versions for part in _components(versions[plan], lines)]
    told = _rows(problems)
    summary = Summary(
        plans=[versions[plan].title if plan in versions else plan for plan in plans],
        components=components,
        measures=[_measure(row) for row in _rows(measures)],
        problems=[_problem(row) for row in told if row["code"] != NOTE],
        notes=[str(row["message"]) for row in told if row["code"] == NOTE],
    )
    total = sum(part["amount_minor"] for part in components)
    return Draft(person, currency, total, summary, lines if lines is not None else pl.DataFrame())


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


def _components(plan: Plan, lines: pl.DataFrame | None) -> list[ComponentPart]:
    """The components that count, in the plan's order, also with nothing on them; then the whole plan's."""
    sums: dict[str, tuple[int, int]] = {}
    if lines is not None:
        own = lines.filter(pl.col("plan") == plan.plan)
        grouped = own.group_by("component").agg(pl.len(), pl.col("amount_minor").sum())
        sums = {component: (count, amount) for component, count, amount in grouped.iter_rows()}
    titles = {name: component.title for name, component in plan.counting().items()}
    titles |= {name: title for name, title in WHOLE_PLAN.items() if name in sums and name not in titles}
    return [
        ComponentPart(
            plan=plan.plan,
            component=name,
            title=title,
            lines=sums.get(name, (0, 0))[0],
            amount_minor=sums.get(name, (0, 0))[1],
        )
        for name, title in titles.items()
    ]


def _measure(row: dict[str, object]) -> MeasurePart:
    values = {name: row[name] for name in MeasurePart.__annotations__}
    days = {name: day.isoformat() for name, day in values.items() if isinstance(day, date)}
    return cast(MeasurePart, {**values, **days})


def _problem(row: dict[str, object]) -> ProblemPart:
    return cast(ProblemPart, {name: row[name] for name in ProblemPart.__annotations__})


def _by_person(frame: pl.DataFrame) -> dict[str, pl.DataFrame]:
    parts = frame.filter(pl.col("person").is_not_null()).partition_by(
        "person", as_dict=True, maintain_order=True
    )
    return {str(key[0]): part for key, part in parts.items()}


def _of_plans(frame: pl.DataFrame | None, plans: Sequence[str]) -> pl.DataFrame | None:
    return frame.filter(pl.col("plan").is_in(list(plans))) if frame is not None else None


def _rows(frame: pl.DataFrame | None) -> list[dict[str, object]]:
    return list(frame.iter_rows(named=True)) if frame is not None else []
