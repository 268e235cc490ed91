"""What was given and received: one person's own, and what everybody may see of late."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, exists, func, select

from bot.recognition.calendar import month_label, open_month
from bot.recognition.fair_play import allowance_left
from bot.recognition.giving import month_of_giver
from bot.recognition.hall import Won, hall
from bot.recognition.nominations import (
    Nomination,
    closed_months,
    endorsements,
    given_so_far,
    nominations,
    nominations_where,
    receivers,
)
from bot.recognition.settings import Settings
from bot.recognition.taking_part import Member, Venue, members

MINE_SHOWN = 5


@dataclass(frozen=True)
class Mine:
    """What one member did and got.

    `named` is how many people they named in the month that it is where they are, `left` how many more they
    can. `given` and `received` are the latest, of any month; the other numbers are of all time.
    """

    month: str
    named: int
    left: int
    given: list[Nomination]
    given_in_all: int
    received: list[Nomination]
    received_in_all: int
    stood_behind: int


@dataclass(frozen=True)
class Wall:
    """The latest that everybody may see, and how many nominations there are in the open month."""

    latest: list[Nomination]
    winners: list[Won]
    this_month: int


def mine(connection: Connection, venue: Venue, member: Member, settings: Settings, now: datetime) -> Mine:
    """What a member gave and received."""
    month = month_of_giver(venue, member, now)
    so_far = given_so_far(connection, member, month)
    stands = nominations.c.withdrawn_at.is_(None)
    gave = (nominations.c.giver_id == member.id) & stands
    named = select(receivers.c.nomination_id).where(
        receivers.c.workspace_id == venue.id, receivers.c.member_id == member.id
    )
    got = nominations.c.id.in_(named) & stands
    behind = select(func.count(func.distinct(endorsements.c.nomination_id))).where(
        endorsements.c.workspace_id == venue.id, endorsements.c.member_id == member.id
    )
    return Mine(
        month=month_label(month),
        named=so_far.people_named,
        left=allowance_left(settings.limits, so_far),
        given=nominations_where(connection, venue.company, now, gave, most=MINE_SHOWN),
        given_in_all=_how_many(connection, venue, gave),
        received=nominations_where(connection, venue.company, now, got, most=MINE_SHOWN),
        received_in_all=_how_many(connection, venue, got),
        stood_behind=connection.execute(behind).scalar_one(),
    )


def wall(
    connection: Connection, venue: Venue, now: datetime, most_nominations: int, most_winners: int
) -> Wall:
    """The latest nominations that name somebody, and the latest winners."""
    open_now = open_month(now, venue.company.time_zone, closed_months(connection, venue.id))
    stands = nominations.c.withdrawn_at.is_(None)
    names_somebody = exists().where(
        receivers.c.nomination_id == nominations.c.id,
        members.c.id == receivers.c.member_id,
        ~members.c.no_naming,
    )
    return Wall(
        latest=nominations_where(
            connection, venue.company, now, stands, names_somebody, most=most_nominations
        ),
        winners=hall(connection, venue.id, most_winners).won[:most_winners],
        this_month=_how_many(connection, venue, stands & (nominations.c.month == open_now)),
    )


def _how_many(connection: Connection, venue: Venue, where: ColumnElement[bool]) -> int:
    query = select(func.count()).where(nominations.c.workspace_id == venue.id, where)
    return int(connection.execute(query).scalar_one())
