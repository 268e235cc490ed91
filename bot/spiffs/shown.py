"""From the table of a contest to the values of the templates that show it to one person."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from bot.people.identity import Caller
from bot.slack.numbers import money
from bot.spiffs.bars import repeats
from bot.spiffs.called import Names
from bot.spiffs.figures import bar, bar_label, best_of, figure, is_money
from calc.language.pay import Contest
from calc.language.values import Prize
from calc.plan import Plan
from calc.prize_tables import ContestTable, Rival
from calc.words.numbers import Numbers
from calc.words.teller import ordinal, sentence

Values = dict[str, object]

TOP = 5
# Of a chart in Slack.
MOST_BARS = 12


@dataclass(frozen=True)
class Looking:
    """Who looks at a contest on a day, and what people and teams are called."""

    viewer: Caller
    names: Names
    today: date

    @property
    def locale(self) -> str:
        return self.viewer.company.locale

    def own(self, table: ContestTable, rival: Rival) -> bool:
        """Whether it is their own standing, alone or with their team."""
        if table.teams:
            return self.viewer.key in rival.standing.people
        return rival.standing.key == self.viewer.key


@dataclass(frozen=True)
class Ranking:
    """One ranking of a contest: all of it, or that of a region or team, called `group`."""

    table: ContestTable
    group: str
    rivals: list[Rival]

    @property
    def best(self) -> Fraction | None:
        return best_of(self.rivals)

    @property
    def ranked(self) -> list[Rival]:
        return [one for one in self.rivals if one.standing.place is not None]


def contest_values(looking: Looking, table: ContestTable) -> Values:
    """A contest at a glance: the ranking that the viewer is in, or the first, its top and their own place."""
    ranking = ranking_for(looking, table)
    own = own_in(looking, table)
    top = ranking.ranked[:TOP]
    return {
        **head_values(looking, table),
        "group": group_name(looking, table, ranking.group),
        "others": len(table.groups) - 1,
        "measured": bar_label(table),
        "bars": bar_values(looking, ranking),
        "rows": [row_values(looking, ranking, one) for one in top],
        "ranked": len(ranking.ranked),
        "own": own_values(looking, table, own, own is not None and own in top),
    }


def head_values(looking: Looking, table: ContestTable) -> Values:
    """What it is called, how long it runs, and what there is to win."""
    period = table.span.period
    return {
        "title": table.component.title,
        "value": f"{table.plan.plan} {table.name}",
        "span": looking.viewer.company.calendar.label(period),
        "ends": period.end.isoformat(),
        "days_left": max((period.end - looking.today).days, 0),
        "prizes": prize_words(table.plan, table.component, looking.locale),
        "in_percent": is_money(table),
    }


def ranking_for(looking: Looking, table: ContestTable) -> Ranking:
    """The ranking that the viewer is in; of several, if they are in none, the first."""
    groups = table.groups
    for group, rivals in groups.items():
        if any(looking.own(table, one) for one in rivals):
            return Ranking(table, group, rivals)
    group, rivals = next(iter(groups.items()), ("", []))
    return Ranking(table, group, rivals)


def rankings(table: ContestTable) -> list[Ranking]:
    """All of them."""
    return [Ranking(table, group, rivals) for group, rivals in table.groups.items()]


def own_in(looking: Looking, table: ContestTable) -> Rival | None:
    """The viewer's own standing; None when they are in no ranking."""
    return next((one for one in table.rivals if looking.own(table, one)), None)


def row_values(looking: Looking, ranking: Ranking, rival: Rival) -> Values:
    """One place of a ranking."""
    table, own = ranking.table, looking.own(ranking.table, rival)
    return {
        "place": rival.standing.place or 0,
        "name": looking.names.of(table, rival.standing.key),
        "value": _figure(looking, ranking, rival),
        "sample": rival.standing.sample or 0,
        "own": own,
        "wins": wins(table, rival, looking.locale),
    }


def bar_values(looking: Looking, ranking: Ranking) -> list[Values]:
    """The bars of a chart of the first places; none while there is nobody to compare with."""
    top = ranking.ranked[:MOST_BARS]
    if len(top) < 2:
        return []
    placed = [(one.standing.place or 0, looking.names.of(ranking.table, one.standing.key)) for one in top]
    return [
        {"place": place, "name": name, "again": again, "bar": bar(ranking.table, one, ranking.best)}
        for (place, name), again, one in zip(placed, repeats(placed), top, strict=True)
    ]


def own_values(looking: Looking, table: ContestTable, own: Rival | None, shown: bool) -> Values:
    """The viewer's own standing: `there` when they are in the contest, `shown` when it is among the top."""
    if own is None:
        in_none = looking.viewer.key in table.people
        return {
            "there": in_none,
            "shown": False,
            "place": 0,
            "value": "",
            "why_not": _in_none(table, in_none),
            "wins": "",
        }
    ranking = next(one for one in rankings(table) if own in one.rivals)
    return {
        "there": True,
        "shown": shown,
        "place": own.standing.place or 0,
        "value": _figure(looking, ranking, own) if own.value is not None else "",
        "why_not": why_not(table, own),
        "wins": wins(table, own, looking.locale),
    }


def why_not(table: ContestTable, rival: Rival) -> str:
    """Why somebody has no place, with how few there are where it is for want of a sample."""
    reason, least = rival.standing.why_not, table.metric.least_sample
    if reason and least is not None and rival.standing.sample is not None and rival.standing.sample < least:
        return f"{reason} It rests on {rival.standing.sample}, and counts from {least} on."
    return reason


def wins(table: ContestTable, rival: Rival, locale: str) -> str:
    """What a place would win as it stands: $500, Day off; "" for nothing. Of a team, each member's."""
    if not rival.shares:
        return ""
    first = rival.shares[0]
    return first.reward or money(first.amount_minor, table.plan.currency, locale)


def prize_words(plan: Plan, component: Contest, locale: str) -> list[str]:
    """First: $500; Second: Day off."""
    numbers = Numbers(locale)
    if len(component.prizes) == 1:
        many = component.winners or 1
        who = (
            "Everybody past the mark"
            if component.over is not None
            else f"The first {many}"
            if many > 1
            else "First"
        )
        return [f"{who}: {prize(plan, component.prizes[0], numbers)}"]
    return [
        sentence(f"{ordinal(at)}: {prize(plan, one, numbers)}").removesuffix(".")
        for at, one in enumerate(component.prizes, 1)
    ]


def prize(plan: Plan, won: Prize, numbers: Numbers) -> str:
    """$500, or Day off."""
    return won.reward if won.amount_minor is None else numbers.amount(won.amount_minor, plan.currency)


def group_name(looking: Looking, table: ContestTable, group: str) -> str:
    """What a ranking's region or team is called; "" where there is but one ranking."""
    return looking.names.teams.get(group, group) if table.component.within == "team" else group


def _figure(looking: Looking, ranking: Ranking, rival: Rival) -> str:
    """A team's sum is not one person's own: it is read as everybody reads it."""
    own = looking.own(ranking.table, rival) and not ranking.table.teams
    return figure(ranking.table, rival, ranking.best, own, looking.locale)


def _in_none(table: ContestTable, is_on_plan: bool) -> str:
    if not is_on_plan:
        return ""
    return "You are in no team, and teams are ranked." if table.teams else "You are in no ranking."
