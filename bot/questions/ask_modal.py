"""The form in which somebody asks about a line of their own pay."""

from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_sdk import WebClient

from bot.earnings.buttons import read_value
from bot.people.identity import Caller, Stranger
from bot.questions.asked_lines import label_of
from bot.questions.asking import Asking, CannotAsk, LineGone, Ready, Wish
from bot.questions.door import (
    Visit,
    refusal_modal,
    tell,
    turn_away,
    visit_of,
    wrong_words,
)
from bot.questions.outcomes import NOT_YOURS
from bot.services import Services
from bot.slack.amounts import example, read_amount
from bot.slack.controls import StaleControl, number_of
from bot.slack.declared import Declared
from bot.slack.form_errors import errors_in_form
from bot.slack.form_state import State, state_of, text_in
from bot.slack.render import Rendered
from bot.slack.replies import in_place_of_form
from bot.slack.showing import show_modal

OPEN, SUBMITTED = "lines.ask", "question.ask"

DECLARED = Declared(scopes=("chat:write",))

EMPTY = "Say in a few words what looks wrong, or what isn't clear."


def register(app: App, services: Services) -> None:
    """Adds the button at each of one's own lines, and what happens when the form is sent."""

    @app.action(OPEN)
    def open_form(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        asker = services.asker_of(body)
        read = read_value(asker, str(body.get("view", {}).get("private_metadata") or ""))
        if isinstance(read, Stranger):
            turn_away(services, client, body, read)
            return
        viewing, period = read
        if not viewing.own:
            tell(services, client, body, NOT_YOURS)
            return
        try:
            ready = asking_in(services).ready(viewing.viewer, period, number_of(action), asker.now)
        except (LineGone, CannotAsk) as why:
            show_modal(client, body, not_asked(services, why))
            return
        show_modal(client, body, _form(services, viewing.viewer, ready))

    @app.view(SUBMITTED)
    def submitted(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        visit = visit_of(services, body)
        if isinstance(visit, Stranger):
            return in_place_of_form(refusal_modal(services, visit))
        try:
            return _sent(services, visit, view)
        except (LineGone, CannotAsk) as why:
            return in_place_of_form(not_asked(services, why))


def asking_in(services: Services) -> Asking:
    """The use case."""
    return Asking(services.engine, services.outbox)


def not_asked(services: Services, why: LineGone | CannotAsk) -> Rendered:
    """Why a line takes no question."""
    if isinstance(why, LineGone):
        return services.renderer.render("earnings/line_gone", {})
    return services.renderer.render("questions/no_question", {"sentence": str(why)})


def _form(services: Services, caller: Caller, ready: Ready) -> Rendered:
    line, locale = ready.line, caller.company.locale
    if ready.asked is not None:
        return _asked(services, before=True, holder=ready.asked.holder)
    values = {
        "metadata": f"{line.period} {line.ref}",
        "about": line.about,
        "period": label_of(caller.company, line.period, services.clock()),
        "currency": line.currency,
        "example": example(line.currency, locale),
        "holder": ready.holder,
    }
    return services.renderer.render("questions/ask", values)


def _sent(services: Services, visit: Visit, view: dict[str, Any]) -> BoltResponse:
    period_key, _, ref = str(view.get("private_metadata") or "").partition(" ")
    if not ref:
        raise StaleControl
    use_case, caller, state = asking_in(services), visit.caller, state_of(view)
    currency = use_case.again(caller, period_key, ref, visit.asker.now).line.currency
    words = text_in(state, "words")
    wrong = wrong_words(words, EMPTY)
    try:
        expected_minor = _expected(state, currency, caller.company.locale)
    except ValueError as error:
        wrong["expected"] = str(error)
    if wrong:
        return errors_in_form(wrong)
    wish = Wish(period_key, ref, words, expected_minor)
    asked = use_case.ask(caller, wish, f"question {visit.asker.request_key}", visit.asker.now)
    return in_place_of_form(_asked(services, asked.before, asked.question.holder))


def _expected(state: State, currency: str, locale: str) -> int | None:
    text = text_in(state, "expected")
    return read_amount(text, currency, locale) if text else None


def _asked(services: Services, before: bool, holder: str) -> Rendered:
    return services.renderer.render("questions/asked", {"before": before, "holder": holder})
