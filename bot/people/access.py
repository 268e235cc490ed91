"""Who may see whose pay, and who looks after the app. Every surface asks here, and nowhere else."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, select

from bot.people.at_work import at_work, away, people, placed, placements
from bot.people.identity import Caller, Company


def may_see_pay(connection: Connection, viewer: Caller, subject_id: int, today: date) -> bool:
    """Oneself always; the compensation admin everybody; a manager the people below them, however far."""
    if viewer.id == subject_id or viewer.is_admin:
        return True
    return viewer.id in _leaders_of(connection, viewer.company.id, subject_id, today)


def may_review(connection: Connection, viewer: Caller, subject_id: int, today: date) -> bool:
    """Whoever approves, sends back or adjusts another's pay: an admin, or somebody above; never oneself."""
    return viewer.id != subject_id and may_see_pay(connection, viewer, subject_id, today)


def reviewable(connection: Connection, viewer: Caller, subject_ids: Collection[int], today: date) -> set[int]:
    """Those of many whom `may_review` lets the viewer look after."""
    if viewer.is_admin:
        return set(subject_ids) - {viewer.id}
    manager_of = _managers(connection, viewer.company.id, today)
    return {one for one in subject_ids if one != viewer.id and viewer.id in _up_from(manager_of, one)}


def who_may_review(
    connection: Connection, company: Company, pairs: Iterable[tuple[int, int]], today: date
) -> set[tuple[int, int]]:
    """Of pairs of two people, those where the first is at work and may review the pay of the second."""
    wanted = [pair for pair in pairs if pair[0] != pair[1]]
    if not wanted:
        return set()
    manager_of = _managers(connection, company.id, today)
    gone, admins = away(connection, company.id, today), set(admin_ids(connection, company.id, today))
    return {
        (one, subject)
        for one, subject in wanted
        if one in admins or (one not in gone and one in _up_from(manager_of, subject))
    }


def may_run_the_app(caller: Caller) -> bool:
    """What is sent and what happens by itself is for the compensation admins of the workspace."""
    return caller.is_admin


def may_decide_about_message(caller: Caller, mender_id: int | None) -> bool:
    """Whoever composed a message and is asked to mend it may send it again or drop it, besides the admins."""
    return may_run_the_app(caller) or (mender_id is not None and caller.id == mender_id)


def menders_of(
    connection: Connection, workspace_id: int, mender_id: int | None, today: date
) -> list[tuple[int, bool]]:
    """Who can mend a message, and whether they are admins: whoever composed it, if they still work here; else
    every admin."""
    query = select(people.c.id, people.c.is_admin).where(
        people.c.workspace_id == workspace_id, people.c.id == mender_id, at_work(today)
    )
    mender = connection.execute(query).first()
    if mender is not None:
        return [(mender.id, mender.is_admin)]
    return [(one, True) for one in admin_ids(connection, workspace_id, today)]


def sees_all_pay(caller: Caller) -> bool:
    """What waits for whoever looks after pay is for the compensation admins."""
    return caller.is_admin


def leads_anybody(connection: Connection, workspace_id: int, person_id: int, today: date) -> bool:
    """Whether somebody who is at work today reports to them."""
    query = (
        select(placements.c.id)
        .join_from(placements, people, people.c.id == placements.c.person_id)
        .where(
            placements.c.workspace_id == workspace_id,
            placements.c.manager_id == person_id,
            placements.c.person_id != person_id,
            placed(today),
            at_work(today),
        )
    )
    return connection.execute(query.limit(1)).first() is not None


def may_announce(connection: Connection, caller: Caller, today: date) -> bool:
    """Managers and compensation admins write announcements."""
    return caller.is_admin or leads_anybody(connection, caller.company.id, caller.id, today)


def may_decide_on_announcement(caller: Caller, last_hand: int | None, asked_id: int | None) -> bool:
    """Whoever is asked, or an admin; never whose words it stands in."""
    return caller.id != last_hand and (caller.is_admin or caller.id == asked_id)


def may_change_announcement(
    caller: Caller, made_by: int | None, asked_id: int | None, last_hand: int | None
) -> bool:
    """While it waits: whoever wrote or changed it, whoever is asked, or an admin."""
    return caller.is_admin or caller.id in (made_by, asked_id, last_hand)


def sees_every_announcement(caller: Caller) -> bool:
    """What waits for a nod, or could not be sent, is listed for the admins whoever wrote it."""
    return caller.is_admin


def may_see_announcement(caller: Caller, hands: Collection[int | None]) -> bool:
    """Before it is out: those through whose hands it went, and admins."""
    return caller.is_admin or caller.id in hands


def may_take_back_announcement(caller: Caller, made_by: int | None, decided_by: int | None) -> bool:
    """Whoever wrote it, whoever let it go, or an admin."""
    return caller.is_admin or caller.id in (made_by, decided_by)


def reviewers(
    connection: Connection,
    company: Company,
    person_ids: Iterable[int],
    today: date,
    not_by: Mapping[int, set[int]] | None = None,
) -> dict[int, int | None]:
    """By person, whose turn it is to look at their pay: the nearest above who is at work today.

    `not_by` are people who may not, by the person: those who adjusted it, say. None where nobody above may:
    then it is for the admins.
    """
    manager_of = _managers(connection, company.id, today)
    gone = away(connection, company.id, today)
    barred = not_by or {}
    found: dict[int, int | None] = {}
    for person_id in person_ids:
        line = _up_from(manager_of, person_id)
        fit = (one for one in line if one not in gone and one not in barred.get(person_id, set()))
        found[person_id] = next((one for one in fit if one != person_id), None)
    return found


def reviewer_of(connection: Connection, company: Company, person_id: int, today: date) -> int | None:
    """Whose turn it is to look at one person's pay; None where it is for the admins."""
    return reviewers(connection, company, [person_id], today)[person_id]


def admin_ids(connection: Connection, workspace_id: int, today: date) -> list[int]:
    """The compensation admins who are at work."""
    query = select(people.c.id).where(
        people.c.workspace_id == workspace_id, people.c.is_admin.is_(True), at_work(today)
    )
    return list(connection.execute(query.order_by(people.c.id)).scalars())


def _leaders_of(connection: Connection, workspace_id: int, person_id: int, today: date) -> set[int]:
    """Everybody up the line of a person."""
    return set(_up_from(_managers(connection, workspace_id, today), person_id))


def _managers(connection: Connection, workspace_id: int, today: date) -> dict[int, int]:
    """Who leads whom on a day, by the person led."""
    query = select(placements.c.person_id, placements.c.manager_id).where(
        placements.c.workspace_id == workspace_id,
        placements.c.manager_id.is_not(None),
        placed(today),
    )
    return dict(iter(connection.execute(query)))


def _up_from(manager_of: Mapping[int, int], person_id: int) -> list[int]:
    """The line above a person, the nearest first. A circle in the line ends where it closes."""
    leaders: list[int] = []
    step = manager_of.get(person_id)
    while step is not None and step not in leaders:
        leaders.append(step)
        step = manager_of.get(step)
    return leaders
