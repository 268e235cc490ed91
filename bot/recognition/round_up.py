"""The week in one message: what was given, by value, who stood behind it, and thanks to those who gave."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from bot.delivery.outbox import Channel, Outbox, Outgoing, Urgency
from bot.people.company import company_in
from bot.recognition.company_values import values_of
from bot.recognition.nominations import endorsements, nominations, receivers
from bot.recognition.round_up_shape import Dropped, Group, Most, RoundUp, round_up
from bot.recognition.settings import settings_of
from bot.recognition.shown import SOMEBODY, Values
from bot.recognition.taking_part import members
from bot.schedule.job import Occasion
from bot.schedule.zones import instant_of
from bot.slack.numbers import count

MOST = Most(nominations=12, names=8, characters=160)


@dataclass(frozen=True)
class Week:
    """From after the first moment until the second."""

    begins: datetime
    ends: datetime


def post_round_up(connection: Connection, outbox: Outbox, occasion: Occasion) -> str:
    """Posts the week that ends with the slot, if anything was given in it. What came of it, in words."""
    settings = settings_of(connection, occasion.workspace_id)
    if settings is None:
        return "drop the mic is not set up"
    zone = company_in(connection, occasion.workspace_id).time_zone
    # A week of the calendar: where clocks are put forward or back, an hour shorter or longer.
    then = occasion.slot_at.astimezone(zone)
    week = Week(instant_of(then.date() - timedelta(days=7), then.time(), zone), occasion.slot_at)
    found = week_of(connection, occasion.workspace_id, week)
    if not found.nominations:
        return "nothing was given this week"
    values = {
        **round_up_values(found),
        "endorsements": _new_endorsements(connection, occasion.workspace_id, week),
    }
    outgoing = Outgoing(
        key=f"round_up/{occasion.day.isoformat()}",
        title="The round-up of the week",
        to=Channel(settings.channel),
        surface="recognition/round_up",
        values=values,
        urgency=Urgency.ROUND_UP,
        since=occasion.slot_at,
    )
    if outbox.put_if_new(connection, occasion.workspace_id, outgoing, occasion.now) is None:
        return "the round-up of that day is out already"
    return f"rounded up {count(found.nominations, 'nomination', 'nominations')}"


def week_of(connection: Connection, workspace_id: int, week: Week) -> RoundUp:
    """Six queries, however busy the week."""
    given = (
        (nominations.c.workspace_id == workspace_id)
        & (nominations.c.given_at > week.begins)
        & (nominations.c.given_at <= week.ends)
        & nominations.c.withdrawn_at.is_(None)
    )
    named = select(receivers.c.nomination_id, receivers.c.member_id).join_from(
        receivers, nominations, nominations.c.id == receivers.c.nomination_id
    )
    named_in: dict[int, list[int]] = defaultdict(list)
    for nomination, member in connection.execute(named.where(given).order_by(receivers.c.id)):
        named_in[nomination].append(member)
    people_behind = func.count(func.distinct(endorsements.c.member_id))
    behind = (
        select(endorsements.c.nomination_id, people_behind)
        .join_from(endorsements, nominations, nominations.c.id == endorsements.c.nomination_id)
        .where(given)
        .group_by(endorsements.c.nomination_id)
    )
    stood_behind: dict[int, int] = dict(connection.execute(behind).all())
    columns = [nominations.c[name] for name in ("id", "giver_id", "value_id", "words", "given_at")]
    dropped = [
        Dropped(id, giver, tuple(named_in[id]), value, words, stood_behind.get(id, 0), at)
        for id, giver, value, words, at in connection.execute(select(*columns).where(given))
    ]
    names = select(members.c.id, members.c.name).where(
        members.c.workspace_id == workspace_id, members.c.no_naming.is_(False)
    )
    earlier = nominations.alias()
    gave_before = (
        select(earlier.c.giver_id)
        .where(
            earlier.c.workspace_id == workspace_id,
            earlier.c.giver_id.in_(select(nominations.c.giver_id).where(given)),
            earlier.c.given_at <= week.begins,
            earlier.c.withdrawn_at.is_(None),
        )
        .distinct()
    )
    return round_up(
        dropped,
        values_of(connection, workspace_id),
        dict(connection.execute(names).all()),
        set(connection.execute(gave_before).scalars()),
        MOST,
    )


def round_up_values(found: RoundUp) -> Values:
    """Values of recognition/round_up, but for the number of endorsements."""
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


def _new_endorsements(connection: Connection, workspace_id: int, week: Week) -> int:
    """How often somebody stood behind something in the week; whatever they did it by, once."""
    pairs = (
        select(endorsements.c.nomination_id, endorsements.c.member_id)
        .where(
            endorsements.c.workspace_id == workspace_id,
            endorsements.c.at > week.begins,
            endorsements.c.at <= week.ends,
        )
        .distinct()
    )
    return int(connection.execute(select(func.count()).select_from(pairs.subquery())).scalar_one())
