"""Why a tier applies: the metric that decides on it, where it begins, its part of the running total."""

from collections.abc import Iterator

from calc.components.marginal import edges
from calc.language.curves import Tiers
from calc.language.pay import Commission
from calc.why.bases import Place
from calc.why.measures import Measures, Row, measured
from calc.why.tree import Label, Money, Reason, ratio


def why_rate(measures: Measures, component: object, place: Place) -> tuple[Reason, ...]:
    """What decided on the rate, where a tier gives it."""
    if isinstance(component, Commission) and place.word == "tiers":
        return why_tier(measures, component, place.number)
    return ()


def why_tier(measures: Measures, component: Commission, number: int) -> tuple[Reason, ...]:
    """What decided on the tier of that number; tier 0 lies below all."""
    tiers = component.tiers
    if tiers is None:
        return ()
    marginal = tiers.kind == "marginal"
    row = measures.first(tiers.metric) if marginal else measures.of(tiers.metric)
    told = [] if row is None else [measures.reason_of(row)]
    if number:
        step = tiers.steps[number - 1]
        at = measures.shown(tiers.metric, tiers.reads, step.from_)
        told.append(Reason(Label.POINT, at, (Reason(Label.PAYS, ratio(step.pays)),), str(number)))
    if marginal:
        told += _running_total(measures, tiers, number, row)
    return tuple(told)


def _running_total(measures: Measures, tiers: Tiers, number: int, row: Row | None) -> Iterator[Reason]:
    """Between which totals the tier holds; nothing where that takes a target which the line does not name.

    Where in between a slice itself begins and ends depends on all that was credited before it, which neither
    a line nor a measure says.
    """
    known = {} if row is None else {"": measured(measures.plan.metrics[tiers.metric], row)}
    found = edges(tiers, [""], known).drop("key").rows()
    if not found:
        return
    starts, from_bottom = found[0], number == 1 and tiers.steps[0].from_ == 0
    ends = [
        (Label.BEGINS, starts[number - 1] if number and not from_bottom else None),
        (Label.ENDS, starts[number] if number < len(starts) else None),
    ]
    currency = measures.plan.currency
    told = tuple(Reason(label, Money(at, currency)) for label, at in ends if at is not None)
    if told:
        yield Reason(Label.RUNNING_TOTAL, None, told)
