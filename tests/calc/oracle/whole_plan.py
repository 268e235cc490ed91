"""What a plan does with all that a person comes to: its cap, draws and guarantees, and what it carries."""

from fractions import Fraction

from tests.calc.oracle.days import Row
from tests.calc.oracle.limits import cap_whole_plan
from tests.calc.oracle.numbers import nearest
from tests.calc.oracle.people import amount_for, months_in
from tests.calc.oracle.plans import counting
from tests.calc.oracle.work import Work, total


def settle_whole_plan(work: Work) -> None:
    """`work` is that of the pay period itself."""
    cap_whole_plan(work)
    for name, component in counting(work.plan).items():
        if component["pay"] in ("draw", "guarantee"):
            for person, stretches in work.people():
                _fill_up(work, name, person, stretches)
    if work.plan["carry_under"]:
        for person, stretches in work.people():
            _carry(work, person, stretches[-1])


def _fill_up(work: Work, name: str, person: str, stretches: list[Row]) -> None:
    """Up to the amount of a draw or guarantee, but not up to 0; over it, earlier draws are taken back."""
    component = work.plan["components"][name]
    parts = [_guaranteed(work, component, stretch) for stretch in stretches]
    if any(part is None for part in parts):
        work.tell("no_agreed_pay", person, name)
        return
    amount = nearest(sum((part or Fraction(0) for part in parts), Fraction(0)))
    earned = total(work.lines(person=person))
    clause = f"components.{name}.amount"
    if amount and earned < amount:
        work.add(person, name, clause, amount, entry=component["pay"], earlier=earned)
    open_draws = total(work.earlier(name, person), ("draw", "recovery"))
    if component["recoverable"] and earned > amount and open_draws > 0:
        back = min(open_draws, earned - amount)
        work.add(person, name, clause, back, Fraction(-1), entry="recovery")


def _guaranteed(work: Work, component: Row, stretch: Row) -> Fraction | None:
    """The amount for the counted part of a stretch, with `first_months` only of its days in these."""
    amount = amount_for(work.plan, stretch, component["amount"], work.span.part_of_year)
    if amount is None:
        return None
    units, counted = stretch["units"], Fraction(stretch["counted"])
    if not units or component["first_months"] is None:
        return amount.exact * counted
    within = months_in(work.company, units, stretch["person"], component["first_months"])
    return amount.exact * counted * Fraction(len(within), len(units))


def _carry(work: Work, person: str, stretch: Row) -> None:
    """What is missing to the least is carried into the next period; what is over it takes that back."""
    least = amount_for(work.plan, stretch, work.plan["carry_under"], work.span.part_of_year)
    if least is None:
        work.tell("no_agreed_pay", person, "carry")
        return
    earned = total(work.lines(person=person))
    if earned < least.rounded:
        work.add(person, "carry", "carry_under", *least.terms, entry="carry", earlier=earned)
    still_open = total(work.earlier(None, person), ("carry",))
    if earned > least.rounded and still_open > 0:
        back = min(still_open, earned - least.rounded)
        work.add(person, "carry", "carry_under", back, Fraction(-1), entry="carry")
