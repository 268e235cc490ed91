"""The stored facts as the frames that calc works on."""

from datetime import date

from sqlalchemy import Connection, Select, select

from bot.store import dated_queries as dated
from bot.store import lasting_queries as lasting
from bot.store.base import table_of
from bot.store.bulk import read_frame
from bot.store.plans import Assignment, PlanVersion
from calc.facts import Facts
from calc.facts import facts as facts_of

versions, assignments = table_of(PlanVersion).c, table_of(Assignment).c


def facts_between(
    connection: Connection,
    workspace_id: int,
    start: date | None,
    last: date,
) -> Facts:
    """All that a calculation stands on which looks at the days from `start` to `last`, but for what was paid
    before (bot.periods.restating).

    Events and readings outside those days are left in the database. What happened before `start` is summed
    there into each account's book at that day, which gives calc the same books as the events themselves
    would; later entries of the book come as they are. Without a `start` everything up to `last` does.
    """
    queries: dict[str, Select[tuple[object, ...]]] = {
        "people": lasting.people(workspace_id),
        "placements": lasting.placements(workspace_id),
        "leave": lasting.leave(workspace_id),
        "accounts": lasting.accounts(workspace_id),
        "owners": lasting.owners(workspace_id),
        "targets": lasting.targets(workspace_id),
        "assignments": lasting.assignments(workspace_id),
        "exchange": dated.exchange(workspace_id, last),
        "books": dated.books(workspace_id, last),
        "events": dated.events(workspace_id, start, last),
        "credits": dated.credits(workspace_id, start, last),
        "readings": dated.readings(workspace_id, start, last),
    }
    if start is not None:
        queries["books"] = dated.books_from(workspace_id, start, last)
    return facts_of(**{name: read_frame(connection, query) for name, query in queries.items()})


def plan_documents(connection: Connection, workspace_id: int) -> list[str]:
    """Every version, as it was loaded, of each plan that anybody is, was or will be on.

    The others pay nobody, and may be many: ready designs, say, that were loaded to be looked at.
    """
    assigned = select(assignments.plan_id).where(assignments.workspace_id == workspace_id)
    query = select(versions.document).where(
        versions.workspace_id == workspace_id, versions.plan_id.in_(assigned)
    )
    return list(connection.execute(query.order_by(versions.id)).scalars())
