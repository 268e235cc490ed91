"""What Micdrop schedules by itself everywhere: to tell of old facts and of stuck messages, to clear up."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, or_, select, update

from bot.delivery.mending import HELD, MEND
from bot.delivery.outbox import Outbox
from bot.schedule.job import Job, Occasion
from bot.schedule.stored import add_schedule
from bot.schedule.telling import Notice, tell_admins
from bot.slack.numbers import count
from bot.store import audit
from bot.store.base import table_of
from bot.store.messages import MessageRow, Received
from bot.store.workspaces import Workspace

workspaces, messages, received = table_of(Workspace), table_of(MessageRow), table_of(Received)

MESSAGES_KEPT = timedelta(days=90)
REQUESTS_KEPT = timedelta(days=7)
MOST_LISTED = 10

_TOLD = "held_messages"
# What an emptied message has for a body, in JSON.
_NOTHING = "null"

# What every workspace has from the beginning: jobs, under their own names, with a rule and a local time.
DEFAULTS = (
    ("old_facts", "every working day", "09:00"),
    ("held_messages", "every working day", "09:00"),
    ("clear_old", "every day", "03:00"),
)


def own_jobs(outbox: Outbox) -> list[Job]:
    """The jobs of this module; `outbox` takes what they say."""
    return [
        Job(
            name="old_facts",
            title="Tell when facts are old",
            describe="Tells the admins, once a week at most, when the facts end more than `days` days ago.",
            run=lambda connection, occasion: tell_of_old_facts(connection, outbox, occasion),
            options={"days": 7},
        ),
        Job(
            name="held_messages",
            title="Tell of messages that are stuck",
            describe="Tells the admins when messages could not be sent, or may not have arrived.",
            run=lambda connection, occasion: tell_of_held_messages(connection, outbox, occasion),
        ),
        Job(
            name="clear_old",
            title="Clear up",
            describe="Empties messages 90 days after they were sent, and forgets requests after 7 days.",
            run=clear_old,
        ),
    ]


def tell_of_old_facts(connection: Connection, outbox: Outbox, occasion: Occasion) -> str:
    """A message to every admin if the facts end more than `days` days before the slot's day."""
    query = select(workspaces.c.facts_through).where(workspaces.c.id == occasion.workspace_id)
    through = connection.execute(query).scalar_one()
    if through is None:
        return "no facts are imported yet"
    age_days = (occasion.day - through).days
    if age_days <= int(occasion.options["days"]):
        return "the facts are new enough"
    year, week, _ = occasion.day.isocalendar()
    notice = Notice(
        key=f"old_facts/{year}-W{week:02}",
        title="The facts are getting old",
        surface="schedule/old_facts",
        values={"facts_through": through.isoformat(), "age_days": age_days},
        since=_first_slot_of_week(occasion),
    )
    return tell_admins(connection, outbox, occasion.workspace_id, notice, occasion.now).in_words()


def tell_of_held_messages(connection: Connection, outbox: Outbox, occasion: Occasion) -> str:
    """A message to every admin if any message waits for a decision.

    The same ones are told of once a week; as soon as there are others, again.
    """
    stuck = connection.execute(
        select(messages.c.key, messages.c.title, messages.c.state)
        .where(
            messages.c.workspace_id == occasion.workspace_id,
            messages.c.state.in_(("held", "dead")),
            # What tells of stuck messages and is stuck itself would give a new message every day.
            *(messages.c.key.not_like(f"{telling}/%") for telling in (_TOLD, MEND, HELD)),
        )
        .order_by(messages.c.id)
    ).all()
    if not stuck:
        return "no message is stuck"
    year, week, _ = occasion.day.isocalendar()
    which = hashlib.sha256(" ".join(row.key for row in stuck).encode()).hexdigest()[:16]
    shown = [{"title": row.title, "state": row.state} for row in stuck[:MOST_LISTED]]
    held = sum(row.state == "held" for row in stuck)
    notice = Notice(
        key=f"{_TOLD}/{year}-W{week:02}/{which}",
        title="Messages are stuck",
        surface="schedule/held_messages",
        values={"held": held, "dead": len(stuck) - held, "entries": shown, "more": len(stuck) - len(shown)},
        since=_first_slot_of_week(occasion),
    )
    return tell_admins(connection, outbox, occasion.workspace_id, notice, occasion.now).in_words()


def _first_slot_of_week(occasion: Occasion) -> datetime:
    """What is told once a week may have been told since, on a day that a restored backup has undone."""
    return occasion.slot_at - timedelta(days=occasion.day.weekday())


def clear_old(connection: Connection, occasion: Occasion) -> str:
    """Empties what was sent or dropped long ago, and forgets which requests have had their effect."""
    here, sent_until = messages.c.workspace_id == occasion.workspace_id, occasion.now - MESSAGES_KEPT
    long_done = or_(
        (messages.c.state == "sent") & (messages.c.sent_at < sent_until),
        (messages.c.state == "dropped") & (messages.c.created_at < sent_until),
    )
    says_something = or_(messages.c.text != "", messages.c.body != _NOTHING)
    emptied = update(messages).where(here, long_done, says_something).values(text="", body=_NOTHING)
    old = (received.c.workspace_id == occasion.workspace_id) & (received.c.at < occasion.now - REQUESTS_KEPT)
    messages_emptied = connection.execute(emptied).rowcount
    requests_forgotten = connection.execute(delete(received).where(old)).rowcount
    return (
        f"emptied {count(messages_emptied, 'message', 'messages')}, "
        f"forgot {count(requests_forgotten, 'request', 'requests')}"
    )


def ensure_default_schedules(connection: Connection, workspace_id: int, now: datetime) -> None:
    """Gives a workspace the schedules of DEFAULTS that it does not have, in its own zone and country."""
    here = select(workspaces.c.time_zone, workspaces.c.country).where(workspaces.c.id == workspace_id)
    company = connection.execute(here).one()
    for job, rule, local_time in DEFAULTS:
        words = {"name": job, "job": job, "rule": rule, "local_time": local_time, "options": {}}
        place = {"time_zone": company.time_zone, "country": company.country}
        if add_schedule(connection, workspace_id, {**words, **place}, now):
            audit.record(connection, workspace_id, now, "micdrop", "schedule_added", details={"name": job})
