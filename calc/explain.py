"""A line's reasons: what its amount is the product of, and what each of that follows from."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from calc.exact import rounded
from calc.plan import Plan
from calc.why.bases import basis_name, place_of
from calc.why.curves import why_factor
from calc.why.events import about_of, event_of, share_of
from calc.why.measures import NOTHING, Measures
from calc.why.tiers import why_rate
from calc.why.tree import Exact, Label, Money, Ratio, Reason
from calc.words.clauses import clause_words
from calc.words.numbers import Numbers

Row = Mapping[str, Any]
ONE = Fraction(1)


@dataclass(frozen=True)
class Factor:
    """One exact ratio of a line's product, as it came about: 60/91 days stays 60/91."""

    label: str
    numerator: int
    denominator: int


def factors(rate: str, named: str) -> list[Factor]:
    """The ratios of a line, in the order in which they are read; those that are 1 are left out.

    `rate` is text like "3/200", `named` like "payout:23/20,of the year:1/4". basis × all of them, rounded
    once, less what counts already is the line's amount. The rate itself has an empty label.
    """
    found = [_factor("", rate), *_named(named)]
    return [factor for factor in found if factor.numerator != factor.denominator]


def explain(
    plan: Plan,
    line: Row,
    measures: Iterable[Row],
    numbers: Numbers | None = None,
    assumed: Set[str] = NOTHING,
) -> Reason:
    """Why a line is what it is, as a tree from which its amount can be worked out again.

    `plan` is the version that the line names, `line` a row of LINES (with `account_name`, if there is one,
    for people to read), `measures` the rows of MEASURES of its person. `numbers` writes those in the plan's
    words; `assumed` are metrics whose attainment was assumed instead of measured.
    """
    stands = Measures(plan, line["measure"] or "", measures, assumed)
    currency = line["currency"]
    product = Fraction(line["basis_minor"]) * Fraction(line["rate_num"], line["rate_den"])
    for factor in _named(line["factors"]):
        product *= Fraction(factor.numerator, factor.denominator)
    children = [
        *_where(plan, line, numbers),
        *event_of(line),
        *about_of(line),
        _basis(plan, line),
        *_ratios(plan, line, stands),
        Reason(Label.EXACT, Exact(product, currency)),
        Reason(Label.ROUNDED, Money(rounded(product), currency)),
    ]
    if line["earlier_minor"]:
        children.append(Reason(Label.EARLIER, Money(line["earlier_minor"], currency)))
    if line["reward"]:
        children.append(Reason(Label.REWARD, line["reward"]))
    told = {one.name for child in children for one in child.all(Label.MEASURE)}
    children += [stands.reason_of(row) for row in stands.named() if row["metric"] not in told]
    return Reason(Label.LINE, Money(line["amount_minor"], currency), tuple(children), line["entry"])


def _where(plan: Plan, line: Row, numbers: Numbers | None) -> Iterator[Reason]:
    """Which component and clause, and for which period."""
    part = plan.components.get(line["component"])
    yield Reason(Label.COMPONENT, plan.title if part is None else part.title, name=line["component"])
    words = clause_words(plan, line["clause"], numbers)
    yield Reason(Label.CLAUSE, line["clause"], (Reason(Label.WORDS, words),))
    if line["span"]:
        yield Reason(Label.SPAN, line["span"])


def _basis(plan: Plan, line: Row) -> Reason:
    value = Money(line["basis_minor"], line["currency"])
    return Reason(Label.BASIS, value, share_of(plan, line), basis_name(plan, line))


def _ratios(plan: Plan, line: Row, stands: Measures) -> Iterator[Reason]:
    """Rate and factors; those of 1 that say nothing are left out."""
    component = plan.components.get(line["component"])
    place = place_of(line["clause"])
    rate = Ratio(line["rate_num"], line["rate_den"])
    why = why_rate(stands, component, place)
    if rate.exact != ONE or why:
        yield Reason(Label.RATE, rate, why)
    for factor in _named(line["factors"]):
        value = Ratio(factor.numerator, factor.denominator)
        why = why_factor(stands, component, place.part, factor.label, value.exact)
        if value.exact != ONE or why:
            yield Reason(Label.FACTOR, value, why, factor.label)


def _named(factors: str) -> list[Factor]:
    pairs = (part.rsplit(":", 1) for part in factors.split(",") if part)
    return [_factor(label, ratio) for label, ratio in pairs]


def _factor(label: str, ratio: str) -> Factor:
    numerator, denominator = ratio.split("/")
    return Factor(label, int(numerator), int(denominator))
