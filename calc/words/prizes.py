"""Spiffs and contests in words."""

from calc.language.metrics import Measure
from calc.language.pay import Contest, Spiff
from calc.language.values import Prize
from calc.words.events import each_event, one_event
from calc.words.teller import Teller, counted, listed, ordinal, sentence
from calc.words.terms import days

_TIES = {
    "share": "Those who are level all get the better prize.",
    "split": "Those who are level divide the prizes of the places they take up.",
    "earlier": "Of those who are level, whoever was there earlier goes first.",
}
_WITHIN = {"region": "Each region has a ranking of its own.", "team": "Each team has a ranking of its own."}


def prize(teller: Teller, won: Prize) -> str:
    """$500, or Day off."""
    return won.reward if won.amount_minor is None else teller.money(won.amount_minor)


def spiff(teller: Teller, component: Spiff) -> list[str]:
    """You win $500 for each upsell; only the first 10 win."""
    if component.counts == "first":
        event = f"your first {one_event(component.of, 'you')} ever"
    else:
        event = each_event(component.of, "everything you are credited for", "you")
    told = [f"You win {prize(teller, component.prize)} for {event}."]
    if component.prize.amount_minor is not None:
        told.append("If you share the credit, you get your share of it.")
    told += days(teller, component.days)
    if component.winners is not None:
        told.append(f"Only the first {counted(component.winners, 'prize is', 'prizes are')} given.")
    if component.budget is not None:
        told.append(f"It ends when {teller.amount(component.budget)} is spent.")
    return told


def contest(teller: Teller, component: Contest) -> list[str]:
    """Who is ranked, by what, and what the best win."""
    teams = teller.plan.metrics[component.metric].scope == "team"
    told = [_won(teller, component, "team" if teams else "person")]
    told += [_WITHIN[component.within]] if component.within in _WITHIN else []
    if component.over is None:
        told.append(_TIES[component.ties])
    if teams:
        gets = (
            "each member gets the prize"
            if component.for_team == "each"
            else "its members divide the prize evenly"
        )
        told.append(f"When a team wins, {gets}.")
    return told + _eligible(teller, component)


def place(teller: Teller, component: Contest, number: int) -> str:
    """What a place wins: second prize $500."""
    return f"{ordinal(number)} prize {prize(teller, component.prizes[number - 1])}"


def _won(teller: Teller, component: Contest, who: str) -> str:
    by = _by(teller, component)
    title = teller.title(component.metric)
    first = prize(teller, component.prizes[0])
    if component.over is not None:
        mark = teller.mark(component.metric, component.reads, component.over)
        way = f"at {mark} or more" if component.best == "highest" else f"at {mark} or less"
        return sentence(f"every {who} {way} by {title} wins {first}")
    if component.winners == 1:
        return sentence(f"the {who} with {by} wins {first}")
    if component.winners is not None:
        best = f"the {counted(component.winners, who, _many(who))} with {by}"
        return sentence(f"{best} win {first} each")
    prizes = [f"{ordinal(at)} {prize(teller, one)}" for at, one in enumerate(component.prizes, 1)]
    return sentence(f"the {_many(who)} with {by} win: {listed(prizes)}")


def _by(teller: Teller, component: Contest) -> str:
    """the highest NPS; the most Renewals, of what is counted; the lowest attainment of Days to value."""
    title = teller.title(component.metric)
    if component.reads == "attainment":
        return f"the {component.best} attainment of {title}"
    if teller.plan.metrics[component.metric].measure is Measure.COUNT:
        return f"the {'most' if component.best == 'highest' else 'fewest'} {title}"
    return f"the {component.best} {title}"


def _eligible(teller: Teller, component: Contest) -> list[str]:
    """Who can win."""
    asked = component.eligible
    told = ["be on the plan on the period's last day"] if asked.on_last_day else []
    if asked.least_days is not None:
        told.append(f"have been on it for at least {counted(asked.least_days, 'day', 'days')}")
    if asked.at_least is not None:
        word = "at least" if component.best == "highest" else "at most"
        mark = teller.mark(component.metric, component.reads, asked.at_least)
        told.append(f"have {word} {mark}")
    return [sentence(f"to win you have to {listed(told)}")] if told else []


def _many(who: str) -> str:
    return "teams" if who == "team" else "people"
