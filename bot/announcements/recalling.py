"""Taking an announcement back: recalling it before it is sent, taking it down afterwards.

A recall and the sender may meet: whoever is first wins, and the other is told so. The message is taken out of
the outbox only while it surely is not in Slack.
"""

from datetime import datetime

from sqlalchemy import Connection, Engine

from bot.announcements.announcing import Announcing, note
from bot.announcements.message import titled
from bot.announcements.outcomes import Outcome, Result, as_it_is
from bot.announcements.posted import Stage, down_key, post_of, stage_of
from bot.announcements.rows import (
    APPROVED,
    DRAFT,
    RECALLED,
    WAITING,
    Announcement,
    announcement_by_id,
    change,
)
from bot.delivery.desk import drop, drop_waiting
from bot.delivery.outbox import Channel, Outgoing, Urgency
from bot.people.access import may_take_back_announcement
from bot.people.actors import actor_of
from bot.people.identity import Caller
from bot.store.engine import writing

RECALLED_ACTION, TAKEN_DOWN_ACTION = "announcement_recalled", "announcement_taken_down"


class TakingBack:
    """Takes announcements back, for somebody of the company."""

    def __init__(self, engine: Engine, announcing: Announcing) -> None:
        self._engine, self._announcing = engine, announcing

    def recall(self, caller: Caller, number: int, now: datetime) -> Result:
        """It is not sent, if it is not out yet."""
        with writing(self._engine) as connection:
            found = _takeable(connection, caller, number)
            if isinstance(found, Result):
                return found
            outcome = self._recalled(connection, caller, found, now)
            # Also when it is out already: the cards say so from now on. Of a draft there are none.
            if found.state != DRAFT:
                self._announcing.cards.show(connection, caller.company, _again(connection, found), now)
            if outcome is Outcome.RECALLED:
                note(connection, found, RECALLED_ACTION, actor_of(caller), now)
            return as_it_is(connection, caller.company, number, outcome, now)

    def take_down(self, caller: Caller, number: int, now: datetime) -> Result:
        """Deletes it in Slack, if it is out and we know which message it is."""
        company = caller.company
        with writing(self._engine) as connection:
            found = _takeable(connection, caller, number)
            if isinstance(found, Result):
                return found
            post = post_of(connection, found)
            if post is None or not post.is_known or stage_of(found, post, now) is not Stage.OUT:
                return as_it_is(connection, company, number, Outcome.DECIDED, now)
            deletion = Outgoing(
                key=down_key(found),
                title=f"Taken down: {titled(company, found)}",
                to=Channel(post.place),
                surface="",
                values={},
                urgency=Urgency.POST,
                kind="delete",
                follows=found.message_key,
                mender_id=caller.id,
            )
            if self._announcing.outbox.put_if_new(connection, company.id, deletion, now) is None:
                return as_it_is(connection, company, number, Outcome.DECIDED, now)
            change(connection, number, (APPROVED,), None)
            self._announcing.cards.show(connection, company, _again(connection, found), now)
            note(connection, found, TAKEN_DOWN_ACTION, actor_of(caller), now)
            return as_it_is(connection, company, number, Outcome.TAKEN_DOWN, now)

    def _recalled(
        self, connection: Connection, caller: Caller, found: Announcement, now: datetime
    ) -> Outcome:
        decided = {"state": RECALLED, "decided_by": caller.id, "decided_at": now}
        if change(connection, found.id, (DRAFT, WAITING), None, **decided):
            return Outcome.RECALLED
        found = _again(connection, found)
        post = post_of(connection, found)
        if found.state != APPROVED or post is None or post.taken_down:
            return Outcome.DECIDED
        take_out = drop if post.state == "dead" else drop_waiting
        if take_out(connection, found.workspace_id, post.id, now, actor_of(caller)).done:
            change(connection, found.id, (APPROVED,), None, **decided)
            undo = self._announcing.hooks_of(found).recalled
            if undo is not None:
                undo(connection, _again(connection, found), now)
            return Outcome.RECALLED
        return _TOO_LATE.get(stage_of(found, post_of(connection, found), now), Outcome.MOVED_ON)


# What a recall meets with when the message does not wait any more.
_TOO_LATE = {
    Stage.OUT: Outcome.IS_OUT,
    Stage.GOING: Outcome.IS_GOING,
    Stage.UNCLEAR: Outcome.IS_UNCLEAR,
    Stage.DROPPED: Outcome.DECIDED,
    Stage.TAKEN_DOWN: Outcome.DECIDED,
}


def _takeable(connection: Connection, caller: Caller, number: int) -> Announcement | Result:
    found = announcement_by_id(connection, caller.company.id, number)
    if found is None:
        return Result(Outcome.GONE)
    if not may_take_back_announcement(caller, found.made_by, found.decided_by):
        return Result(Outcome.NOT_YOURS)
    return found


def _again(connection: Connection, found: Announcement) -> Announcement:
    again = announcement_by_id(connection, found.workspace_id, found.id)
    assert again is not None
    return again
