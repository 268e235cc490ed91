"""Changing a nomination, taking it back, and what follows when somebody deletes its post."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Engine, delete, update

from bot.delivery.outbox import Outbox
from bot.people.profiles import Profiles
from bot.people.recognition_access import may_change_nomination
from bot.recognition.fair_play import Refusal
from bot.recognition.gathering import Gathered, Wish, gather
from bot.recognition.giving import (
    Given,
    Refused,
    columns_of,
    hold,
    judge,
    keep_receivers,
    known_settings,
)
from bot.recognition.nominations import (
    Nomination,
    closed_months,
    endorsements,
    locked,
    nomination_of,
    nominations,
    post_at,
    receivers,
)
from bot.recognition.recount import recount
from bot.recognition.round_up import round_up_again
from bot.recognition.settings import Settings
from bot.recognition.taking_part import Member, Venue
from bot.recognition.telling import Telling
from bot.recognition.work import Work
from bot.store.engine import reading, writing


class No(StrEnum):
    """Why a nomination cannot be changed or taken back."""

    GONE = "gone"
    NOT_YOURS = "not_yours"
    WITHDRAWN = "withdrawn"
    TOO_LATE = "too_late"
    CLOSED = "closed"
    MOVED_ON = "moved_on"


@dataclass(frozen=True)
class Editable:
    """A nomination that its giver may change now, as it is."""

    nomination: Nomination
    settings: Settings


class Changing:
    """Changes nominations. Recognition has to be set up where it does."""

    def __init__(self, engine: Engine, profiles: Profiles, outbox: Outbox) -> None:
        self._engine, self._profiles, self._outbox = engine, profiles, outbox

    def editable(self, venue: Venue, giver: Member, nomination_id: int, now: datetime) -> Editable | No:
        """The nomination as a form is to show it, or why there is nothing to change."""
        with reading(self._engine) as connection:
            settings = known_settings(connection, venue)
            one = nomination_of(connection, venue.company, nomination_id, now)
            if one is None:
                return No.GONE
            no = _why_not_edited(connection, venue, settings, one, giver, now)
            return no or Editable(one, settings)

    def edit(
        self,
        venue: Venue,
        giver: Member,
        nomination_id: int,
        edition: int,
        wish: Wish,
        now: datetime,
    ) -> Given | Refused | No:
        """Changes whom it names, its words, value and link. `edition` is the one that the giver had before
        their eyes; of photo and quotation the original's stay.

        SlackApiError or OSError when Slack does not say who somebody is.
        """
        editable = self.editable(venue, giver, nomination_id, now)
        if isinstance(editable, No):
            return editable
        settings = editable.settings
        gathered = gather(self._engine, self._profiles, venue, giver, wish, settings, now)
        if isinstance(gathered, Refusal):
            return Refused((gathered,))
        with writing(self._engine) as connection:
            settings = known_settings(connection, venue, held=True)
            hold(connection, giver)
            before = locked(connection, venue.company, nomination_id, now)
            if before is None:
                return No.GONE
            no = _why_not_edited(connection, venue, settings, before, giver, now)
            if no is None and before.edition != edition:
                no = No.MOVED_ON
            if no is not None:
                return no
            return self._edited(connection, venue, settings, before, gathered, wish, now)

    def withdrawable(self, venue: Venue, giver: Member, nomination_id: int, now: datetime) -> Nomination | No:
        """The nomination that its giver may take back now, or why there is nothing to take back."""
        with reading(self._engine) as connection:
            one = nomination_of(connection, venue.company, nomination_id, now)
            return No.GONE if one is None else _why_not_withdrawn(connection, venue, one, giver) or one

    def withdraw(self, venue: Venue, giver: Member, nomination_id: int, now: datetime) -> Nomination | No:
        """Takes back one's own nomination, while its month is open."""
        with writing(self._engine) as connection:
            settings = known_settings(connection, venue, held=True)
            one = locked(connection, venue.company, nomination_id, now)
            if one is None:
                return No.GONE
            no = _why_not_withdrawn(connection, venue, one, giver)
            if no is not None:
                return no
            _withdraw(connection, one, "giver", now)
            Telling(self._outbox, connection, venue.id, settings, now).taken_back(one)
            self._put_right(connection, venue, settings, one, now)
            return one

    def post_deleted(self, venue: Venue, channel: str, ts: str, now: datetime) -> Nomination | None:
        """Somebody deleted a message in Slack. The nomination whose post that was counts as taken back.

        None when it was no such post, or one that we had deleted ourselves.
        """
        with writing(self._engine) as connection:
            posted = post_at(connection, venue.id, channel, ts)
            if posted is None:
                return None
            settings = known_settings(connection, venue, held=True)
            one = locked(connection, venue.company, posted, now)
            telling = Telling(self._outbox, connection, venue.id, settings, now)
            if one is None or one.is_withdrawn or not telling.has_post(one):
                return None
            _withdraw(connection, one, "deleted", now)
            telling.post_is_gone(one)
            self._put_right(connection, venue, settings, one, now)
            return one

    def _put_right(
        self, connection: Connection, venue: Venue, settings: Settings, gone: Nomination, now: datetime
    ) -> None:
        """What told of a nomination that was taken back beside its own post, and what counted it."""
        work = Work(connection, self._outbox, venue.company, settings, now)
        round_up_again(work, gone.given_at, f"without/{gone.id}")
        recount(work, gone)

    def _edited(
        self,
        connection: Connection,
        venue: Venue,
        settings: Settings,
        before: Nomination,
        gathered: Gathered,
        wish: Wish,
        now: datetime,
    ) -> Given | Refused:
        judged = judge(connection, venue, settings, gathered, wish, now, editing=before)
        if isinstance(judged, Refused):
            return judged
        own = nominations.c.id == before.id
        changes = {**columns_of(judged, wish), "edition": before.edition + 1, "edited_at": now}
        connection.execute(update(nominations).where(own).values(**changes))
        _change_receivers(connection, venue, before, judged.receivers)
        after = nomination_of(connection, venue.company, before.id, now)
        assert after is not None
        Telling(self._outbox, connection, venue.id, settings, now).changed(before, after)
        work = Work(connection, self._outbox, venue.company, settings, now)
        round_up_again(work, after.given_at, f"changed/{after.id}/{after.edition}")
        return Given(after, judged.left, judged.left_out)


