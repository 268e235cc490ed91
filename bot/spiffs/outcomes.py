"""What comes of starting a contest, or of deciding about one."""

from dataclasses import dataclass
from enum import StrEnum

from bot.spiffs.rows import Started


class Outcome(StrEnum):
    """The first five say that it was done. *decided*: somebody did before, or changed it meanwhile. *own*:
    nobody approves what they started themselves. *nobody*: there is nobody who could approve its money.
    *too_late*: pay of its days was published meanwhile, or it is over."""

    RUNNING = "running"
    ASKED = "asked"
    DECLINED = "declined"
    CALLED_OFF = "called_off"
    WITHDRAWN = "withdrawn"
    DECIDED = "decided"
    OWN = "own"
    NOBODY = "nobody"
    TOO_LATE = "too_late"
    NOT_YOURS = "not_yours"
    GONE = "gone"


@dataclass(frozen=True)
class Result:
    """`started` is as it is now; None where there is none, or whose business it is not."""

    outcome: Outcome
    started: Started | None = None
    asked: tuple[int, ...] = ()
