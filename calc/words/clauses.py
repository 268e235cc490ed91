"""One clause of a plan in words: what a line's `clause` points at."""

import re
from collections.abc import Callable, Mapping

from calc.language.curves import Payout
from calc.language.pay import (
    Bonus,
    Commission,
    Component,
    Contest,
    Draw,
    Earned,
    Guarantee,
    Override,
    Spiff,
)
from calc.language.terms import Limits
from calc.plan import Plan
from calc.words import curves, rates, terms
from calc.words.components import draw, guarantee, override
from calc.words.numbers import Numbers
from calc.words.prizes import place, prize, spiff
from calc.words.teller import Teller, sentence
from calc.words.whole import carry_under

_CLAUSE = re.compile(r"components\.(?P<component>[^.]+)\.(?P<rest>.+)")
_STEP = re.compile(r"(?P<word>\w+)(?:\[(?P<number>\d+)\])?")


def clause_words(plan: Plan, clause: str, numbers: Numbers | None = None) -> str:
    """A clause like `components.renewals.rates[2]` as a sentence.

    Raises LookupError for a clause that the plan does not have.
    """
    teller = Teller(plan, numbers or Numbers())
    try:
        if match := _CLAUSE.fullmatch(clause):
            steps = [_step(step) for step in match["rest"].split(".")]
            return sentence(_told(teller, plan.components[match["component"]], steps))
        return _of_plan(teller, clause)[0]
    except LookupError:
        raise LookupError(f"{plan.plan} has no clause {clause!r}") from None


Step = tuple[str, int]


def _step(text: str) -> Step:
    """A word with its number counted from 1; 0 where there is none."""
    match = _STEP.fullmatch(text)
    return (match["word"], int(match["number"] or 0)) if match else (text, 0)


def _of_plan(teller: Teller, clause: str) -> list[str]:
    """A clause of the whole plan; nothing where the plan does not have it."""
    if clause == "carry_under":
        return carry_under(teller)
    return terms.limits(teller, _alone(teller.plan.cap, clause.partition(".")[2]), None, "the whole plan")


def _told(teller: Teller, part: Component, steps: list[Step]) -> str:
    (word, number), rest = steps[0], steps[1:]
    if word in ("cap", "floor") and isinstance(part, Earned):
        cap, floor = (_alone(getattr(part, name), rest[0][0]) if name == word else None for name in _LIMITS)
        return terms.limits(teller, cap, floor)[0]
    if isinstance(part, Commission):
        return _commission(teller, part, word, number, rest)
    if isinstance(part, Bonus):
        return _bonus(teller, part, steps)
    return _OTHERS[type(part)](teller, part, number)


_LIMITS = ("cap", "floor")


def _commission(teller: Teller, part: Commission, word: str, number: int, rest: list[Step]) -> str:
    if word == "rates":
        return rates.rate(teller, part, part.rates[number - 1])
    if word == "hold":
        return terms.hold(part.hold)[0]
    if word == "clawback":
        if rest and part.clawback is not None:
            return f"taken back: {terms.band(teller, part.clawback.bands[rest[0][1] - 1])}"
        return terms.clawback(teller, part.clawback)[0]
    if word != "tiers" or part.tiers is None:
        raise KeyError(word)
    if number == 0:
        return "below the first tier nothing is paid"
    step = part.tiers.steps[number - 1]
    return (
        f"{teller.title(part.tiers.metric)}: {curves.tier(teller, part.tiers.metric, part.tiers.reads, step)}"
    )


def _bonus(teller: Teller, part: Bonus, steps: list[Step]) -> str:
    curve: Payout = part
    metric = part.metric
    if steps[0][0] == "parts":
        one = part.parts[steps[0][1] - 1]
        metric, curve = one.metric, (one if one.payout else part)
        steps = steps[1:]
    word, number = steps[0]
    if word != "payout" or metric is None:
        raise KeyError(word)
    reads = curve.reads or "attainment"
    title = teller.title(metric)
    if number == 0:
        mark = teller.mark(metric, reads, curve.payout[0].at)
        return f"{title}: below {mark} it pays nothing"
    return f"{title}: {curves.point(teller, metric, reads, curve.payout[number - 1])}"


def _alone(limits: Limits | None, when: str) -> Limits | None:
    """Only one of the limits."""
    if limits is None:
        return None
    others = {name: None for name in ("line", "period", "year") if name != when}
    return limits.model_copy(update=others)


def _contest(teller: Teller, part: Contest, number: int) -> str:
    if len(part.prizes) == 1:
        return f"the prize is {prize(teller, part.prizes[0])}"
    return place(teller, part, number)


_OTHERS: Mapping[type, Callable[..., str]] = {
    Spiff: lambda teller, part, _: spiff(teller, part)[0],
    Contest: _contest,
    Override: lambda teller, part, _: override(teller, part)[0],
    Draw: lambda teller, part, _: " ".join(draw(teller, part)),
    Guarantee: lambda teller, part, _: " ".join(guarantee(teller, part)),
}
