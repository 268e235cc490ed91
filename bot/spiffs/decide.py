"""The buttons on the card of a contest: approve its money, decline it, call it off."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.people.contest_access import names_of
from bot.people.identity import Caller
from bot.schedule.telling import moment_values
from bot.services import Services
from bot.slack.declared import Declared
from bot.slack.numbers_carried import pair_of
from bot.slack.showing import show_beside
from bot.spiffs.door import DOOR
from bot.spiffs.outcomes import Outcome, Result
from bot.spiffs.shown import Values
from bot.spiffs.starting import Starting
from bot.store.engine import reading

APPROVE, DECLINE, CALL_OFF = "spiff.approve", "spiff.decline", "spiff.call_off"

DECLARED = Declared(scopes=("chat:write",))

Step = Callable[[Starting, Caller, int, int], Result]


def register(app: App, services: Services) -> None:
    """Adds the buttons."""

    def press(step: Step) -> Callable[..., None]:
        def pressed(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
            ack()
            caller = DOOR.let_in(services, client, body)
            if caller is None:
                return
            starting = Starting(services.engine, services.announcing)
            result = step(starting, caller, *pair_of(action))
            values = note_values(services, caller, result)
            message = services.renderer.render("spiffs/note", values)
            show_beside(client, body, message, services.renderer.render("spiffs/note_modal", values))

        return pressed

    now = services.clock
    app.action(APPROVE)(press(lambda use, caller, *shown: use.approve(caller, *shown, now())))
    app.action(DECLINE)(press(lambda use, caller, *shown: use.decline(caller, *shown, now())))
    app.action(CALL_OFF)(press(lambda use, caller, *shown: use.call_off(caller, *shown, now())))


def note_values(services: Services, caller: Caller, result: Result) -> Values:
    """Values of spiffs/note and spiffs/note_modal. Whose business it is not reads nothing of it."""
    started = None if result.outcome is Outcome.NOT_YOURS else result.started
    with reading(services.engine) as connection:
        asked = names_of(connection, result.asked)
    decided = started.decided_at if started is not None else None
    zone = caller.company.time_zone
    return {
        "outcome": result.outcome.value,
        "title": started.title if started else "",
        "state": started.state if started else "",
        "by": started.decider if started else "",
        "by_you": started is not None and started.decided_by == caller.id,
        "at": moment_values(decided, zone) if decided is not None else {"at": "", "words": ""},
        "asked": " or ".join(asked),
    }
