"""The message about an award, for those who decide about it: approve, pass over, read everything.

What comes of a press is told beside the message; the message itself is brought up to date by the outbox, for
everybody who has it.
"""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.recognition.announcing import Outcome
from bot.recognition.award import Awards, Held
from bot.recognition.award_rows import award_by_id
from bot.recognition.award_shown import all_words_values
from bot.recognition.door import Entrant, let_in
from bot.recognition.settings import RecognitionRefused
from bot.recognition.shown import Values
from bot.recognition.work import Work
from bot.services import Services
from bot.slack.declared import Declared
from bot.slack.numbers_carried import pair_of
from bot.slack.showing import show_beside
from bot.store.engine import reading

APPROVE, PASS_OVER, WORDS = "award.approve", "award.pass_over", "award.words"
REFUSED = "refused"

DECLARED = Declared(scopes=("chat:write",))


def register(app: App, services: Services) -> None:
    """Adds the buttons that decide, and the one that shows all that was said."""

    @app.action(APPROVE)
    def approve(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        entrant = let_in(services, client, body)
        if entrant is None:
            return
        award_id, edition = pair_of(action)
        sentence = ""
        try:
            outcome = awards_in(services).approve(entrant, award_id, edition, services.clock()).value
        except RecognitionRefused as refused:
            outcome, sentence = REFUSED, str(refused)
        tell(services, client, body, entrant, award_id, outcome, sentence)

    @app.action(PASS_OVER)
    def pass_over(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        entrant = let_in(services, client, body)
        if entrant is not None:
            award_id, edition = pair_of(action)
            outcome = awards_in(services).pass_over(entrant, award_id, edition, services.clock())
            tell(services, client, body, entrant, award_id, outcome.value)

    @app.action(WORDS)
    def show_words(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        entrant = let_in(services, client, body)
        if entrant is None:
            return
        award_id, _ = pair_of(action)
        held = awards_in(services).seen(entrant, award_id, services.clock())
        if isinstance(held, Outcome):
            tell(services, client, body, entrant, award_id, held.value)
            return
        view = services.renderer.render("recognition/award_words", _all_words(services, held)).as_view()
        client.views_open(trigger_id=body["trigger_id"], view=view)


def awards_in(services: Services) -> Awards:
    """The use case."""
    return Awards(services.engine, services.profiles, services.outbox)


def tell(
    services: Services,
    client: WebClient,
    body: dict[str, Any],
    entrant: Entrant,
    award_id: int,
    outcome: str,
    sentence: str = "",
) -> None:
    """Says to whoever pressed what came of it."""
    values = note_values(services, entrant, award_id, outcome, sentence)
    message = services.renderer.render("recognition/award_note", values)
    show_beside(client, body, message, services.renderer.render("recognition/award_note_modal", values))


def note_values(
    services: Services, entrant: Entrant, award_id: int, outcome: str, sentence: str = ""
) -> Values:
    """Values of recognition/award_note and recognition/award_note_modal. To whom it is not for it says
    nothing of the award."""
    with reading(services.engine) as connection:
        award = award_by_id(connection, entrant.venue.id, award_id)
    told = award if outcome != Outcome.NOT_YOURS else None
    return {
        "outcome": outcome,
        "name": told.name if told else "",
        "approved_by": told.approved_by if told else "",
        "sentence": sentence,
    }


def _all_words(services: Services, held: Held) -> Values:
    with reading(services.engine) as connection:
        work = Work(connection, services.outbox, held.work.company, held.work.settings, held.work.now)
        return all_words_values(work, held.month, held.award)
