"""What whoever asked can do about the answer: say that it settles the question, or ask again."""

from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_sdk import WebClient

from bot.people.identity import Stranger
from bot.questions.asked_lines import label_of
from bot.questions.door import (
    let_in,
    refusal_modal,
    tell,
    told_in_form,
    visit_of,
    wrong_words,
)
from bot.questions.outcomes import Result
from bot.questions.settling import Settling
from bot.services import Services
from bot.slack.declared import Declared
from bot.slack.form_errors import errors_in_form
from bot.slack.form_state import state_of, text_in
from bot.slack.numbers_carried import pair_in, pair_of
from bot.slack.replies import in_place_of_form
from bot.slack.showing import show_modal

SETTLE, AGAIN, ASKED_AGAIN = "question.settle", "question.again", "question.asked_again"

DECLARED = Declared()

EMPTY = "Say in a few words what is still not clear."


def register(app: App, services: Services) -> None:
    """Adds the buttons, and what happens when the form is sent."""

    @app.action(SETTLE)
    def settle(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        visit = let_in(services, client, body)
        if visit is not None:
            number, edition = pair_of(action)
            result = settling_in(services).settle(visit.caller, number, edition, visit.asker.now)
            tell(services, client, body, result)

    @app.action(AGAIN)
    def open_form(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        visit = let_in(services, client, body)
        if visit is None:
            return
        number, edition = pair_of(action)
        found = settling_in(services).seen(visit.caller, number, edition)
        if isinstance(found, Result):
            tell(services, client, body, found)
            return
        values = {
            "id": f"{found.id} {found.edition}",
            "about": found.about,
            "period": label_of(visit.caller.company, found.period, visit.asker.now),
        }
        show_modal(client, body, services.renderer.render("questions/again_form", values))

    @app.view(ASKED_AGAIN)
    def asked_again(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        visit = visit_of(services, body)
        if isinstance(visit, Stranger):
            return in_place_of_form(refusal_modal(services, visit))
        number, edition = pair_in(view)
        words = text_in(state_of(view), "words")
        wrong = wrong_words(words, EMPTY)
        if wrong:
            return errors_in_form(wrong)
        result = settling_in(services).again(visit.caller, number, edition, words, visit.asker.now)
        return told_in_form(services, result, "words")


def settling_in(services: Services) -> Settling:
    """The use case."""
    return Settling(services.engine, services.outbox)
