"""How fast messages may go, and how long the sender waits for what."""

from dataclasses import dataclass
from datetime import timedelta
from math import isfinite
from random import Random

# Beyond this many doublings every back-off has reached its most.
_MOST_DOUBLINGS = 30


@dataclass(frozen=True)
class Pacing:
    """What Slack takes: about one message a second in a conversation, some hundreds a minute in a workspace,
    and about fifty questions a minute (reading a conversation, finding a person)."""

    place_gap_s: float = 1.0
    message_gap_s: float = 0.2
    reading_gap_s: float = 1.2
    batch: int = 5


@dataclass(frozen=True)
class Patience:
    """Waiting and giving up.

    A lease is `lease_s` long, and a call is begun only while it has `call_s` left: connecting, sending and
    reading may each take their own time-out. After an unclear answer a message gets `settle_s` to appear;
    it is then looked for from `look_back_s` before its first attempt on, `look_batch` messages a reading:
    Slack's clock says when a message came, ours when it was tried, and ours may have been an hour fast.
    A message is given up when it was tried `most_attempts` times and for `longest_s`: an hour in which Slack
    cannot be reached has many attempts in it, and a weekend in which nothing ran has none. When call
    after call comes to nothing, each that follows waits longer, up to `trouble_most_s`.
    """

    lease_s: float = 60
    call_s: float = 20
    settle_s: float = 30
    backoff_s: float = 2
    backoff_most_s: float = 900
    most_attempts: int = 15
    longest_s: float = 86_400
    retry_after_most_s: float = 3_600
    look_lease_s: float = 120
    look_back_s: float = 7_200
    look_batch: int = 500
    look_backoff_s: float = 30
    look_backoff_most_s: float = 3_600
    most_looks: int = 12
    trouble_most_s: float = 300
    idle_s: float = 0.5


def backoff_s(
    attempt: int, first_s: float, most_s: float, randomness: Random, least_part: float = 0
) -> float:
    """How long to wait after attempt number `attempt` (from 1 on): anything up to a limit that doubles each
    time, so that those who failed together do not come back together. At least `least_part` of the limit."""
    doublings = min(max(attempt, 1) - 1, _MOST_DOUBLINGS)
    limit_s = min(most_s, first_s * 2**doublings)
    return randomness.uniform(limit_s * least_part, limit_s)


def asked_wait_s(after_s: float | None, most_s: float) -> float | None:
    """What Slack asked for, within reason; None when it asked for nothing that can be waited for."""
    if after_s is None or not isfinite(after_s) or after_s < 0:
        return None
    return min(after_s, most_s)


def seconds(number: float) -> timedelta:
    """A stretch of so many seconds."""
    return timedelta(seconds=number)
