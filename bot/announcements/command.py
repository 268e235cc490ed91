"""`/announce`: alone or with words it opens the form, and some first words do other things."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from slack_bolt import App, BoltResponse
from slack_sdk import WebClient

from bot.announcements import settings_modal
from bot.announcements.compose import open_form
from bot.announcements.door import DOOR
from bot.announcements.listing import listed
from bot.announcements.typed import typed
from bot.announcements.wording import VARIABLES
from bot.doors import Refused
from bot.people.identity import Caller
from bot.periods.pay_settings import pay_settings
from bot.services import Services
from bot.slack.declared import Declared, SlashCommand
from bot.slack.render import Rendered
from bot.slack.replies import ephemeral
from bot.store.engine import reading

COMMAND = "/announce"

DECLARED = Declared(
    commands=(
        SlashCommand(
            COMMAND,
            "Announce something in a channel, for managers",
            "[@somebody] [words | list | settings | help]",
        ),
    ),
    scopes=("commands", "chat:write", "users:read", "users:read.email"),
)


@dataclass(frozen=True)
class Asking:
    """A manager or admin typed the command."""

    services: Services
    client: WebClient
    caller: Caller
    trigger_id: str


# The answer, or None when a modal has been opened instead.
Answer = Callable[[Asking], Rendered | None]


def register(app: App, services: Services) -> None:
    """Adds the command."""

    @app.command(COMMAND)
    def announce(command: dict[str, str], client: WebClient) -> BoltResponse:
        caller = DOOR.entitled(services.asker(command["team_id"], command["user_id"], command))
        if isinstance(caller, Refused):
            return ephemeral(DOOR.turned_away(services, caller))
        asking = Asking(services, client, caller, command["trigger_id"])
        answer = reply(asking, command.get("text", "").strip())
        return BoltResponse(status=200, body="") if answer is None else ephemeral(answer)


def reply(asking: Asking, text: str) -> Rendered | None:
    """The answer to what somebody typed; None when a form has been opened."""
    known = WORDS.get(text.lower())
    if known is not None:
        return known(asking)
    people, words = typed(text)
    open_form(asking.services, asking.client, asking.caller, people, words, asking.trigger_id)
    return None


def _list(asking: Asking) -> Rendered:
    return listed(asking.services, asking.caller)


def _settings(asking: Asking) -> Rendered | None:
    return settings_modal.reply(asking.services, asking.client, asking.caller, asking.trigger_id)


def _help(asking: Asking) -> Rendered:
    with reading(asking.services.engine) as connection:
        settings = pay_settings(connection, asking.caller.company.id)
    values = {
        "channel": settings.channel,
        "needs_checker": settings.announcements_need_checker,
        "variables": [{"name": name, "says": says} for name, says in VARIABLES.items()],
    }
    return asking.services.renderer.render("announcements/help", values)


# What a word alone does. Whoever adds one adds a line, and says so in the help.
WORDS: Mapping[str, Answer] = {
    "list": _list,
    "settings": _settings,
    "help": _help,
    "?": _help,
}