def _why_not_edited(
    connection: Connection, venue: Venue, settings: Settings, one: Nomination, giver: Member, now: datetime
) -> No | None:
    no = _why_not_withdrawn(connection, venue, one, giver)
    if no is None and now - one.given_at > timedelta(minutes=settings.edit_minutes):
        return No.TOO_LATE
    return no


def _why_not_withdrawn(connection: Connection, venue: Venue, one: Nomination, giver: Member) -> No | None:
    if not may_change_nomination(giver.id, one.giver.id):
        return No.NOT_YOURS
    if one.is_withdrawn:
        return No.WITHDRAWN
    return No.CLOSED if one.month in closed_months(connection, venue.id) else None


def _withdraw(connection: Connection, one: Nomination, by: str, now: datetime) -> None:
    own = nominations.c.id == one.id
    connection.execute(update(nominations).where(own).values(withdrawn_at=now, withdrawn_by=by))


def _change_receivers(
    connection: Connection, venue: Venue, before: Nomination, wanted: tuple[Member, ...]
) -> None:
    """Whoever becomes a receiver stands behind the nomination no longer."""
    had, has = {one.id for one in before.receivers}, {one.id for one in wanted}
    own = receivers.c.nomination_id == before.id
    connection.execute(delete(receivers).where(own, receivers.c.member_id.in_(had - has)))
    behind = endorsements.c.nomination_id == before.id
    connection.execute(delete(endorsements).where(behind, endorsements.c.member_id.in_(has - had)))
    keep_receivers(connection, venue, before.id, [one.id for one in wanted if one.id not in had])
