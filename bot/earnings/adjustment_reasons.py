"""Why an adjustment is what it is: no plan says so, but a reason of somebody, or what was paid and is due."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from bot.periods.adjusted import TITLE
from calc.exact import rounded
from calc.why.events import event_of
from calc.why.tree import Exact, Label, Money, Ratio, Reason

ONE = Fraction(1)


def adjustment_tree(line: Mapping[str, Any]) -> Reason:
    """The tree of a line of entry *adjustment*: a row as calc.explain takes, with `corrects` and `reason`."""
    currency, rate = line["currency"], Fraction(line["rate_num"], line["rate_den"])
    product = line["basis_minor"] * rate
    children = [
        Reason(Label.COMPONENT, TITLE, name=line["component"]),
        Reason(Label.WORDS, line["reason"]),
        *((Reason(Label.SPAN, line["span"]),) if line["corrects"] else ()),
        *event_of(line),
        Reason(Label.BASIS, Money(line["basis_minor"], currency), name=_basis(line, rate)),
        *((Reason(Label.RATE, Ratio(rate.numerator, rate.denominator)),) if rate != ONE else ()),
        Reason(Label.EXACT, Exact(product, currency)),
        Reason(Label.ROUNDED, Money(rounded(product), currency)),
        *((Reason(Label.EARLIER, Money(line["earlier_minor"], currency)),) if line["earlier_minor"] else ()),
    ]
    return Reason(Label.LINE, Money(line["amount_minor"], currency), tuple(children), line["entry"])


def _basis(line: Mapping[str, Any], rate: Fraction) -> str:
    if line["corrects"]:
        return "now due"
    return "adjustment" if rate == ONE else "whole statement"
