"""What a month is ranked by, read in a few queries however many people there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from bot.people.at_work import placed, placements
from bot.recognition.fair_play import GUEST, MEMBER
from bot.recognition.nominations import endorsements, nominations, receivers, values
from bot.recognition.quotes import Said
from bot.recognition.ranking import Endorsing, Naming
from bot.recognition.settings import Settings
from bot.recognition.shown import words_alone
from bot.recognition.taking_part import members, people


@dataclass(frozen=True)
class MonthFacts:
    """Who named whom, who stood behind it, and the team of each member by its number as text."""

    namings: list[Naming]
    endorsings: list[Endorsing]
    teams: dict[int, str]


def month_facts(
    connection: Connection, workspace_id: int, month: str, until: datetime, today: date
) -> MonthFacts:
    """All that was given in a month, with the endorsements up to `until`; nothing that was taken back."""
    stands = (
        (nominations.c.workspace_id == workspace_id)
        & (nominations.c.month == month)
        & nominations.c.withdrawn_at.is_(None)
    )
    given = select(
        nominations.c.id, nominations.c.giver_id, receivers.c.member_id, nominations.c.given_at
    ).join_from(nominations, receivers, receivers.c.nomination_id == nominations.c.id)
    endorsed = (
        select(endorsements.c.nomination_id, endorsements.c.member_id, endorsements.c.at)
        .join_from(endorsements, nominations, nominations.c.id == endorsements.c.nomination_id)
        .where(endorsements.c.at <= until)
    )
    return MonthFacts(
        namings=[Naming._make(row) for row in connection.execute(given.where(stands)).all()],
        endorsings=[Endorsing._make(row) for row in connection.execute(endorsed.where(stands)).all()],
        teams={member: str(team) for member, team in teams_of(connection, workspace_id, today).items()},
    )


def teams_of(connection: Connection, workspace_id: int, day: date) -> dict[int, int]:
    """The team of each member who has one on a day, by the numbers of both."""
    query = (
        select(members.c.id, placements.c.team_id)
        .join_from(members, placements, placements.c.person_id == members.c.person_id)
        .where(members.c.workspace_id == workspace_id, placements.c.team_id.is_not(None), placed(day))
    )
    # The later of two that overlap comes last.
    return {row.id: row.team_id for row in connection.execute(query.order_by(placements.c.from_date))}


def who_left(
    connection: Connection,
    workspace_id: int,
    settings: Settings,
    today: date,
    among: Iterable[int] | None = None,
) -> set[int]:
    """The members who can win no award: deactivated, no members, or no longer with the company; of those
    `among`, or of all."""
    standings = [MEMBER, GUEST] if settings.guests_may else [MEMBER]
    gone = or_(members.c.standing.not_in(standings), people.c.end_date < today)
    query: Select[Any] = (
        select(members.c.id)
        .join_from(members, people, people.c.id == members.c.person_id, isouter=True)
        .where(members.c.workspace_id == workspace_id, gone)
    )
    if among is not None:
        query = query.where(members.c.id.in_(list(among)))
    return set(connection.execute(query).scalars())


def said_of(
    connection: Connection, workspace_id: int, month: str, member_ids: Iterable[int]
) -> dict[int, list[Said]]:
    """What was said of each of a few members in a month, the earlier first."""
    ids = list(member_ids)
    behind = (
        select(func.count(func.distinct(endorsements.c.member_id)))
        .where(endorsements.c.nomination_id == nominations.c.id)
        .scalar_subquery()
    )
    query = (
        select(
            receivers.c.member_id,
            nominations.c.id,
            nominations.c.giver_id,
            nominations.c.words,
            values.c.tag,
            nominations.c.link,
            behind.label("behind"),
            nominations.c.given_at,
        )
        .join_from(nominations, receivers, receivers.c.nomination_id == nominations.c.id)
        .join(values, values.c.id == nominations.c.value_id, isouter=True)
        .where(
            nominations.c.workspace_id == workspace_id,
            nominations.c.month == month,
            nominations.c.withdrawn_at.is_(None),
            receivers.c.member_id.in_(ids),
        )
        .order_by(nominations.c.given_at, nominations.c.id)
    )
    found: dict[int, list[Said]] = {member: [] for member in ids}
    for row in connection.execute(query):
        words = words_alone(row.words, row.tag, row.link)
        found[row.member_id].append(Said(row.id, row.giver_id, words, row.behind, row.given_at))
    return found
