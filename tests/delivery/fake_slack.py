"""A Slack in memory and in virtual time: keeps what is really posted, and answers as badly as it is told to.

A `Fault` says two things apart: whether a letter lands, and what its sender hears. Faults are scripted for a
place, or drawn for each letter by a function that a simulation hands in. Nothing here waits: a call moves the
clock on by its latency.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from bot.delivery.post import (
    Accepted,
    CannotLook,
    Later,
    Letter,
    Looked,
    Outcome,
    Refused,
    Stopped,
    Unclear,
)

LATENCY_S = 0.05
Unreadable = CannotLook | Later | Stopped


class VirtualClock:
    """Time that passes only when told to. `now` can also be set, as people set clocks; `steady` cannot."""

    def __init__(self, start: datetime = datetime(2026, 11, 2, 9, tzinfo=UTC)) -> None:
        self._now = start
        self._steady_s = 0.0

    def now(self) -> datetime:
        return self._now

    def steady(self) -> float:
        return self._steady_s

    def advance(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
        self._steady_s += seconds

    def advance_to(self, instant: datetime) -> None:
        self.advance(max((instant - self._now).total_seconds(), 0))

    def set_by(self, seconds: float) -> None:
        """The clock on the wall is set forward or back; no time passes."""
        self._now += timedelta(seconds=seconds)


@dataclass(frozen=True)
class Fault:
    """What becomes of one letter: what its sender hears (None: that it was accepted), whether it lands, and
    how long after the call."""

    answer: Outcome | None = None
    lands: bool = True
    lands_after_s: float = 0
    takes_s: float = LATENCY_S


ACCEPT = Fault()
ANSWER_LOST = Fault(Unclear("no answer in time"), takes_s=8)
LETTER_LOST = Fault(Unclear("the connection broke"), lands=False)


def refuse(error: str) -> Fault:
    return Fault(Refused(error), lands=False)


def later(after_s: float | None = None, everywhere: bool = False) -> Fault:
    return Fault(Later("ratelimited", after_s, everywhere), lands=False)


def stop(error: str = "token_revoked") -> Fault:
    return Fault(Stopped(error), lands=False)


@dataclass
class Posted:
    """A message that is in Slack."""

    conversation: str
    ts: str
    at: datetime
    mark: str
    text: str
    thread_ts: str | None
    edits: list[str] = field(default_factory=list)
    deleted: bool = False


class FakeSlack:
    """A workspace's Slack; it is a `Post`."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        # Asked for each letter that nothing is scripted for.
        self.faults: Callable[[Letter], Fault] = lambda _letter: ACCEPT
        self._scripts: dict[str, deque[Fault]] = defaultdict(deque)
        self._on_the_way: list[tuple[datetime, Letter]] = []
        self._posts: list[Posted] = []
        self.homes: dict[str, list[dict[str, object]]] = defaultdict(list)
        self.users: dict[str, str] = {}
        self.find_answers: deque[Later | Stopped] = deque()
        self.unreadable: dict[str, deque[Unreadable]] = defaultdict(deque)
        # While set, Slack answers every call with it.
        self.stopped: str | None = None
        # Called in the middle of every call that sends, when the letter is on its way.
        self.meanwhile: Callable[[Letter], None] = lambda _letter: None
        # Each letter that was handed in, and when.
        self.sent: list[Letter] = []
        self.tried: list[datetime] = []
        self.looked: list[tuple[str, tuple[str, ...], datetime, str | None]] = []
        self.found_users: list[str] = []

    def script(self, place: str, *faults: Fault) -> None:
        """What becomes of the next letters to `place`, one after another."""
        self._scripts[place].extend(faults)

    def send(self, letter: Letter) -> Outcome:
        self.sent.append(letter)
        self.tried.append(self._clock.now())
        if self.stopped is not None:
            return Stopped(self.stopped)
        scripted = self._scripts[letter.place]
        fault = scripted.popleft() if scripted else self.faults(letter)
        self.meanwhile(letter)
        self._clock.advance(fault.takes_s)
        if not fault.lands:
            return fault.answer or Accepted("", "")
        if fault.lands_after_s:
            self.comes_in_after(fault.lands_after_s, letter)
            return fault.answer or Accepted(_conversation(letter.place), self._next_ts(self._clock.now()))
        landed = self._land(letter, self._clock.now())
        return landed if isinstance(landed, Refused) or fault.answer is None else fault.answer

    def comes_in_after(self, seconds: float, letter: Letter) -> None:
        """A letter that is on its way lands so much later, whatever its sender hears or does."""
        self._on_the_way.append((self._clock.now() + timedelta(seconds=seconds), letter))

    def look(
        self, place: str, marks: Sequence[str], since: datetime, thread_ts: str | None
    ) -> Looked | CannotLook | Later | Stopped:
        self.looked.append((place, tuple(marks), since, thread_ts))
        if self.stopped is not None:
            return Stopped(self.stopped)
        self._clock.advance(LATENCY_S)
        if self.unreadable[place]:
            return self.unreadable[place].popleft()
        here = [
            post
            for post in self.posts(place)
            if post.thread_ts == thread_ts and post.at >= since and post.mark in marks and not post.deleted
        ]
        return Looked(_conversation(place), {post.mark: post.ts for post in here})

    def find_user(self, email: str) -> str | Later | Stopped | None:
        self.found_users.append(email)
        if self.stopped is not None:
            return Stopped(self.stopped)
        self._clock.advance(LATENCY_S)
        return self.find_answers.popleft() if self.find_answers else self.users.get(email)

    def posts(self, place: str | None = None) -> list[Posted]:
        """What is in a conversation, or in all, as it came in; what is still on its way has not."""
        self._arrive()
        where = None if place is None else _conversation(place)
        return [post for post in self._posts if where in (None, post.conversation)]

    def texts(self, place: str) -> list[str]:
        return [post.text for post in self.posts(place) if not post.deleted]

    def doubled(self) -> list[str]:
        """The marks that were posted more than once."""
        marks = [post.mark for post in self.posts()]
        return sorted({mark for mark in marks if marks.count(mark) > 1})

    def closest_s(self) -> float:
        """The shortest time between two posts to one conversation; infinite while none has two."""
        by_place: dict[str, list[datetime]] = defaultdict(list)
        for post in self.posts():
            by_place[post.conversation].append(post.at)
        gaps = (second - first for times in by_place.values() for first, second in pairwise(sorted(times)))
        return min((gap.total_seconds() for gap in gaps), default=float("inf"))

    def _arrive(self) -> None:
        now = self._clock.now()
        due = [arriving for arriving in self._on_the_way if arriving[0] <= now]
        self._on_the_way = [arriving for arriving in self._on_the_way if arriving[0] > now]
        for at, letter in sorted(due, key=lambda arriving: arriving[0]):
            self._land(letter, at)

    def _land(self, letter: Letter, at: datetime) -> Accepted | Refused:
        if letter.kind == "home":
            self.homes[letter.place].append(letter.view or {})
            return Accepted("", "")
        if letter.kind == "post":
            where, ts = _conversation(letter.place), self._next_ts(at)
            self._posts.append(Posted(where, ts, at, letter.mark, letter.text, letter.thread_ts))
            return Accepted(where, ts)
        return self._change(letter)

    def _change(self, letter: Letter) -> Accepted | Refused:
        target = next((post for post in self.posts(letter.place) if post.ts == letter.ts), None)
        if target is None or target.deleted:
            return Refused("message_not_found")
        if letter.kind == "delete":
            target.deleted = True
        else:
            target.text = letter.text
            target.edits.append(letter.text)
        return Accepted(target.conversation, target.ts)

    def _next_ts(self, at: datetime) -> str:
        """As Slack's: seconds with six digits, no two alike."""
        return f"{int(at.timestamp())}.{len(self._posts) + len(self._on_the_way):06d}"


def _conversation(place: str) -> str:
    """A person's id stands for the DM with them."""
    return f"D{place[1:]}" if place.startswith("U") else place
