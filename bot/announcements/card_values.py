"""From an announcement to what a card shows of it to one person."""

from datetime import datetime

from sqlalchemy import Connection, select

from bot.announcements.asking import deciders
from bot.announcements.message import Values, message_values
from bot.announcements.posted import RECALLABLE, Post, Stage
from bot.announcements.rows import Announcement, people
from bot.people.access import (
    may_change_announcement,
    may_decide_on_announcement,
    may_take_back_announcement,
)
from bot.people.identity import Caller, Company
from bot.schedule.telling import moment_values


def card_values(
    connection: Connection,
    company: Company,
    announcement: Announcement,
    post: Post | None,
    stage: Stage,
    person_id: int,
    now: datetime,
) -> Values:
    """Values of announcements/card and announcements/look: those of the message, and `card` around it."""
    looker = _person(connection, company, person_id)
    today = company.today(now)
    waits_for = ""
    if stage is Stage.WAITING:
        asked = deciders(connection, company.id, announcement.last_hand, announcement.asked_id, today)
        waits_for = announcement.asked if asked == [announcement.asked_id] else ""
    left_on = announcement.maker_left_on
    elsewhere = post.place if post is not None and post.place != announcement.channel else ""
    return {
        **message_values(company, announcement),
        "kind": announcement.kind,
        "card": {
            "id": f"{announcement.id} {announcement.edition}",
            "stage": stage.value,
            "channel": announcement.channel,
            "elsewhere": elsewhere,
            "when": when_values(company, announcement, post),
            "late": announcement.send_at is not None and announcement.send_at <= now,
            "maker": announcement.maker,
            "maker_left": left_on is not None and left_on < today,
            "own": announcement.made_by == person_id,
            "changer": _name(connection, announcement.changed_by),
            "waits_for": waits_for,
            "decider": announcement.decider,
            "decided_by_you": announcement.decided_by == person_id,
            "decided": _moment(company, announcement.decided_at),
            "reason": announcement.reason,
            "aside": announcement.aside,
            "error": post.error if post is not None and stage is Stage.REFUSED else "",
            **_may(looker, announcement, post, stage),
        },
    }


def when_values(company: Company, announcement: Announcement, post: Post | None) -> Values:
    """When it went out, or is to; at "" for as soon as it can."""
    if post is not None and post.sent_at is not None:
        return _moment(company, post.sent_at)
    return _moment(company, announcement.send_at)


def _may(looker: Caller, announcement: Announcement, post: Post | None, stage: Stage) -> dict[str, bool]:
    """Which buttons somebody gets."""
    made_by, asked_id, hand = announcement.made_by, announcement.asked_id, announcement.last_hand
    waits = stage is Stage.WAITING
    takes_back = may_take_back_announcement(looker, made_by, announcement.decided_by)
    never_went = stage in (Stage.RECALLED, Stage.DECLINED)
    return {
        "may_decide": waits and may_decide_on_announcement(looker, hand, asked_id),
        "may_change": waits and may_change_announcement(looker, made_by, asked_id, hand),
        "may_recall": stage in RECALLABLE and takes_back and (not waits or looker.id == made_by),
        "may_take_down": stage is Stage.OUT and takes_back and post is not None and post.is_known,
        "may_write_again": never_went and looker.id == made_by,
    }


def _person(connection: Connection, company: Company, person_id: int) -> Caller:
    query = select(people.c.key, people.c.name, people.c.is_admin).where(people.c.id == person_id)
    row = connection.execute(query).one()
    return Caller(person_id, row.key, row.name, row.is_admin, company)


def _name(connection: Connection, person_id: int | None) -> str:
    if person_id is None:
        return ""
    return str(connection.execute(select(people.c.name).where(people.c.id == person_id)).scalar_one())


def _moment(company: Company, at: datetime | None) -> Values:
    return {"at": "", "words": ""} if at is None else moment_values(at, company.time_zone)
