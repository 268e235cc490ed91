"""Looking in Slack for messages of which nobody knows whether they are there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import Connection, Engine, select, update

from bot.delivery import lanes, states
from bot.delivery.agenda import to_be_looked_for
from bot.delivery.claimed import Claimed, load
from bot.delivery.figures import Pacing, Patience, asked_wait_s, backoff_s, seconds
from bot.delivery.lanes import READING, paces
from bot.delivery.mending import Mending
from bot.delivery.people import Nobody, find, link
from bot.delivery.post import CannotLook, Later, Looked, Post, Stopped
from bot.delivery.record import Recorder
from bot.delivery.states import UNKNOWN_PERSON, messages
from bot.store.engine import writing

Seen = Looked | CannotLook | Later | Stopped | Nobody | str


def claim_unclear(
    engine: Engine,
    served: Collection[int],
    now: datetime,
    name: str,
    pacing: Pacing,
    patience: Patience,
) -> list[Claimed]:
    """Takes the unclear messages of one conversation or thread, so that one reading serves them all.

    They stay unclear, and their fence moves on: whoever sent them can no longer say what became of them.
    """
    with writing(engine) as connection:
        first = _first(connection, served, now)
        if first is None:
            return []
        lanes.hold_up(connection, first.workspace_id, READING, now + seconds(pacing.reading_gap_s))
        return _take(connection, first, now, name, patience)


def look(post: Post, unclear: Sequence[Claimed], patience: Patience) -> Seen:
    """What Slack shows of messages that one reading serves; for a person who is not known in Slack yet, who
    they are there."""
    first = unclear[0]
    if first.place.startswith(UNKNOWN_PERSON):
        return find(post, first)
    letter = first.letter()
    if letter is None or (first.earlier is not None and first.earlier.state != "sent"):
        return Looked("", {})
    since = min(message.look_since for message in unclear) - seconds(patience.look_back_s)
    return post.look(letter.place, [message.mark for message in unclear], since, letter.thread_ts)


@dataclass(frozen=True)
class Findings:
    """Records what was seen of unclear messages, in the transaction of `connection`."""

    recorder: Recorder
    mending: Mending
    patience: Patience
    randomness: Random

    def record(self, connection: Connection, unclear: Sequence[Claimed], seen: Seen, now: datetime) -> None:
        """Found is sent, surely absent is pending, what cannot be seen is looked for again or held."""
        match seen:
            case Looked():
                self._looked(connection, unclear, seen, now)
            case CannotLook():
                self._could_not(connection, unclear, seen, now)
            case Later():
                self._later(connection, unclear, seen, now)
            case Stopped():
                lanes.stop(connection, unclear[0].workspace_id, seen.error, now)
                self._again(connection, unclear, now, seen.error)
            case Nobody():
                self._nobody(connection, unclear, now)
            case str():
                self._found_person(connection, unclear, seen, now)

    def _looked(
        self, connection: Connection, unclear: Sequence[Claimed], seen: Looked, now: datetime
    ) -> None:
        for message in unclear:
            ts = seen.found.get(message.mark)
            if ts is None:
                self.recorder.absent(connection, message, now)
            else:
                states.sent(connection, message, seen.channel, ts, now)

    def _could_not(
        self, connection: Connection, unclear: Sequence[Claimed], seen: CannotLook, now: datetime
    ) -> None:
        last = self.patience.most_looks - 1
        hopeless = [message for message in unclear if seen.lasting or message.looks >= last]
        held = [message for message in hopeless if states.held(connection, message, seen.why)]
        if held:
            self.mending.tell_held(connection, held[0], seen.why, len(held) - 1, now)
        again = [message for message in unclear if message not in hopeless]
        for message in again:
            wait_s = self._wait_s(message.looks + 1)
            self._again(connection, [message], now + seconds(wait_s), seen.why, failed=True)

    def _later(self, connection: Connection, unclear: Sequence[Claimed], seen: Later, now: datetime) -> None:
        asked_s = asked_wait_s(seen.after_s, self.patience.retry_after_most_s)
        due_at = now + seconds(self._wait_s(1) if asked_s is None else asked_s)
        lanes.hold_up(connection, unclear[0].workspace_id, READING, due_at)
        self._again(connection, unclear, due_at, seen.why)

    def _nobody(self, connection: Connection, unclear: Sequence[Claimed], now: datetime) -> None:
        for message in unclear:
            self.recorder.nobody(connection, message, now)

    def _found_person(
        self, connection: Connection, unclear: Sequence[Claimed], user_id: str, now: datetime
    ) -> None:
        place = link(connection, unclear[0], user_id)
        if place is None:
            self._nobody(connection, unclear, now)
            return
        for message in unclear:
            states.placed(connection, message, place, now)

    def _again(
        self,
        connection: Connection,
        unclear: Sequence[Claimed],
        look_at: datetime,
        why: str,
        failed: bool = False,
    ) -> None:
        for message in unclear:
            states.looked_for_again(connection, message, look_at, why, failed)

    def _wait_s(self, look: int) -> float:
        """At least half of what a back-off may be: Slack is read sparingly."""
        first_s, most_s = self.patience.look_backoff_s, self.patience.look_backoff_most_s
        return backoff_s(look, first_s, most_s, self.randomness, least_part=0.5)


def _first(connection: Connection, served: Collection[int], now: datetime) -> Any:
    """The most urgent unclear message, with its workspace's reading to itself."""
    first = connection.execute(_FIRST, {"served": list(served), "now": now}).first()
    if first is None:
        return None
    lane = select(paces.c.id).where(
        paces.c.workspace_id == first.workspace_id, paces.c.place == READING, paces.c.free_at <= now
    )
    ours = connection.execute(lane.with_for_update(skip_locked=True)).first()
    return first if ours is not None else None


def _take(connection: Connection, first: Any, now: datetime, name: str, patience: Patience) -> list[Claimed]:
    """Those that are where `first` is."""
    same = (
        select(messages.c.id)
        .where(
            messages.c.workspace_id == first.workspace_id,
            messages.c.place == first.place,
            messages.c.follows_id.is_not_distinct_from(first.follows_id),
            messages.c.state == "unclear",
            messages.c.due_at <= now,
        )
        .order_by(messages.c.urgency, messages.c.id)
        .limit(patience.look_batch)
    )
    until = now + seconds(patience.look_lease_s)
    ids = connection.execute(same).scalars().all()
    taking = (
        update(messages)
        .where(messages.c.id.in_(ids), messages.c.state == "unclear")
        .values(fence=messages.c.fence + 1, leased_by=name, leased_until=until, due_at=until)
        .returning(messages.c.id)
    )
    return load(connection, connection.execute(taking).scalars().all())


_FIRST = (
    select(messages.c.workspace_id, messages.c.place, messages.c.follows_id)
    .where(to_be_looked_for())
    .order_by(messages.c.urgency, messages.c.id)
    .limit(1)
)
