"""What contradicts itself in a commission."""

from calc.language.contradictions.curves import tiers_contradictions
from calc.language.contradictions.found import Finds, Found, Source, in_order
from calc.language.contradictions.rates import rates_contradictions
from calc.language.contradictions.terms import clawback_contradictions, hold_contradictions
from calc.language.document import Path
from calc.language.pay import Commission
from calc.language.values import Basis

# The whole contract's worth, which later years can count differently in.
_WHOLE_CONTRACT = (Basis.AMOUNT, Basis.TCV)


def commission_contradictions(source: Source, path: Path, commission: Commission) -> Finds:
    """Its rates, tiers and terms, each and together."""
    yield from rates_contradictions(commission, path)
    if commission.tiers is not None:
        yield from tiers_contradictions(source, (*path, "tiers"), commission.tiers)
    if commission.days is not None:
        yield from in_order((*path, "days"), commission.days.from_, commission.days.to)
    if commission.hold is not None:
        yield from hold_contradictions(commission.hold, (*path, "hold"))
    if commission.clawback is not None:
        yield from clawback_contradictions(commission.clawback, (*path, "clawback"))
    yield from _set_amounts(commission, path)
    yield from _later_years(commission, path)


def _set_amounts(commission: Commission, path: Path) -> Finds:
    """A set amount is neither cut into slices nor spread over years."""
    marginal = commission.tiers is not None and commission.tiers.kind == "marginal"
    for index, rate in enumerate(commission.rates):
        if rate.rate is None or rate.rate.fixed_minor is None:
            continue
        where: Path = (*path, "rates", index, "rate")
        if marginal:
            message = "a set amount cannot be cut into slices at their own tiers."
            yield Found(where, message, "Write a rate like 1.5%, or `kind: whole` in the tiers.")
        if commission.later_years:
            message = "a set amount is not spread over the years of a contract."
            yield Found(where, message, "Write a rate like 1.5%, or take `later_years` out.")


def _later_years(commission: Commission, path: Path) -> Finds:
    if not commission.later_years:
        return
    if commission.basis not in _WHOLE_CONTRACT:
        message = f"`later_years` counts the years of a whole contract, and `{commission.basis}` is not that."
        yield Found((*path, "later_years"), message, "Take it out, or use `basis: amount` or `basis: tcv`.")
    for index, rate in enumerate(commission.rates):
        if rate.rate is not None and rate.rate.basis not in (None, *_WHOLE_CONTRACT):
            message = (
                f"`later_years` counts the years of a whole contract, and `{rate.rate.basis}` is not that."
            )
            yield Found((*path, "rates", index, "rate"), message, "Pay on amount or tcv.")
