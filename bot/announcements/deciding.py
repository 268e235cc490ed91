"""What becomes of an announcement that waits for a nod: approved, changed or declined.

Of several people who decide at once, one does it and the others learn who did. Nobody approves the words that
they wrote or changed themselves.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine

from bot.announcements.announcing import APPROVED_ACTION, Announcing, Renewed, note
from bot.announcements.asking import checker_of, deciders, is_at_work
from bot.announcements.outcomes import Outcome, Result, as_it_is
from bot.announcements.rows import (
    APPROVED,
    DECLINED,
    WAITING,
    Announcement,
    announcement_by_id,
    change,
    packed,
)
from bot.people.access import may_change_announcement, may_decide_on_announcement
from bot.people.actors import actor_of
from bot.people.identity import Caller
from bot.periods.pay_settings import pay_settings
from bot.store.engine import reading, writing

DECLINED_ACTION, CHANGED_ACTION = "announcement_declined", "announcement_changed"


@dataclass(frozen=True)
class Changes:
    """What somebody made of it: as in bot.announcements.announcing.Draft."""

    title: str
    words: str
    channel: str
    send_at: datetime | None


class Deciding:
    """Decides, for somebody of the company."""

    def __init__(self, engine: Engine, announcing: Announcing) -> None:
        self._engine, self._announcing = engine, announcing

    def approve(self, caller: Caller, number: int, edition: int, now: datetime) -> Result:
        """Lets it go as it was shown. Before, what it tells is looked at again, and where that is not so any
        more, it is put right and waits for another look."""
        company = caller.company
        renewed = self._not_true_any_more(caller, number, edition, now)
        with writing(self._engine) as connection:
            refused = self._refusal(connection, caller, number, edition, now)
            if refused is not None:
                return refused
            if renewed is not None:
                self._announcing.renew(connection, company, number, renewed, now, edition)
                return as_it_is(connection, company, number, Outcome.RENEWED, now)
            decided = {"state": APPROVED, "decided_by": caller.id, "decided_at": now}
            if not change(connection, number, (WAITING,), edition, **decided):
                return _too_late(connection, caller, number, now)
            approved = _found(connection, caller, number)
            self._announcing.goes(connection, company, approved, now)
            note(connection, approved, APPROVED_ACTION, actor_of(caller), now)
            return as_it_is(connection, company, number, Outcome.APPROVED, now)

    def decline(self, caller: Caller, number: int, edition: int, reason: str, now: datetime) -> Result:
        """It is not announced; whoever wrote it reads the reason."""
        company = caller.company
        with writing(self._engine) as connection:
            refused = self._refusal(connection, caller, number, edition, now)
            if refused is not None:
                return refused
            before = _found(connection, caller, number)
            content = packed(before.content, before.aside, reason, before.changed_by)
            decided = {"state": DECLINED, "decided_by": caller.id, "decided_at": now, "content": content}
            if not change(connection, number, (WAITING,), edition, **decided):
                return _too_late(connection, caller, number, now)
            declined = _found(connection, caller, number)
            self._announcing.cards.show(connection, company, declined, now)
            note(connection, declined, DECLINED_ACTION, actor_of(caller), now)
            return as_it_is(connection, company, number, Outcome.DECLINED, now)

    def to_decline(self, caller: Caller, number: int, edition: int, now: datetime) -> Result:
        """The announcement for the form that asks why; the outcome is *declined* when one may."""
        with reading(self._engine) as connection:
            refused = self._refusal(connection, caller, number, edition, now)
            return refused or as_it_is(connection, caller.company, number, Outcome.DECLINED, now)

    def to_change(self, caller: Caller, number: int, edition: int, now: datetime) -> Result:
        """The announcement for the form to change it; the outcome is *changed* when one may."""
        with reading(self._engine) as connection:
            refused = _refusal_to_change(connection, caller, number, edition, now)
            return refused or as_it_is(connection, caller.company, number, Outcome.CHANGED, now)

    def change(self, caller: Caller, number: int, edition: int, changes: Changes, now: datetime) -> Result:
        """Changes it while it waits; then it waits for the nod of somebody else than who changed it, where it
        needs that of a second person."""
        company = caller.company
        with writing(self._engine) as connection:
            refused = _refusal_to_change(connection, caller, number, edition, now)
            if refused is not None:
                return refused
            before = _found(connection, caller, number)
            if changes == Changes(before.title, before.words, before.channel, before.send_at):
                return as_it_is(connection, company, number, Outcome.CHANGED, now)
            changed_by, asked_id = _next_hands(connection, caller, before, now)
            hand = before.made_by if changed_by is None else changed_by
            if not deciders(connection, company.id, hand, asked_id, company.today(now)):
                return as_it_is(connection, company, number, Outcome.NOBODY, now)
            content = packed(before.content, before.aside, before.reason, changed_by)
            values = {**vars(changes), "content": content, "asked_id": asked_id, "made_at": now}
            if not change(connection, number, (WAITING,), edition, **values):
                return _too_late(connection, caller, number, now)
            after = _found(connection, caller, number)
            self._announcing.cards.show(connection, company, after, now)
            note(connection, after, CHANGED_ACTION, actor_of(caller), now)
            return as_it_is(connection, company, number, Outcome.CHANGED, now)

    def _not_true_any_more(self, caller: Caller, number: int, edition: int, now: datetime) -> Renewed | None:
        """What it has to say instead, if it is to be approved by somebody who may."""
        with reading(self._engine) as connection:
            if self._refusal(connection, caller, number, edition, now) is not None:
                return None
            waiting = _found(connection, caller, number)
        still_true = self._announcing.hooks_of(waiting).still_true
        return None if still_true is None else still_true(self._engine, waiting, now)

    def _refusal(
        self, connection: Connection, caller: Caller, number: int, edition: int, now: datetime
    ) -> Result | None:
        """Why somebody cannot decide about it as it was shown."""
        found = announcement_by_id(connection, caller.company.id, number)
        if found is None:
            return Result(Outcome.GONE)
        if not may_decide_on_announcement(caller, found.last_hand, found.asked_id):
            if caller.id in (found.made_by, found.last_hand):
                return as_it_is(connection, caller.company, number, Outcome.OWN, now)
            return Result(Outcome.NOT_YOURS)
        return None if _is_as_shown(found, edition) else _too_late(connection, caller, number, now)


def _refusal_to_change(
    connection: Connection, caller: Caller, number: int, edition: int, now: datetime
) -> Result | None:
    found = announcement_by_id(connection, caller.company.id, number)
    if found is None:
        return Result(Outcome.GONE)
    if not may_change_announcement(caller, found.made_by, found.asked_id, found.last_hand):
        return Result(Outcome.NOT_YOURS)
    return None if _is_as_shown(found, edition) else _too_late(connection, caller, number, now)


def _is_as_shown(announcement: Announcement, edition: int) -> bool:
    return announcement.state == WAITING and announcement.edition == edition


def _too_late(connection: Connection, caller: Caller, number: int, now: datetime) -> Result:
    """Somebody was quicker: they changed it, or decided."""
    found = _found(connection, caller, number)
    outcome = Outcome.MOVED_ON if found.state == WAITING else Outcome.DECIDED
    return as_it_is(connection, caller.company, number, outcome, now)


def _next_hands(
    connection: Connection, caller: Caller, before: Announcement, now: datetime
) -> tuple[int | None, int | None]:
    """Who counts as having changed it, and who is asked then.

    What the app wrote needs a second person only where the workspace says so. What a person wrote goes back
    to them, when somebody else has changed it; and when they change it themselves, to whoever was asked.
    """
    company, today = caller.company, caller.company.today(now)
    if before.made_by is None and not pay_settings(connection, company.id).announcements_need_checker:
        return None, before.asked_id
    if caller.id == before.made_by:
        other = before.changed_by if before.asked_id == caller.id else before.asked_id
        return None, other
    maker = before.made_by
    if maker is not None and is_at_work(connection, maker, today):
        return caller.id, maker
    return caller.id, checker_of(connection, company, caller.id, today)


def _found(connection: Connection, caller: Caller, number: int) -> Announcement:
    found = announcement_by_id(connection, caller.company.id, number)
    assert found is not None
    return found
