"""Every kind of component in words."""

from calc.language.pay import (
    BaseOnly,
    Bonus,
    Commission,
    Component,
    Contest,
    Draw,
    Guarantee,
    Override,
    Spiff,
)
from calc.words import curves, rates, terms
from calc.words.prizes import contest, spiff
from calc.words.teller import Teller, counted, listed, sentence

_BOTTOM_LINE = {"yes": "and is paid back from later pay", "no": "and is yours to keep"}


def component(teller: Teller, part: Component) -> list[str]:
    """What a component pays, sentence by sentence."""
    return [*_told(teller, part), *terms.paid_for(part)]


def _told(teller: Teller, part: Component) -> list[str]:
    if isinstance(part, Commission):
        return commission(teller, part)
    if isinstance(part, Bonus):
        return bonus(teller, part)
    if isinstance(part, Spiff):
        return spiff(teller, part)
    if isinstance(part, Contest):
        return contest(teller, part)
    if isinstance(part, Override):
        return override(teller, part)
    if isinstance(part, Draw):
        return draw(teller, part)
    if isinstance(part, Guarantee):
        return guarantee(teller, part)
    assert isinstance(part, BaseOnly)
    return ["This is base pay alone: nothing in it depends on results."]


def commission(teller: Teller, part: Commission) -> list[str]:
    """Rates, whose credit, days, years, tiers, then what changes or limits what comes out."""
    return [
        *rates.rates(teller, part),
        *rates.whose(part),
        *terms.days(teller, part.days),
        *rates.later_years(teller, part),
        *(curves.tiers(teller, part.tiers) if part.tiers is not None else []),
        *curves.conditions_of(teller, part.multipliers, part.gates),
        *terms.limits(teller, part.cap, part.floor),
        *terms.hold(part.hold),
        *terms.clawback(teller, part.clawback),
    ]


def bonus(teller: Teller, part: Bonus) -> list[str]:
    """How much in full, what it follows, how it pays."""
    told = [sentence(f"in full it is {teller.each(part.amount, part.every)}")]
    if part.metric is not None:
        told += [f"It follows {teller.title(part.metric)}.", *curves.payout(teller, part.metric, part)]
    else:
        shares = [f"{teller.title(one.metric)} ({teller.percent(one.weight)})" for one in part.parts]
        told.append(f"It rests on {listed(shares)}.")
        own = [one for one in part.parts if one.payout]
        shared = [one for one in part.parts if not one.payout]
        if shared:
            whose = f"{listed([teller.title(one.metric) for one in shared])}: " if own else ""
            told += _titled(whose, curves.payout(teller, shared[0].metric, part))
        for one in own:
            told += _titled(f"{teller.title(one.metric)}: ", curves.payout(teller, one.metric, one))
    return [
        *told,
        *curves.conditions_of(teller, part.multipliers, part.gates),
        *terms.limits(teller, part.cap, part.floor),
    ]


def override(teller: Teller, part: Override) -> list[str]:
    """A leader's share of what the people below are paid."""
    below = "everybody below you" if part.levels == "all" else "your direct reports"
    of = listed([_title(teller, key) for key in part.of]) if part.of else "commissions and bonuses"
    verb = "is" if part.levels == "all" else "are"
    return [f"You earn {teller.percent(part.rate)} of what {below} {verb} paid in {of}."]


def draw(teller: Teller, part: Draw) -> list[str]:
    """At least so much each period, advanced."""
    least = f"you get at least {teller.each(part.amount, part.every)}{_first_months(part.first_months)}"
    return [sentence(least), f"What is missing is advanced, {_BOTTOM_LINE[part.recoverable]}."]


def guarantee(teller: Teller, part: Guarantee) -> list[str]:
    """At least so much each period, added."""
    least = f"you get at least {teller.each(part.amount, part.every)}{_first_months(part.first_months)}"
    return [sentence(least), "What is missing is added, and is yours to keep."]


def _titled(before: str, sentences: list[str]) -> list[str]:
    return [f"{before}{sentences[0]}", *sentences[1:]] if sentences else []


def _first_months(months: int | None) -> str:
    return "" if months is None else f", for your first {counted(months, 'month', 'months')} at work"


def _title(teller: Teller, key: str) -> str:
    """An override may name components of other plans, which are known by their key alone."""
    own = teller.plan.components.get(key)
    return key if own is None else own.title
