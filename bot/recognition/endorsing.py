"""Standing behind somebody else's nomination: by a button, or by a microphone on its post or on a copy of it.

A person counts once a nomination, however they say so. Each way is an origin of its own: `button`, or the
message that the reaction is on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Engine, delete, select, text
from sqlalchemy import bindparam as bind

from bot.delivery.outbox import Outbox
from bot.people.profiles import Profiles
from bot.recognition.fair_play import Refusal, endorsing_refusal
from bot.recognition.giving import known_settings
from bot.recognition.nominations import KEY, Nomination, by_message, endorsements, locked, messages
from bot.recognition.settings import Settings
from bot.recognition.taking_part import Member, Venue, meet
from bot.recognition.telling import Telling
from bot.store.base import UtcDateTime
from bot.store.engine import reading, writing
from bot.store.received import first_time, moves_on

REACTION = "microphone"
BUTTON = "button"

# Two presses as close as these are one that was meant.
DOUBLE_PRESS = timedelta(seconds=2)


class Stand(StrEnum):
    """Where somebody stands after pressing."""

    BEHIND = "behind"
    NO_LONGER = "no_longer"
    BY_REACTION = "by_reaction"
    WITHDRAWN = "withdrawn"
    GONE = "gone"


@dataclass(frozen=True)
class Address:
    """A message in Slack."""

    channel: str
    ts: str

    @property
    def origin(self) -> str:
        return f"{self.channel}/{self.ts}"


class Endorsing:
    """Counts who stands behind what. Recognition has to be set up where it does."""

    def __init__(self, engine: Engine, profiles: Profiles, outbox: Outbox) -> None:
        self._engine, self._profiles, self._outbox = engine, profiles, outbox

    def press(
        self, venue: Venue, member: Member, nomination_id: int, request_key: str, now: datetime
    ) -> Stand | Refusal:
        """Stands behind a nomination, or no longer. A double press is one, and so is the same request again.

        Whoever put a microphone on it takes that away to stand behind it no longer.
        """
        with writing(self._engine) as connection:
            settings = known_settings(connection, venue)
            one = locked(connection, venue.company, nomination_id, now)
            if one is None:
                return Stand.GONE
            if one.is_withdrawn:
                return Stand.WITHDRAWN
            refusal = _refusal(member, one, settings)
            if refusal is not None:
                return refusal
            had = _origins(connection, one.id, member)
            if had - {BUTTON}:
                return Stand.BY_REACTION
            is_new = first_time(connection, venue.id, f"{request_key} endorse", now)
            pressed = f"pressed {one.id} {member.id}"
            if not (is_new and moves_on(connection, venue.id, pressed, now, DOUBLE_PRESS)):
                return Stand.BEHIND if had else Stand.NO_LONGER
            _set(connection, venue.id, one.id, member, BUTTON, not had, now)
            self._recount(connection, venue, settings, one.id, request_key, now)
            return Stand.NO_LONGER if had else Stand.BEHIND

    def react(
        self,
        venue: Venue,
        user_id: str,
        message: Address,
        added: bool,
        at: datetime,
        request_key: str,
        now: datetime,
    ) -> bool:
        """Somebody put a microphone on a message, or took it away, at `at`. Whether it changed who counts.

        Events may come twice and in any order: the latest says how it is. SlackApiError or OSError when Slack
        does not say who somebody is.
        """
        with reading(self._engine) as connection:
            found = by_message(connection, venue.id, message.channel, message.ts)
        if found is None:
            return False
        member = meet(self._engine, self._profiles, venue, [user_id], now).get(user_id)
        if member is None:
            return False
        with writing(self._engine) as connection:
            settings = known_settings(connection, venue)
            one = locked(connection, venue.company, found, now)
            if one is None or not moves_on(connection, venue.id, f"{message.origin} {user_id}", at):
                return False
            if added and _refusal(member, one, settings) is not None:
                return False
            before = _origins(connection, one.id, member)
            _set(connection, venue.id, one.id, member, message.origin, added, min(at, now))
            changed = bool(before) != bool(_origins(connection, one.id, member))
            if changed and not one.is_withdrawn:
                self._recount(connection, venue, settings, one.id, request_key, now)
            return changed

    def copied(self, venue: Venue, sources: Iterable[Address], message: Address) -> bool:
        """Somebody shared messages in another. Whether one was a nomination's, so that reactions count."""
        with writing(self._engine) as connection:
            for source in sources:
                found = by_message(connection, venue.id, source.channel, source.ts)
                if found is not None and source != message:
                    copy = {"workspace_id": venue.id, "nomination_id": found}
                    connection.execute(_COPY, {**copy, "channel": message.channel, "ts": message.ts})
                    return True
        return False

    def knows(self, venue: Venue, message: Address) -> bool:
        """Whether a message is a nomination's post, or a copy of one."""
        with reading(self._engine) as connection:
            return by_message(connection, venue.id, message.channel, message.ts) is not None

    def is_on_its_way(self, venue: Venue, channel: str) -> bool:
        """Whether a post to the channel may be there without our knowing yet which message it is."""
        query = select(messages.c.id).where(
            messages.c.workspace_id == venue.id,
            messages.c.state.in_(("sending", "unclear")),
            messages.c.place == channel,
            messages.c.key.startswith(KEY),
        )
        with reading(self._engine) as connection:
            return connection.execute(query.limit(1)).first() is not None

    def _recount(
        self,
        connection: Connection,
        venue: Venue,
        settings: Settings,
        nomination_id: int,
        request_key: str,
        now: datetime,
    ) -> None:
        one = locked(connection, venue.company, nomination_id, now)
        assert one is not None
        Telling(self._outbox, connection, venue.id, settings, now).recounted(one, request_key)


def _refusal(member: Member, one: Nomination, settings: Settings) -> Refusal | None:
    receivers = [receiver.id for receiver in one.receivers]
    return endorsing_refusal(member.taker, one.giver.id, receivers, settings.limits)


def _origins(connection: Connection, nomination_id: int, member: Member) -> set[str]:
    own = (endorsements.c.nomination_id == nomination_id) & (endorsements.c.member_id == member.id)
    return set(connection.execute(select(endorsements.c.origin).where(own)).scalars())


def _set(
    connection: Connection,
    workspace_id: int,
    nomination_id: int,
    member: Member,
    origin: str,
    stands: bool,
    now: datetime,
) -> None:
    row = {"nomination_id": nomination_id, "member_id": member.id, "origin": origin}
    if stands:
        connection.execute(_ENDORSE, {**row, "workspace_id": workspace_id, "at": now})
    else:
        own = [endorsements.c[name] == value for name, value in row.items()]
        connection.execute(delete(endorsements).where(*own))


_ENDORSE = text(
    "INSERT INTO endorsements (workspace_id, nomination_id, member_id, origin, at)"
    " VALUES (:workspace_id, :nomination_id, :member_id, :origin, :at) ON CONFLICT DO NOTHING"
).bindparams(bind("at", type_=UtcDateTime))
_COPY = text(
    "INSERT INTO copies (workspace_id, nomination_id, channel, ts)"
    " VALUES (:workspace_id, :nomination_id, :channel, :ts) ON CONFLICT DO NOTHING"
)
