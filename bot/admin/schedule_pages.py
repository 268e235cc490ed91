"""The schedules as an admin sees them in Slack: in a message, in a modal with buttons; their next times."""

from collections.abc import Sequence

from bot.admin.moments import Values
from bot.admin.schedule_values import halt_values, line_values, times_values
from bot.people.identity import Caller
from bot.schedule.board import Board, Line, board, preview
from bot.schedule.desk import named
from bot.services import Services
from bot.slack.render import Rendered
from bot.store.engine import reading

ON_A_PAGE = 18
SHOWN_AT_ONCE = 12
TIMES_SHOWN = 5

# What was done, or why it was not, as the templates tell it.
Note = dict[str, object]


def listed(services: Services, caller: Caller, notes: Sequence[Note] = ()) -> Rendered:
    """The schedules in a message, with the way to change them. `notes` say what was just done."""
    found = _board(services, caller)
    shown = found.lines[:SHOWN_AT_ONCE]
    values = {**_values(found, shown, caller, notes), "more": len(found.lines) - len(shown)}
    return services.renderer.render("admin/schedules", values)


def page(services: Services, caller: Caller, number: int, notes: Sequence[Note] = ()) -> Rendered:
    """A page of the modal in which each schedule has its buttons; the last one when there are fewer."""
    found = _board(services, caller)
    pages = max(1, -(-len(found.lines) // ON_A_PAGE))
    number = min(max(number, 1), pages)
    shown = found.lines[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    values = {
        **_values(found, shown, caller, notes),
        "page": number,
        "pages": pages,
        "metadata": str(number),
        "earlier": str(number - 1),
        "later": str(number + 1),
    }
    return services.renderer.render("admin/schedules_modal", values)


def next_times(services: Services, caller: Caller, name: str) -> Rendered:
    """When a schedule runs next. ScheduleRefused when there is none of that name."""
    company = caller.company
    with reading(services.engine) as connection:
        kept = named(connection, company.id, name)
    slots = preview(services.engine, company.id, kept.name, TIMES_SHOWN, services.clock())
    values = {
        "name": kept.name,
        "rule": kept.rule,
        "time": kept.local_time,
        "zone": kept.time_zone,
        "paused": kept.paused,
        "times": times_values(slots, kept.time_zone),
    }
    return services.renderer.render("admin/next_times", values)


def _board(services: Services, caller: Caller) -> Board:
    return board(services.engine, services.jobs, caller.company.id, services.clock())


def _values(found: Board, shown: Sequence[Line], caller: Caller, notes: Sequence[Note]) -> Values:
    company = caller.company
    return {
        **halt_values(found, company),
        "notes": list(notes),
        "zone": company.time_zone.key,
        "schedules": [line_values(line, company) for line in shown],
    }
