"""What comes of a call to Slack: the message's next state, who has to wait, and who is told."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import Connection

from bot.delivery import lanes, states
from bot.delivery.claimed import Claimed
from bot.delivery.figures import Pacing, Patience, asked_wait_s, backoff_s, seconds
from bot.delivery.mending import Mending
from bot.delivery.post import Accepted, Later, Outcome, Refused, Stopped, Unclear
from bot.people.company import fallback_channel

GAVE_UP = "gave_up"
NOBODY_IN_SLACK = "nobody_in_slack"

# A post that its channel refuses may still go elsewhere, but not one that Slack would refuse anywhere.
_REFUSED_ANYWHERE = frozenset(
    {
        "invalid_arguments", "invalid_blocks", "invalid_blocks_format", "invalid_metadata_format",
        "metadata_must_be_sent_from_app", "metadata_too_large", "missing_scope", "msg_blocks_too_long",
        "msg_too_long", "no_permission", "no_text", "too_many_attachments",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Recorder:
    """Records outcomes, each in the transaction of `connection` and at the time `now`."""

    mending: Mending
    pacing: Pacing
    patience: Patience
    randomness: Random

    def record(self, connection: Connection, message: Claimed, outcome: Outcome, now: datetime) -> bool:
        """Records what came of sending. False when somebody else has the message by now: then nothing is."""
        free_at = now + seconds(self.pacing.place_gap_s)
        match outcome:
            case Accepted():
                recorded = states.sent(connection, message, outcome.channel, outcome.ts, now)
            case Stopped():
                recorded = self._stop(connection, message, outcome, now)
            case Later():
                recorded, free_at = self._wait(connection, message, outcome, now, free_at)
            case Refused():
                recorded = self._refuse(connection, message, outcome.error, now)
            case Unclear():
                recorded = self._doubt(connection, message, outcome, now)
        self._free(connection, message, free_at)
        return recorded

    def give_back(
        self, connection: Connection, message: Claimed, now: datetime, place: str | None = None
    ) -> bool:
        """Puts back a message that was not tried, with `place` as where it belongs, if that is known now."""
        recorded = states.given_back(connection, message, now, place or message.place)
        self._free(connection, message, now)
        return recorded

    def absent(self, connection: Connection, message: Claimed, now: datetime) -> bool:
        """An unclear message is surely not in Slack: it is sent, at once if that was tried once at most."""
        if self._is_given_up(message, now):
            return self._die(connection, message, GAVE_UP, now)
        wait_s = self._backoff_s(message.attempts - 1) if message.attempts > 1 else 0
        return states.waits(connection, message, now + seconds(wait_s), "not_in_slack")

    def nobody(self, connection: Connection, message: Claimed, now: datetime) -> bool:
        """An unclear message is for somebody who is not in Slack."""
        return self._die(connection, message, NOBODY_IN_SLACK, now)

    def stop(self, connection: Connection, message: Claimed, error: str, now: datetime) -> None:
        """Slack takes nothing from us any more. An answer that was held up for long is not believed: the
        token may have been exchanged since. Whoever tries next will learn it."""
        if now < message.leased_until:
            lanes.stop(connection, message.workspace_id, error, now)

    def shut_out(self, connection: Connection, message: Claimed, error: str, now: datetime) -> bool:
        """An unclear message that was never tried is for a channel that does not let us in. It goes nowhere
        else: it may be there since a day that a backup undid. Sent again by a person, it is looked for first.
        """
        return self._die(connection, message, error, now)

    def _free(self, connection: Connection, message: Claimed, free_at: datetime) -> None:
        lanes.free(connection, message.workspace_id, message.place, message.leased_until, free_at)

    def _stop(self, connection: Connection, message: Claimed, outcome: Stopped, now: datetime) -> bool:
        self.stop(connection, message, outcome.error, now)
        return states.given_back(connection, message, now, why=outcome.error)

    def _wait(
        self, connection: Connection, message: Claimed, outcome: Later, now: datetime, free_at: datetime
    ) -> tuple[bool, datetime]:
        """Also until when the place is closed."""
        asked_s = asked_wait_s(outcome.after_s, self.patience.retry_after_most_s)
        due_at = now + seconds(self._backoff_s(message.attempts) if asked_s is None else asked_s)
        if outcome.everywhere:
            lanes.hold_up(connection, message.workspace_id, lanes.WORKSPACE, due_at)
        elif asked_s is not None:
            free_at = max(free_at, due_at)
        return self._try_again(connection, message, outcome.why, due_at, now), free_at

    def _doubt(self, connection: Connection, message: Claimed, outcome: Unclear, now: datetime) -> bool:
        if message.kind == "post":
            settled_at = now + seconds(self.patience.settle_s)
            return states.doubted(connection, message, settled_at, outcome.why)
        due_at = now + seconds(self._backoff_s(message.attempts))
        return self._try_again(connection, message, outcome.why, due_at, now)

    def _try_again(
        self, connection: Connection, message: Claimed, why: str, due_at: datetime, now: datetime
    ) -> bool:
        if self._is_given_up(message, now):
            return self._die(connection, message, GAVE_UP, now)
        return states.waits(connection, message, due_at, why)

    def _refuse(self, connection: Connection, message: Claimed, error: str, now: datetime) -> bool:
        if message.kind == "delete" and error == "message_not_found":
            return states.sent(connection, message, "", "", now)
        elsewhere = self._fallback(connection, message, error)
        if elsewhere is None:
            return self._die(connection, message, error, now)
        in_doubt = message.was_looked_for
        recorded = states.fell_back(connection, message, elsewhere, now, error, in_doubt)
        if recorded:
            self.mending.tell_refused(connection, message, error, elsewhere, now)
        return recorded

    def _die(self, connection: Connection, message: Claimed, error: str, now: datetime) -> bool:
        recorded = states.died(connection, message, error)
        if recorded:
            self.mending.tell_refused(connection, message, error, None, now)
        return recorded

    def _fallback(self, connection: Connection, message: Claimed, error: str) -> str | None:
        """Where a channel's post goes instead."""
        if not message.may_fall_back or error in _REFUSED_ANYWHERE:
            return None
        channel = fallback_channel(connection, message.workspace_id)
        return None if channel == message.place else channel

    def _is_given_up(self, message: Claimed, now: datetime) -> bool:
        long_enough = now - message.look_since >= seconds(self.patience.longest_s)
        return long_enough and message.attempts >= self.patience.most_attempts

    def _backoff_s(self, attempt: int) -> float:
        return backoff_s(attempt, self.patience.backoff_s, self.patience.backoff_most_s, self.randomness)
