"""Recording what was seen in Slack of messages of which nobody knew whether they are there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import Connection

from bot.delivery import lanes, states
from bot.delivery.claimed import Claimed
from bot.delivery.figures import Patience, asked_wait_s, backoff_s, seconds
from bot.delivery.lanes import READING
from bot.delivery.mending import Mending
from bot.delivery.people import Nobody, link
from bot.delivery.post import CannotLook, Later, Stopped
from bot.delivery.reconcile import Found, Seen
from bot.delivery.record import Recorder

# Whoever is not in a channel can neither read what is there nor post.
_SHUT_OUT = frozenset({"not_in_channel", "channel_not_found"})


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
            case Found():
                self._looked(connection, unclear, seen, now)
            case CannotLook():
                self._could_not(connection, unclear, seen, now)
            case Later():
                self._later(connection, unclear, seen, now)
            case Stopped():
                self.recorder.stop(connection, unclear[0], seen.error, now)
                self._again(connection, unclear, now, seen.error)
            case Nobody():
                self._nobody(connection, unclear, now)
            case str():
                self._found_person(connection, unclear, seen, now)

    def _looked(self, connection: Connection, unclear: Sequence[Claimed], seen: Found, now: datetime) -> None:
        for message in unclear:
            place = seen.places.get(message.mark)
            if place is None:
                self.recorder.absent(connection, message, now)
            else:
                states.sent(connection, message, *place, now)

    def _could_not(
        self, connection: Connection, unclear: Sequence[Claimed], seen: CannotLook, now: datetime
    ) -> None:
        last = self.patience.most_looks - 1
        shut_out = [message for message in unclear if _is_shut_out(message, seen)]
        for message in shut_out:
            self.recorder.shut_out(connection, message, seen.why, now)
        unclear = [message for message in unclear if message not in shut_out]
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


def _is_shut_out(message: Claimed, seen: CannotLook) -> bool:
    """Whether it was never tried and could not have been: no riddle, but for somebody to let us in."""
    return seen.why in _SHUT_OUT and not message.was_tried and not message.is_for_one
