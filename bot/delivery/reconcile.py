"""Looking in Slack for messages of which nobody knows whether they are there."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, select, update

from bot.delivery import lanes
from bot.delivery.agenda import to_be_looked_for
from bot.delivery.claimed import Claimed, load
from bot.delivery.figures import Pacing, Patience, seconds
from bot.delivery.lanes import READING, paces
from bot.delivery.people import Nobody, find
from bot.delivery.post import CannotLook, Later, Looked, Post, Stopped
from bot.delivery.states import UNKNOWN_PERSON, messages
from bot.people.company import fallback_channel
from bot.store.engine import writing


@dataclass(frozen=True, slots=True)
class Found:
    """By mark, the conversation and ts of each message that is there; the others are surely absent."""

    places: Mapping[str, tuple[str, str]]


Seen = Found | CannotLook | Later | Stopped | Nobody | str
Sight = tuple[Sequence[Claimed], Seen]


@dataclass(frozen=True, slots=True)
class Search:
    """Messages that one reading serves. `elsewhere` is the channel that some may have gone to instead, before
    this store was restored from a backup."""

    messages: Sequence[Claimed]
    elsewhere: str | None


def claim_unclear(
    engine: Engine,
    served: Collection[int],
    now: datetime,
    name: str,
    pacing: Pacing,
    patience: Patience,
) -> Search | None:
    """Takes the unclear messages of one conversation or thread, so that one reading serves them all; or None.

    They stay unclear, and their fence moves on: whoever sent them can no longer say what became of them.
    """
    with writing(engine) as connection:
        first = _first(connection, served, now)
        if first is None:
            return None
        unclear = _take(connection, first, now, name, patience)
        elsewhere = _elsewhere(connection, unclear)
        gap_s = pacing.reading_gap_s * (1 if elsewhere is None else 2)
        lanes.hold_up(connection, first.workspace_id, READING, now + seconds(gap_s))
        return Search(unclear, elsewhere) if unclear else None


def look(post: Post, search: Search, patience: Patience) -> list[Sight]:
    """What Slack shows of messages that one reading serves; for a person who is not known in Slack yet, who
    they are there."""
    first = search.messages[0]
    if first.place.startswith(UNKNOWN_PERSON):
        return [(search.messages, find(post, first))]
    letter = first.letter()
    if letter is None or (first.earlier is not None and first.earlier.state != "sent"):
        return [(search.messages, Found({}))]
    seen = _read(post, letter.place, search.messages, letter.thread_ts, patience)
    if search.elsewhere is None or not isinstance(seen, Found):
        return [(search.messages, seen)]
    missing = [each for each in search.messages if each.mark not in seen.places and each.may_fall_back]
    there = _read(post, search.elsewhere, missing, None, patience) if missing else Found({})
    if isinstance(there, CannotLook) and there.lasting:
        return [(search.messages, seen)]  # where we may not even read, hardly anything of ours is
    others = [each for each in search.messages if each not in missing]
    return [(others, seen), (missing, there)]


def _read(
    post: Post, place: str, unclear: Sequence[Claimed], thread_ts: str | None, patience: Patience
) -> Found | CannotLook | Later | Stopped:
    since = min(message.look_since for message in unclear) - seconds(patience.look_back_s)
    seen = post.look(place, [message.mark for message in unclear], since, thread_ts)
    if not isinstance(seen, Looked):
        return seen
    return Found({mark: (seen.channel, ts) for mark, ts in seen.found.items()})


def _elsewhere(connection: Connection, unclear: Sequence[Claimed]) -> str | None:
    if not any(message.may_fall_back for message in unclear):
        return None
    channel = fallback_channel(connection, unclear[0].workspace_id)
    return None if channel == unclear[0].place else channel


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
