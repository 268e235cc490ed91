"""Looking up what a world's plans say, and what came of each component."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from calc.language.pay import Component
from calc.language.reader import read_plan
from calc.plan import Plan
from calc.results import Calculation
from tests.calc.worlds.names import EARLY, PEOPLE, PLANS, STRANGER
from tests.calc.worlds.people_rows import Row
from tests.calc.worlds.world import World


def components_of(world: World) -> Iterator[tuple[Plan, str, Component]]:
    """Every component of every version of the world's plans."""
    for plan in map(read_plan, world.texts):
        for name, component in plan.components.items():
            yield plan, name, component


def lines_under(made: Calculation, plan: Plan, component: str) -> list[Row]:
    """The lines of a component of that very version, without people of whom an amount was too large."""
    told = made.problems.filter(made.problems["code"] == "amount_too_large")
    too_large = set(told["person"])
    wanted = (plan.plan, plan.from_date, component)
    return [
        line
        for line in made.lines.iter_rows(named=True)
        if (line["plan"], line["version"], line["component"]) == wanted and line["person"] not in too_large
    ]


def looks_at_company(plan: Plan, metrics: Iterable[str]) -> bool:
    """Whether one of these metrics has the company's results, or is a blend with such a part."""
    return any(
        plan.metrics[name].scope == "company" or looks_at_company(plan, plan.metrics[name].parts)
        for name in metrics
    )


def metrics_named(component: Component) -> list[str]:
    """The metrics that stand anywhere in a component."""
    return re.findall(r"'metric': '(\w+)'", str(component.model_dump()))


def told_of(made: Calculation) -> set[tuple[Any, ...]]:
    """Of whom and what something is told: person, plan and component."""
    return set(made.problems.select("person", "plan", "component").iter_rows())


def everybody_always(world: World) -> World:
    """With everybody there is at work and on both plans since long ago."""
    everybody = (*PEOPLE, STRANGER)
    always: Row = {"from_date": EARLY, "to_date": None}
    pay: Row = {"base_year_minor": 6_000_000, "variable_year_minor": 2_000_000}
    return replace(world, as_of=None).with_rows(
        people=[{"person": person, "start_date": EARLY, "end_date": None} for person in everybody],
        assignments=[
            {"person": person, "plan": plan, **always, **pay} for person in everybody for plan in PLANS
        ],
    )
