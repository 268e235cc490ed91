"""Places where a test may end the process, or hold it up; nothing happens at them in ordinary life.

`reached("outbox.claimed")` stands at every commit and every call that a crash could come between. Unarmed it
is one comparison. Tests arm it in their own process, or in another through MICDROP_FAILPOINT.
"""

import os
import signal
import time
from collections.abc import Callable

Reaction = Callable[[str], None]

# Every place there is, so that a misspelt one is told rather than never reached.
PLACES = (
    "outbox.put",  # before the business change and its messages are committed
    "outbox.claiming",  # before a claim is committed
    "outbox.claimed",
    "outbox.calling",  # right before the request to Slack
    "outbox.answered",  # Slack has answered, nothing is recorded
    "outbox.recording",  # before what came of it is committed
    "outbox.recorded",
    "outbox.looking",  # before Slack is asked whether an unclear message is there
    "outbox.looked",
    "outbox.expiring",  # before leases that ran out are committed as unclear
    "clock.running",  # before a run and its messages are committed
    "clock.ran",
    "clock.ticked",  # before the clock's mark is committed
)

_reaction: Reaction | None = None


def reached(place: str) -> None:
    """Says that the program is at `place`."""
    if _reaction is not None:
        _reaction(place)


def arm(reaction: Reaction | None) -> None:
    """From now on `reaction` is called with each place that is reached; None disarms."""
    global _reaction
    _reaction = reaction


def arm_from(spec: str) -> None:
    """Arms what MICDROP_FAILPOINT says: `outbox.claimed:kill`, `…:kill:3` (the third time), `…:hold:2.5`.

    `kill` ends the process at once, as kill -9 does; `hold` keeps it there for so many seconds, once.
    Raises ValueError, naming what there is, for anything else.
    """
    place, _, rest = spec.partition(":")
    action, _, number = rest.partition(":")
    if place not in PLACES or action not in ("kill", "hold"):
        raise ValueError(
            f"MICDROP_FAILPOINT={spec!r} is not PLACE:kill[:TIMES] or PLACE:hold:SECONDS; "
            f"places are {', '.join(PLACES)}"
        )
    arm(_killing(place, int(number or 1)) if action == "kill" else _holding(place, float(number)))


def _killing(place: str, at_time: int) -> Reaction:
    seen = 0

    def react(here: str) -> None:
        nonlocal seen
        seen += here == place
        if here == place and seen == at_time:
            os.kill(os.getpid(), signal.SIGKILL)

    return react


def _holding(place: str, seconds: float) -> Reaction:
    held = False

    def react(here: str) -> None:
        nonlocal held
        if here == place and not held:
            held = True
            time.sleep(seconds)

    return react
