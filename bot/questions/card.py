"""The buttons at a question for whoever is to answer it, that need no form: accept it, see the line."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.earnings.why import why_one, why_values
from bot.people.identity import Stranger
from bot.people.question_access import may_see_question
from bot.people.viewing import view_key
from bot.questions.answering import Answering
from bot.questions.asked_lines import number_of, period_named
from bot.questions.door import Visit, let_in, tell, turn_away
from bot.questions.outcomes import NOT_YOURS
from bot.questions.rows import Question, question_by_id
from bot.services import Services
from bot.slack.controls import StaleControl, value_of, whole
from bot.slack.declared import Declared
from bot.slack.numbers_carried import pair
from bot.slack.render import Rendered
from bot.slack.showing import show_modal
from bot.store.engine import reading

ACCEPT, LINE = "question.accept", "question.line"

DECLARED = Declared()


def register(app: App, services: Services) -> None:
    """Adds the two buttons."""

    @app.action(ACCEPT)
    def accept(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        visit = let_in(services, client, body)
        if visit is not None:
            numbers, _, offer = value_of(action).rpartition(" ")
            number, edition = pair(numbers)
            result = answering_in(services).accept(visit.caller, number, edition, offer, visit.asker.now)
            tell(services, client, body, result)

    @app.action(LINE)
    def show_line(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        visit = let_in(services, client, body)
        if visit is None:
            return
        question = question_for(services, visit, whole(value_of(action)))
        if question is None:
            tell(services, client, body, NOT_YOURS)
            return
        shown = _line(services, visit, question)
        if isinstance(shown, Stranger):
            turn_away(services, client, body, shown)
        else:
            show_modal(client, body, shown)


def answering_in(services: Services) -> Answering:
    """The use case."""
    return Answering(services.engine, services.outbox)


def question_for(services: Services, visit: Visit, number: int) -> Question | None:
    """A question that is the visitor's own, or of somebody whose pay they may review."""
    company, today = visit.caller.company, visit.caller.company.today(visit.asker.now)
    with reading(services.engine) as connection:
        question = question_by_id(connection, company.id, number)
        if question is None or not may_see_question(connection, visit.caller, question.person_id, today):
            return None
        return question


def _line(services: Services, visit: Visit, question: Question) -> Rendered | Stranger:
    """Why the line is what it is; the look is noted."""
    viewing = view_key(visit.asker, question.person_key)
    if isinstance(viewing, Stranger):
        return viewing
    now, subject = visit.asker.now, viewing.subject
    period = period_named(subject.company, question.period, now)
    if period is None:
        raise StaleControl
    number = number_of(services.engine, subject, period, question.line, now)
    why = why_one(services.engine, subject, period, number, now) if number else None
    if why is None:
        return services.renderer.render("questions/line_gone", {})
    return services.renderer.render("earnings/why", why_values(why, subject, viewing.own, period))
