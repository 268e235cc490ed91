"""Who may see whose pay, and who looks after the app. Every surface asks here, and nowhere else."""

from datetime import date

from sqlalchemy import Connection, or_, select

from bot.people.identity import Caller
from bot.store.base import table_of
from bot.store.people import Placement

placements = table_of(Placement)


def may_see_pay(connection: Connection, viewer: Caller, subject_id: int, today: date) -> bool:
    """Oneself always; the compensation admin everybody; a manager the people below them, however far."""
    if viewer.id == subject_id or viewer.is_admin:
        return True
    return viewer.id in _leaders_of(connection, viewer.company.id, subject_id, today)


def may_run_the_app(caller: Caller) -> bool:
    """What is sent and what happens by itself is for the compensation admins of the workspace."""
    return caller.is_admin


def may_decide_about_message(caller: Caller, mender_id: int | None) -> bool:
    """Whoever composed a message and is asked to mend it may send it again or drop it, besides the admins."""
    return may_run_the_app(caller) or (mender_id is not None and caller.id == mender_id)


def _leaders_of(connection: Connection, workspace_id: int, person_id: int, today: date) -> set[int]:
    """Everybody up the line of a person. A circle in the line ends where it closes."""
    in_force = or_(placements.c.to_date.is_(None), placements.c.to_date >= today)
    query = select(placements.c.person_id, placements.c.manager_id).where(
        placements.c.workspace_id == workspace_id,
        placements.c.manager_id.is_not(None),
        placements.c.from_date <= today,
        in_force,
    )
    manager_of = {row.person_id: row.manager_id for row in connection.execute(query)}
    leaders: set[int] = set()
    step = manager_of.get(person_id)
    while step is not None and step not in leaders:
        leaders.add(step)
        step = manager_of.get(step)
    return leaders
