"""Questions about pay, listed and one by one: for who asked, and for who is to answer."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.people.identity import Stranger
from bot.people.viewing import view_key
from bot.questions.asked_lines import line_now
from bot.questions.card import question_for
from bot.questions.door import Visit, let_in, tell, turn_away
from bot.questions.listed import listed
from bot.questions.moving import up_to_date
from bot.questions.outcomes import NOT_YOURS
from bot.questions.rows import Question, steps_of
from bot.questions.shown import (
    MOST_WORDS_CHARACTERS,
    adjustment_values,
    line_values,
    question_values,
    quoted,
    story_values,
)
from bot.questions.telling import reader_of
from bot.questions.work import Values, Work
from bot.services import Services
from bot.slack.controls import number_of
from bot.slack.declared import Declared
from bot.slack.render import Rendered
from bot.slack.showing import show_modal
from bot.store.engine import writing

LIST, OPEN = "question.list", "question.open"

DECLARED = Declared()


def register(app: App, services: Services) -> None:
    """Adds the buttons that open the list, and one question."""

    @app.action(LIST)
    def open_list(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        visit = let_in(services, client, body)
        if visit is not None:
            shown = listed(services, visit.asker, visit.caller, "questions/list_modal")
            show_modal(client, body, shown)

    @app.action(OPEN)
    def open_one(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        visit = let_in(services, client, body)
        if visit is None:
            return
        question = question_for(services, visit, number_of(action))
        if question is None:
            tell(services, client, body, NOT_YOURS)
            return
        viewing = view_key(visit.asker, question.person_key)
        if isinstance(viewing, Stranger):
            turn_away(services, client, body, viewing)
        else:
            show_modal(client, body, _one(services, visit, question))


def _one(services: Services, visit: Visit, found: Question) -> Rendered:
    """A question with all that was said, for who asked or who may review their pay (the look is noted)."""
    own = found.person_id == visit.caller.id
    with writing(services.engine) as connection:
        work = Work(connection, services.outbox, visit.caller.company, visit.asker.now)
        question = up_to_date(work, found)
        values = _values(work, visit, question, own)
    return services.renderer.render("questions/question", values)


def _values(work: Work, visit: Visit, question: Question, own: bool) -> Values:
    steps = steps_of(work.connection, question.id)
    line = line_now(work.connection, work.company, question.person_id, question.period, question.line)
    reader = reader_of(work, question, visit.caller)
    return {
        **question_values(work, question),
        **line_values(work, question, line),
        "own": own,
        "words": quoted(steps[0].words, MOST_WORDS_CHARACTERS),
        "steps": story_values(steps),
        "adjustments": adjustment_values(work, question.id),
        "answers": reader.answers,
        "hands_on": reader.hands_on,
        "left": question.person_left(work.today),
    }
