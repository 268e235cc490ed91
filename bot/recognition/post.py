"""The post of a nomination, and the buttons on it."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.recognition.door import let_in
from bot.recognition.edit_modal import open_edit
from bot.recognition.endorsing import Endorsing, Stand
from bot.recognition.sentences import sentence
from bot.recognition.withdraw_modal import open_withdraw
from bot.services import Services
from bot.slack.controls import StaleControl, number_of, whole
from bot.slack.declared import Declared
from bot.slack.showing import show_beside

ENDORSE, MORE = "recognition.endorse", "recognition.more"
LINK, MESSAGE = "recognition.link", "recognition.message"

DECLARED = Declared(scopes=("chat:write",))


def register(app: App, services: Services) -> None:
    """Adds the buttons of the post."""

    @app.action(ENDORSE)
    def endorse(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        press(services, client, body, number_of(action))

    @app.action(MORE)
    def more(ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient) -> None:
        ack()
        what, number = _chosen(action)
        if what == "edit":
            open_edit(services, client, body, number)
        elif what == "withdraw":
            open_withdraw(services, client, body, number)
        else:
            raise StaleControl

    def opened(ack: Ack) -> None:
        """Slack opens the address by itself, and tells us too."""
        ack()

    app.action(LINK)(opened)
    app.action(MESSAGE)(opened)


def press(services: Services, client: WebClient, body: dict[str, Any], nomination_id: int) -> None:
    """Stands behind the nomination, or no longer, and says which to whoever pressed."""
    entrant = let_in(services, client, body)
    if entrant is None:
        return
    asker = services.asker_of(body)
    endorsing = Endorsing(services.engine, services.profiles, services.outbox)
    stand = endorsing.press(entrant.venue, entrant.member, nomination_id, asker.request_key, asker.now)
    values = (
        {"stand": stand.value, "sentence": ""}
        if isinstance(stand, Stand)
        else {"stand": "refused", "sentence": sentence(stand)}
    )
    message = services.renderer.render("recognition/stand", values)
    show_beside(client, body, message, services.renderer.render("recognition/stand_modal", values))


def _chosen(action: dict[str, Any]) -> tuple[str, int]:
    """What was chosen in the menu, and of which nomination."""
    option = action.get("selected_option")
    what, _, number = str(option.get("value") if isinstance(option, dict) else "").partition(" ")
    return what, whole(number)
