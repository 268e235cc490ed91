"""The week in one message: what was given, by value, who stood behind it, and thanks to those who gave."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from bot.delivery.outbox import Channel, Outbox, Outgoing, Urgency
from bot.delivery.states import messages
from bot.people.company import company_in
from bot.recognition.company_values import values_of
from bot.recognition.round_up_shape import Group, Most, RoundUp, round_up
from bot.recognition.schedules import ROUND_UP
from bot.recognition.settings import settings_of
from bot.recognition.shown import SOMEBODY, Values
from bot.recognition.week_rows import Week, dropped_in, endorsed_in, gave_before, names_to_show, week_until
from bot.recognition.work import Work
from bot.schedule.job import Occasion
from bot.slack.numbers import count
from bot.store.base import table_of
from bot.store.schedules import Run, Schedule

runs, schedules = table_of(Run), table_of(Schedule)

MOST = Most(nominations=12, names=8, characters=160)
TITLE, SURFACE = "The round-up of the week", "round_up"
KEY = "round_up/"


def post_round_up(connection: Connection, outbox: Outbox, occasion: Occasion) -> str:
    """Posts the week that ends with the slot, if anything was given in it. What came of it, in words."""
    settings = settings_of(connection, occasion.workspace_id)
    if settings is None:
        return "drop the mic is not set up"
    zone = company_in(connection, occasion.workspace_id).time_zone
    values = _values(connection, occasion.workspace_id, week_until(occasion.slot_at, zone))
    if not values["nominations"]:
        return "nothing was given this week"
    outgoing = Outgoing(
        key=f"{KEY}{occasion.day.isoformat()}",
        title=TITLE,
        to=Channel(settings.channel),
        surface=f"recognition/{SURFACE}",
        values=values,
        urgency=Urgency.ROUND_UP,
        since=occasion.slot_at,
    )
    if outbox.put_if_new(connection, occasion.workspace_id, outgoing, occasion.now) is None:
        return "the round-up of that day is out already"
    return f"rounded up {count(int(str(values['nominations'])), 'nomination', 'nominations')}"


def round_up_again(work: Work, given_at: datetime, cause: str) -> None:
    """Brings the round-ups up to date that told of a nomination given then, which has just been changed or
    taken back. One that has nothing left in it goes. `cause` tells this change from others."""
    for key, slot_at in _told_since(work, given_at):
        week = week_until(slot_at, work.company.time_zone)
        if not week.begins < given_at <= week.ends:
            continue
        values, channel = _values(work.connection, work.company.id, week), Channel(work.settings.channel)
        if values["nominations"]:
            work.edit(key, cause, TITLE, channel, SURFACE, values, Urgency.ROUND_UP)
        else:
            work.delete(key, TITLE, channel)


def _told_since(work: Work, given_at: datetime) -> list[tuple[str, datetime]]:
    """The round-ups that were put since then: the key of each, and when the week that it tells of ended."""
    query = (
        select(messages.c.key, runs.c.slot_at)
        .join_from(messages, runs, runs.c.ran_at == messages.c.created_at)
        .join(schedules, schedules.c.id == runs.c.schedule_id)
        .where(
            messages.c.workspace_id == work.company.id,
            messages.c.key.startswith(KEY),
            messages.c.kind == "post",
            messages.c.created_at >= given_at,
            runs.c.workspace_id == work.company.id,
            runs.c.slot_at < given_at + timedelta(days=8),
            schedules.c.job == ROUND_UP,
        )
    )
    return [(row.key, row.slot_at) for row in work.connection.execute(query.order_by(messages.c.id))]


def _values(connection: Connection, workspace_id: int, week: Week) -> Values:
    """Values of recognition/round_up, in eight queries."""
    known = values_of(connection, workspace_id)
    found = round_up(
        dropped_in(connection, workspace_id, week, known),
        known,
        names_to_show(connection, workspace_id),
        gave_before(connection, workspace_id, week),
        MOST,
    )
    return {**_shown(found), "endorsements": endorsed_in(connection, workspace_id, week)}


def _shown(found: RoundUp) -> Values:
    return {
        "nominations": found.nominations,
        "groups": [_group(group) for group in found.groups],
        "more": found.more,
        "first_timers": found.first_timers.words,
        "first_timers_count": len(found.first_timers.shown) + found.first_timers.others,
        "givers": found.givers.words,
        "givers_count": len(found.givers.shown) + found.givers.others,
    }


def _group(group: Group) -> Values:
    return {
        "tag": group.value.tag if group.value else "",
        "title": group.value.title if group.value else "",
        "shown": [
            {
                "giver": one.giver or SOMEBODY,
                "receivers": one.receivers.words,
                "words": one.words,
                "endorsements": one.endorsements,
            }
            for one in group.shown
        ],
        "more": group.more,
    }
