"""Yearly pay: what was agreed with a person, and what follows where nothing was."""

from fractions import Fraction

from calc import exact
from calc.language.parts import AmountOf
from calc.language.terms import OnTarget
from calc.plan import Plan

Yearly = tuple[int | None, int | None]  # base, variable; minor units a year


def yearly_pay(plan: Plan, base: int | None, variable: int | None) -> Yearly:
    """Base and variable of somebody with whom these were agreed (None: nothing was).

    Each is what was agreed, else what follows by the plan's mix from the other one, else the plan's own.
    """
    terms = plan.on_target
    if terms is None or (base is not None and variable is not None):
        return base, variable
    by_mix = _other(terms, base, variable)
    own = _plans_own(terms)
    return (
        _first(base, by_mix[0], own[0]),
        _first(variable, by_mix[1], own[1]),
    )


def _first(*amounts: int | None) -> int | None:
    return next((amount for amount in amounts if amount is not None), None)


def _other(terms: OnTarget, base: int | None, variable: int | None) -> Yearly:
    """What the mix makes of one of the two for the other."""
    mix = terms.mix
    if mix is None:
        return None, None
    from_variable = _scaled(variable, mix.base, mix.variable)
    return from_variable, _scaled(base, mix.variable, mix.base)


def _scaled(amount: int | None, top: int, bottom: int) -> int | None:
    return None if amount is None or bottom == 0 else exact.rounded(Fraction(amount * top, bottom))


def _plans_own(terms: OnTarget) -> Yearly:
    base, variable, pay = _fixed(terms.base), _fixed(terms.variable), _fixed(terms.pay)
    if pay is not None and terms.mix is not None:
        part = exact.rounded(Fraction(pay * terms.mix.base, 100))
        return _first(base, part), _first(variable, pay - part)
    from_mix = _other(terms, base, variable)
    return _first(base, from_mix[0]), _first(variable, from_mix[1])


def _fixed(amount: AmountOf | None) -> int | None:
    return None if amount is None else amount.fixed_minor
