"""Plans to make mistakes in."""

from textwrap import indent

import pytest

from calc.language.document import DocumentError
from calc.language.reader import read_plan

# Line numbers in the tests count from here.
PLAN = """\
plan: p
title: A plan
from: 2024-01-01
currency: USD
metrics:
  kept:
    title: Retention
    measure: gross_retention
    scope: team
    target: 90%
  sold:
    title: Sold
    measure: sum
    of: {kind: upsell}
    scope: person
    target: $90,000
components:
  sales:
    pay: commission
    title: Sales
    rates:
      - {kind: renewal, rate: 1%}
      - {kind: upsell, rate: 4%}
  prize:
    pay: bonus
    title: Prize
    metric: kept
    amount: 40% of variable
    payout:
      - {at: 90%, pays: 50%}
      - {at: 100%, pays: 100%}
cases:
  - case: Nothing happens
    people: [{person: ana, team: blue}]
"""

METRICS = """\
kept: {title: Kept, measure: gross_retention, scope: team, target: 90%}
sold: {title: Sold, measure: sum, of: {kind: upsell}, scope: person, target: "$90,000"}
wins: {title: Wins, measure: count, of: {kind: upsell}, scope: team, target: 10}
days: {title: Days, measure: time_between, start: {kind: a}, until: {kind: b}, scope: person, better: lower}
seats: {title: Seats, measure: sum, adds: quantity, of: {kind: a}, scope: person, target: 10}
nps: {title: NPS, measure: nps, scope: company, target: 40}
"""
COMPONENT = "pays: {pay: commission, title: Pays, rates: [{rate: 1%}]}\n"


def mistakes(text: str) -> list[str]:
    with pytest.raises(DocumentError) as refused:
        read_plan(text)
    return [str(mistake) for mistake in refused.value.mistakes]


def but(old: str, new: str) -> str:
    """The plan with one thing changed."""
    assert PLAN.count(old) == 1, f"{old!r} stands {PLAN.count(old)} times in the plan"
    return PLAN.replace(old, new)


def plan_with(*, metrics: str = METRICS, components: str = COMPONENT, more: str = "") -> str:
    """A plan of these metrics and components, each YAML lines that begin in the first column."""
    head = "plan: p\ntitle: P\nfrom: 2024-01-01\ncurrency: USD\n"
    return f"{head}{more}metrics:\n{indent(metrics, '  ')}components:\n{indent(components, '  ')}"


def with_metric(fields: str) -> str:
    """A plan with a metric `m` besides, of these fields and a title."""
    return plan_with(metrics=f"{METRICS}m: {{title: M, {fields}}}\n")


def with_component(fields: str) -> str:
    """A plan with a single component `c`, of these fields and a title."""
    return plan_with(components=f"c: {{title: C, {fields}}}\n")


def told(text: str) -> list[str]:
    """The mistakes of a plan without their lines; none when it is read."""
    try:
        read_plan(text)
    except DocumentError as error:
        return [str(mistake).partition(", ")[2] for mistake in error.mistakes]
    return []
