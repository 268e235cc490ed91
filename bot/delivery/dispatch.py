"""Calling Slack for the messages of a claim, one by one, and recording what comes of each."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

import structlog
from sqlalchemy import Engine

from bot.delivery import lanes
from bot.delivery.claimed import Claimed
from bot.delivery.figures import Patience, asked_wait_s, backoff_s, seconds
from bot.delivery.lanes import READING, WORKSPACE
from bot.delivery.people import find, link
from bot.delivery.post import Later, Outcome, Post, Refused, Stopped, Unclear
from bot.delivery.record import NOBODY_IN_SLACK, Recorder
from bot.failpoints import reached
from bot.store.engine import writing


@dataclass(frozen=True)
class Batch:
    """Messages of one workspace under one claim, whose leases end at `lease_ends_s` on the steady clock."""

    post: Post
    messages: Sequence[Claimed]
    lease_ends_s: float


@dataclass(frozen=True)
class Dispatch:
    """`clock` gives the present; `steady` gives seconds that nobody sets forward or back."""

    engine: Engine
    recorder: Recorder
    clock: Callable[[], datetime]
    steady: Callable[[], float]
    patience: Patience
    randomness: Random
    # By workspace, how many calls in a row came to nothing that can be blamed on their message.
    _troubles: Counter[int] = field(default_factory=Counter)

    def send(self, batch: Batch, stopping: Callable[[], bool]) -> None:
        """Sends each message; those that cannot be sent now are put back untried."""
        for number, message in enumerate(batch.messages):
            may_go = not stopping() and self._has_time(message, batch)
            if not (may_go and self._send_one(batch.post, message)):
                self._give_back(batch.messages[number + (1 if may_go else 0) :])
                return

    def find(self, batch: Batch) -> None:
        """Finds out who the person of a message is in Slack, and puts it back to be sent there."""
        (message,) = batch.messages
        found = find(batch.post, message)
        with writing(self.engine) as connection:
            now = self.clock()
            place = link(connection, message, found) if isinstance(found, str) else None
            if place is not None:
                self.recorder.give_back(connection, message, now, place)
                return
            outcome = found if isinstance(found, Later | Stopped) else Refused(NOBODY_IN_SLACK)
            if isinstance(found, Later):
                asked_s = asked_wait_s(found.after_s, self.patience.retry_after_most_s)
                wait_s = self.patience.backoff_s if asked_s is None else asked_s
                lanes.hold_up(connection, message.workspace_id, READING, now + seconds(wait_s))
            self.recorder.record(connection, message, outcome, now)

    def _send_one(self, post: Post, message: Claimed) -> bool:
        """Whether the next message may be sent."""
        if message.right_place != message.place:
            with writing(self.engine) as connection:
                self.recorder.give_back(connection, message, self.clock(), message.right_place)
            return True
        outcome = self._call(post, message)
        with writing(self.engine) as connection:
            now = self.clock()
            self.recorder.record(connection, message, outcome, now)
            goes_on = self._goes_on(message.workspace_id, outcome)
            trouble = self._troubles[message.workspace_id]
            if trouble > 1:
                # Slack is not well: rather than make every message unclear, try one now and then.
                wait_s = backoff_s(
                    trouble - 1, self.patience.backoff_s, self.patience.trouble_most_s, self.randomness, 0.5
                )
                lanes.hold_up(connection, message.workspace_id, WORKSPACE, now + seconds(wait_s))
            reached("outbox.recording")
        reached("outbox.recorded")
        _log(message, outcome)
        return goes_on

    def _call(self, post: Post, message: Claimed) -> Outcome:
        letter = message.letter()
        if letter is None:
            return Refused("message_not_found")
        reached("outbox.calling")
        outcome = post.send(letter)
        reached("outbox.answered")
        return outcome

    def _has_time(self, message: Claimed, batch: Batch) -> bool:
        """Whether a call begun now ends while the message is still ours, whichever clock one believes."""
        left_s = min(
            (message.leased_until - self.clock()).total_seconds(), batch.lease_ends_s - self.steady()
        )
        return left_s >= self.patience.call_s

    def _give_back(self, messages: Sequence[Claimed]) -> None:
        if not messages:
            return
        with writing(self.engine) as connection:
            now = self.clock()
            for message in messages:
                self.recorder.give_back(connection, message, now)

    def _goes_on(self, workspace_id: int, outcome: Outcome) -> bool:
        everywhere = isinstance(outcome, Later) and outcome.everywhere
        if isinstance(outcome, Unclear) or everywhere:
            self._troubles[workspace_id] += 1
        else:
            self._troubles[workspace_id] = 0
        return not (everywhere or isinstance(outcome, Stopped) or self._troubles[workspace_id] > 1)


def _log(message: Claimed, outcome: Outcome) -> None:
    log = structlog.get_logger("micdrop")
    if isinstance(outcome, Stopped):
        log.error("sending stopped", workspace_id=message.workspace_id, error=outcome.error)
    elif isinstance(outcome, Refused):
        log.warning("message refused", message_id=message.id, error=outcome.error)
