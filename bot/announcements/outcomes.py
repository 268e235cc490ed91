"""What comes of doing something with an announcement."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from bot.announcements.posted import Stage, post_of, stage_of
from bot.announcements.rows import Announcement, announcement_by_id
from bot.people.identity import Company


class Outcome(StrEnum):
    """The first six say that it was done. Of the others nothing was changed.

    *renewed*: what it tells is not so any more, and its card shows what is. *moved_on*: somebody has changed
    it since it was shown. *decided*: its stage says what somebody did before. *own*: nobody approves their
    own. *nobody*: nobody else could approve it. *not_allowed*: whoever wrote it does not lead anybody any
    more.
    *is_out*, *is_going*, *is_unclear*: too late to recall it, or nobody can tell.
    """

    APPROVED = "approved"
    ASKED = "asked"
    DECLINED = "declined"
    CHANGED = "changed"
    RECALLED = "recalled"
    TAKEN_DOWN = "taken_down"
    RENEWED = "renewed"
    MOVED_ON = "moved_on"
    DECIDED = "decided"
    OWN = "own"
    NOBODY = "nobody"
    NOT_ALLOWED = "not_allowed"
    NOT_YOURS = "not_yours"
    GONE = "gone"
    IS_OUT = "is_out"
    IS_GOING = "is_going"
    IS_UNCLEAR = "is_unclear"


@dataclass(frozen=True)
class Result:
    """`announcement` is as it is now, at `stage`; None where there is none, or whose business it is not."""

    outcome: Outcome
    announcement: Announcement | None = None
    stage: Stage | None = None


def as_it_is(
    connection: Connection, company: Company, number: int, outcome: Outcome, now: datetime
) -> Result:
    """An outcome with the announcement as it is after it."""
    found = announcement_by_id(connection, company.id, number)
    if found is None:
        return Result(Outcome.GONE)
    return Result(outcome, found, stage_of(found, post_of(connection, found), now))
