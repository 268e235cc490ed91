"""`/dropthemic wishes`: what somebody would rather not have, for themselves alone."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_sdk import WebClient

from bot.recognition.asking import Asking
from bot.recognition.door import Entrant, TurnedAway, enter, let_in, turned_away_modal
from bot.recognition.shown import Values
from bot.recognition.wishes import NO_ANNIVERSARY, NO_NAMING, NO_REMINDERS, Wishes, set_wishes, wishes_of
from bot.services import Services
from bot.slack.declared import Declared
from bot.slack.form_state import choices_in, state_of
from bot.slack.render import Rendered
from bot.slack.replies import in_place_of_form
from bot.slack.showing import show_beside
from bot.store.engine import reading, writing

OPEN, NONE_ANY_MORE, SUBMITTED = "wishes.open", "wishes.no_reminders", "wishes.kept"

DECLARED = Declared()


def register(app: App, services: Services) -> None:
    """Adds the button on reminders, and what happens when the form is sent."""

    @app.action(OPEN)
    def opened(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        entrant = let_in(services, client, body)
        if entrant is not None:
            client.views_open(trigger_id=body["trigger_id"], view=form(services, entrant).as_view())

    @app.action(NONE_ANY_MORE)
    def no_reminders(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        entrant = let_in(services, client, body)
        if entrant is None:
            return
        with writing(services.engine) as connection:
            wishes = replace(wishes_of(connection, entrant.member), no_reminders=True)
            set_wishes(connection, entrant.venue.id, entrant.member, wishes)
        values = _values(wishes)
        message = services.renderer.render("recognition/wishes_kept", values)
        show_beside(client, body, message, services.renderer.render("recognition/wishes_kept_modal", values))

    @app.view(SUBMITTED)
    def submitted(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        return keep(services, body, view)


def reply(asking: Asking) -> None:
    """Opens the form for whoever typed the word."""
    shown = form(asking.services, asking.entrant)
    asking.client.views_open(trigger_id=asking.trigger_id, view=shown.as_view())


def form(services: Services, entrant: Entrant) -> Rendered:
    """The wishes of whoever opens it, as they are."""
    with reading(services.engine) as connection:
        wishes = wishes_of(connection, entrant.member)
    values = {**_values(wishes), "most_reminders": entrant.settings.most_reminders}
    return services.renderer.render("recognition/wishes", values)


def keep(services: Services, body: Mapping[str, Any], view: Mapping[str, Any]) -> BoltResponse:
    """What was ticked is kept."""
    entrant = enter(services, services.asker_of(body))
    if isinstance(entrant, TurnedAway):
        return in_place_of_form(turned_away_modal(services, entrant))
    ticked = choices_in(state_of(view), "wishes")
    wishes = Wishes(NO_REMINDERS in ticked, NO_NAMING in ticked, NO_ANNIVERSARY in ticked)
    with writing(services.engine) as connection:
        set_wishes(connection, entrant.venue.id, entrant.member, wishes)
    return in_place_of_form(services.renderer.render("recognition/wishes_kept_modal", _values(wishes)))


def _values(wishes: Wishes) -> Values:
    return {name: getattr(wishes, name) for name in Wishes.__dataclass_fields__}
