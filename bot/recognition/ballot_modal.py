"""Voting: the form of a ballot, and what comes of sending it."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_sdk import WebClient

from bot.recognition.ballot import Ballot, Ballots, Vote
from bot.recognition.door import Entrant, TurnedAway, enter, let_in, turned_away_modal
from bot.recognition.month_rows import turnout
from bot.recognition.shown import Values
from bot.schedule.telling import moment_values
from bot.services import Services
from bot.slack.controls import number_of, whole
from bot.slack.declared import Declared
from bot.slack.form_state import choice_in, state_of
from bot.slack.replies import in_place_of_form
from bot.slack.showing import show_beside
from bot.store.engine import reading

OPEN, SUBMITTED = "ballot.open", "ballot.vote"

DECLARED = Declared(scopes=("chat:write",))

NOBODY_ELSE = "nobody_else"


def register(app: App, services: Services) -> None:
    """Adds the button of the post, and what happens when the form is sent."""

    @app.action(OPEN)
    def pressed(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        entrant = let_in(services, client, body)
        if entrant is not None:
            open_ballot(services, client, body, entrant, number_of(action))

    @app.view(SUBMITTED)
    def submitted(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        return vote(services, body, view)


def open_ballot(
    services: Services, client: WebClient, body: dict[str, Any], entrant: Entrant, month_id: int
) -> None:
    """Opens the form, or says why there is none for whoever pressed."""
    ballot = Ballots(services.engine, services.outbox).open_for(entrant, month_id, services.clock())
    if isinstance(ballot, Ballot) and ballot.choices:
        view = services.renderer.render("recognition/ballot_modal", _values(ballot, entrant)).as_view()
        client.views_open(trigger_id=body["trigger_id"], view=view)
        return
    no = NOBODY_ELSE if isinstance(ballot, Ballot) else ballot.value
    values = _note(services, month_id, no)
    message = services.renderer.render("recognition/ballot_note", values)
    show_beside(client, body, message, services.renderer.render("recognition/ballot_note_modal", values))


def vote(services: Services, body: Mapping[str, Any], view: Mapping[str, Any]) -> BoltResponse:
    """Votes as the form says. Whom for is written nowhere but in the number of their votes."""
    asker = services.asker_of(body)
    entrant = enter(services, asker)
    if isinstance(entrant, TurnedAway):
        return in_place_of_form(turned_away_modal(services, entrant))
    month_id = whole(str(view.get("private_metadata")))
    candidate = whole(choice_in(state_of(view), "candidate"))
    done = Ballots(services.engine, services.outbox).vote(entrant, month_id, candidate, asker.now)
    values = _note(services, month_id, done.value)
    return in_place_of_form(services.renderer.render("recognition/ballot_note_modal", values))


def _values(ballot: Ballot, entrant: Entrant) -> Values:
    until = ballot.month.ballot_until
    assert until is not None
    return {
        "id": str(ballot.month.id),
        "month": ballot.month.label,
        "until": moment_values(until, entrant.venue.company.time_zone),
        "votes": ballot.votes,
        "choices": [
            {
                "id": str(choice.member.id),
                "name": choice.member.name,
                "quote": choice.quote.words if choice.quote else "",
            }
            for choice in ballot.choices
        ],
    }


def _note(services: Services, month_id: int, vote: str) -> Values:
    with reading(services.engine) as connection:
        votes = turnout(connection, month_id)
    is_open = vote in (Vote.COUNTED, Vote.VOTED_BEFORE, Vote.NOT_THERE, Vote.ONESELF)
    return {"vote": vote, "votes": votes if is_open else 0}
