"""The month for each manager, in private: who of their people gave, who received, who was not recognised."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, select

from bot.delivery.outbox import Outbox, Outgoing, Person, Urgency
from bot.people.at_work import at_work, placed, placements
from bot.people.company import company_in
from bot.people.identity import Company
from bot.recognition.calendar import month_before, month_label, month_on
from bot.recognition.month_facts import teams_of
from bot.recognition.nominations import nominations, receivers
from bot.recognition.settings import Settings, settings_of
from bot.recognition.shown import Values
from bot.recognition.summary_shape import Report, Summary, grouped, summarise
from bot.recognition.taking_part import members, people
from bot.schedule.job import Occasion
from bot.schedule.zones import instant_of
from bot.slack.names_shown import names_shown
from bot.slack.numbers import count
from bot.store.base import table_of
from bot.store.people import Team

teams = table_of(Team)

MOST_TEAMS = 8
MOST_NAMES = 15


@dataclass(frozen=True)
class Led:
    """The people of one manager."""

    manager_id: int
    reports: list[Report]


def tell_managers(connection: Connection, outbox: Outbox, occasion: Occasion) -> str:
    """A message about the month before the slot's to everybody who leads people. What came of it."""
    settings = settings_of(connection, occasion.workspace_id)
    if settings is None:
        return "drop the mic is not set up"
    company = company_in(connection, occasion.workspace_id)
    month = month_before(month_on(occasion.day))
    by_giver, by_receiver = grouped(_namings(connection, company.id, month))
    team_names = _team_names(connection, company.id, occasion.day)
    told = 0
    for led in people_led(connection, company, settings, occasion.day):
        summary = summarise(led.reports, by_giver, by_receiver, team_names, MOST_TEAMS)
        outgoing = Outgoing(
            key=f"summary/{month}/{led.manager_id}",
            title="The month in recognition",
            to=Person(led.manager_id),
            surface="recognition/summary",
            values=summary_values(summary, month, settings, len(led.reports)),
            urgency=Urgency.NOTICE,
            since=occasion.slot_at,
        )
        told += outbox.put_if_new(connection, company.id, outgoing, occasion.now) is not None
    return f"told {count(told, 'manager', 'managers')} of {month_label(month)}"


def people_led(connection: Connection, company: Company, settings: Settings, day: date) -> list[Led]:
    """Every manager who works here on a day, with their direct reports by name."""
    missed_since = day - timedelta(days=settings.unrecognised_after_days)
    since = instant_of(missed_since, time(0), company.time_zone)
    lately = _recognised_since(connection, company.id, since)
    boss = people.alias()
    query = (
        select(
            placements.c.manager_id,
            people.c.id,
            people.c.name,
            people.c.start_date,
            members.c.id.label("member"),
        )
        .join_from(placements, people, people.c.id == placements.c.person_id)
        .join(boss, boss.c.id == placements.c.manager_id)
        .join(members, members.c.person_id == people.c.id, isouter=True)
        .where(
            placements.c.workspace_id == company.id,
            placed(day),
            people.c.start_date <= day,
            at_work(day),
            at_work(day, boss),
        )
        .order_by(placements.c.manager_id, people.c.name, people.c.id)
    )
    led: dict[int, dict[int, Report]] = defaultdict(dict)
    for row in connection.execute(query):
        is_new = row.start_date > missed_since
        report = Report(row.name, row.member, is_new or row.member in lately)
        led[row.manager_id].setdefault(row.id, report)
    return [Led(manager, list(reports.values())) for manager, reports in led.items()]


def summary_values(summary: Summary, month: str, settings: Settings, people_led: int) -> Values:
    """Values of recognition/summary."""
    return {
        "month": month_label(month),
        "people": people_led,
        "gave": _counted(summary.gave),
        "gave_count": len(summary.gave),
        "received": _counted(summary.received),
        "received_count": len(summary.received),
        "unrecognised": names_shown(summary.unrecognised, MOST_NAMES).words,
        "unrecognised_count": len(summary.unrecognised),
        "days": settings.unrecognised_after_days,
        "teams": [
            {"name": one.team, "received": one.received, "given": one.given} for one in summary.crossings
        ],
        "received_in_all": summary.received_in_all,
        "from_others": summary.received_in_all - summary.from_own,
    }


def _counted(found: Sequence[tuple[str, int]]) -> str:
    """In words: "Ana (3), Lee and 2 others"."""
    return names_shown(
        (name if times == 1 else f"{name} ({times})" for name, times in found), MOST_NAMES
    ).words


def _namings(connection: Connection, workspace_id: int, month: str) -> list[tuple[int, int]]:
    query = (
        select(nominations.c.giver_id, receivers.c.member_id)
        .join_from(nominations, receivers, receivers.c.nomination_id == nominations.c.id)
        .where(
            nominations.c.workspace_id == workspace_id,
            nominations.c.month == month,
            nominations.c.withdrawn_at.is_(None),
        )
    )
    return list(connection.execute(query))


def _team_names(connection: Connection, workspace_id: int, day: date) -> dict[int, str]:
    named = select(teams.c.id, teams.c.name).where(teams.c.workspace_id == workspace_id)
    names = dict(connection.execute(named).all())
    return {member: names[team] for member, team in teams_of(connection, workspace_id, day).items()}


def _recognised_since(connection: Connection, workspace_id: int, since: datetime) -> set[int]:
    query = (
        select(receivers.c.member_id)
        .join_from(receivers, nominations, nominations.c.id == receivers.c.nomination_id)
        .where(
            nominations.c.workspace_id == workspace_id,
            nominations.c.given_at >= since,
            nominations.c.withdrawn_at.is_(None),
        )
        .distinct()
    )
    return set(connection.execute(query).scalars())
