"""What is said of a month's award in Slack: to those who decide about it, to the winner, to everybody."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from bot.delivery.outbox import Channel, Person, User
from bot.delivery.states import messages
from bot.people.recognition_access import managers
from bot.recognition.award_rows import ACTIVE, Award, awards_of
from bot.recognition.award_shown import announced_values, preview_values, won_values
from bot.recognition.choosing import shortlist
from bot.recognition.month_rows import Month
from bot.recognition.taking_part import members_by_id
from bot.recognition.work import Work

PREVIEW_TITLE, PICK_TITLE = "An award to look at", "A winner to pick"
WON_TITLE = "You won the award"


def tell_of_awards(work: Work, month: Month, left: Iterable[int] = ()) -> int:
    """A preview of each award that waits for approval to everybody who decides about it; whoever has one
    already has it brought up to date.

    `left` are members who stood first but have left. How many people are told.
    """
    active = [award for award in awards_of(work.connection, month.id) if award.state in ACTIVE]
    people = work.deciders([award.member_id for award in active])
    gone = names_of(work, left)
    for award in active:
        values = preview_values(work, month, award, active, gone)
        for person in people:
            key = preview_key(award, person.person_id)
            if not _is_put(work, key):
                work.tell(key, PREVIEW_TITLE, Person(person.person_id), "award_preview", values)
            elif award.edition and not _is_put(work, f"{key}/{award.edition}"):
                _edit_preview(work, key, person.person_id, award, values)
    return len(people)


def show_as_it_is(work: Work, month: Month, award: Award) -> None:
    """Brings every preview of an award up to date."""
    others = [one for one in awards_of(work.connection, month.id) if one.state in ACTIVE]
    values = preview_values(work, month, award, others, ())
    for key, person_id in _posts(work, preview_key(award, 0)[:-1]):
        _edit_preview(work, key, person_id, award, values)


def ask_committee(work: Work, month: Month, left: Iterable[int] = ()) -> int:
    """Asks those who decide to pick from the shortlist; again for each who was passed over."""
    candidates = [one.member_id for one in shortlist(work, month).standings]
    people = work.deciders(candidates)
    values = _to_pick_from(work, month, candidates, left)
    for person in people:
        key = f"{_pick_stem(work, month)}{person.person_id}"
        work.tell(key, PICK_TITLE, Person(person.person_id), "award_choose", values)
    return len(people)


def show_shortlist(work: Work, month: Month, cause: str) -> None:
    """Brings the shortlist up to date for those who were asked to pick from it."""
    candidates = [one.member_id for one in shortlist(work, month).standings]
    values = _to_pick_from(work, month, candidates, ())
    for key, person_id in _posts(work, _pick_stem(work, month)):
        work.edit(key, cause, PICK_TITLE, Person(person_id), "award_choose", values)


def tell_nobody_is_left(work: Work, month: Month, left: Iterable[int]) -> int:
    """To the hosts: everybody on the shortlist has left or was passed over."""
    people = work.deciders()
    values = {"month": month.label, "left": names_of(work, left)}
    for person in people:
        key = f"month/{month.month}/nobody/{person.person_id}"
        work.tell(key, "No award this month", Person(person.person_id), "award_nobody", values)
    return len(people)


def tell_empty(work: Work, month: Month, nominated: int) -> int:
    """A kind note to the hosts and to whoever leads people: there is nobody to give the award to. `nominated`
    is how many were nominated, and have left."""
    today = work.today
    people = {
        one.person_id: one
        for one in (
            *work.deciders(),
            *managers(work.connection, work.company.id, today),
        )
    }
    values = {"month": month.label, "nominated": nominated}
    for person_id in people:
        key = f"month/{month.month}/empty/{person_id}"
        work.tell(key, "A quiet month", Person(person_id), "month_empty", values)
    return len(people)


def announce(work: Work, month: Month, winners: Sequence[Award]) -> None:
    """To everybody, and to the winners by themselves."""
    values = announced_values(work, month, winners)
    work.post(_announcement_key(month), _announcement_title(month), "award_announced", values)
    for award in winners:
        own = won_values(work, month, award)
        work.tell(_won_key(award), WON_TITLE, User(award.user_id), "award_won", own)


def show_announcement(work: Work, month: Month, winners: Sequence[Award], cause: str) -> None:
    """Brings what was announced up to date: its quotes, not who won."""
    values, channel = announced_values(work, month, winners), Channel(work.settings.channel)
    work.edit(_announcement_key(month), cause, _announcement_title(month), channel, "award_announced", values)
    for award in winners:
        own, to = won_values(work, month, award), User(award.user_id)
        work.edit(_won_key(award), cause, WON_TITLE, to, "award_won", own)


def names_of(work: Work, member_ids: Iterable[int]) -> list[str]:
    """Names, for those who decide, in the order given."""
    ids = list(member_ids)
    known = members_by_id(work.connection, work.company, ids, work.now)
    return [known[member].name for member in ids if member in known]


def preview_key(award: Award, person_id: int) -> str:
    """The message that shows an award to one who decides about it."""
    return f"award/{award.id}/preview/{person_id}"


def _to_pick_from(
    work: Work, month: Month, candidates: Sequence[int], left: Iterable[int]
) -> dict[str, object]:
    return {
        "id": str(month.id),
        "month": month.label,
        "names": names_of(work, candidates),
        "left": names_of(work, left),
        "again": bool(awards_of(work.connection, month.id)),
    }


def _pick_stem(work: Work, month: Month) -> str:
    """Who was picked and is out makes a choice of its own."""
    return f"month/{month.month}/pick/{len(awards_of(work.connection, month.id))}/"


def _announcement_key(month: Month) -> str:
    return f"month/{month.month}/announcement"


def _announcement_title(month: Month) -> str:
    return f"The award of {month.label}"


def _won_key(award: Award) -> str:
    return f"award/{award.id}/won"


def _edit_preview(work: Work, key: str, person_id: int, award: Award, values: Mapping[str, object]) -> None:
    work.edit(key, str(award.edition), PREVIEW_TITLE, Person(person_id), "award_preview", values)


def _posts(work: Work, stem: str) -> list[tuple[str, int]]:
    """The messages to people whose keys begin so, each with the number of its person."""
    query = select(messages.c.key, messages.c.person_id).where(
        messages.c.workspace_id == work.company.id,
        messages.c.key.startswith(stem, autoescape=True),
        messages.c.kind == "post",
    )
    found = work.connection.execute(query.order_by(messages.c.id))
    return [(row.key, row.person_id) for row in found if row.person_id is not None]


def _is_put(work: Work, key: str) -> bool:
    here = (messages.c.workspace_id == work.company.id) & (messages.c.key == key)
    return work.connection.execute(select(messages.c.id).where(here)).first() is not None
