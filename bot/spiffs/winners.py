"""Contests that are over: their winners are worked out, and whoever looks after a contest is asked to
announce them. Approving looks again (bot.spiffs.checking), so that nobody is announced who does not win."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import Connection, select

from bot.announcements.announcing import Announcing, Draft
from bot.announcements.rows import announcement_by_key
from bot.people.company import company_in
from bot.people.identity import Company
from bot.periods.calculating import make_fresh
from bot.periods.gathering import begun
from bot.schedule.job import Occasion
from bot.schedule.working_days import WorkingDays
from bot.slack.numbers import count
from bot.spiffs.called import names_in
from bot.spiffs.placing import NO_CHANNEL, place_of
from bot.spiffs.podium import content, title_of
from bot.spiffs.tables_of import paid_tables_in, with_prizes
from bot.store.base import table_of
from bot.store.people import Person
from bot.store.periods import Line, PeriodRow, Statement
from calc.language.pay import Contest
from calc.periods import Period
from calc.plan import version_in_force
from calc.prize_tables import ContestTable
from calc.spans import spans

lines, statements = table_of(Line), table_of(Statement)
periods, people = table_of(PeriodRow), table_of(Person)


class WinnersApart(Exception):
    """What a table says is not what the statements pay; the text names the contest, and no amount."""


def announce_winners(connection: Connection, announcing: Announcing, occasion: Occasion) -> str:
    """Asks about every contest that is over for long enough and was not asked about yet. What came of it."""
    company = company_in(connection, occasion.workspace_id)
    today = company.today(occasion.now)
    asked, without = 0, []
    for period in pay_periods(company, today, int(occasion.options["look_back_days"])):
        if not _any_due(connection, company, period, occasion):
            continue
        work = begun(connection, company.id, today, occasion.now)
        make_fresh(work, period)
        for table in paid_tables_in(connection, company, period, occasion.now).contests:
            if not is_due(company, table.span.period.end, today, occasion):
                continue
            if announcement_by_key(connection, company.id, key_of(table)) is not None:
                continue
            check_lines(connection, company, table, period)
            if _ask(connection, announcing, company, table, period, occasion):
                asked += 1
            else:
                without.append(NO_CHANNEL.format(title=f"“{table.component.title}”"))
    return "; ".join([f"asked about {count(asked, 'contest', 'contests')}", *without])


def key_of(table: ContestTable) -> str:
    """The key of the announcement of its winners."""
    return _key(table.plan.plan, table.name, table.span.key)


def pay_periods(company: Company, today: date, days: int) -> Iterator[Period]:
    """The pay periods of the last so many days, the latest first."""
    period = company.calendar.containing(today, company.pay_period)
    while period.end >= today - timedelta(days=days):
        yield period
        period = company.calendar.before(period)


def is_due(company: Company, end: date, today: date, occasion: Occasion) -> bool:
    """Whether so many working days have begun since the end; not for what ended long ago, as before there
    were any announcements."""
    if not today - timedelta(days=int(occasion.options["look_back_days"])) <= end < today:
        return False
    working = WorkingDays(company.country)
    since = (end + timedelta(days=number) for number in range(1, (today - end).days + 1))
    return sum(working.has(day) for day in since) >= int(occasion.options["working_days"])


def check_lines(connection: Connection, company: Company, table: ContestTable, period: Period) -> None:
    """WinnersApart unless the statements pay just what the table says."""
    told = Counter(
        (share.person, share.amount_minor, share.reward) for rival in table.rivals for share in rival.shares
    )
    query = (
        select(people.c.key, lines.c.amount_minor, lines.c.reward)
        .join_from(lines, statements, statements.c.id == lines.c.statement_id)
        .join(people, people.c.id == statements.c.person_id)
        .join(periods, periods.c.id == statements.c.period_id)
        .where(
            periods.c.workspace_id == company.id,
            periods.c.key == period.key,
            lines.c.plan == table.plan.plan,
            lines.c.component == table.name,
            lines.c.span == table.span.key,
            lines.c.entry == "prize",
        )
    )
    paid = Counter((row.key, row.amount_minor, row.reward or "") for row in connection.execute(query))
    if told != paid:
        raise WinnersApart(
            f"The statements of {company.calendar.label(period)} do not pay the winners of "
            f"“{table.component.title}” as it stands. Calculate the period again: `micdrop calculate`."
        )


def _key(plan: str, name: str, span: str) -> str:
    return f"contest/{plan}/{name}/{span}"


def _any_due(connection: Connection, company: Company, period: Period, occasion: Occasion) -> bool:
    """Whether any contest of a pay period is to be asked about, before anything is worked out."""
    today = company.today(occasion.now)
    work = begun(connection, company.id, today, occasion.now)
    found = (version_in_force(one, period.start, period.end) for one in with_prizes(work).values())
    return any(
        is_due(company, span.period.end, today, occasion)
        and announcement_by_key(connection, company.id, _key(plan.plan, name, span.key)) is None
        for plan in found
        if plan is not None
        for name, component in plan.counting().items()
        if isinstance(component, Contest)
        for span in spans(component.every, period, min(period.end, today), company.calendar)
    )


def _ask(
    connection: Connection,
    announcing: Announcing,
    company: Company,
    table: ContestTable,
    period: Period,
    occasion: Occasion,
) -> bool:
    """Whether there is a channel to announce it in."""
    today, place = company.today(occasion.now), place_of(connection, company, table.plan.plan)
    if not place.channel:
        return False
    names = names_in(connection, company.id, table.people)
    made = content(company, table, period, names, today)
    winners = {
        names.people[share.person].id
        for rival in table.rivals
        for share in rival.shares
        if share.person in names.people
    }
    draft = Draft(
        key=key_of(table),
        kind="podium",
        title=title_of(table),
        channel=place.channel,
        content=made,
        # Whoever wins it does not announce themselves.
        asked_id=None if place.host_id in winners else place.host_id,
        aside="If facts change before you approve it, I show you the new result first.",
    )
    announcing.propose(connection, company, draft, occasion.now)
    return True
