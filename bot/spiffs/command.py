"""`/spiff`: alone what runs, with a name one contest, and some words do other things."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_sdk import WebClient

from bot.doors import Refused, person_of
from bot.people.identity import Caller
from bot.services import Services
from bot.slack.controls import value_of
from bot.slack.declared import Declared, SlashCommand
from bot.slack.render import Rendered
from bot.slack.replies import ephemeral
from bot.slack.response_url import answer_at
from bot.slack.text import as_typed
from bot.spiffs import new_modal
from bot.spiffs.answers import by_key, by_name, club, help_, overview
from bot.spiffs.door import DOOR

COMMAND = "/spiff"
ABOUT, ALL, CLUB = "spiff.about", "spiff.all", "spiff.club"

DECLARED = Declared(
    commands=(
        SlashCommand(COMMAND, "Contests: how they stand, and your place", "[name | club | new | help]"),
    ),
    scopes=("commands", "chat:write", "users:read", "users:read.email"),
)

Answer = Callable[[Services, Caller, datetime], Rendered]
WORDS: Mapping[str, Answer] = {"": overview, "club": club, "help": help_, "?": help_}
NEW = "new"


def register(app: App, services: Services) -> None:
    """Adds the command, and the buttons on its answers."""

    @app.command(COMMAND)
    def spiff(command: dict[str, str], client: WebClient) -> BoltResponse:
        asker = services.asker(command["team_id"], command["user_id"], command)
        words = as_typed(command.get("text", "")).strip()
        if words.lower() == NEW:
            return new_modal.from_command(services, client, asker, command["trigger_id"])
        return ephemeral(reply(services, person_of(asker), words, asker.now))

    def press(answer: Callable[[Caller, str, datetime], Rendered]) -> Callable[..., None]:
        def pressed(ack: Ack, body: dict[str, Any], action: dict[str, str]) -> None:
            ack()
            asker = services.asker_of(body)
            caller = person_of(asker)
            if isinstance(caller, Refused):
                shown = DOOR.turned_away(services, caller)
            else:
                shown = answer(caller, value_of(action), asker.now)
            if not answer_at(str(body["response_url"]), shown, replace=True):
                raise RuntimeError("Slack did not take the answer to a press")

        return pressed

    app.action(ABOUT)(press(lambda caller, value, now: by_key(services, caller, value, now)))
    app.action(ALL)(press(lambda caller, _value, now: overview(services, caller, now)))
    app.action(CLUB)(press(lambda caller, _value, now: club(services, caller, now)))


def reply(services: Services, caller: Caller | Refused, words: str, now: datetime) -> Rendered:
    """The answer to what somebody typed after the command."""
    if isinstance(caller, Refused):
        return DOOR.turned_away(services, caller)
    known = WORDS.get(words.lower())
    return known(services, caller, now) if known is not None else by_name(services, caller, words, now)
