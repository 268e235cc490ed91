"""`/announce list`: what somebody wrote or let go, and for admins all that is yet to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, or_

from bot.announcements.asking import deciders
from bot.announcements.card_values import when_values
from bot.announcements.message import Values, titled
from bot.announcements.noting import NO_NOTE
from bot.announcements.posted import RECALLABLE, Post, Stage, message_is, post_of, stage_of
from bot.announcements.rows import APPROVED, DRAFT, WAITING, Announcement, announcements_where, rows
from bot.people.access import (
    may_decide_on_announcement,
    may_take_back_announcement,
    sees_every_announcement,
)
from bot.people.identity import Caller
from bot.services import Services
from bot.slack.render import Rendered
from bot.store.engine import reading

SHOWN = 12
LOOKED_AT = 100
# What is out stays listed for so long, to be taken down.
OUT_FOR = timedelta(days=7)

# As they are listed: first what waits for a person, then what goes next.
_ORDER = (
    Stage.WAITING, Stage.REFUSED, Stage.UNCLEAR, Stage.GOING, Stage.SCHEDULED, Stage.DRAFT, Stage.OUT,
)  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """An announcement with what became of it."""

    announcement: Announcement
    post: Post | None
    stage: Stage


def listed(services: Services, caller: Caller, note: Values = NO_NOTE) -> Rendered:
    """The list, with what was just done above it."""
    now = services.clock()
    with reading(services.engine) as connection:
        found = _found(connection, caller, now)
        items = [_item(connection, caller, one, now) for one in found[:SHOWN]]
    values = {
        "note": note,
        "items": items,
        "more": len(found) - len(items),
        "is_admin": caller.is_admin,
    }
    return services.renderer.render("announcements/list", values)


def _found(connection: Connection, caller: Caller, now: datetime) -> Sequence[Listed]:
    """At most LOOKED_AT, in the order in which they are listed."""
    rows_found = announcements_where(connection, caller.company.id, _theirs(caller, now), most=LOOKED_AT)
    whole = []
    for one in rows_found:
        post = post_of(connection, one)
        whole.append(Listed(one, post, stage_of(one, post, now)))
    shown = [one for one in whole if one.stage in _ORDER]
    return sorted(shown, key=lambda one: (_ORDER.index(one.stage), _when(one), one.announcement.id))


def _theirs(caller: Caller, now: datetime) -> ColumnElement[bool]:
    mine = or_(rows.c.made_by == caller.id, rows.c.decided_by == caller.id)
    asked = (rows.c.state == WAITING) & (rows.c.asked_id == caller.id)
    waits = rows.c.state == WAITING
    unsent = (rows.c.state == APPROVED) & message_is("pending", "sending", "unclear", "held", "dead")
    lately_out = (
        (rows.c.state == APPROVED)
        & message_is("sent")
        & or_(rows.c.send_at >= now - OUT_FOR, rows.c.decided_at >= now - OUT_FOR)
    )
    own_draft = (rows.c.state == DRAFT) & (rows.c.made_by == caller.id)
    if sees_every_announcement(caller):
        return or_(own_draft, waits, unsent, mine & lately_out)
    return or_(own_draft, asked, mine & or_(waits, unsent, lately_out))


def _when(one: Listed) -> float:
    at = one.announcement.send_at or one.announcement.decided_at or one.announcement.made_at
    return -at.timestamp() if one.stage is Stage.OUT else at.timestamp()


def _item(connection: Connection, caller: Caller, one: Listed, now: datetime) -> Values:
    company, announcement = caller.company, one.announcement
    today, hand, asked_id = company.today(now), announcement.last_hand, announcement.asked_id
    waits_for = ""
    if one.stage is Stage.WAITING and deciders(connection, company.id, hand, asked_id, today) == [asked_id]:
        waits_for = announcement.asked
    takes_back = may_take_back_announcement(caller, announcement.made_by, announcement.decided_by)
    own = announcement.made_by == caller.id
    return {
        "id": f"{announcement.id} {announcement.edition}",
        "title": titled(company, announcement),
        "channel": announcement.channel,
        "stage": one.stage.value,
        "when": when_values(company, announcement, one.post),
        "maker": "" if own else announcement.maker,
        "waits_for": waits_for,
        "yours": one.stage is Stage.WAITING and may_decide_on_announcement(caller, hand, asked_id),
        "may_recall": one.stage in RECALLABLE and takes_back,
    }
