"""The committee's pick: the form with the shortlist, and what comes of sending it."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_sdk import WebClient

from bot.recognition.announcing import Outcome
from bot.recognition.award_review import awards_in
from bot.recognition.door import Entrant, TurnedAway, enter, let_in, turned_away_modal
from bot.recognition.month_facts import said_of
from bot.recognition.month_rows import Month, candidates_of
from bot.recognition.quotes import best_quotes
from bot.recognition.settling import support_text
from bot.recognition.shown import Values
from bot.recognition.taking_part import members_by_id
from bot.services import Services
from bot.slack.controls import number_of, whole
from bot.slack.declared import Declared
from bot.slack.form_state import choice_in, state_of, text_in
from bot.slack.replies import in_place_of_form
from bot.slack.showing import show_beside
from bot.store.engine import reading

OPEN, SUBMITTED = "award.pick", "award.picked"
MOST_QUOTE_CHARACTERS = 200

DECLARED = Declared()


def register(app: App, services: Services) -> None:
    """Adds the button that opens the form, and what happens when it is sent."""

    @app.action(OPEN)
    def pressed(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        entrant = let_in(services, client, body)
        if entrant is None:
            return
        found = awards_in(services).to_pick_from(entrant, number_of(action), services.clock())
        if isinstance(found, Outcome):
            values = _note(found)
            message = services.renderer.render("recognition/award_note", values)
            modal = services.renderer.render("recognition/award_note_modal", values)
            show_beside(client, body, message, modal)
            return
        values = _values(services, entrant, *found)
        view = services.renderer.render("recognition/award_choose_modal", values).as_view()
        client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.view(SUBMITTED)
    def submitted(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        return pick(services, body, view)


def pick(services: Services, body: Mapping[str, Any], view: Mapping[str, Any]) -> BoltResponse:
    """Whom the form says wins, or why not."""
    asker = services.asker_of(body)
    entrant = enter(services, asker)
    if isinstance(entrant, TurnedAway):
        return in_place_of_form(turned_away_modal(services, entrant))
    state = state_of(view)
    month_id, member_id = whole(str(view.get("private_metadata"))), whole(choice_in(state, "candidate"))
    outcome = awards_in(services).pick(entrant, month_id, member_id, text_in(state, "reasons"), asker.now)
    return in_place_of_form(services.renderer.render("recognition/award_note_modal", _note(outcome)))


def _note(outcome: Outcome) -> Values:
    return {"outcome": outcome.value, "name": "", "approved_by": "", "sentence": ""}


def _values(services: Services, entrant: Entrant, month: Month, candidates: Sequence[int]) -> Values:
    venue = entrant.venue
    with reading(services.engine) as connection:
        standings = {one.member_id: one for one in candidates_of(connection, month.id)}
        known = members_by_id(connection, venue.company, candidates, services.clock())
        said = said_of(connection, venue.id, month.month, candidates)
    return {
        "id": str(month.id),
        "month": month.label,
        "choices": [
            {
                "id": str(member),
                "name": known[member].name,
                "nominations": len(said[member]),
                "support": support_text(standings[member].support_halves),
                "quote": "".join(one.words for one in best_quotes(said[member], 1, MOST_QUOTE_CHARACTERS)),
            }
            for member in candidates
        ],
    }
