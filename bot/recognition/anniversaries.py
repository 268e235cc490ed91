"""Work anniversaries: in the channel, at nine on the clocks of whoever celebrates, unless they mind."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, and_, extract, or_, select

from bot.delivery.outbox import Channel, Outbox, Outgoing, Urgency, User
from bot.people.at_work import at_work
from bot.people.company import company_in
from bot.people.identity import Company
from bot.recognition.anniversary_dates import days_celebrated, years_on
from bot.recognition.calendar import zone_or
from bot.recognition.fair_play import GUEST, MEMBER
from bot.recognition.quiet_hours import next_moment
from bot.recognition.settings import Settings, settings_of
from bot.recognition.shown import Values
from bot.recognition.taking_part import members, people
from bot.schedule.job import Occasion
from bot.schedule.zones import instant_of
from bot.slack.numbers import count

AT = time(9)
# Looked for a day ahead: where it is nine first, it is nine before the workspace's own day begins.
AHEAD = timedelta(days=1)
# After downtime somebody is celebrated late rather than never, but not as late as this.
LATE_UNTIL = timedelta(days=3)


@dataclass(frozen=True)
class Celebrated:
    """Somebody with an anniversary; `user_id` is "" where their Slack user is not known."""

    person_id: int
    name: str
    user_id: str
    years: int
    time_zone: str
    no_naming: bool


def celebrate(connection: Connection, outbox: Outbox, occasion: Occasion) -> str:
    """Puts a message for everybody whose anniversary is on the day after the slot's. What came of it."""
    settings = settings_of(connection, occasion.workspace_id)
    if settings is None:
        return "drop the mic is not set up"
    company, day = company_in(connection, occasion.workspace_id), occasion.day + AHEAD
    told = 0
    for one in celebrated_on(connection, company.id, day):
        outgoing = _outgoing(one, day, company, settings, occasion)
        if outgoing is not None:
            told += outbox.put_if_new(connection, company.id, outgoing, occasion.now) is not None
    return f"{count(told, 'anniversary', 'anniversaries')} on {day.isoformat()}"


def celebrated_on(connection: Connection, workspace_id: int, day: date) -> list[Celebrated]:
    """Who has an anniversary on a day and is there to celebrate it, by name."""
    began = or_(
        *(
            and_(
                extract("month", people.c.start_date) == month, extract("day", people.c.start_date) == number
            )
            for month, number in days_celebrated(day)
        )
    )
    query = (
        select(
            people.c.id,
            people.c.name,
            people.c.start_date,
            people.c.slack_user_id,
            members.c.slack_user_id.label("member_user_id"),
            members.c.time_zone,
            members.c.no_naming,
            members.c.no_anniversary,
            members.c.standing,
        )
        .join_from(people, members, members.c.person_id == people.c.id, isouter=True)
        .where(
            people.c.workspace_id == workspace_id,
            people.c.start_date < day,
            at_work(day),
            began,
        )
        .order_by(people.c.name, people.c.id)
    )
    found = {}
    for row in connection.execute(query):
        wants = not row.no_anniversary and row.standing in (None, MEMBER, GUEST)
        years = years_on(row.start_date, day)
        if wants and years:
            found[row.id] = Celebrated(
                person_id=row.id,
                name=row.name,
                user_id=row.member_user_id or row.slack_user_id or "",
                years=years,
                time_zone=row.time_zone or "",
                no_naming=bool(row.no_naming),
            )
    return list(found.values())


def anniversary_key(person_id: int, year: int) -> str:
    """The message in the outbox for somebody's anniversary."""
    return f"anniversary/{person_id}/{year}"


def _outgoing(
    one: Celebrated, day: date, company: Company, settings: Settings, occasion: Occasion
) -> Outgoing | None:
    """In the channel, or to them alone; None when it is too late, or there is nobody to write to."""
    zone = zone_or(one.time_zone, company.time_zone)
    nine = instant_of(day, AT, zone)
    if nine + LATE_UNTIL < occasion.now or (one.no_naming and not one.user_id):
        return None
    values: Values = {"name": one.name, "user": one.user_id, "years": one.years, "company": company.name}
    return Outgoing(
        key=anniversary_key(one.person_id, day.year),
        title="A work anniversary",
        to=User(one.user_id) if one.no_naming else Channel(settings.channel),
        surface="recognition/anniversary_own" if one.no_naming else "recognition/anniversary",
        values=values,
        urgency=Urgency.POST,
        due_at=nine if nine > occasion.now else _as_soon_as_they_are_up(occasion.now, zone, settings),
        since=occasion.slot_at,
    )


def _as_soon_as_they_are_up(now: datetime, zone: ZoneInfo, settings: Settings) -> datetime:
    quiet_from, quiet_until = (
        time.fromisoformat(settings.quiet_from),
        time.fromisoformat(settings.quiet_until),
    )
    return next_moment(now, zone, quiet_from, quiet_until)
