"""Bonus: an amount for the period, times what payout curves give for metrics, times days on the plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from calc import exact
from calc.components.curves import along
from calc.components.deciding import Decision, Factor, Reader, decide
from calc.components.reading import Missing, Read
from calc.language.amounts import ratio_text
from calc.language.curves import Payout
from calc.language.pay import Bonus
from calc.metrics.figures import ByMetric
from calc.outcome import Outcome, Row, line_frame
from calc.plan import Plan
from calc.results import Problem
from calc.spans import Span
from calc.stretches import Stretch

DAYS = "days on the plan"
MONTHS = "months on the plan"


@dataclass(frozen=True)
class Part:
    """One metric of a bonus: its weight, its curve, and the clause that says so."""

    metric: str
    weight: Fraction
    curve: Payout
    clause: str


def bonus(
    plan: Plan,
    name: str,
    component: Bonus,
    span: Span,
    stretches: Sequence[Stretch],
    measured: ByMetric,
) -> Outcome:
    """One line a stretch and part, also when it pays nothing yet, and a problem where there can be none."""
    rows: list[Row] = []
    problems: list[Problem] = []
    for stretch in stretches:
        for part in parts_of(name, component):
            reader = Reader(plan, name, component, stretch, measured, span)
            row = _pay(reader, component, part)
            if row is not None:
                rows.append(row)
            problems += [*reader.missing, *reader.told]
    return Outcome(line_frame(rows), problems)


def parts_of(name: str, component: Bonus) -> list[Part]:
    """The metrics that a bonus rests on; a part without a payout of its own has the bonus's."""
    clause = f"components.{name}"
    if component.metric is not None:
        return [Part(component.metric, Fraction(1), component, clause)]
    return [
        Part(part.metric, part.weight, part if part.payout else component, f"{clause}.parts[{number}]")
        for number, part in enumerate(component.parts, 1)
    ]


def _pay(reader: Reader, component: Bonus, part: Part) -> Row | None:
    """The line of one part; None where the reader misses anything."""
    basis = _basis(reader, component)
    found = reader.read(part.metric, part.curve.reads or "attainment")
    decision = decide(reader)
    if basis is None or found is None or reader.missing:
        return None
    factors, place = _factors(reader, component, part, found, decision)
    rate = component.amount.share if component.amount.share is not None else Fraction(1)
    amount = exact.rounded(basis * rate * _product(factors))
    if abs(amount) > exact.INT64_MAX:
        reader.miss(
            Missing("amount_too_large", "the amount is too large to be kept.", "Check the amounts agreed.")
        )
        return None
    return {
        "person": reader.stretch.person,
        "plan": reader.plan.plan,
        "version": reader.plan.from_date,
        "component": reader.name,
        "clause": f"{part.clause}.payout" + (f"[{place + 1}]" if place is not None else ""),
        "entry": "pay",
        "span": reader.span.key,
        "basis_minor": basis,
        "rate_num": rate.numerator,
        "rate_den": rate.denominator,
        "factors": _text(factors, reader.stretch),
        "measure": " ".join(dict.fromkeys((found.measure, *decision.measures))),
        "amount_minor": amount,
        "currency": reader.plan.currency,
    }


def _factors(
    reader: Reader, component: Bonus, part: Part, found: Read, decision: Decision
) -> tuple[list[Factor], int | None]:
    curve = part.curve
    paid, place = along(curve.payout, curve.between or "line", found.value, curve.beyond)
    factors = [("payout", paid if decision.accelerates else min(paid, Fraction(1)))]
    if component.parts:
        factors.append(("weight", part.weight))
    if component.amount.share is not None:  # yearly pay comes in parts; a fixed amount is each period's
        factors.append(("of the year", reader.span.period.part_of_year))
    counted = (_unit(reader.plan), reader.stretch.counted.part)
    return [*factors, counted, *decision.factors], place


def _basis(reader: Reader, component: Bonus) -> int | None:
    amount = component.amount
    basis = amount.fixed_minor if amount.fixed_minor is not None else reader.stretch.year_minor(amount.of)
    if basis is None:
        message = f"no yearly {amount.of} pay is agreed for you."
        hint = "Ask your compensation admin to add it to your assignment."
        reader.miss(Missing("no_agreed_pay", message, hint))
    return basis


def _unit(plan: Plan) -> str:
    return MONTHS if plan.prorate == "months" else DAYS


def _text(factors: Sequence[Factor], stretch: Stretch) -> str:
    """Days and months stay as counted (60/90, not 2/3), so that a person can check them on a calendar."""
    counted = f"{stretch.counted.units}/{stretch.counted.whole}"
    return ",".join(
        f"{label}:{counted if label in (DAYS, MONTHS) else ratio_text(value)}" for label, value in factors
    )


def _product(factors: Sequence[Factor]) -> Fraction:
    product = Fraction(1)
    for _, value in factors:
        product *= value
    return product
