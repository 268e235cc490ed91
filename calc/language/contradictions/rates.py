"""Rates that could both be meant for one event, and rates beside tiers."""

from collections.abc import Iterable, Sequence
from itertools import combinations, product
from math import prod

from calc.language.contradictions.found import Finds, Found
from calc.language.document import Path
from calc.language.pay import Commission, Rate

Words = dict[str, frozenset[str]]  # what is asked for, by the event's column
# What two rates share is looked through one by one up to so many kinds of event.
_MOST_KINDS = 2_000


def rates_contradictions(commission: Commission, path: Path) -> Finds:
    """Which rates cannot be told apart, and which do not say what they pay (or say it beside the tiers)."""
    asked = [_asked(rate) for rate in commission.rates]
    for (index, first), (later, second) in combinations(enumerate(asked), 2):
        if _undecided(first, second, asked):
            message = f"this rate and rates[{index + 1}] fit the same events."
            hint = "Say in one of them what sets it apart, or add a rate for what they share."
            yield Found((*path, "rates", later), message, hint)
    by_tier = _tiers_give_rates(commission)
    for index, rate in enumerate(commission.rates):
        where: Path = (*path, "rates", index)
        if by_tier and rate.rate is not None:
            message = "the tiers give the rate, so this one would never be paid."
            yield Found((*where, "rate"), message, "Take it out, or use `times` in the tiers.")
        if not by_tier and rate.rate is None:
            yield Found(where, "this rate does not say what it pays.", "Add `rate`, like `rate: 1.5%`.")


def _tiers_give_rates(commission: Commission) -> bool:
    """Some tiers with a rate and others without are a mistake of their own."""
    steps = commission.tiers.steps if commission.tiers is not None else ()
    return bool(steps) and all(step.rate is not None and step.times is None for step in steps)


def _asked(rate: Rate) -> Words:
    return {column: frozenset(words) for column, words in rate.names().items()}


def _undecided(first: Words, second: Words, rates: Sequence[Words]) -> bool:
    """Whether both ask for equally much, and nothing that asks for more decides what they share."""
    if len(first) != len(second):
        return False
    shared = _shared(first, second)
    if shared is None:
        return False
    deciding = [rate for rate in rates if len(rate) > len(first) and rate.keys() <= shared.keys()]
    if any(_covers(rate, shared) for rate in deciding):
        return False
    if not deciding or prod(len(words) for words in shared.values()) > _MOST_KINDS:
        return True
    return not all(any(_covers(rate, kind) for rate in deciding) for kind in _kinds(shared))


def _shared(first: Words, second: Words) -> Words | None:
    """The events that fit both, by column; None when there are none."""
    both = {
        column: first.get(column, words) & words if column in first else words
        for column, words in {**first, **second}.items()
    }
    return None if any(not words for words in both.values()) else both


def _kinds(shared: Words) -> Iterable[Words]:
    """Each kind of event that there is among those shared."""
    for words in product(*shared.values()):
        yield {column: frozenset([word]) for column, word in zip(shared, words, strict=True)}


def _covers(rate: Words, shared: Words) -> bool:
    return all(column in shared and shared[column] <= words for column, words in rate.items())
