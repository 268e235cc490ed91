"""How each contest stands, in its channel, while it runs: one message a contest and time."""

from sqlalchemy import Connection

from bot.announcements.announcing import Announcing, Draft
from bot.announcements.rows import announcement_by_key
from bot.people.company import company_in
from bot.people.identity import Company
from bot.schedule.job import Occasion
from bot.slack.dates import day
from bot.slack.numbers import count
from bot.spiffs.bars import repeats
from bot.spiffs.called import Names, names_in
from bot.spiffs.figures import bar, bar_label, figure, is_money
from bot.spiffs.placing import NO_CHANNEL, place_of
from bot.spiffs.shown import Ranking, Values, prize_words, rankings
from bot.spiffs.tables_of import running_in
from calc.prize_tables import ContestTable, Rival

# Of one ranking; of several the first of each.
MOST_ROWS = 10
MOST_ROWS_OF_SEVERAL = 3


def post_standings(connection: Connection, announcing: Announcing, occasion: Occasion) -> str:
    """Every contest that has not come to its last day and in which somebody has a place. What came of it."""
    company = company_in(connection, occasion.workspace_id)
    today = company.today(occasion.now)
    posted, without = 0, []
    for table in running_in(connection, company, today, occasion.now).contests:
        if table.span.period.end <= today or not any(ranking.ranked for ranking in rankings(table)):
            continue
        channel = place_of(connection, company, table.plan.plan).channel
        if not channel:
            without.append(NO_CHANNEL.format(title=f"“{table.component.title}”"))
            continue
        key = f"standings/{table.plan.plan}/{table.name}/{table.span.key}/{occasion.day}"
        if announcement_by_key(connection, company.id, key) is None:
            names = names_in(connection, company.id, table.people)
            draft = Draft(
                key=key,
                kind="standings",
                title=f"{table.component.title}: how it stands",
                channel=channel,
                content=content(company, table, names),
            )
            announcing.post(connection, company, draft, occasion.now)
            posted += 1
    return "; ".join([f"posted {count(posted, 'contest', 'contests')}", *without])


def content(company: Company, table: ContestTable, names: Names) -> Values:
    """What the template announcements/standings takes, as everybody may read it."""
    several = len(table.groups) > 1
    most = MOST_ROWS_OF_SEVERAL if several else MOST_ROWS
    shown = [(ranking, rival) for ranking in rankings(table) for rival in ranking.ranked[:most]]
    placed = [(one.standing.place or 0, names.in_channel(table, one.standing.key)) for _, one in shown]
    rows = [
        {**_row(company, names, ranking, rival, several), "again": again}
        for (ranking, rival), again in zip(shown, repeats(placed), strict=True)
    ]
    return {
        "contest": table.component.title,
        "span": company.calendar.label(table.span.period),
        "measured": bar_label(table),
        "rows": rows,
        "ends": day(table.span.period.end, company.locale),
        "prizes": prize_words(table.plan, table.component, company.locale),
        "note": _note(table),
    }


def _row(company: Company, names: Names, ranking: Ranking, rival: Rival, several: bool) -> Values:
    """Names are not made into mentions: nobody is called to look at every Friday."""
    table = ranking.table
    value = figure(table, rival, ranking.best, own=False, locale=company.locale)
    group = names.teams.get(ranking.group, ranking.group) if several else ""
    return {
        "place": rival.standing.place or 0,
        "name": names.in_channel(table, rival.standing.key),
        "user": "",
        "value": f"{value} ({group})" if group else value,
        "bar": bar(table, rival, ranking.best),
    }


def _note(table: ContestTable) -> str:
    told = ["`/spiff` shows your own place."]
    if len(table.groups) > 1:
        told.insert(0, f"Each {table.component.within} has a ranking of its own.")
    if is_money(table):
        told.append("Sums of money are shown in percent of the best.")
    return " ".join(told)
