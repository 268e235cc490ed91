"""A Slack in which things go wrong as the plan says, and which watches how it is treated."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from math import inf

from bot.delivery.figures import Pacing, Patience, asked_wait_s
from bot.delivery.outbox import mark_of
from bot.delivery.post import CannotLook, Later, Letter, Looked, Outcome, Stopped
from tests.delivery.fake_slack import ACCEPT, FakeSlack, Fault, Posted, refuse
from tests.delivery.simulation.plan import UNREADABLE
from tests.delivery.simulation.stage import Actor, Killed, SlacksClock
from tests.delivery.simulation.world import World

# How exact a moment is that was computed and stored.
EXACT_S = 0.001
EVERYWHERE = ""
NOT_NOW = Later("ratelimited", 2)
SHUT_OUT = CannotLook("not_in_channel", lasting=True)
LONGEST_ON_THE_WAY_S = 25.0


class Weather(FakeSlack):
    """`_asked` has, by who called, where and until when Slack just asked not to be called. It counts from
    when the caller has recorded it (`obey`): what dies unrecorded, nobody knows."""

    def __init__(self, world: World) -> None:
        super().__init__(SlacksClock(world.stage))
        self._world = world
        self.users.update(world.company.users)
        self.faults, self.meanwhile = self._fault, self._be_unseen
        # By place, when its last caller claimed the message, and called.
        self._called_s: dict[str, tuple[float, float]] = {}
        self._asked: dict[Actor, tuple[str, float]] = {}
        self._closed_s: dict[str, tuple[float, float]] = {}
        # The channels that the app is not in.
        self.left: set[str] = set()

    def send(self, letter: Letter) -> Outcome:
        actor = self._world.stage.actor
        assert actor is not None
        self._watch(letter, actor)
        try:
            outcome = super().send(letter)
        except Killed:
            self._outlive_its_sender(letter)
            raise
        self._world.notice(f"{letter.kind} to {letter.place} [{letter.mark[:6]}]: {outcome}")
        if isinstance(outcome, Later):
            self._ask(letter, outcome, actor)
        return outcome

    def look(
        self, place: str, marks: Sequence[str], since: datetime, thread_ts: str | None
    ) -> Looked | CannotLook | Later | Stopped:
        seen = super().look(place, marks, since, thread_ts)
        if place in self.left and not isinstance(seen, Stopped):
            seen = SHUT_OUT
        found = [mark[:6] for mark in seen.found] if isinstance(seen, Looked) else seen
        self._world.notice(f"looked in {place} for {[mark[:6] for mark in marks]}: {found}")
        return seen

    def find_user(self, email: str) -> str | Later | Stopped | None:
        if self._world.is_unlucky(self._world.luck.unseen):
            self.find_answers.append(NOT_NOW)
        return super().find_user(email)

    def obey(self, actor: Actor) -> None:
        """What Slack asked an actor for is recorded, so that everybody can know."""
        if actor in self._asked:
            place, until_s = self._asked.pop(actor)
            self._closed_s[place] = (self._world.stage.steady_s, until_s)

    def visible(self, key: str) -> list[Posted]:
        """What can be seen in Slack of the message with this key."""
        mark = mark_of(self._world.company.workspace_id, key)
        return [post for post in self.posts() if post.mark == mark and not post.deleted]

    def _outlive_its_sender(self, letter: Letter) -> None:
        """A call that was on its way when its sender died may still come in, but for what could come in after
        something newer."""
        is_let_in = self.stopped is None and letter.place not in self.left
        if is_let_in and letter.kind == "post" and self._world.random.random() < 0.5:
            self.comes_in_after(self._world.random.uniform(0, LONGEST_ON_THE_WAY_S), letter)

    def _fault(self, letter: Letter) -> Fault:
        world = self._world
        if letter.place in self.left:
            return refuse(SHUT_OUT.why)
        if world.is_unlucky(world.luck.trouble):
            fault = world.random.choice(world.plan.troubles)
            # An edit or a home that comes in late could come in after a newer one, and nobody would know.
            return fault if letter.kind == "post" else replace(fault, lands_after_s=0)
        return replace(ACCEPT, takes_s=world.random.uniform(0.03, 0.3))

    def _be_unseen(self, letter: Letter) -> None:
        if self._world.is_unlucky(self._world.luck.unseen):
            self.unreadable[letter.place].append(self._world.random.choice(UNREADABLE))

    def _ask(self, letter: Letter, later: Later, actor: Actor) -> None:
        asked_s = asked_wait_s(later.after_s, Patience.retry_after_most_s)
        if asked_s is not None:
            place = EVERYWHERE if later.everywhere else _conversation(letter.place)
            self._asked[actor] = (place, self._world.stage.steady_s + asked_s)

    def _watch(self, letter: Letter, actor: Actor) -> None:
        """Is this call made by who holds the message, and not too soon?"""
        world, place = self._world, _conversation(letter.place)
        now_s = world.stage.steady_s
        self._asked.pop(actor, None)
        if now_s - actor.claimed_s > Patience.lease_s:
            world.wrong(f"{actor.name} calls {now_s - actor.claimed_s:.1f} s after its claim")
        claimed_s, last_s = self._called_s.get(place, (-inf, -inf))
        self._called_s[place] = (actor.claimed_s, now_s)
        is_paced = min(claimed_s, actor.claimed_s) > world.disturbed_s
        if is_paced and now_s - last_s < Pacing.place_gap_s - EXACT_S:
            world.wrong(f"{actor.name} calls {place} {now_s - last_s:.3f} s after the call before")
        for where in (place, EVERYWHERE):
            since_s, until_s = self._closed_s.get(where, (-inf, -inf))
            if world.disturbed_s < since_s < actor.claimed_s and now_s < until_s - EXACT_S:
                world.wrong(f"{actor.name} calls {place} {until_s - now_s:.1f} s before Slack lets it")


def _conversation(place: str) -> str:
    """A person's id and that of the DM with them are one place."""
    return f"U{place[1:]}" if place.startswith("D") else place
