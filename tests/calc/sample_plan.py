"""A plan to make mistakes in."""

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


def mistakes(text: str) -> list[str]:
    with pytest.raises(DocumentError) as refused:
        read_plan(text)
    return [str(mistake) for mistake in refused.value.mistakes]


def but(old: str, new: str) -> str:
    """The plan with one thing changed."""
    assert PLAN.count(old) == 1, f"{old!r} stands {PLAN.count(old)} times in the plan"
    return PLAN.replace(old, new)
