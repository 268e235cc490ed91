"""Who wins a month: the first of its shortlist who can, or all who share the first place."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.recognition.award_rows import ACTIVE, awards_of, keep_awards
from bot.recognition.how_won import COMMITTEE_PICKED, how_won
from bot.recognition.month_facts import who_left
from bot.recognition.month_rows import BALLOT, CHOSEN, COMMITTEE, EMPTY, Month, candidates_of, move, turnout
from bot.recognition.ranking import Standing, placed
from bot.recognition.settling import settled
from bot.recognition.work import Work

MOST_ENDORSED = "most_endorsed"


@dataclass(frozen=True)
class Shortlist:
    """Who can still win a month, by place. `before` are the members who stood before the first of them and
    were passed over or have left, `left` those of them who have left and were not passed over.
    """

    standings: list[Standing]
    before: list[int]
    left: list[int]


@dataclass(frozen=True)
class Chosen:
    """What came of choosing. `state` is the month's now: *chosen*, *committee* while the hosts have to pick,
    *empty* when nobody can win. `left` are the members who would have won but have left.
    """

    state: str
    left: list[int]


def shortlist(work: Work, month: Month) -> Shortlist:
    """Reads the shortlist of a month as it is now."""
    standings = placed(candidates_of(work.connection, month.id), month.ties)
    ids = [one.member_id for one in standings]
    gone = who_left(work.connection, work.company.id, work.settings, work.today, ids)
    had = {award.member_id for award in awards_of(work.connection, month.id) if award.is_out}
    still = [one for one in standings if one.member_id not in gone | had]
    before = ids[: ids.index(still[0].member_id)] if still else ids
    return Shortlist(placed(still, month.ties), before, [one for one in before if one in gone - had])


def choose(work: Work, month: Month) -> Chosen:
    """Makes the awards of the next who can win, unless others of the month are still under way.

    The month has to be locked (month_by_id).
    """
    if any(award.state in ACTIVE for award in awards_of(work.connection, month.id)):
        return Chosen(CHOSEN, [])
    found = shortlist(work, month)
    if not found.standings:
        return Chosen(_moved(work, month, EMPTY), found.left)
    if month.choosing == COMMITTEE:
        return Chosen(_moved(work, month, COMMITTEE), found.left)
    who, how = winners(work, month, found)
    keep_awards(work.connection, work.company.id, month.id, who, how)
    return Chosen(_moved(work, month, CHOSEN), found.left)


def winners(work: Work, month: Month, found: Shortlist) -> tuple[list[int], str]:
    """Who stands first on a shortlist that has somebody on it, and how that came. Not for the committee."""
    votes = turnout(work.connection, month.id) if month.choosing == BALLOT else None
    how = how_won(settled(found.standings, month.ties), votes, is_first=not found.before)
    return _first(found.standings, month), how


def pick(work: Work, month: Month, member_id: int, reasons: str) -> bool:
    """The committee's choice. False when it has been made, or that member can't win."""
    if month.state != COMMITTEE:
        return False
    if member_id not in {one.member_id for one in shortlist(work, month).standings}:
        return False
    if not move(work.connection, month, CHOSEN):
        return False
    keep_awards(work.connection, work.company.id, month.id, [member_id], COMMITTEE_PICKED, reasons)
    return True


def _first(standings: Sequence[Standing], month: Month) -> list[int]:
    if month.ties == "in_turn":
        return [standings[0].member_id]
    return [one.member_id for one in standings if one.place == 1]


def _moved(work: Work, month: Month, state: str) -> str:
    if month.state != state and not move(work.connection, month, state):
        raise RuntimeError("a month was changed by somebody else while it was locked")
    return state
