"""A contest that is over, as it is announced: winners, how ties were settled, runners-up, and who left."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.people.identity import Company
from bot.slack.numbers import count, money
from bot.spiffs.called import Names
from bot.spiffs.figures import bar_label, figure
from bot.spiffs.shown import Ranking, Values, rankings, wins
from calc.contest_ties import ties
from calc.periods import Period
from calc.prize_tables import ContestTable, Rival
from calc.words.numbers import Numbers

MOST_RUNNERS_UP = 3


def title_of(table: ContestTable) -> str:
    """What the announcement is called."""
    won = any(rival.shares for rival in table.rivals)
    return f"The winners of {table.component.title}" if won else f"{table.component.title}: nobody won"


def content(company: Company, table: ContestTable, period: Period, names: Names, today: date) -> Values:
    """What the template announcements/podium takes, as everybody may read it; and `about` and `won`, which
    say what it is about and who gets what, for when it is approved."""
    by_ranking = rankings(table)
    winners = [(one, rival) for one in by_ranking for rival in one.rivals if rival.shares]
    behind = [(one, rival) for one in by_ranking for rival in _runners_up(one)]
    return {
        "contest": table.component.title,
        "measured": bar_label(table),
        "span": company.calendar.label(table.span.period),
        "places": [
            {**_place(company, names, one, rival, today), "prize": _prize(company, table, rival)}
            for one, rival in winners
        ],
        "runners_up": [_place(company, names, one, rival, today) for one, rival in behind],
        "ties": " ".join(ties(table, lambda key: names.in_channel(table, key), Numbers(company.locale))),
        "notes": _notes(table, names, today),
        "about": {
            "plan": table.plan.plan,
            "component": table.name,
            "span": table.span.key,
            "paid_from": period.start.isoformat(),
        },
        "won": [
            {
                "person": share.person,
                "place": rival.standing.place or 0,
                "prize": share.reward or money(share.amount_minor, table.plan.currency, company.locale),
                "reward": share.reward,
            }
            for _, rival in winners
            for share in rival.shares
        ],
    }


def same(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether two say the same of the same contest. Whom Slack knows by now makes no difference."""
    return bool(_said(before) == _said(after))


def changes(before: Mapping[str, Any], after: Mapping[str, Any], table: ContestTable, names: Names) -> str:
    """What has changed for whom, for whoever approves it."""
    was = {one["person"]: one for one in before["won"]}
    now = {one["person"]: one for one in after["won"]}
    told = [f"{_called(names, key)} no longer wins.{_why(table, key)}" for key in was if key not in now]
    told += [
        f"{_called(names, key)} now wins {one['prize']}, in place {one['place']}."
        for key, one in now.items()
        if key not in was
    ]
    told += [
        f"{_called(names, key)} now has place {one['place']} and {one['prize']}."
        for key, one in now.items()
        if key in was and (one["place"], one["prize"]) != (was[key]["place"], was[key]["prize"])
    ]
    new = [note for note in after["notes"] if note not in before["notes"]]
    return " ".join([*told, *new]) or "Figures have changed; the winners and their prizes have not."


def _runners_up(ranking: Ranking) -> Sequence[Rival]:
    return [one for one in ranking.ranked if not one.shares][:MOST_RUNNERS_UP]


def _place(company: Company, names: Names, ranking: Ranking, rival: Rival, today: date) -> Values:
    table, key = ranking.table, rival.standing.key
    value = figure(table, rival, ranking.best, own=False, locale=company.locale)
    group = names.teams.get(ranking.group, ranking.group)
    return {
        "place": rival.standing.place or 0,
        "name": names.in_channel(table, key),
        "user": names.user_in_channel(table, key, today),
        "value": f"{value} ({group})" if group else value,
    }


def _prize(company: Company, table: ContestTable, rival: Rival) -> str:
    """$500; for a team what each of its members gets, or what they divide."""
    if not table.teams:
        return wins(table, rival, company.locale)
    people = count(len(rival.shares), "person", "people", company.locale)
    if table.component.for_team == "split":
        whole = sum(share.amount_minor for share in rival.shares)
        return f"{money(whole, table.plan.currency, company.locale)}, divided among {people}"
    return f"{wins(table, rival, company.locale)} for each of {people}"


def _notes(table: ContestTable, names: Names, today: date) -> list[str]:
    """Winners who have left since, whose prize stays theirs; and those without a place who had as much as
    somebody who won."""
    told = []
    for rival in table.rivals:
        for share in rival.shares:
            person = names.people.get(share.person)
            if person is not None and person.left_by(today):
                told.append(f"{person.in_channel} has left since. By the rules the prize stays theirs.")
    for ranking in rankings(table):
        told += [
            f"{names.in_channel(table, one.standing.key)} has no place. {one.standing.why_not}"
            for one in ranking.rivals
            if _would_have_won(ranking, one)
        ]
    return told


def _would_have_won(ranking: Ranking, rival: Rival) -> bool:
    component, last = ranking.table.component, _last_winning(ranking)
    value = rival.attainment if component.reads == "attainment" else rival.value
    if rival.standing.eligible or value is None or last is None or last.standing.value is None:
        return False
    return value >= last.standing.value if component.best == "highest" else value <= last.standing.value


def _last_winning(ranking: Ranking) -> Rival | None:
    return next((one for one in reversed(ranking.ranked) if one.shares), None)


def _called(names: Names, key: str) -> str:
    return names.people[key].name if key in names.people else key


def _why(table: ContestTable, key: str) -> str:
    """Why somebody who would have won does not, where that is known; with a space before it."""
    for rival in table.rivals:
        if rival.standing.key == key and rival.standing.why_not:
            return f" {rival.standing.why_not}"
    return ""


def _said(content: Mapping[str, Any]) -> Any:
    """Without whom Slack knows, and as it would be kept."""
    places = [
        [{name: value for name, value in one.items() if name != "user"} for one in content[part]]
        for part in ("places", "runners_up")
    ]
    return [*places, content["ties"], list(content["notes"]), list(content["won"])]
