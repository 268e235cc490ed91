"""A contest to try: the Spring cup, with prizes of 300, 200 and 100 dollars."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from calc.components.contest import contest
from calc.contests import Standing, standings
from calc.language.pay import Contest
from calc.metrics.figures import Figure, Measured
from calc.outcome import Outcome
from calc.plan import Plan
from calc.stretches import Stretch
from tests.calc.components.by_hand import adds_up, plan, span, stretch

FOUR = ("ana", "bo", "cy", "dee")


def prize(**terms: Any) -> tuple[Plan, Contest]:
    metrics = {"m": {"title": "Sold", "measure": "count", "of": {"kind": "upsell"}, "scope": "person"}}
    plain = {"pay": "contest", "title": "Spring cup", "metric": "m", "prizes": ["$300", "$200", "$100"]}
    made = plan({"c": {**plain, **terms}}, metrics=metrics)
    component = made.components["c"]
    assert isinstance(component, Contest)
    return made, component


def figures(**values: int | Measured) -> dict[str, Measured]:
    return {
        key: value if isinstance(value, Measured) else Measured(Figure(value, 1), Fraction(10))
        for key, value in values.items()
    }


def own(one: Stretch) -> str | None:
    return one.person


def of_team(one: Stretch) -> str | None:
    return one.team or None


def settle(
    measured: Mapping[str, Measured], people: list[Stretch] | None = None, key: Any = own, **terms: Any
) -> Outcome:
    made, component = prize(**terms)
    members = people or [stretch(person) for person in FOUR if person in measured]
    outcome = contest(made, "c", component, span(), members, measured, key)
    assert adds_up(outcome)
    backwards = contest(made, "c", component, span(), members[::-1], measured, key)
    assert backwards.lines.equals(outcome.lines), "the order of people does not matter"
    return outcome


def table(
    measured: Mapping[str, Measured], people: list[Stretch], key: Any = own, **terms: Any
) -> list[Standing]:
    return standings(prize(**terms)[1], people, measured, span(), key)
