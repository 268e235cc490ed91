"""The rates of a commission in words."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from calc.language.pay import Commission, Rate
from calc.language.values import Basis
from calc.words.events import asks, when
from calc.words.kinds import all_kinds, each_kind
from calc.words.teller import Teller, listed, ordinal, sentence

_WORTH = {
    Basis.AMOUNT: "{}",
    Basis.TCV: "the whole contract's worth of {}",
    Basis.ACV: "a year's worth of {}",
    Basis.ARR: "the yearly recurring revenue after {}",
    Basis.MRR: "the monthly recurring revenue after {}",
    Basis.GROWTH: "the yearly recurring revenue added by {}",
    Basis.KEPT: "the yearly recurring revenue kept by {}",
    Basis.RECURRING_CHANGE: "the change in yearly recurring revenue by {}",
}


def rates(teller: Teller, component: Commission) -> list[str]:
    """A sentence for each kind of event: You earn 1% of each renewal; 1.5% when the product is X."""
    groups: dict[tuple[str, ...], list[Rate]] = {}
    for rate in component.rates:
        groups.setdefault(rate.kind, []).append(rate)
    told = [_group(teller, component, sorted(group, key=asks)) for group in groups.values()]
    if _several_fit(component.rates):
        told.append("Where several of these fit, the one that asks for most counts.")
    if without := all_kinds(_without_rate(groups), nothing=""):
        told.append(sentence(f"{without} that none of these fit are not paid until there is a rate"))
    if any(rate.rate is not None and rate.rate.fixed_minor is not None for rate in component.rates):
        told.append("Of a set amount you get your share of the credit.")
    return told


def rate(teller: Teller, component: Commission, one: Rate) -> str:
    """1.5% of each renewal when the product is Enterprise."""
    kind = each_kind(one.kind, _anything(component))
    return f"{_paid_on(teller, component, one, kind)}{when(one, _who(component))}"


def whose(component: Commission) -> list[str]:
    """On whose credit it is paid."""
    if component.whose == "own":
        return []
    return ["It is paid on what everybody below you is credited for, not on your own credit."]


def later_years(teller: Teller, component: Commission) -> list[str]:
    """How each contract year counts."""
    weights = component.later_years
    if not weights:
        return []
    parts = [f"its {ordinal(year)} year counts {teller.percent(one)}" for year, one in enumerate(weights, 1)]
    if len(weights) == 1:
        return [sentence(f"of a contract every year counts {teller.percent(weights[0])}")]
    parts[-1] = f"its {ordinal(len(weights))} and every later year {teller.percent(weights[-1])}"
    return [sentence(f"of a contract {listed(parts)}")]


def _group(teller: Teller, component: Commission, group: Sequence[Rate]) -> str:
    """Rates of the same kind of event, the one that asks least first."""
    first, kind = group[0], each_kind(group[0].kind, _anything(component))
    verb = "you are paid on" if _ratio(first) is None and _set(first) is None else "you earn"
    told = [f"{verb} {_paid_on(teller, component, first, kind)}{when(first, _who(component))}"]
    for one in group[1:]:
        asked = when(one, _who(component))
        told.append(f"{_further(teller, component, one, first, kind)}{asked}")
    return sentence("; ".join(told))


def _further(teller: Teller, component: Commission, one: Rate, first: Rate, kind: str) -> str:
    """Another rate for the same kind; what it is paid on is said again only where it differs."""
    same = _basis(component, one) == _basis(component, first) and (_set(one) is None) == (_set(first) is None)
    if not same:
        return _paid_on(teller, component, one, kind)
    if (fixed := _set(one)) is not None:
        return teller.money(fixed)
    ratio = _ratio(one)
    return "also" if ratio is None else teller.percent(ratio)


def _paid_on(teller: Teller, component: Commission, one: Rate, kind: str) -> str:
    if (fixed := _set(one)) is not None:
        return f"{teller.money(fixed)} for {kind}"
    worth = _WORTH[_basis(component, one)].format(kind)
    ratio = _ratio(one)
    return worth if ratio is None else f"{teller.percent(ratio)} of {worth}"


def _anything(component: Commission) -> str:
    return (
        "everything you are credited for" if component.whose == "own" else "everything they are credited for"
    )


def _who(component: Commission) -> str:
    return "you" if component.whose == "own" else "whoever is credited"


def _basis(component: Commission, one: Rate) -> Basis:
    return one.rate.basis or component.basis if one.rate is not None else component.basis


def _ratio(one: Rate) -> Fraction | None:
    return one.rate.ratio if one.rate is not None else None


def _set(one: Rate) -> int | None:
    return one.rate.fixed_minor if one.rate is not None else None


def _several_fit(rates: Sequence[Rate]) -> bool:
    """Whether it takes the rule to know which of two counts: where neither is the plain rate of its kind."""
    return any(
        asks(one) and asks(other) and asks(one) != asks(other)
        for one, other in combinations(rates, 2)
        if set(one.kind) & set(other.kind) or not (one.kind and other.kind)
    )


def _without_rate(groups: dict[tuple[str, ...], list[Rate]]) -> list[str]:
    """Kinds of which only some events have a rate."""
    plain = {kind for kinds, group in groups.items() for kind in kinds if any(not asks(one) for one in group)}
    if () in groups and any(not asks(one) for one in groups[()]):
        return []
    return sorted({kind for kinds in groups for kind in kinds if kind not in plain})
