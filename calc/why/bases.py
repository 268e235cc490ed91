"""Where in the plan a line's clause stands, and what its basis is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from calc.language.parts import AmountOf
from calc.language.pay import Bonus, Commission, Component, Draw, Earned, Guarantee, Rate
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
    ote for yearly pay; "amount" for one that the plan fixes; else the line's entry.
    """
    component, place = plan.components.get(line["component"]), place_of(line["clause"])
    if line["entry"] == "pay" and isinstance(component, Commission):
        return _of_commission(component, place)
    amount = _amount(plan, component, place)
    if amount is None or line["entry"] in ("recovery", "hold", "release", "clawback"):
        return str(line["entry"])
    return amount.of or "amount"


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


def _amount(plan: Plan, component: Component | None, place: Place) -> AmountOf | None:
    """The amount of the plan that the basis is, or is a share of."""
    if place.word in ("cap", "floor"):
        limits = plan.cap if component is None else None
        if isinstance(component, Earned):
            limits = component.cap if place.word == "cap" else component.floor
        return getattr(limits, place.rest, None)
    if component is None:
        return plan.carry_under
    return component.amount if isinstance(component, Bonus | Draw | Guarantee) else None
