"""Where in the plan a line's clause stands, and what its basis is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from calc.language.parts import AmountOf
from calc.language.pay import Bonus, Commission, Component, Earned, Rate
from calc.plan import Plan

_CLAUSE = re.compile(
    r"components\.[^.]+(?:\.parts\[(?P<part>\d+)\])?\.(?P<word>\w+)(?:\[(?P<number>\d+)\])?(?:\.(?P<rest>\w+))?"
)
SET_AMOUNT = "set amount"


@dataclass(frozen=True)
class Place:
    """A clause taken apart: its word (rates, tiers, payout, cap …) with its number from 1 (0 for none), what
    comes after, and the place of a bonus's part from 0 (None without parts)."""

    word: str
    number: int = 0
    rest: str = ""
    part: int | None = None


def place_of(clause: str) -> Place:
    """`components.renewals.rates[2]` is the word rates with the number 2."""
    match = _CLAUSE.match(clause)
    if match is None:
        word, _, rest = clause.partition(".")
        return Place(word, rest=rest)
    part = int(match["part"]) - 1 if match["part"] else None
    return Place(match["word"], int(match["number"] or 0), match["rest"] or "", part)


def basis_name(plan: Plan, line: Mapping[str, Any]) -> str:
    """What a line's basis is.

    For an event one of the words for a basis, "set amount", or "credited" (one of several); variable, base or
    ote where it is a year's pay; "amount" for a bonus that the plan fixes, "least" for what a period may not
    go under; else the line's entry.
    """
    component, place = plan.components.get(line["component"]), place_of(line["clause"])
    if line["entry"] == "pay" and isinstance(component, Commission):
        return _of_commission(component, place)
    if line["entry"] == "pay" and isinstance(component, Bonus):
        return component.amount.of or "amount"
    # A cap that was passed before has no basis; what was advanced or carried comes back at a rate below zero.
    held_to = line["entry"] == "carry" or (line["entry"] in ("cap", "floor") and line["basis_minor"] != 0)
    held_to = held_to and line["rate_num"] > 0
    amount = _limit(plan, component, place) if held_to else None
    if amount is None:
        return str(line["entry"])
    return amount.of or ("least" if line["entry"] == "carry" else line["entry"])


def _of_commission(component: Commission, place: Place) -> str:
    """Tiers that give the rate do not say which of the rates it took the place of."""
    rates = [component.rates[place.number - 1]] if place.word == "rates" else list(component.rates)
    bases = {_basis(component, rate) for rate in rates}
    return bases.pop() if len(bases) == 1 else "credited"


def _basis(component: Commission, rate: Rate) -> str:
    if rate.rate is not None and rate.rate.fixed_minor is not None:
        return SET_AMOUNT
    own = rate.rate.basis if rate.rate is not None else None
    return (own or component.basis).value


def _limit(plan: Plan, component: Component | None, place: Place) -> AmountOf | None:
    """The amount of the plan that a line is held to."""
    if place.word not in ("cap", "floor"):
        return plan.carry_under
    limits = plan.cap if component is None else None
    if isinstance(component, Earned):
        limits = component.cap if place.word == "cap" else component.floor
    return getattr(limits, place.rest, None)
