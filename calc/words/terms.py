"""Terms that components carry, in words: caps and floors, days, holds, clawback, eligibility."""

from fractions import Fraction
from typing import Literal

from calc.language.parts import AmountOf
from calc.language.pay import Paid
from calc.language.terms import Band, Clawback, Days, Hold, Limits
from calc.words.events import age, all_events, each_event
from calc.words.teller import Teller, listed, sentence

When = Literal["line", "period", "year"]


def limits(teller: Teller, most: Limits | None, least: Limits | None, whole: str = "it") -> list[str]:
    """At most $5,000 for a single deal and $20,000 a period."""
    told: list[str] = []
    for word, terms in (("at most", most), ("at least", least)):
        if terms is None:
            continue
        parts = [
            limit(teller, amount, when)
            for when, amount in (("line", terms.line), ("period", terms.period), ("year", terms.year))
            if amount is not None
        ]
        if parts:
            told.append(sentence(f"{whole} pays {word} {listed(parts)}"))
    return told


def limit(teller: Teller, amount: AmountOf, when: str) -> str:
    """$20,000 a period; a share of yearly pay counts by the period's part of the year."""
    if when == "line":
        return f"{teller.amount(amount)} on a single line"
    if when == "year":
        return f"{teller.amount(amount)} a fiscal year"
    if amount.share is None:
        return f"{teller.amount(amount)} a period"
    return f"{teller.amount(amount)} a period, by the period's part of the year"


def days(teller: Teller, terms: Days | None) -> list[str]:
    """Only what happens from one day to another."""
    if terms is None:
        return []
    first, last = teller.numbers.day(terms.from_), teller.numbers.day(terms.to)
    return [f"Only what happens from {first} to {last} counts."]


def paid_for(component: Paid) -> list[str]:
    """For which periods it is worked out, and for which goal of the company it counts."""
    told = [f"It is worked out for each {component.every.value}."] if component.every else []
    if component.for_goal:
        told.append(f"It counts only while the company goes for {component.for_goal}.")
    return told


def hold(terms: Hold | None) -> list[str]:
    """Credited at once, paid as cash comes in."""
    if terms is None:
        return []
    payment = each_event(terms.until)
    if terms.release == "whole":
        return [
            f"A deal is credited at once, but held back until it is paid in full; {payment} for it counts."
        ]
    return [f"A deal is credited at once, but held back: {payment} for it releases its part."]


def clawback(teller: Teller, terms: Clawback | None) -> list[str]:
    """What is taken back of a deal that turned bad."""
    if terms is None:
        return []
    event = all_events(terms.when)
    told = f"{event} take back what was paid for the deal, or without one for all deals of the customer"
    if not terms.bands:
        return [sentence(f"{told}: {_of_it(teller, terms.takes)}, however late")]
    bands = [band(teller, one) for one in terms.bands]
    return [sentence(f"{told}: {listed(bands)}, and nothing after that")]


def band(teller: Teller, terms: Band) -> str:
    """all of it within 3 months."""
    return f"{_of_it(teller, terms.takes)} within {age(terms.within)}"


def _of_it(teller: Teller, ratio: Fraction) -> str:
    return "all of it" if ratio == 1 else f"{teller.percent(ratio)} of it"
