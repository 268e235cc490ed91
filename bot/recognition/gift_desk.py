"""What people do about rewards: look at what there is and at their own; hosts give, approve and decline."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine

from bot.delivery.outbox import Outbox
from bot.people.actors import Actor, who_is
from bot.recognition import catalogue, gifts, pooling
from bot.recognition.catalogue import Draft, Reward
from bot.recognition.gift_rows import OPEN, Gift, Step, gift_by_id, gifts_where
from bot.recognition.gift_rows import gifts as rows
from bot.recognition.settings import RecognitionRefused
from bot.recognition.taking_part import Member
from bot.recognition.work import Visitor, Work
from bot.store.engine import reading, writing

NOT_YOURS = "Rewards are given by the hosts of the award; the reward is not for them themselves."
MOST_OWN = 10


@dataclass(frozen=True)
class Shelf:
    """What there is, and what is somebody's own. `is_host` when they may give and approve."""

    rewards: list[Reward]
    own: list[Gift]
    is_host: bool


@dataclass(frozen=True)
class Page:
    """Gifts that a host looks after, those that wait for somebody first; `total` is how many there are."""

    gifts: list[Gift]
    total: int


@dataclass(frozen=True)
class MovedOn:
    """Somebody else took the gift on since it was shown."""

    gift: Gift
    step: Step
    by: Actor


class GiftDesk:
    """Where rewards are given out."""

    def __init__(self, engine: Engine, outbox: Outbox) -> None:
        self._engine, self._outbox = engine, outbox

    def shelf(self, visitor: Visitor, now: datetime) -> Shelf:
        """The catalogue with one's own gifts, the latest first."""
        with reading(self._engine) as connection:
            mine = (rows.c.workspace_id == visitor.venue.id) & (rows.c.member_id == visitor.member.id)
            return Shelf(
                rewards=catalogue.catalogue(connection, visitor.venue.id),
                own=gifts_where(connection, mine, most=MOST_OWN),
                is_host=Work.of(visitor, connection, self._outbox, now).decider(visitor) is not None,
            )

    def page(self, visitor: Visitor, first: int, most: int, now: datetime) -> Page:
        """So many of all gifts, from the `first` on. RecognitionRefused for whoever is no host."""
        with reading(self._engine) as connection:
            self._must_be_host(Work.of(visitor, connection, self._outbox, now), visitor)
            found = gifts_where(connection, rows.c.workspace_id == visitor.venue.id)
            in_turn = sorted(found, key=lambda one: (_WAITS.get(one.state, len(_WAITS)), -one.id))
            return Page(in_turn[first : first + most], len(in_turn))

    def open_gifts(self, visitor: Visitor, now: datetime) -> list[Gift]:
        """The gifts that can be put together, by name. RecognitionRefused for whoever is no host."""
        with reading(self._engine) as connection:
            self._must_be_host(Work.of(visitor, connection, self._outbox, now), visitor)
            here = (rows.c.workspace_id == visitor.venue.id) & rows.c.state.in_(OPEN)
            return sorted(gifts_where(connection, here), key=lambda one: (one.name, one.id))

    def on_offer(self, visitor: Visitor, now: datetime) -> list[Reward]:
        """The rewards that can be given. RecognitionRefused for whoever is no host."""
        with reading(self._engine) as connection:
            self._must_be_host(Work.of(visitor, connection, self._outbox, now), visitor)
            return catalogue.on_offer(connection, visitor.venue.id)

    def step(
        self, visitor: Visitor, gift_id: int, revision: int, state: str, now: datetime
    ) -> Gift | MovedOn:
        """Takes a gift on to *approved*, *fulfilled* or *declined*, and tells its receiver."""
        with writing(self._engine) as connection:
            work = Work.of(visitor, connection, self._outbox, now)
            before = gift_by_id(connection, work.company.id, gift_id)
            actor = self._must_be_host(work, visitor, [before.member_id] if before else ())
            done = gifts.step(work, gift_id, revision, state, actor)
            if isinstance(done, Step):
                assert before is not None
                return MovedOn(before, done, who_is(connection, work.company.id, done.actor))
            gifts.tell_receiver(work, done)
            return done

    def give(
        self, visitor: Visitor, receiver: Member, reward_id: int, note: str, key: str, now: datetime
    ) -> Gift:
        """Promises a reward to somebody, once for each `key`."""
        with writing(self._engine) as connection:
            work = Work.of(visitor, connection, self._outbox, now)
            actor = self._must_be_host(work, visitor, [receiver.id])
            new = gifts.promise(work, reward_id, receiver.id, key, actor, note=note)
            return _known(connection, work, new)

    def pool(
        self,
        visitor: Visitor,
        chosen: Iterable[tuple[int, int]],
        reward_id: int,
        key: str,
        now: datetime,
    ) -> Gift:
        """Puts gifts, each by its number and revision, into one of another reward, once for each `key`."""
        with writing(self._engine) as connection:
            work = Work.of(visitor, connection, self._outbox, now)
            actor = self._must_be_host(work, visitor)
            return _known(connection, work, pooling.pool(work, chosen, reward_id, key, actor))

    def keep_reward(self, visitor: Visitor, reward_id: int | None, draft: Draft, now: datetime) -> None:
        """Adds a reward to the catalogue, or changes the one of that number."""
        with writing(self._engine) as connection:
            actor = self._must_be_host(Work.of(visitor, connection, self._outbox, now), visitor)
            if reward_id is None:
                catalogue.add(connection, visitor.venue.id, draft, now, actor)
            else:
                catalogue.change(connection, visitor.venue.id, reward_id, draft, now, actor)

    def reward(self, visitor: Visitor, reward_id: int, now: datetime) -> Reward:
        """A reward to change. RecognitionRefused when it is gone, or for whoever is no host."""
        with reading(self._engine) as connection:
            self._must_be_host(Work.of(visitor, connection, self._outbox, now), visitor)
            found = catalogue.reward_by_id(connection, visitor.venue.id, reward_id)
        if found is None or found.retired:
            raise RecognitionRefused("There is no such reward any more.")
        return found

    def retire(self, visitor: Visitor, reward_id: int, now: datetime) -> bool:
        """Takes a reward out of the catalogue. False when it was out already."""
        with writing(self._engine) as connection:
            actor = self._must_be_host(Work.of(visitor, connection, self._outbox, now), visitor)
            return catalogue.retire(connection, visitor.venue.id, reward_id, now, actor)

    def _must_be_host(self, work: Work, visitor: Visitor, concerned: Sequence[int] = ()) -> str:
        """How the audit log calls them."""
        host = work.decider(visitor, concerned)
        if host is None:
            raise RecognitionRefused(NOT_YOURS)
        return f"person {host.key}"


# What waits for a host comes first.
_WAITS = {"promised": 0, "approved": 1}


def _known(connection: Connection, work: Work, gift_id: int) -> Gift:
    gift = gift_by_id(connection, work.company.id, gift_id)
    assert gift is not None
    return gift
