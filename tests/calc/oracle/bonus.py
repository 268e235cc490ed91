"""Bonus: for each stretch and metric an amount, by what the payout curve gives."""

from fractions import Fraction

from tests.calc.oracle.curves import no_answer, payout_at, taken_together
from tests.calc.oracle.days import Row
from tests.calc.oracle.figures import figure_for
from tests.calc.oracle.people import yearly
from tests.calc.oracle.work import Work


def pay_bonus(work: Work, name: str) -> None:
    component = work.plan["components"][name]
    for stretch in work.stretches:
        for part in component["parts"]:
            _pay_part(work, name, stretch, part)


def _pay_part(work: Work, name: str, stretch: Row, part: Row) -> None:
    component, person = work.plan["components"][name], stretch["person"]
    amount = component["amount"]
    in_shares = amount["share"] is not None
    basis = yearly(work.plan, stretch)[amount["of"]] if in_shares else amount["fixed"]
    deciding = [part, *component["multipliers"], *component["gates"]]
    figures = {
        one["metric"]: figure_for(work, one["metric"], person, stretch["place_day"]) for one in deciding
    }
    if basis is None:
        work.tell("no_agreed_pay", person, name)
    if no_answer(work, person, name, deciding, figures, loud=True) or basis is None:
        return
    number, payout = payout_at(part, figures[part["metric"]].read(part["reads"]))
    factor, flat = taken_together(component, figures)
    payout = min(payout, Fraction(1)) if flat else payout
    clause = f"components.{name}.{part['clause']}" + (f"[{number}]" if number else "")
    share = amount["share"] if in_shares else Fraction(1)
    of_the_year = work.span.part_of_year if in_shares else Fraction(1)
    factor *= payout * part["weight"] * of_the_year * stretch["counted"]
    work.add(person, name, clause, basis, share, factor)
