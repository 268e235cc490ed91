"""The forms in which a question is answered, or handed to the admins."""

from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_sdk import WebClient

from bot.people.identity import Stranger
from bot.questions.asked_lines import label_of
from bot.questions.card import answering_in
from bot.questions.door import (
    Visit,
    let_in,
    refusal_modal,
    tell,
    told_in_form,
    visit_of,
    wrong_words,
)
from bot.questions.outcomes import Result
from bot.questions.rows import Question, steps_of
from bot.questions.shown import quoted
from bot.services import Services
from bot.slack.declared import Declared
from bot.slack.form_errors import errors_in_form
from bot.slack.form_state import state_of, text_in
from bot.slack.numbers_carried import pair_in, pair_of
from bot.slack.replies import in_place_of_form
from bot.slack.showing import show_modal
from bot.store.engine import reading

ANSWER, ANSWERED = "question.answer", "question.answered"
HAND_ON, HANDED_ON = "question.hand_on", "question.handed_on"

DECLARED = Declared()

EMPTY = "Write an answer first: it is what they get to read."
# Of the question, above a form.
_MOST_QUOTED_CHARACTERS = 600


def register(app: App, services: Services) -> None:
    """Adds the buttons that open the forms, and what happens when they are sent."""

    @app.action(ANSWER)
    def open_answer(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        _open(services, client, body, action, "questions/answer_form")

    @app.action(HAND_ON)
    def open_hand_on(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        _open(services, client, body, action, "questions/hand_on_form")

    @app.view(ANSWERED)
    def answered(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        return _sent(services, body, view, ANSWERED)

    @app.view(HANDED_ON)
    def handed_on(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        return _sent(services, body, view, HANDED_ON)


def form_values(services: Services, visit: Visit, question: Question) -> dict[str, object]:
    """What the forms say of a question; no amounts."""
    with reading(services.engine) as connection:
        words = steps_of(connection, question.id)[0].words
    return {
        "id": f"{question.id} {question.edition}",
        "person": question.person,
        "about": question.about,
        "period": label_of(visit.caller.company, question.period, visit.asker.now),
        "words": quoted(words, _MOST_QUOTED_CHARACTERS),
    }


def held(
    services: Services, client: WebClient, body: dict[str, Any], action: dict[str, str]
) -> tuple[Visit, Question] | None:
    """The question that the visitor may answer; None when they may not, and have been told why."""
    visit = let_in(services, client, body)
    if visit is None:
        return None
    number, edition = pair_of(action)
    found = answering_in(services).seen(visit.caller, number, edition, visit.asker.now)
    if isinstance(found, Result):
        tell(services, client, body, found)
        return None
    return visit, found


def _open(
    services: Services, client: WebClient, body: dict[str, Any], action: dict[str, str], surface: str
) -> None:
    found = held(services, client, body, action)
    if found is not None:
        show_modal(client, body, services.renderer.render(surface, form_values(services, *found)))


def _sent(services: Services, body: dict[str, Any], view: dict[str, Any], what: str) -> BoltResponse:
    visit = visit_of(services, body)
    if isinstance(visit, Stranger):
        return in_place_of_form(refusal_modal(services, visit))
    number, edition = pair_in(view)
    words = text_in(state_of(view), "words")
    wrong = wrong_words(words, EMPTY if what == ANSWERED else "")
    if wrong:
        return errors_in_form(wrong)
    use_case = answering_in(services)
    step = use_case.answer if what == ANSWERED else use_case.hand_on
    return told_in_form(services, step(visit.caller, number, edition, words, visit.asker.now), "words")
