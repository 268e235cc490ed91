"""What is told of one person's pay under review: to the admins that it was sent back, and to whoever decided
about it that it is before them again."""

from collections.abc import Collection

from bot.people.access import who_may_review
from bot.periods.reviewing import Shown
from bot.periods.standing import Standing
from bot.review.carried import Look, Subject
from bot.review.noting import note_shown
from bot.review.pile import pile_of
from bot.review.sheet import SENT_BACK, Entry, read_sheet, reviews_of, turns_of
from bot.review.values import Values, period_values
from bot.review.work import Work

BACK, AGAIN = "sent_back", "again"
BACK_TITLE, AGAIN_TITLE = "Pay that was sent back", "Pay to look at again"
MOST_CHANGES = 12


def tell_sent_back(work: Work, standing: Standing, person_id: int) -> None:
    """Every admin gets the reason, and the way to put it right."""
    for entry in _entries(work, standing, [person_id]):
        values = _back_values(work, standing, entry, entry.edition)
        for admin_id in work.admins:
            if admin_id != person_id:
                key = f"{_back_stem(standing)}{person_id}/{entry.edition}/{admin_id}"
                work.tell(key, BACK_TITLE, admin_id, BACK, values)


def show_sent_back(work: Work, standing: Standing, person_ids: Collection[int]) -> None:
    """What the admins were told of pay that was sent back says how it stands now."""
    pile = pile_of(work, _back_stem(standing))
    told: dict[int, list[str]] = {}
    for name in pile.cards:
        told.setdefault(int(name.partition("/")[0]), []).append(name)
    for entry in _entries(work, standing, told.keys() & set(person_ids)):
        for name in told[entry.person_id]:
            values = _back_values(work, standing, entry, int(name.split("/")[1]))
            pile.show(name, BACK_TITLE, pile.cards[name].person_id, BACK, values)


def tell_back_again(work: Work, standing: Standing, person_id: int, sender_id: int | None, by: str) -> None:
    """Whoever sent it back is told that it is before them again, as the admin named `by` says."""
    for entry in _entries(work, standing, [person_id]):
        _tell_again(work, standing, entry, sender_id, {"cause": "back", "by": by, "changes": [], "more": 0})


def tell_voided(work: Work, standing: Standing, only: Collection[int] | None = None) -> int:
    """Whoever decided about pay that is another now is told what changed, once. Returns how many it is of."""
    kept = reviews_of(work.connection, standing.id, only)
    voided = [person_id for person_id, review in kept.items() if review.voided]
    for entry in _entries(work, standing, voided):
        review = kept[entry.person_id]
        shown = review.changed[:MOST_CHANGES]
        more = len(review.changed) - len(shown)
        values: Values = {"cause": "changed", "by": "", "changes": shown, "more": more}
        _tell_again(work, standing, entry, review.decided_by, values)
    return len(voided)


def _entries(work: Work, standing: Standing, person_ids: Collection[int]) -> list[Entry]:
    if not person_ids:
        return []
    return list(read_sheet(work.connection, work.company, standing, person_ids).entries.values())


def _back_stem(standing: Standing) -> str:
    """Behind it stand whose pay it is, the review's edition, and which admin is told."""
    return f"review/{standing.key}/back/"


def _back_values(work: Work, standing: Standing, entry: Entry, edition: int) -> Values:
    """Values of review/sent_back: `open` while it is as it was sent back in that edition."""
    assert entry.review is not None
    subject = Subject(standing.key, 0, entry.key)
    return {
        **period_values(work.company, standing),
        "name": entry.name,
        "reason": entry.review.reason,
        "open": entry.state == SENT_BACK and entry.edition == edition,
        "now": entry.state,
        "by": entry.review.decider,
        "value": subject.value(),
        "look": Look(subject, Shown(entry.edition, entry.digest)).value(),
    }


def _tell_again(work: Work, standing: Standing, entry: Entry, decider_id: int | None, values: Values) -> None:
    assert entry.review is not None
    subject = Subject(standing.key, 0, entry.key)
    whole = {
        **period_values(work.company, standing),
        "name": entry.name,
        "was": "sent_back" if entry.review.reason or values["cause"] == "back" else "approved",
        "value": subject.value(),
        **values,
    }
    for reader_id in _readers(work, standing, entry.person_id, decider_id):
        key = f"review/{standing.key}/again/{entry.person_id}/{entry.edition}/{reader_id}"
        if work.tell(key, AGAIN_TITLE, reader_id, AGAIN, whole) and values["changes"]:
            how = f"message {entry.edition}"
            note_shown(work, standing.key, reader_id, {entry.person_id: entry.key}, how)


def _readers(work: Work, standing: Standing, person_id: int, decider_id: int | None) -> list[int]:
    """Whoever decided, if they may still; else whose turn it is; else the admins."""
    pairs = [] if decider_id is None else [(decider_id, person_id)]
    still = [decider for decider, _ in who_may_review(work.connection, work.company, pairs, work.today)]
    if still:
        return still
    turn = turns_of(work.connection, work.company, standing, [person_id], work.today).turn[person_id]
    return [turn] if turn is not None else [one for one in work.admins if one != person_id]
