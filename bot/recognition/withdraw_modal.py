"""Taking back a nomination: the question whether that is meant, and what happens then."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_sdk import WebClient

from bot.recognition.answers import names_of
from bot.recognition.changing import Changing, No
from bot.recognition.door import TurnedAway, enter, turned_away_modal
from bot.recognition.own_nomination import changing_in, no_in_form, own_to_change
from bot.recognition.shown import quoted
from bot.services import Services
from bot.slack.controls import number_of, whole
from bot.slack.declared import Declared
from bot.slack.replies import in_place_of_form

OPEN = "recognition.withdraw"
SUBMITTED = "recognition.withdrawn"

DECLARED = Declared()

_MOST_SHOWN_CHARACTERS = 500


def register(app: App, services: Services) -> None:
    """Adds the button that asks, and what happens when the answer is yes."""

    @app.action(OPEN)
    def pressed(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        open_withdraw(services, client, body, number_of(action))

    @app.view(SUBMITTED)
    def submitted(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        return withdraw(services, body, view)


def open_withdraw(services: Services, client: WebClient, body: dict[str, Any], nomination_id: int) -> None:
    """Asks the giver whether they mean it, and tells anybody else kindly that it is not theirs."""
    found = own_to_change(services, client, body, nomination_id, Changing.withdrawable)
    if found is None:
        return
    _, one = found
    values = {
        "id": str(one.id),
        "names": names_of(one.receivers),
        "words": quoted(one.words, _MOST_SHOWN_CHARACTERS),
    }
    view = services.renderer.render("recognition/withdraw", values).as_view()
    client.views_open(trigger_id=body["trigger_id"], view=view)


def withdraw(services: Services, body: Mapping[str, Any], view: Mapping[str, Any]) -> BoltResponse:
    """Takes it back, or says why that can't be done."""
    asker = services.asker_of(body)
    entrant = enter(services, asker)
    if isinstance(entrant, TurnedAway):
        return in_place_of_form(turned_away_modal(services, entrant))
    number = whole(str(view.get("private_metadata")))
    done = changing_in(services).withdraw(entrant.venue, entrant.member, number, asker.now)
    if isinstance(done, No):
        return no_in_form(services, entrant, done)
    shown = services.renderer.render("recognition/withdrawn", {"names": names_of(done.receivers)})
    return in_place_of_form(shown)
