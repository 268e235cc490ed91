"""Which events and customers a clause is about, as it reads in a sentence."""

from collections.abc import Sequence

from calc.language.conditions import Condition, Customers
from calc.language.values import MOST_YEARS, Age
from calc.words.kinds import a_kind, all_kinds, each_kind, one_kind
from calc.words.teller import counted, listed

_CHANGES = {"up": "goes up", "same": "stays the same", "down": "goes down"}


def each_event(condition: Condition, nothing: str = "each event", who: str = "whoever is credited") -> str:
    """each renewal or upsell when the product is Enterprise."""
    return f"{each_kind(condition.kind, nothing)}{when(condition, who)}"


def all_events(condition: Condition, nothing: str = "all events", who: str = "whoever is credited") -> str:
    """renewals and upsells when the product is Enterprise."""
    return f"{all_kinds(condition.kind, nothing)}{when(condition, who)}"


def one_event(condition: Condition, who: str = "whoever is credited") -> str:
    """renewal or upsell when the product is Enterprise: without an article."""
    return f"{one_kind(condition.kind)}{when(condition, who)}"


def an_event(condition: Condition, who: str = "whoever is credited") -> str:
    """a renewal or upsell when the product is Enterprise."""
    return f"{a_kind(condition.kind)}{when(condition, who)}"


def when(condition: Condition, who: str = "whoever is credited") -> str:
    """What is asked for besides the kind: " when the product is Enterprise and the region is EMEA"."""
    asked = _asked(condition, who)
    return f" when {listed(asked)}" if asked else ""


def asks(condition: Condition) -> int:
    """How much is asked for besides the kind."""
    return len(condition.names()) - bool(condition.kind)


def customers(chosen: Customers | None) -> str:
    """ " in the region EMEA, of the segment SMB, with a contract of under 2 years"; nothing for all."""
    if chosen is None:
        return ""
    asked = [f"in the region {listed(chosen.region, 'or')}"] if chosen.region else []
    asked += [f"of the segment {listed(chosen.segment, 'or')}"] if chosen.segment else []
    asked += [f"with a contract of {years(chosen.years)}"] if chosen.years else []
    return f" {listed(asked)}" if asked else ""


def age(length: Age) -> str:
    """90 days, 3 months, 2 years."""
    if length.days:
        return counted(length.days, "day", "days")
    if length.months % 12 == 0:
        return counted(length.months // 12, "year", "years")
    return counted(length.months, "month", "months")


def years(words: Sequence[str]) -> str:
    """Whole contract years as lengths of a contract: 1 is any under 2 years, 3 to 30 is 3 years or more."""
    numbers = sorted(int(word) for word in words)
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return listed([_run(first, last) for first, last in runs], "or")


def _asked(condition: Condition, who: str) -> list[str]:
    be, their = ("are", "your") if who == "you" else ("is", "their")
    texts = {
        "the product is {}": condition.product,
        "the effort is {}": condition.effort,
        "the region is {}": condition.region,
        f"{who} {be} in {{}} on its day": condition.territory,
        f"{their} role on it is {{}}": condition.role,
        "the customer's segment is {}": condition.segment,
    }
    asked = [text.format(listed(words, "or")) for text, words in texts.items() if words]
    if condition.years:
        asked.append(f"the contract runs {years(condition.years)}")
    if condition.change:
        asked.append(f"recurring revenue {listed([_CHANGES[one] for one in condition.change], 'or')}")
    return asked


def _run(first: int, last: int) -> str:
    if last == MOST_YEARS:
        return "any time" if first == 1 else f"{counted(first, 'year', 'years')} or more"
    if first == 1:
        return f"under {last + 1} years"
    return f"{first} to under {last + 1} years"
