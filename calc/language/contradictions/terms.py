"""What contradicts itself in terms: yearly pay, ramps, caps and floors, clawback, holds."""

from fractions import Fraction

from calc.language.contradictions.found import (
    Finds,
    Found,
    Source,
    about_events_alone,
    asks_for_something,
    not_above_all,
)
from calc.language.document import Path
from calc.language.parts import AmountOf
from calc.language.terms import Clawback, Hold, Limits, OnTarget
from calc.language.values import Age

# Yearly pay and its mix may differ by this much before they contradict each other.
_NEAR = Fraction(1, 100)
_DAYS_IN_MONTH = Fraction(1461, 48)


def plan_terms(source: Source) -> Finds:
    """The terms of the plan as a whole."""
    plan = source.plan
    if plan.on_target is not None:
        yield from _on_target(plan.on_target, ("on_target",))
    if plan.cap is not None:
        yield from limits(plan.cap, ("cap",))
        if plan.cap.line is not None:
            message = "the cap of the whole plan is for a period or year."
            yield Found(("cap", "line"), message, "Move it to the component whose lines it is for.")
    if plan.ramp and not any(metric.target_each for metric in plan.metrics.values()):
        message = "a ramp counts for `target_each`, and no metric has that."
        yield Found(("ramp",), message, "Give a metric `target_each`, or take the ramp out.")


def _on_target(terms: OnTarget, path: Path) -> Finds:
    for field in ("base", "variable", "pay"):
        yield from _in_money((*path, field), getattr(terms, field))
    if not terms.model_fields_set:
        yield Found(path, "this says nothing.", "Add `pay` and `mix`, or `base` and `variable`.")
    if terms.pay is not None and (terms.base is not None or terms.variable is not None):
        message = "`pay` is base and variable together, so it stands by itself with `mix`."
        yield Found((*path, "pay"), message, "Keep `pay`, or `base` and `variable`.")
    elif terms.pay is not None and terms.mix is None:
        message = "this does not say how it is divided into base and variable."
        yield Found((*path, "pay"), message, "Add `mix`, like `mix: 70/30`.")
    else:
        yield from _mix(terms, path)


def _mix(terms: OnTarget, path: Path) -> Finds:
    if terms.mix is None or (terms.base is None and terms.variable is None):
        return
    parts = {"base": terms.mix.base, "variable": terms.mix.variable}
    stated = {"base": _fixed(terms.base), "variable": _fixed(terms.variable)}
    alone = None in stated.values()
    for field, amount in stated.items():
        if amount is not None and not parts[field] and (amount or alone):
            message = f"by this mix, {field} pay is nothing, and nothing follows from it."
            yield Found((*path, "mix"), message, f"Take `{field}` out, or correct the mix.")
            return
    base, variable = stated["base"], stated["variable"]
    if base is None or variable is None or not base + variable:
        return
    if abs(Fraction(base, base + variable) - Fraction(terms.mix.base, 100)) > _NEAR:
        message = "base and variable are not divided by this mix."
        yield Found((*path, "mix"), message, "Correct one of them, or take the mix out.")


def _fixed(amount: AmountOf | None) -> int | None:
    return None if amount is None else amount.fixed_minor


def caps_and_floors(path: Path, cap: Limits | None, floor: Limits | None) -> Finds:
    """The limits of a component, each and together."""
    for field, of in (("cap", cap), ("floor", floor)):
        if of is not None:
            yield from limits(of, (*path, field))
            yield from _in_money((*path, field, "line"), of.line)
    if cap is None or floor is None:
        return
    for field in Limits.model_fields:
        most, least = getattr(cap, field), getattr(floor, field)
        if most is not None and least is not None and _is_less(most, least):
            message = "the floor is higher than the cap."
            yield Found((*path, "floor", field), message, "Lower the floor, or raise the cap.")


def limits(of: Limits, path: Path) -> Finds:
    """A cap or floor that limits nothing."""
    if not of.model_fields_set:
        yield Found(path, "this limits nothing.", "Add `line`, `period` or `year`, like `period: $5,000`.")


def _is_less(one: AmountOf, other: AmountOf) -> bool:
    """Amounts of different kinds cannot be compared before somebody's pay is known."""
    if one.fixed_minor is not None and other.fixed_minor is not None:
        return one.fixed_minor < other.fixed_minor
    same = one.share is not None and other.share is not None and one.of == other.of
    return same and (one.share or 0) < (other.share or 0)


def _in_money(path: Path, amount: AmountOf | None) -> Finds:
    if amount is not None and amount.fixed_minor is None:
        yield Found(path, "this must be an amount of money.", "Write it like $5,000.")


def clawback_contradictions(clawback: Clawback, path: Path) -> Finds:
    """What takes back, and how much by age."""
    yield from asks_for_something((*path, "when"), clawback.when, "`when: {kind: churn}`")
    yield from about_events_alone((*path, "when"), clawback.when)
    yield from not_above_all((*path, "takes"), clawback.takes)
    if clawback.bands and "takes" in clawback.model_fields_set:
        message = "with bands, it is they that say how much is taken back."
        yield Found((*path, "takes"), message, "Take this out, or the bands.")
    for index, band in enumerate(clawback.bands):
        where: Path = (*path, "bands", index)
        yield from not_above_all((*where, "takes"), band.takes)
        if index and _length(clawback.bands[index - 1].within) >= _length(band.within):
            message = "each band must reach further back than the one before."
            yield Found((*where, "within"), message, "Put the youngest first.")


def _length(age: Age) -> Fraction:
    """In days, a month being a twelfth of a year."""
    return age.months * _DAYS_IN_MONTH + age.days


def hold_contradictions(hold: Hold, path: Path) -> Finds:
    """What releases a hold."""
    yield from asks_for_something((*path, "until"), hold.until, "`until: {kind: payment}`")
    yield from about_events_alone((*path, "until"), hold.until)
