"""All that was given, as a table for an admin: a row for each receiver of each nomination."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, distinct, func, select

from bot.people.identity import Company
from bot.recognition.nominations import endorsements, nominations, receivers, values
from bot.recognition.taking_part import members, people
from bot.store.base import table_of
from bot.store.recognition import Member as MemberRow

HEADER = (
    "nomination", "given_at", "month", "giver", "giver_key", "receiver", "receiver_key", "value", "words",
    "link", "endorsements", "withdrawn",
)  # fmt: skip

givers, receiving = table_of(MemberRow).alias("givers"), members
giving_people = people.alias("giving_people")


def exported(connection: Connection, company: Company, month: str | None = None) -> Iterator[tuple[str, ...]]:
    """The rows, oldest first, of one month or of all; what was taken back is there too, and says so.

    `given_at` is by the workspace's clock; a `…_key` is the company's own for a person, empty for others.
    """
    behind = (
        select(endorsements.c.nomination_id, func.count(distinct(endorsements.c.member_id)).label("behind"))
        .where(endorsements.c.workspace_id == company.id)
        .group_by(endorsements.c.nomination_id)
        .subquery()
    )
    query = (
        select(
            nominations.c.id,
            nominations.c.given_at,
            nominations.c.month,
            givers.c.name.label("giver"),
            giving_people.c.key.label("giver_key"),
            receiving.c.name.label("receiver"),
            people.c.key.label("receiver_key"),
            values.c.tag,
            nominations.c.words,
            nominations.c.link,
            behind.c.behind,
            nominations.c.withdrawn_by,
        )
        .join_from(nominations, receivers, receivers.c.nomination_id == nominations.c.id)
        .join(givers, givers.c.id == nominations.c.giver_id)
        .join(receiving, receiving.c.id == receivers.c.member_id)
        .outerjoin(giving_people, giving_people.c.id == givers.c.person_id)
        .outerjoin(people, people.c.id == receiving.c.person_id)
        .outerjoin(values, values.c.id == nominations.c.value_id)
        .outerjoin(behind, behind.c.nomination_id == nominations.c.id)
        .where(nominations.c.workspace_id == company.id)
        .order_by(nominations.c.given_at, nominations.c.id, receivers.c.id)
    )
    if month is not None:
        query = query.where(nominations.c.month == month)
    for row in connection.execute(query):
        yield (
            str(row.id),
            _moment(row.given_at, company.time_zone),
            row.month,
            row.giver,
            row.giver_key or "",
            row.receiver,
            row.receiver_key or "",
            row.tag or "",
            row.words,
            row.link or "",
            str(row.behind or 0),
            row.withdrawn_by or "",
        )


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(timespec="seconds")
