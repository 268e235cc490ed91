"""A closed month counted again, since the post of one of its nominations was deleted.

Until the award is announced, whoever decides has to see what still stands. While a ballot is open, nobody
comes onto it: whoever has no nomination left goes off it, with the votes that they had. What was announced
stays so, without the words that are gone.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.recognition.announcing import go_on, show, take_away
from bot.recognition.award_rows import ACTIVE, ANNOUNCED, Award, awards_of, change_award, keep_awards
from bot.recognition.award_telling import show_announcement, show_shortlist
from bot.recognition.ballot import end_ballot
from bot.recognition.ballot_post import show_who_is_on_it
from bot.recognition.choosing import shortlist, winners
from bot.recognition.counting import shortlisted, standings_of
from bot.recognition.month_facts import who_left
from bot.recognition.month_rows import ANNOUNCED as MONTH_ANNOUNCED
from bot.recognition.month_rows import (
    BALLOT,
    CHOSEN,
    COMMITTEE,
    Month,
    candidates_of,
    keep_candidates,
    month_named,
)
from bot.recognition.nominations import Nomination
from bot.recognition.ranking import placed
from bot.recognition.work import Work

TAKEN_BACK = "a nomination was taken back"


def recount(work: Work, gone: Nomination) -> None:
    """Puts right what hangs on a nomination that was just taken back; nothing, while its month is open."""
    month = month_named(work.connection, work.company.id, gone.month)
    if month is None:
        return
    if month.state == MONTH_ANNOUNCED:
        _show_as_announced(work, month, gone)
    elif month.state in (BALLOT, COMMITTEE, CHOSEN):
        _count(work, month)
        _decide_again(work, month, gone)


def _count(work: Work, month: Month) -> None:
    """The shortlist as it is without the nomination; as long as it was, and in a ballot of no others."""
    before = candidates_of(work.connection, month.id)
    standings = standings_of(work, month.month, month.closed_at, month.ties)
    if month.choosing == BALLOT:
        votes = {one.member_id: one.votes for one in before}
        still = placed([one for one in standings if one.member_id in votes], month.ties)
        now_is = [replace(one, votes=votes[one.member_id]) for one in still]
    else:
        left = who_left(work.connection, work.company.id, work.settings, work.today)
        now_is = shortlisted(standings, left, len(before), month.ties)
    keep_candidates(work.connection, work.company.id, month.id, now_is)


def _decide_again(work: Work, month: Month, gone: Nomination) -> None:
    found = shortlist(work, month)
    if month.state == CHOSEN:
        _choose_again(work, month, gone)
    elif month.state == BALLOT and len(found.standings) > 1:
        show_who_is_on_it(work, month, _cause(gone))
    elif month.state == BALLOT:
        end_ballot(work, month)
    elif found.standings:
        show_shortlist(work, month, _cause(gone))
    else:
        go_on(work, month)


def _choose_again(work: Work, month: Month, gone: Nomination) -> None:
    """Who no longer stands first loses the award that waits, whoever does so now gets one, and whoever stays
    is looked at again."""
    active = [one for one in awards_of(work.connection, month.id) if one.state in ACTIVE]
    wanted, how = _who_stands_first(work, month, active)
    stay = [award for award in active if award.member_id in wanted]
    new = [member for member in wanted if member not in {award.member_id for award in stay}]
    for award in active:
        if award not in stay:
            take_away(work, month, award, TAKEN_BACK)
    keep_awards(work.connection, work.company.id, month.id, new, how)
    for award in stay:
        if new or len(stay) < len(active) or how != award.how or _names(gone, award):
            change_award(work.connection, award.id, award.state, how=how)
            show(work, month, award.id)
    go_on(work, month)


def _who_stands_first(work: Work, month: Month, active: Sequence[Award]) -> tuple[list[int], str]:
    """Members, and how it came. The committee's choice stays for as long as it is on the shortlist."""
    found = shortlist(work, month)
    if not found.standings:
        return [], ""
    if month.choosing != COMMITTEE:
        return winners(work, month, found)
    there = {one.member_id for one in found.standings}
    return [one.member_id for one in active if one.member_id in there], active[0].how


def _show_as_announced(work: Work, month: Month, gone: Nomination) -> None:
    announced = [one for one in awards_of(work.connection, month.id) if one.state == ANNOUNCED]
    concerned = [award for award in announced if _names(gone, award)]
    if concerned:
        show_announcement(work, month, announced, _cause(gone))
    for award in concerned:
        change_award(work.connection, award.id, ANNOUNCED)
        show(work, month, award.id)


def _names(gone: Nomination, award: Award) -> bool:
    return award.member_id in {receiver.id for receiver in gone.receivers}


def _cause(gone: Nomination) -> str:
    return f"without/{gone.id}"
