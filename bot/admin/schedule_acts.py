"""What an admin does with a schedule by pressing a button; each returns what the templates tell of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.admin.door import Visit
from bot.admin.moments import moment_values
from bot.admin.outbox_values import doer
from bot.admin.schedule_pages import Note
from bot.people.actors import who_is
from bot.schedule import by_hand, desk
from bot.schedule.refusals import ScheduleRefused
from bot.services import Services
from bot.slack.controls import StaleControl
from bot.store.engine import writing

# What a button carries: the schedule's name, or for the clock which halt it was drawn for.
Act = Callable[[Services, Visit, str, dict[str, Any]], Note]


def tried(act: Act, services: Services, visit: Visit, value: str, body: dict[str, Any]) -> Note:
    """What came of it, or why it cannot be. StaleControl for a value of an earlier version."""
    try:
        return act(services, visit, value, body)
    except ScheduleRefused as refused:
        return refusal(refused)


def refusal(refused: ScheduleRefused) -> Note:
    """Why something cannot be."""
    return {"what": "refused", "text": str(refused)}


def run(services: Services, visit: Visit, name: str, body: dict[str, Any]) -> Note:
    """Runs it now, once for each time that the modal was shown: a button pressed twice on one screen, and a
    request that comes twice, run it once."""
    view = body.get("view", {})
    request = f"{view['id']} {view['hash']}" if view.get("hash") else visit.request_key
    company_id = visit.caller.company.id
    ran = by_hand.run_now(services.engine, services.jobs, company_id, name, visit.now, visit.actor, request)
    return {"what": "ran" if ran.done else "had_run", "name": _called(services, ran.name), "text": ran.note}


def pause(services: Services, visit: Visit, name: str, _body: dict[str, Any]) -> Note:
    return _changed(services, visit, name, desk.pause, "paused")


def resume(services: Services, visit: Visit, name: str, _body: dict[str, Any]) -> Note:
    return _changed(services, visit, name, desk.resume, "resumed")


def remove(services: Services, visit: Visit, name: str, _body: dict[str, Any]) -> Note:
    return _changed(services, visit, name, desk.remove, "removed")


def go_on(services: Services, visit: Visit, value: str, _body: dict[str, Any]) -> Note:
    """Lets the halted clock go on, if it is halted as it was when the button was drawn."""
    company, halted_at = visit.caller.company, _moment(value)
    with writing(services.engine) as connection:
        went = desk.go_on(connection, company.id, visit.now, visit.actor, halted_at)
        by = who_is(connection, company.id, went.actor) if went.at else None
    return {
        "what": "went_on" if went.done else "went_on_before",
        "who": doer(by, own=went.actor == visit.actor),
        "by": by.name if by else "",
        "when": moment_values(went.at, company.time_zone),
    }


def _changed(services: Services, visit: Visit, name: str, change: Callable[..., str], what: str) -> Note:
    with writing(services.engine) as connection:
        changed = change(connection, visit.caller.company.id, name, visit.now, visit.actor)
    return {"what": what, "name": _called(services, changed), "text": ""}


def _called(services: Services, name: str) -> str:
    """What people know it by: what it does, where a feature made it under the name of its job."""
    titles = {job.name: job.title for job in services.jobs.all()}
    return titles.get(name, name)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise StaleControl from None
    if moment.tzinfo is None:
        raise StaleControl
    return moment
