"""How the demo company's past is lived through, so that it is in Slack as well: the clock is set back, and
what the app says is sent at that time."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery.figures import Pacing
from bot.delivery.post import Post
from bot.delivery.sender import Sender
from bot.demo.slack_users import slack_id
from bot.people.identity import Caller
from bot.people.viewing import Viewing, view_own
from bot.runtime import build_sender
from bot.services import Services

# The demo's own Slack takes as much as it is given.
_AT_ONCE = Pacing(place_gap_s=0, message_gap_s=0, reading_gap_s=0, batch=20)


@dataclass
class SetClock:
    """Tells the present, or an earlier moment while the past is being lived through."""

    real: Callable[[], datetime]
    past: datetime | None = None

    def __call__(self) -> datetime:
        return self.past or self.real()


@dataclass(frozen=True)
class Past:
    """A stretch of the past. `sender` goes by the same clock."""

    clock: SetClock
    sender: Sender

    def at(self, moment: datetime) -> None:
        self.clock.past = moment

    def later(self, by: timedelta) -> None:
        assert self.clock.past is not None
        self.clock.past += by

    def send(self) -> None:
        """All that is due by now is in Slack afterwards."""
        while self.sender.step():
            pass


@contextmanager
def in_the_past(
    services: Services, clock: SetClock, posts: dict[int, Post], begins: datetime
) -> Iterator[Past]:
    """It is `begins` now, and the present again afterwards. `posts` are the ways to Slack by workspace."""
    clock.past = begins
    sender = build_sender(services.engine, services.outbox, posts, "rehearsal", clock, pacing=_AT_ONCE)
    past = Past(clock, sender)
    try:
        # A sender takes what was there before it for what another may have sent.
        past.send()
        yield past
    finally:
        clock.past = None
    past.send()


def callers(services: Services, team_id: str, people: Iterable[str]) -> dict[str, Caller]:
    """People of the demo company as they speak to the app now, by the company's keys."""
    found = {}
    for person in people:
        own = view_own(services.asker(team_id, slack_id(person), {}))
        assert isinstance(own, Viewing), f"{person} is a stranger to the demo's own company"
        found[person] = own.viewer
    return found
