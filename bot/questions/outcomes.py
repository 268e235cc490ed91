"""What comes of a step that somebody takes about a question."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.people.identity import Caller
from bot.questions.rows import ASKED, Step


class Outcome(StrEnum):
    """The values are what templates ask about."""

    DONE = "done"
    LATE = "late"  # somebody has taken a step meanwhile
    CHANGED = "changed"  # what was shown is no longer so
    MOVED = "moved"  # it is somebody else's to answer by now
    NOT_YOURS = "not_yours"
    REFUSED = "refused"


@dataclass(frozen=True)
class Result:
    """`did` is the kind of the step that was taken, or that somebody took before (`who` in `at`; `own` when
    that was the same person). `holder` is with whom the question is now, "" for the admins. `sentence` says
    why it was refused."""

    outcome: Outcome
    did: str = ""
    who: str = ""
    own: bool = False
    at: datetime | None = None
    holder: str = ""
    sentence: str = ""


NOT_YOURS = Result(Outcome.NOT_YOURS)


def late(caller: Caller, last: Step) -> Result:
    """For whoever comes second: who was first, with what and when."""
    if last.kind == ASKED:
        return Result(Outcome.CHANGED)
    return Result(Outcome.LATE, did=last.kind, who=last.name, own=last.person_id == caller.id, at=last.at)


def refused(sentence: str) -> Result:
    """A sentence to the person."""
    return Result(Outcome.REFUSED, sentence=sentence)
