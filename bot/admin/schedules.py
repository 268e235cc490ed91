"""The schedules in Slack: what happens by itself and when, and what an admin does about it."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.admin import schedule_acts
from bot.admin.door import let_in
from bot.admin.schedule_acts import Act, tried
from bot.admin.schedule_pages import Note, listed, next_times, page
from bot.people.identity import Caller
from bot.schedule.refusals import ScheduleRefused
from bot.services import Services
from bot.slack.controls import number_of, page_of, value_of
from bot.slack.declared import Declared
from bot.slack.showing import is_ephemeral, is_in_view, show_beside, show_done, show_instead

OPEN, EARLIER, LATER = "schedule.open", "schedule.earlier", "schedule.later"
NEXT = "schedule.next"
ACTS: dict[str, Act] = {
    "schedule.run": schedule_acts.run,
    "schedule.pause": schedule_acts.pause,
    "schedule.resume": schedule_acts.resume,
    "schedule.remove": schedule_acts.remove,
    "schedule.go_on": schedule_acts.go_on,
}

DECLARED = Declared(scopes=("chat:write",))


def register(app: App, services: Services) -> None:
    """Adds the buttons of the list, of its modal, and of the message that the clock is halted."""

    def acting(act: Act) -> Callable[..., None]:
        def press(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
            ack()
            visit = let_in(services, client, body)
            if visit is not None:
                note = tried(act, services, visit, value_of(action), body)
                _show(services, client, body, visit.caller, note)

        return press

    for action_id, act in ACTS.items():
        app.action(action_id)(acting(act))

    @app.action(OPEN)
    def open_list(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        visit = let_in(services, client, body)
        if visit is not None:
            client.views_open(trigger_id=body["trigger_id"], view=page(services, visit.caller, 1).as_view())

    @app.action(NEXT)
    def show_next(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        visit = let_in(services, client, body)
        if visit is None:
            return
        try:
            times = next_times(services, visit.caller, value_of(action))
        except ScheduleRefused as refused:
            _show(services, client, body, visit.caller, schedule_acts.refusal(refused))
            return
        show_beside(client, body, listed(services, visit.caller), times)

    def turn_page(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        visit = let_in(services, client, body)
        if visit is not None:
            # Where the modal has been closed meanwhile, nobody waits for a page.
            show_instead(client, body, page(services, visit.caller, number_of(action)))

    app.action(EARLIER)(turn_page)
    app.action(LATER)(turn_page)


def _show(services: Services, client: WebClient, body: dict[str, Any], caller: Caller, note: Note) -> None:
    """What was done, or why it was not, with the list that was pressed in, or in the place of the message."""
    message = services.renderer.render("admin/schedule_note", {"note": note})
    modal = page(services, caller, page_of(body), [note])
    instead = message
    if is_in_view(body):
        instead = modal
    elif is_ephemeral(body):
        instead = listed(services, caller, [note])
    show_done(client, body, instead, message, modal)
