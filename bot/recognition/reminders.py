"""A nudge to those who gave nothing this month: now and then, outside of quiet hours, not against a wish."""

from datetime import UTC, date, datetime, time

from sqlalchemy import Connection, Date, bindparam, select, text

from bot.delivery.outbox import Outbox, Outgoing, Urgency, User
from bot.people.company import company_in
from bot.recognition.calendar import month_label, month_on, zone_or
from bot.recognition.fair_play import GUEST, MEMBER
from bot.recognition.nominations import closed_months
from bot.recognition.quiet_hours import next_moment
from bot.recognition.settings import Settings, settings_of
from bot.recognition.taking_part import members
from bot.schedule.job import Occasion
from bot.slack.numbers import count
from bot.store.base import UtcDateTime

# Somebody who was only ever seen in the company's own list is asked about in Slack at the first occasion.
NEVER_SEEN = datetime(1970, 1, 1, tzinfo=UTC)


def remind(connection: Connection, outbox: Outbox, occasion: Occasion) -> str:
    """Reminds everybody who gave nothing in the slot's month. What came of it, in words."""
    settings = settings_of(connection, occasion.workspace_id)
    if settings is None:
        return "drop the mic is not set up"
    company = company_in(connection, occasion.workspace_id)
    month, today = month_on(occasion.day), company.today(occasion.now)
    if month in closed_months(connection, occasion.workspace_id) or month_on(today) != month:
        return f"{month_label(month)} is over"
    meet_the_company(connection, occasion.workspace_id, today)
    chosen = _noted(connection, occasion.workspace_id, settings, month, today)
    query = select(members.c.id, members.c.slack_user_id, members.c.time_zone).where(
        members.c.workspace_id == occasion.workspace_id
    )
    told = 0
    for row in connection.execute(query.order_by(members.c.id)):
        if row.id not in chosen:
            continue
        zone = zone_or(row.time_zone, company.time_zone)
        outgoing = Outgoing(
            key=reminder_key(today, row.id),
            title="A reminder to drop the mic",
            to=User(row.slack_user_id),
            surface="recognition/reminder",
            values={"month": month_label(month), "allowance": settings.monthly_allowance},
            urgency=Urgency.NOTICE,
            due_at=next_moment(occasion.now, zone, _time(settings.quiet_from), _time(settings.quiet_until)),
            since=occasion.slot_at,
        )
        told += outbox.put_if_new(connection, occasion.workspace_id, outgoing, occasion.now) is not None
    return f"reminded {count(told, 'person', 'people')}"


def reminder_key(day: date, member_id: int) -> str:
    """The message in the outbox that reminds somebody on a day."""
    return f"reminder/{member_id}/{day.isoformat()}"


def meet_the_company(connection: Connection, workspace_id: int, today: date) -> None:
    """Makes members of the people whose Slack user is known and who never took part, so that they too can be
    reminded, and can say that they would rather not be."""
    row = {"workspace_id": workspace_id, "today": today, "never_seen": NEVER_SEEN}
    connection.execute(_MEET, row)


def _noted(
    connection: Connection, workspace_id: int, settings: Settings, month: str, today: date
) -> set[int]:
    """Notes whom to remind, so that it stays at so many a month. Their numbers."""
    row = {
        "workspace_id": workspace_id,
        "month": month,
        "today": today,
        "member": MEMBER,
        "guest": GUEST if settings.guests_may else MEMBER,
        "most": settings.most_reminders,
    }
    return set(connection.execute(_NOTE, row).scalars())


def _time(text: str) -> time:
    return time.fromisoformat(text)


_MEET = text(
    "INSERT INTO members (workspace_id, slack_user_id, person_id, name, time_zone, standing, seen_at)"
    " SELECT p.workspace_id, p.slack_user_id, p.id, p.name, w.time_zone, 'member', :never_seen"
    " FROM people p JOIN workspaces w ON w.id = p.workspace_id"
    " WHERE p.workspace_id = :workspace_id AND p.slack_user_id IS NOT NULL AND p.start_date <= :today"
    " AND (p.end_date IS NULL OR p.end_date >= :today)"
    " ON CONFLICT (workspace_id, slack_user_id) DO NOTHING"
).bindparams(bindparam("never_seen", type_=UtcDateTime), bindparam("today", type_=Date))
# PostgreSQL has to be told that the month is the same in each place.
_NOTE = text(
    "INSERT INTO reminders (workspace_id, member_id, month, on_date)"
    " SELECT m.workspace_id, m.id, CAST(:month AS VARCHAR(7)), :today"
    " FROM members m LEFT JOIN people p ON p.id = m.person_id"
    " WHERE m.workspace_id = :workspace_id AND m.standing IN (:member, :guest) AND NOT m.no_reminders"
    " AND (p.end_date IS NULL OR p.end_date >= :today)"
    " AND NOT EXISTS (SELECT 1 FROM nominations n WHERE n.workspace_id = :workspace_id"
    " AND n.giver_id = m.id AND n.giver_month = CAST(:month AS VARCHAR(7)) AND n.withdrawn_at IS NULL)"
    " AND (SELECT COUNT(*) FROM reminders r"
    " WHERE r.member_id = m.id AND r.month = CAST(:month AS VARCHAR(7))) < :most"
    " ON CONFLICT (member_id, on_date) DO NOTHING RETURNING member_id"
).bindparams(bindparam("today", type_=Date))
