"""What holds for the whole plan: when it is in force, what it is for, and the terms that all of it shares."""

from collections.abc import Iterator
from fractions import Fraction

from calc.language.metrics import Scope
from calc.language.pay import Bonus, Commission, Draw, Guarantee
from calc.language.terms import OnTarget
from calc.words.teller import Teller, counted, listed, sentence
from calc.words.terms import limits


def opening(teller: Teller) -> list[str]:
    """What it is: in force from when, for what, and what it says of itself."""
    plan = teller.plan
    told = [f"In force from {teller.numbers.day(plan.from_date)}, and paid in {plan.currency}."]
    told += [sentence(plan.summary.strip())] if plan.summary.strip() else []
    told += [f"What it is for: {sentence(plan.goal.strip())}"] if plan.goal.strip() else []
    if plan.company_goal:
        told.append(f"The company goes for {plan.company_goal} while it is in force.")
    return told + _on_target(teller, plan.on_target)


def closing(teller: Teller) -> list[str]:
    """What holds for all of it."""
    plan = teller.plan
    told = list(_days(teller))
    if plan.ramp:
        parts = [
            f"{teller.percent(one.counts)} for {counted(one.months, 'month', 'months')}" for one in plan.ramp
        ]
        told.append(f"Of what each person is to bring, new people have {listed(parts)}, then all of it.")
    told += limits(teller, plan.cap, None, "the whole plan")
    return told + carry_under(teller)


def carry_under(teller: Teller) -> list[str]:
    """What happens when a period comes to too little."""
    least = teller.plan.carry_under
    if least is None:
        return []
    return [
        f"If it all comes to less than {teller.each(least, None)}, what is missing is paid, and taken off "
        "again later."
    ]


def origin(teller: Teller) -> list[str]:
    """Where the design comes from."""
    source = teller.plan.source.strip()
    return [sentence(source)] if source else []


def _on_target(teller: Teller, terms: OnTarget | None) -> list[str]:
    """What a year comes to when everything is on target."""
    if terms is None:
        return []
    amounts = [
        f"{teller.amount(amount)}{word}"
        for amount, word in ((terms.pay, ""), (terms.base, " of base"), (terms.variable, " of variable pay"))
        if amount is not None
    ]
    mix = []
    if terms.mix is not None:
        base, variable = (
            teller.percent(Fraction(part, 100)) for part in (terms.mix.base, terms.mix.variable)
        )
        mix = [f"{base} base and {variable} variable"]
    told = listed([*amounts, *mix])
    return [f"On target a year pays {told}, unless something else was agreed with you."] if told else []


def _days(teller: Teller) -> Iterator[str]:
    """Joining, leaving, leave and moving."""
    plan, parts = teller.plan, list(teller.plan.components.values())
    if any(isinstance(part, Commission) for part in parts):
        yield "If you share a deal with others, your share of it counts."
    if any(isinstance(part, Bonus | Draw | Guarantee) for part in parts) or plan.ramp:
        if plan.prorate == "months":
            yield "If you join or leave within a period, the months count on whose 15th you were on the plan."
        else:
            yield "If you join or leave within a period, your days on the plan count."
    if plan.leave == "left_out":
        yield "Days of leave do not count."
    if any(metric.scope in (Scope.TEAM, Scope.REGION) for metric in plan.metrics.values()):
        if plan.transfers == "split":
            yield "If you change teams, each team counts for your days in it."
        else:
            yield "If you change teams within a period, the last one counts for all of it."
