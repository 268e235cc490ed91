"""What a line is about: the event, its account and its money, and whose share of it counts."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from calc.exact import rounded
from calc.language.amounts import minor_digits
from calc.language.pay import Commission
from calc.plan import Plan
from calc.why.bases import SET_AMOUNT, basis_name
from calc.why.tree import Label, Money, Ratio, Reason

Row = Mapping[str, Any]
WHOLE_PPM = 1_000_000


def event_of(line: Row) -> Iterator[Reason]:
    """The event with its kind, day, account and money; nothing for a line of a whole period."""
    if line["event"] is None:
        return
    told = [
        Reason(label, line[column])
        for label, column in (
            (Label.KIND, "kind"),
            (Label.DAY, "date"),
            (Label.PRODUCT, "product"),
            (Label.REGION, "region"),
        )
        if line[column]
    ]
    if line["account"]:
        told.append(Reason(Label.ACCOUNT, line.get("account_name") or line["account"], name=line["account"]))
    yield Reason(Label.EVENT, line["event"], (*told, *_money(line)))


def about_of(line: Row) -> Iterator[Reason]:
    """The deal, the person below or the place that the line refers to."""
    if line["about"]:
        yield Reason(Label.ABOUT, line["about"])


def share_of(plan: Plan, line: Row) -> tuple[Reason, ...]:
    """Why the basis is less than the event: the part of it that is credited, and that lies in one tier."""
    part = plan.components.get(line["component"])
    if line["entry"] != "pay" or not isinstance(part, Commission) or basis_name(plan, line) == SET_AMOUNT:
        return ()
    told = []
    if line["share_ppm"] != WHOLE_PPM:
        told.append(Reason(Label.SHARE, Ratio(line["share_ppm"], WHOLE_PPM)))
    if part.tiers is not None and part.tiers.kind == "marginal" and line["basis_minor"] != _credited(line):
        told.append(Reason(Label.SLICE))
    return tuple(told)


def _credited(line: Row) -> int | None:
    """The credited part of the event's amount in the plan's currency."""
    if line["event_amount_minor"] is None:
        return None
    return rounded(_in_plan(line) * Fraction(line["share_ppm"], WHOLE_PPM))


def _in_plan(line: Row) -> int:
    """The event's amount in the plan's currency, rounded once."""
    own = line["event_currency"] or line["currency"]
    if line["fx_num"] is None or own == line["currency"]:
        return int(line["event_amount_minor"])
    scale = Fraction(10) ** (minor_digits(line["currency"]) - minor_digits(own))
    return rounded(line["event_amount_minor"] * Fraction(line["fx_num"], line["fx_den"]) * scale)


def _money(line: Row) -> Iterator[Reason]:
    """The event's amount in its own currency; and in the plan's, by the rate of its day."""
    if line["event_amount_minor"] is None:
        return
    own = line["event_currency"] or line["currency"]
    yield Reason(Label.EVENT_AMOUNT, Money(line["event_amount_minor"], own))
    if line["fx_num"] is not None and own != line["currency"]:
        yield Reason(Label.EXCHANGE, Ratio(line["fx_num"], line["fx_den"]))
        yield Reason(Label.CONVERTED, Money(_in_plan(line), line["currency"]))
