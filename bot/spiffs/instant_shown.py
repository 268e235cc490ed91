"""From the table of prizes for single events to the values of the templates that show it to one person."""

from bot.slack.numbers import count, money
from bot.spiffs.shown import Looking, Values, prize
from calc.prize_tables import InstantPrize, InstantTable
from calc.words.numbers import Numbers
from calc.words.prizes import spiff
from calc.words.teller import Teller

LATEST = 5


def instant_values(looking: Looking, table: InstantTable, most: int = LATEST) -> Values:
    """What there is to win, how much of it is left, the latest winners, and how many are the viewer's own."""
    component, locale = table.component, looking.locale
    own = sum(won.person == looking.viewer.key for won in table.won)
    latest = table.won[::-1][:most]
    return {
        "title": component.title,
        "value": f"{table.plan.plan} {table.name}",
        "span": looking.viewer.company.calendar.label(table.span.period),
        "prize": prize(table.plan, component.prize, Numbers(locale)),
        "how": spiff(Teller(table.plan, Numbers(locale)), component)[0],
        "ends": component.days.to.isoformat() if component.days is not None else "",
        "begins": component.days.from_.isoformat() if component.days is not None else "",
        "left": left(table, locale),
        "won": [won_values(looking, table, one) for one in latest],
        "won_in_all": len(table.won),
        "own": own,
    }


def won_values(looking: Looking, table: InstantTable, won: InstantPrize) -> Values:
    """Who won what, and when."""
    names = looking.names.people
    return {
        "name": names[won.person].name if won.person in names else won.person,
        "day": won.day.isoformat(),
        "prize": won_prize(table, won, looking.locale),
        "own": won.person == looking.viewer.key,
    }


def won_prize(table: InstantTable, won: InstantPrize, locale: str) -> str:
    """$500, Day off; of a shared credit the part."""
    return won.reward or money(won.amount_minor, table.plan.currency, locale)


def left(table: InstantTable, locale: str) -> str:
    """How much there is still to win; "" where there is no end of it."""
    component, told = table.component, []
    if component.winners is not None:
        rest = max(component.winners - table.before - len(table.won), 0)
        told.append(count(rest, "prize is left", "prizes are left", locale) if rest else "every prize is won")
    if component.budget is not None and component.budget.fixed_minor is not None:
        spent = table.spent_before_minor + sum(won.amount_minor for won in table.won)
        rest = component.budget.fixed_minor - spent
        each = component.prize.amount_minor or 0
        whole = Numbers(locale).amount(rest, table.plan.currency)
        told.append(f"{whole} of its budget is left" if rest >= each else "its budget is spent")
    return ", and ".join(told)
