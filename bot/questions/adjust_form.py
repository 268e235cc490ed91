"""The form in which a question is accepted by an amount of one's own choice."""

from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_sdk import WebClient

from bot.people.identity import Stranger
from bot.people.viewing import view_key
from bot.periods.adjusting import MOST_REASON_CHARACTERS
from bot.questions.answer_forms import form_values, held
from bot.questions.answering import reason_of
from bot.questions.asked_lines import line_now
from bot.questions.card import answering_in, question_for
from bot.questions.door import Visit, refusal_modal, told_in_form, turn_away, visit_of
from bot.questions.outcomes import NOT_YOURS
from bot.questions.rows import Question
from bot.questions.shown import line_values
from bot.questions.work import Work
from bot.services import Services
from bot.slack.amounts import example, read_amount
from bot.slack.declared import Declared
from bot.slack.form_errors import errors_in_form
from bot.slack.form_state import state_of, text_in
from bot.slack.numbers_carried import pair_in
from bot.slack.render import Rendered
from bot.slack.replies import in_place_of_form
from bot.slack.showing import show_modal
from bot.slack.text import clean, truncate
from bot.store.engine import reading

OPEN, SUBMITTED = "question.adjust", "question.adjusted"

DECLARED = Declared()


def register(app: App, services: Services) -> None:
    """Adds the button that opens the form, and what happens when it is sent."""

    @app.action(OPEN)
    def open_form(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        found = held(services, client, body, action)
        if found is None:
            return
        visit, question = found
        viewing = view_key(visit.asker, question.person_key)
        if isinstance(viewing, Stranger):
            turn_away(services, client, body, viewing)
        else:
            show_modal(client, body, _form(services, visit, question))

    @app.view(SUBMITTED)
    def submitted(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        visit = visit_of(services, body)
        if isinstance(visit, Stranger):
            return in_place_of_form(refusal_modal(services, visit))
        return _sent(services, visit, view)


def _form(services: Services, visit: Visit, question: Question) -> Rendered:
    """The form with the line as it is now, for somebody whose look is noted."""
    company = visit.caller.company
    with reading(services.engine) as connection:
        work = Work(connection, services.outbox, company, visit.asker.now)
        line = line_now(connection, company, question.person_id, question.period, question.line)
        amounts = line_values(work, question, line)
    values = {
        **form_values(services, visit, question),
        **amounts,
        "locale": company.locale,
        "example": example(question.currency, company.locale),
        "reason": truncate(clean(reason_of(question)), MOST_REASON_CHARACTERS),
    }
    return services.renderer.render("questions/adjust_form", values)


def _sent(services: Services, visit: Visit, view: dict[str, Any]) -> BoltResponse:
    number, edition = pair_in(view)
    question = question_for(services, visit, number)
    if question is None:
        return told_in_form(services, NOT_YOURS, "amount")
    state = state_of(view)
    reason = text_in(state, "reason")
    try:
        amount_minor = read_amount(text_in(state, "amount"), question.currency, visit.caller.company.locale)
    except ValueError as error:
        return errors_in_form({"amount": str(error)})
    if len(reason) > MOST_REASON_CHARACTERS or not reason:
        return errors_in_form({"reason": f"Say why, in at most {MOST_REASON_CHARACTERS} characters."})
    result = answering_in(services).adjust(
        visit.caller, number, edition, amount_minor, reason, visit.asker.now
    )
    return told_in_form(services, result, "amount")
