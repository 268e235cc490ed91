"""What somebody filled in for a contest, and what is wrong with it: from a form to a Spec."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.people.identity import Company
from bot.spiffs.patterns import Pattern, plan_of
from bot.spiffs.spec import Spec, amount_text
from bot.spiffs.typed import Errors, amount_of, day_of, prizes_of, title_of, whole_number
from calc.language.document import DocumentError
from calc.language.values import Prize
from calc.periods import Period, PeriodKind

MOST_PRIZES = 5
MOST_DAYS = 366
# Stands for the plan's key while it is only looked at.
UNKEPT = "supposed"


class FormRefused(Exception):
    """What was filled in cannot be; `errors` are sentences by the input."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = errors


@dataclass(frozen=True)
class Filled:
    """As it was filled in, all of it text."""

    title: str
    prizes: str
    channel: str
    span: str = ""
    first: str = ""
    last: str = ""
    kind: str = ""
    start: str = ""
    least: str = ""
    winners: str = ""
    budget: str = ""


@dataclass(frozen=True)
class Offer:
    """What can be chosen: the spans of a contest by their values, and kinds of event. Pay of the days before
    `payable_from` is published."""

    spans: dict[str, Period]
    kinds: list[str]
    payable_from: date
    today: date


def checked(
    pattern: Pattern, filled: Filled, offer: Offer, currency: str, who: str, people: Sequence[str]
) -> Spec:
    """All that a contest is made of. FormRefused with every mistake."""
    errors = Errors()
    prizes = prizes_of(filled.prizes, 1 if pattern.is_instant else MOST_PRIZES, currency, errors)
    budget = amount_of(filled.budget, currency, "budget", errors) if filled.budget else None
    winners = whole_number(filled.winners, "winners", errors) if filled.winners else None
    first, last, every = _days(pattern, filled, offer, errors)
    is_money = any(one.amount_minor is not None for one in prizes)
    spec = Spec(
        pattern=pattern.key,
        title=title_of(filled.title, errors),
        prizes=tuple(one.reward or amount_text(one.amount_minor or 0, currency) for one in prizes),
        is_money=is_money,
        cost_minor=_cost(pattern, prizes, winners, budget, errors),
        currency=currency,
        kind=_kind(filled.kind, offer, "kind", errors) if pattern.kind else "",
        start=_kind(filled.start, offer, "start", errors) if pattern.start else "",
        least=whole_number(filled.least, "least", errors) if pattern.least is not None else None,
        every=every,
        first=first,
        last=last,
        winners=winners if pattern.is_instant else None,
        budget_minor=budget if pattern.is_instant and is_money else None,
        who=who,
        people=tuple(people),
        channel=filled.channel,
    )
    if is_money and any(one.reward for one in prizes):
        # What is not money cannot be divided among those who are level: they would all get the first prize.
        errors.add("prizes", "Prizes are all money, or all rewards. Start two contests for both.")
    if not filled.channel:
        errors.add("channel", "Pick the channel in which it is announced.")
    if not errors.found:
        _check_plan(spec, errors)
    if errors.found:
        raise FormRefused(errors.found)
    return spec


def spans_offered(company: Company, today: date) -> dict[str, Period]:
    """This month and the next, this quarter and the next, this year; by what a form carries for each."""
    calendar = company.calendar
    found: list[Period] = []
    for kind in (PeriodKind.MONTH, PeriodKind.QUARTER):
        now = calendar.containing(today, kind)
        found += [now, calendar.after(now)]
    found.append(calendar.containing(today, PeriodKind.YEAR))
    return {f"{one.kind.value} {one.key}": one for one in found}


def _cost(
    pattern: Pattern, prizes: Sequence[Prize], winners: int | None, budget: int | None, errors: Errors
) -> int:
    """The most that it can cost in money, in minor units."""
    amounts = [one.amount_minor for one in prizes if one.amount_minor is not None]
    if not amounts:
        return 0
    if not pattern.is_instant:
        if budget is not None and sum(amounts) > budget:
            errors.add("budget", "The prizes come to more than that. Raise it, or lower the prizes.")
        return sum(amounts)
    if winners is None and budget is None:
        errors.add("winners", "With money to be won, say how many can win, or set a budget.")
        return 0
    if budget is not None and budget < amounts[0]:
        errors.add("budget", "This is less than a single prize. Raise it, or lower the prize.")
    by_winners = None if winners is None else winners * amounts[0]
    return min(one for one in (by_winners, budget) if one is not None)


def _days(pattern: Pattern, filled: Filled, offer: Offer, errors: Errors) -> tuple[date, date, str]:
    """From when to when, and the kind of span that a contest is ranked over."""
    if not pattern.is_instant:
        period = offer.spans.get(filled.span)
        if period is None:
            errors.add("span", "Choose how long it runs.")
            return offer.today, offer.today, ""
        if period.end < offer.payable_from:
            errors.add("span", "Pay of that time is published already. Choose a later one.")
        return period.start, period.end, period.kind.value
    first, last = day_of(filled.first, "first", errors), day_of(filled.last, "last", errors)
    if first is None or last is None:
        return offer.today, offer.today, ""
    if last < first or last < offer.today:
        errors.add("last", "It has to end after it begins, and not in the past.")
    elif (last - first).days >= MOST_DAYS:
        errors.add("last", "It can last a year at the most.")
    if first < offer.payable_from:
        day = f"{offer.payable_from.day} {offer.payable_from:%B %Y}"
        errors.add("first", f"Pay of the days before {day} is published already. Choose a later day.")
    return first, last, ""


def _kind(chosen: str, offer: Offer, block: str, errors: Errors) -> str:
    if chosen not in offer.kinds:
        errors.add(block, "Choose what counts.")
    return chosen


def _check_plan(spec: Spec, errors: Errors) -> None:
    """What only the reader of plans finds."""
    try:
        plan_of(spec, UNKEPT)
    except DocumentError as error:
        errors.add("title", error.mistakes[0].message)
