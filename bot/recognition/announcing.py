"""From an approval to the announcement: the next step of a month whose awards are being decided.

All of it happens with the month locked (bot.recognition.month_rows.month_by_id).
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from sqlalchemy import update

from bot.recognition.award_rows import (
    ACTIVE,
    ANNOUNCED,
    APPROVED,
    PASSED_OVER,
    PREVIEW,
    Award,
    award_by_id,
    awards,
    awards_of,
    change_award,
)
from bot.recognition.award_telling import (
    announce,
    ask_committee,
    show_as_it_is,
    tell_nobody_is_left,
    tell_of_awards,
)
from bot.recognition.choosing import choose
from bot.recognition.gifts import put_back_of_award
from bot.recognition.month_facts import who_left
from bot.recognition.month_rows import ANNOUNCED as MONTH_ANNOUNCED
from bot.recognition.month_rows import COMMITTEE, EMPTY, Month, month_by_id, move
from bot.recognition.work import Work


class Outcome(StrEnum):
    """What came of it. *not_yours*: whoever asks does not decide about this. *moved_on*: somebody else has
    changed or decided it since it was shown. *left*: the winner is not with the company any more, and the
    next one's preview is out.
    """

    DONE = "done"
    ANNOUNCED = "announced"
    WAITS_FOR_OTHERS = "waits_for_others"
    LEFT = "left"
    MOVED_ON = "moved_on"
    NOT_YOURS = "not_yours"
    GONE = "gone"


def go_on(work: Work, month: Month, left: Sequence[int] = ()) -> Outcome:
    """Makes the awards that are due, if none is under way, and tells those who decide about them.

    `left` are members who have just been found to have left.
    """
    chosen = choose(work, month)
    now_is = month_by_id(work.connection, work.company.id, month.id)
    assert now_is is not None
    gone = [*left, *chosen.left]
    if chosen.state == EMPTY:
        tell_nobody_is_left(work, now_is, gone)
        return Outcome.DONE
    if chosen.state == COMMITTEE:
        ask_committee(work, now_is, gone)
        return Outcome.DONE
    tell_of_awards(work, now_is, gone)
    return _announced_if_all_are_approved(work, now_is) or Outcome.DONE


def after_approval(work: Work, month: Month, award_id: int) -> Outcome:
    """Announces the month if this was the last approval that it waited for."""
    outcome = _announced_if_all_are_approved(work, month)
    if outcome is not None:
        return outcome
    show(work, month, award_id)
    return Outcome.WAITS_FOR_OTHERS


def _announced_if_all_are_approved(work: Work, month: Month) -> Outcome | None:
    """Announces the awards of the month when nothing of it waits any more. None while something does.

    Whoever was approved a while ago and has left since is passed over.
    """
    active = [one for one in awards_of(work.connection, month.id) if one.state in ACTIVE]
    if not active or any(one.state == PREVIEW for one in active):
        return None
    gone = gone_of(work, active)
    winners = [one for one in active if one.member_id not in gone]
    if gone:
        _pass_over(work, month, [one for one in active if one.member_id in gone])
    if not winners:
        return go_on(work, month, left=sorted(gone))
    if not move(work.connection, month, MONTH_ANNOUNCED):
        return Outcome.MOVED_ON
    ids = [one.id for one in winners]
    change = update(awards).where(awards.c.id.in_(ids), awards.c.state == APPROVED)
    work.connection.execute(change.values(state=ANNOUNCED, edition=awards.c.edition + 1))
    announce(work, month, winners)
    for one in winners:
        show(work, month, one.id)
    return Outcome.ANNOUNCED


def pass_over_who_left(work: Work, month: Month, who: Sequence[Award]) -> None:
    """Whose winner has left is passed over, and the next one's preview goes out."""
    _pass_over(work, month, who)
    go_on(work, month, left=[one.member_id for one in who])


def _pass_over(work: Work, month: Month, who: Iterable[Award]) -> None:
    for one in who:
        change_award(work.connection, one.id, one.state, state=PASSED_OVER)
        put_back_of_award(work, one.id, "micdrop", "left before the announcement")
        show(work, month, one.id)


def take_away(work: Work, month: Month, award: Award, why: str) -> None:
    """Whoever no longer stands first does not get it now, but may yet."""
    change_award(work.connection, award.id, award.state, state=PASSED_OVER, how="")
    put_back_of_award(work, award.id, "micdrop", why)
    show(work, month, award.id)


def gone_of(work: Work, who: Sequence[Award]) -> set[int]:
    """The members among the winners who have left."""
    ids = [one.member_id for one in who]
    return who_left(work.connection, work.company.id, work.settings, work.today, ids)


def show(work: Work, month: Month, award_id: int) -> None:
    """Brings the previews of an award up to date."""
    award = award_by_id(work.connection, work.company.id, award_id)
    assert award is not None
    show_as_it_is(work, month, award)
