"""The tree of reasons as lines of plain text, in the order in which one keys it into a calculator."""

from collections.abc import Iterator
from datetime import date

from calc.why.tree import Exact, Label, Number, Ratio, Reason, Value
from calc.words.curve_reasons import curve_lines
from calc.words.measure_reasons import measure_lines
from calc.words.numbers import MINUS, Numbers
from calc.words.reason_values import value_text, with_decimal

INDENT = "  "
_BASES = {
    "amount": "Amount",
    "tcv": "Whole contract's worth",
    "acv": "Contract's worth",
    "arr": "Yearly recurring revenue after it",
    "mrr": "Yearly recurring revenue after it",
    "growth": "Recurring revenue added",
    "kept": "Recurring revenue kept",
    "recurring_change": "Change in recurring revenue",
    "credited": "Credited",
    "set amount": "Set amount",
    "variable": "Yearly variable pay",
    "base": "Yearly base pay",
    "ote": "Yearly base and variable pay",
    "pay": "What those below are paid",
    "cap": "Cap",
    "floor": "Floor",
    "draw": "At least",
    "guarantee": "At least",
    "hold": "Earned with the deal",
    "release": "Held for the deal",
    "clawback": "Left of the deal",
    "prize": "Prize",
    "recovery": "Advance paid back",
    "least": "Least pay",
    "carry": "Carried",
    "adjustment": "Adjustment",
    "now due": "What it comes to now",
    "whole statement": "The statement without adjustments",
}
_FACTORS = {
    "contract years": "for its contract years",
    "share": "for the share of the credit",
    "payout": "payout",
    "weight": "weight",
    "of the year": "of the year",
    "days on the plan": "days on the plan",
    "months on the plan": "months on the plan",
}


def reason_lines(reason: Reason, numbers: Numbers | None = None) -> list[str]:
    """The tree of a line; what follows from something stands under it, further in."""
    write = numbers or Numbers()
    return [_head(reason, write), *(f"{INDENT}{line}" for line in _lines(reason, write))]


def _head(reason: Reason, write: Numbers) -> str:
    component, reward = reason.find(Label.COMPONENT), reason.find(Label.REWARD)
    what = f" ({reason.name})" if reason.name != "pay" else ""
    gift = f", and {reward.value}" if reward is not None else ""
    title = component.value if component is not None else ""
    return f"{value_text(reason.value, write)}{gift}  {title}{what}"


def _lines(reason: Reason, write: Numbers) -> Iterator[str]:
    for child in reason.children:
        if child.label is Label.CLAUSE:
            yield from _clause(child)
        elif child.label is Label.WORDS:
            yield str(child.value)
        elif child.label is Label.SPAN:
            yield f"For {child.value}"
        elif child.label is Label.EVENT:
            yield from _event(child, write)
        elif child.label is Label.ABOUT:
            yield f"About {child.value}"
        elif child.label is Label.BASIS:
            yield from _basis(child, write)
        elif child.label in (Label.RATE, Label.FACTOR):
            yield from _factor(child, write)
        elif child.label is Label.MEASURE:
            yield from measure_lines(child, write)
    yield from _result(reason, write)


def _clause(clause: Reason) -> Iterator[str]:
    words = clause.find(Label.WORDS)
    yield f"{words.value} [{clause.value}]" if words is not None else f"[{clause.value}]"


def _event(event: Reason, write: Numbers) -> Iterator[str]:
    said = {child.label: child.value for child in event.children}
    words = [said.get(label) for label in (Label.KIND, Label.PRODUCT, Label.REGION, Label.ACCOUNT)]
    what = ", ".join(str(word) for word in words if word)
    day = said.get(Label.DAY)
    on = f" on {write.day(day)}" if isinstance(day, date) else ""
    yield f"{event.value}: {what}{on}" if what else f"{event.value}{on}"
    if Label.EVENT_AMOUNT in said:
        amount = value_text(said[Label.EVENT_AMOUNT], write)
        if Label.EXCHANGE in said:
            rate = value_text(_plain(said[Label.EXCHANGE]), write)
            amount = f"{amount} × {rate} = {value_text(said[Label.CONVERTED], write)}"
        yield f"{INDENT}in all {amount}"


def _plain(rate: Value) -> Value:
    """An exchange rate reads as a number, not as a percentage."""
    return Number(rate.exact) if isinstance(rate, Ratio) else rate


def _basis(basis: Reason, write: Numbers) -> Iterator[str]:
    share = basis.find(Label.SHARE)
    why = [f"share of the credit {value_text(share.value, write)}"] if share is not None else []
    why += ["what of it falls into this tier"] if basis.find(Label.SLICE) else []
    told = f" ({', '.join(why)})" if why else ""
    yield f"{_BASES.get(basis.name, basis.name.capitalize())} {value_text(basis.value, write)}{told}"


def _factor(factor: Reason, write: Numbers) -> Iterator[str]:
    assert isinstance(factor.value, Ratio)
    yield f"× {_ratio(factor, factor.value, write)} {_name(factor)}".rstrip()
    for child in factor.children:
        if child.label is Label.MEASURE:
            yield from (f"{INDENT}{line}" for line in measure_lines(child, write))
    yield from (f"{INDENT}{line}" for line in curve_lines(factor, write))


def _name(factor: Reason) -> str:
    """What a factor is called; one that a metric decides on, with that metric's title."""
    if factor.label is Label.RATE:
        return "rate"
    word, measure = factor.name.partition(" ")[0], factor.find(Label.MEASURE)
    if word in ("by", "gate") and measure is not None:
        return f"{word} {measure.value}"
    if factor.name == "part":
        a_month = isinstance(factor.value, Ratio) and factor.value.numerator == 1
        return "for a month of the year" if a_month else "for a year of the contract"
    return _FACTORS.get(factor.name, factor.name)


def _ratio(factor: Reason, value: Ratio, write: Numbers) -> str:
    """Days stay as counted; anything else is a percentage, or a fraction with a decimal beside it."""
    if factor.name in ("days on the plan", "months on the plan", "of the year", "part"):
        return f"{write.integer(value.numerator)}/{write.integer(value.denominator)}"
    return with_decimal(value.exact, write)


def _result(reason: Reason, write: Numbers) -> Iterator[str]:
    """The product, what it is rounded to, and what is taken off it."""
    exact, rounded, earlier = (reason.find(one) for one in (Label.EXACT, Label.ROUNDED, Label.EARLIER))
    assert rounded is not None
    if exact is not None and isinstance(exact.value, Exact):
        yield f"= {_unrounded(exact.value, rounded.value, write)}"
    if earlier is not None:
        taken = value_text(earlier.value, write)
        yield f"− {f'({taken})' if taken.startswith(MINUS) else taken} that counts already"
        yield f"= {value_text(reason.value, write)}"


def _unrounded(exact: Exact, rounded: Value, write: Numbers) -> str:
    if exact.minor.denominator == 1:
        return value_text(rounded, write)
    return f"{value_text(exact, write)}, rounded {value_text(rounded, write)}"
