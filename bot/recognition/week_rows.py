"""What was given in a week, read in a few queries however busy it was."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, func, select

from bot.recognition.nominations import endorsements, nominations, receivers
from bot.recognition.round_up_shape import Dropped, Value
from bot.recognition.shown import words_alone
from bot.recognition.taking_part import members
from bot.schedule.zones import instant_of


@dataclass(frozen=True)
class Week:
    """From after the first moment until the second."""

    begins: datetime
    ends: datetime


def week_until(ends: datetime, zone: ZoneInfo) -> Week:
    """Seven days of the calendar: where clocks are put forward or back, an hour shorter or longer."""
    then = ends.astimezone(zone)
    return Week(instant_of(then.date() - timedelta(days=7), then.time(), zone), ends)


def dropped_in(connection: Connection, workspace_id: int, week: Week, values: list[Value]) -> list[Dropped]:
    """The nominations of a week; in the words of each without the hashtag of one of `values` at their end."""
    given = _given(workspace_id, week)
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
    tags = {value.id: value.tag for value in values}
    columns = [nominations.c[name] for name in ("id", "giver_id", "value_id", "words", "link", "given_at")]
    return [
        Dropped(
            nomination_id=row.id,
            giver_id=row.giver_id,
            receiver_ids=tuple(named_in[row.id]),
            value_id=row.value_id,
            words=words_alone(row.words, tags.get(row.value_id), row.link),
            endorsements=stood_behind.get(row.id, 0),
            at=row.given_at,
        )
        for row in connection.execute(select(*columns).where(given))
    ]


def names_to_show(connection: Connection, workspace_id: int) -> dict[int, str]:
    """What to call members in a channel, by their numbers; who is not to be named there is not in it."""
    query = select(members.c.id, members.c.name).where(
        members.c.workspace_id == workspace_id, members.c.no_naming.is_(False)
    )
    return dict(connection.execute(query).all())


def gave_before(connection: Connection, workspace_id: int, week: Week) -> set[int]:
    """Those of the week's givers who gave before it."""
    earlier = nominations.alias()
    query = (
        select(earlier.c.giver_id)
        .where(
            earlier.c.workspace_id == workspace_id,
            earlier.c.giver_id.in_(select(nominations.c.giver_id).where(_given(workspace_id, week))),
            earlier.c.given_at <= week.begins,
            earlier.c.withdrawn_at.is_(None),
        )
        .distinct()
    )
    return set(connection.execute(query).scalars())


def endorsed_in(connection: Connection, workspace_id: int, week: Week) -> int:
    """How often somebody stood behind something in a week; whatever they did it by, once."""
    pairs = (
        select(endorsements.c.nomination_id, endorsements.c.member_id)
        .join_from(endorsements, nominations, nominations.c.id == endorsements.c.nomination_id)
        .where(
            endorsements.c.workspace_id == workspace_id,
            endorsements.c.at > week.begins,
            endorsements.c.at <= week.ends,
            nominations.c.withdrawn_at.is_(None),
        )
        .distinct()
    )
    return int(connection.execute(select(func.count()).select_from(pairs.subquery())).scalar_one())


def _given(workspace_id: int, week: Week) -> ColumnElement[bool]:
    return (
        (nominations.c.workspace_id == workspace_id)
        & (nominations.c.given_at > week.begins)
        & (nominations.c.given_at <= week.ends)
        & nominations.c.withdrawn_at.is_(None)
    )
