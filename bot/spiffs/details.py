"""All about one contest: its rules in plain words, everybody's place, and why somebody has none."""

from bot.slack.numbers import count
from bot.spiffs.figures import bar_label
from bot.spiffs.instant_shown import instant_values
from bot.spiffs.looking import Seen
from bot.spiffs.shown import (
    Looking,
    Ranking,
    Values,
    bar_values,
    group_name,
    head_values,
    own_in,
    own_values,
    ranking_for,
    rankings,
    row_values,
    why_not,
)
from calc.contest_ties import ties
from calc.plan import Plan
from calc.prize_tables import ContestTable, InstantTable, Rival
from calc.words.components import component
from calc.words.metrics import measured
from calc.words.numbers import Numbers
from calc.words.teller import Teller

# Of a table in Slack, with room for long names.
MOST_ROWS = 60
MOST_WITHOUT_PLACE = 15
MOST_WINNERS = 20


def contest_details(seen: Seen, table: ContestTable, call_off: str) -> Values:
    """Values of spiffs/contest. `call_off` is what the button carries that calls it off; "" without one."""
    looking = seen.looking
    own, ranking = own_in(looking, table), ranking_for(looking, table)
    rows = [_row(looking, one, rival) for one in rankings(table) for rival in one.ranked]
    without = [one for one in table.rivals if one.standing.place is None]
    return {
        **head_values(looking, table),
        "rules": rules(table.plan, table.name, looking.locale),
        "ties": ties(table, lambda key: looking.names.of(table, key), Numbers(looking.locale)),
        "grouped": table.component.within != "company",
        "group": group_name(looking, table, ranking.group),
        "measured": bar_label(table),
        "bars": bar_values(looking, ranking),
        "rows": rows[:MOST_ROWS],
        "more": max(len(rows) - MOST_ROWS, 0),
        "own": own_values(looking, table, own, shown=False),
        "without": count(len(without), "contestant has", "contestants have", looking.locale)
        if without
        else "",
        "why": [_why(looking, table, one) for one in without[:MOST_WITHOUT_PLACE]] if seen.all else [],
        "call_off": call_off,
    }


def instant_details(seen: Seen, table: InstantTable, call_off: str) -> Values:
    """Values of spiffs/instant."""
    return {
        **instant_values(seen.looking, table, MOST_WINNERS),
        "rules": rules(table.plan, table.name, seen.looking.locale),
        "call_off": call_off,
    }


def rules(plan: Plan, name: str, locale: str) -> list[str]:
    """What a contest is about, sentence by sentence; then what is measured."""
    teller, part = Teller(plan, Numbers(locale)), plan.components[name]
    metric = getattr(part, "metric", None)
    return [*component(teller, part), *(measured(teller, metric) if metric is not None else ())]


def _row(looking: Looking, ranking: Ranking, rival: Rival) -> Values:
    return {
        **row_values(looking, ranking, rival),
        "group": group_name(looking, ranking.table, ranking.group),
    }


def _why(looking: Looking, table: ContestTable, rival: Rival) -> Values:
    return {"name": looking.names.of(table, rival.standing.key), "why": why_not(table, rival)}
