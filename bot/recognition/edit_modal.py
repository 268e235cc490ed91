"""Changing a nomination, in the form that it was given in."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_sdk import WebClient

from bot.people.profiles import NO_ANSWER
from bot.recognition.answers import SLACK_IS_SILENT, given_values
from bot.recognition.changing import Changing, Editable, No
from bot.recognition.company_values import values_of
from bot.recognition.door import Entrant, TurnedAway, enter, turned_away_modal
from bot.recognition.gathering import filled
from bot.recognition.giving import Refused
from bot.recognition.own_nomination import changing_in, no_in_form, own_to_change
from bot.recognition.sentences import WHO, by_block
from bot.services import Services
from bot.slack.controls import number_of
from bot.slack.declared import Declared
from bot.slack.form_errors import errors_in_form
from bot.slack.form_state import choice_in, state_of, text_in, users_in
from bot.slack.numbers_carried import pair_in
from bot.slack.render import Rendered
from bot.slack.replies import in_place_of_form
from bot.store.engine import reading

OPEN = "recognition.edit"
SUBMITTED = "recognition.edited"

DECLARED = Declared()


def register(app: App, services: Services) -> None:
    """Adds the button that opens the form, and what happens when it is sent."""

    @app.action(OPEN)
    def pressed(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        open_edit(services, client, body, number_of(action))

    @app.view(SUBMITTED)
    def submitted(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        return edit(services, body, view)


def open_edit(services: Services, client: WebClient, body: dict[str, Any], nomination_id: int) -> None:
    """Opens the form for the giver, and tells anybody else kindly that it is not theirs."""
    found = own_to_change(services, client, body, nomination_id, Changing.editable)
    if found is not None:
        view = _form(services, *found).as_view()
        client.views_open(trigger_id=body["trigger_id"], view=view)


def edit(services: Services, body: Mapping[str, Any], view: Mapping[str, Any]) -> BoltResponse:
    """What was filled in takes the place of what was said, or the form says what stands in the way."""
    asker = services.asker_of(body)
    entrant = enter(services, asker)
    if isinstance(entrant, TurnedAway):
        return in_place_of_form(turned_away_modal(services, entrant))
    number, edition = pair_in(view)
    state = state_of(view)
    link = text_in(state, "link") or None
    wish = filled(users_in(state, "who"), text_in(state, "words"), choice_in(state, "value"), link)
    try:
        done = changing_in(services).edit(entrant.venue, entrant.member, number, edition, wish, asker.now)
    except NO_ANSWER:
        return errors_in_form({WHO: SLACK_IS_SILENT})
    if isinstance(done, Refused):
        return errors_in_form(by_block(done.refusals))
    if isinstance(done, No):
        return no_in_form(services, entrant, done)
    values = given_values(done, entrant.settings, edited=True)
    return in_place_of_form(services.renderer.render("recognition/given_modal", values))


def _form(services: Services, entrant: Entrant, editable: Editable) -> Rendered:
    one = editable.nomination
    with reading(services.engine) as connection:
        known = values_of(connection, entrant.venue.id)
    values = {
        "metadata": f"{one.id} {one.edition}",
        "receivers": [receiver.user_id for receiver in one.receivers],
        "words": one.words,
        "least": editable.settings.least_characters,
        "values": [{"tag": value.tag, "title": value.title} for value in known],
        "chosen": one.value.tag if one.value else "",
        "link": one.link or "",
    }
    return services.renderer.render("recognition/edit", values)
