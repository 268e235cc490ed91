"""What `/spiff` and the buttons under it show: everything that runs, one contest, one's year, how to ask."""

from datetime import datetime

from bot.doors import Refused
from bot.people.contest_access import approvers_of, may_call_off, may_start_contests, names_of
from bot.people.identity import Caller
from bot.services import Services
from bot.slack.render import Rendered
from bot.spiffs.club import club_values
from bot.spiffs.details import contest_details, instant_details
from bot.spiffs.door import DOOR
from bot.spiffs.instant_shown import instant_values
from bot.spiffs.looking import Seen, Table, look, look_back, named
from bot.spiffs.rows import RUNNING, Started, started_by_plan
from bot.spiffs.shown import Values, contest_values
from bot.store.engine import reading
from calc.prize_tables import ContestTable

MOST_CONTESTS = 4
MOST_INSTANTS = 4


def overview(services: Services, caller: Caller, now: datetime) -> Rendered:
    """Everything that runs and that the person may see."""
    seen = _now(services, caller, now)
    upcoming = [{"title": one.title, "first": one.first_day.isoformat()} for one in seen.upcoming[:5]]
    locale = caller.company.locale
    if not seen.tables:
        values = {"may_start": seen.may_start, "sees_all": seen.all, "upcoming": upcoming, "locale": locale}
        return services.renderer.render("spiffs/none", values)
    contests = [contest_values(seen.looking, one) for one in seen.contests[:MOST_CONTESTS]]
    instants = [instant_values(seen.looking, one) for one in seen.instants[:MOST_INSTANTS]]
    rest: list[Table] = [*seen.contests[MOST_CONTESTS:], *seen.instants[MOST_INSTANTS:]]
    values = {
        "locale": locale,
        "contests": contests,
        "instants": instants,
        "upcoming": upcoming,
        "more": [one.component.title for one in rest],
        "in_percent": any(one["in_percent"] for one in contests),
        "may_start": seen.may_start,
    }
    return services.renderer.render("spiffs/overview", values)


def by_name(services: Services, caller: Caller, words: str, now: datetime) -> Rendered:
    """The contest that somebody means; of several, which there are. One that is over counts if nothing that
    runs is called so."""
    seen = _now(services, caller, now)
    found = named(seen.tables, words)
    if not found:
        over = look_back(services.engine, caller, now)
        found_over = named(over.tables, words)
        if found_over:
            seen, found = over, found_over[-1:]
    if len(found) == 1:
        return _about(services, caller, seen, found[0], now)
    values = {
        "words": words,
        "several": len(found) > 1,
        "titles": [_titled(seen, one) for one in found or seen.tables],
    }
    return services.renderer.render("spiffs/unclear", values)


def by_key(services: Services, caller: Caller, value: str, now: datetime) -> Rendered:
    """The contest that a button carries; why not when it is over, or not for that person."""
    seen = _now(services, caller, now)
    for table in seen.tables:
        if f"{table.plan.plan} {table.name}" == value:
            return _about(services, caller, seen, table, now)
    return DOOR.turned_away(services, Refused("gone"))


def club(services: Services, caller: Caller, now: datetime) -> Rendered:
    """The person's own year."""
    return services.renderer.render("spiffs/club", club_values(_now(services, caller, now)))


def help_(services: Services, caller: Caller, now: datetime) -> Rendered:
    """What can be asked, and who would approve what this person starts."""
    today = caller.company.today(now)
    with reading(services.engine) as connection:
        asked = approvers_of(connection, caller.company, caller.id, (), today)
        values = {
            "may_start": may_start_contests(connection, caller, today),
            "approvers": " or ".join(names_of(connection, asked)),
        }
    return services.renderer.render("spiffs/help", values)


def _now(services: Services, caller: Caller, now: datetime) -> Seen:
    return look(services.engine, services.running, caller, now)


def _about(services: Services, caller: Caller, seen: Seen, table: Table, now: datetime) -> Rendered:
    with reading(services.engine) as connection:
        started = started_by_plan(connection, caller.company.id, table.plan.plan)
    call_off = _call_off(caller, started, now)
    locale = {"locale": caller.company.locale}
    if isinstance(table, ContestTable):
        values = contest_details(seen, table, call_off)
        return services.renderer.render("spiffs/contest", {**values, **locale})
    return services.renderer.render("spiffs/instant", {**instant_details(seen, table, call_off), **locale})


def _call_off(caller: Caller, started: Started | None, now: datetime) -> str:
    """What the button carries that calls it off; "" where the person may not, or it is over."""
    if started is None or started.state != RUNNING or started.last_day < caller.company.today(now):
        return ""
    return f"{started.id} {started.edition}" if may_call_off(caller, started.host_id) else ""


def _titled(seen: Seen, table: Table) -> Values:
    return {
        "title": table.component.title,
        "span": seen.looking.viewer.company.calendar.label(table.span.period),
        "value": f"{table.plan.plan} {table.name}",
    }
