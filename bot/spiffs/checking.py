"""Looking again, before an announcement is approved, whether what it tells is still so."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine

from bot.announcements.announcing import Renewed
from bot.announcements.rows import Announcement
from bot.people.company import company_of
from bot.people.identity import Company
from bot.spiffs import instants, podium
from bot.spiffs.called import Names, names_in
from bot.spiffs.tables_of import paid_tables
from bot.store.engine import reading
from calc.periods import Period
from calc.prize_tables import ContestTable, InstantTable, Tables

GONE = "The facts say that nobody has won it any more, or it was called off. Decline it."


def podium_is_true(engine: Engine, announcement: Announcement, now: datetime) -> Renewed | None:
    """The winners of a contest, worked out again."""
    before = announcement.content
    if "about" not in before:  # not one of ours
        return None
    company, period, tables = _again(engine, announcement, now)
    table = next((one for one in tables.contests if _is_about(one, before["about"])), None)
    if table is None:
        gone = {**before, "places": [], "runners_up": [], "ties": "", "notes": [], "won": []}
        return None if podium.same(before, gone) else Renewed(announcement.title, gone, GONE)
    names = _names(engine, company, table)
    after = podium.content(company, table, period, names, company.today(now))
    if podium.same(before, after):
        return None
    changes = podium.changes(before, after, table, names)
    return Renewed(podium.title_of(table), after, f"This has changed since it was written: {changes}")


def instant_is_true(engine: Engine, announcement: Announcement, now: datetime) -> Renewed | None:
    """A prize for an event, worked out again."""
    before = announcement.content
    if "about" not in before:
        return None
    company, period, tables = _again(engine, announcement, now)
    event, today = before["about"]["event"], company.today(now)
    for table in tables.instants:
        won = [one for one in table.won if one.event == event]
        if won and _is_about(table, before["about"]):
            names = _names(engine, company, table)
            after = instants.content(company, table, period, event, won, names, today)
            if instants.same(before, after):
                return None
            return Renewed(announcement.title, after, "Who has won it, or what, has changed since.")
    gone = {**before, "winners": [], "won": []}
    return None if instants.same(before, gone) else Renewed(announcement.title, gone, GONE)


def _again(engine: Engine, announcement: Announcement, now: datetime) -> tuple[Company, Period, Tables]:
    company = company_of(engine, announcement.workspace_id)
    paid_from = date.fromisoformat(announcement.content["about"]["paid_from"])
    period = company.calendar.containing(paid_from, company.pay_period)
    return company, period, paid_tables(engine, company, period, now)


def _is_about(table: ContestTable | InstantTable, about: Mapping[str, Any]) -> bool:
    return (table.plan.plan, table.name, table.span.key) == (
        about["plan"],
        about["component"],
        about["span"],
    )


def _names(engine: Engine, company: Company, table: ContestTable | InstantTable) -> Names:
    with reading(engine) as connection:
        return names_in(connection, company.id, table.people)
