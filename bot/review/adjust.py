"""Adjusting somebody's pay: the form for how much and why, and the button that takes it off again."""

from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_sdk import WebClient

from bot.people.identity import Stranger
from bot.periods.adjusting import MOST_REASON_CHARACTERS, AdjustmentRefused, Wanted
from bot.review.carried import Look, look_in
from bot.review.changing import Changing
from bot.review.door import let_in, let_look, note_modal, refusal_modal, tell, visitor
from bot.review.forms import show_below
from bot.review.looking import currencies_of, see
from bot.review.notes import NOTE
from bot.review.statement import statement
from bot.review.typed import examples, read_change
from bot.review.values import Values
from bot.review.visit import Visit
from bot.services import Services
from bot.slack.controls import StaleControl, number_of
from bot.slack.declared import Declared
from bot.slack.form_errors import errors_in_form
from bot.slack.form_state import choice_in, state_of, text_in
from bot.slack.render import Rendered
from bot.slack.replies import in_place_of_form
from bot.slack.showing import show_instead
from calc.language.amounts import is_currency

ADJUST, ADJUSTED, WITHDRAW = "review.adjust", "review.adjusted", "review.withdraw"

DECLARED = Declared()


def register(app: App, services: Services) -> None:
    """Adds the button that opens the form, the form, and the button that takes an adjustment off."""

    @app.action(ADJUST)
    def open_form(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        visit = let_in(services, client, body)
        if visit is not None:
            shown = _form(services, visit, look_in(body["view"]))
            client.views_push(trigger_id=body["trigger_id"], view=shown.as_view())

    @app.view(ADJUSTED)
    def adjusted(body: dict[str, Any], view: dict[str, Any], client: WebClient) -> BoltResponse:
        visit = visitor(services, body)
        if isinstance(visit, Stranger):
            return in_place_of_form(refusal_modal(services, visit))
        return _add(services, visit, view, client)

    @app.action(WITHDRAW)
    def withdraw(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        visit = let_in(services, client, body)
        if visit is None:
            return
        subject = look_in(body["view"]).subject
        try:
            changing = Changing(services.engine, services.outbox)
            changing.withdraw(visit.caller, subject.period, number_of(action), visit.now)
        except AdjustmentRefused as refused:
            tell(services, client, body, _refused(refused))
            return
        # Also where somebody else has taken it off: then it shows that it is gone.
        show_instead(client, body, statement(services, visit, subject))


def _form(services: Services, visit: Visit, look: Look) -> Rendered:
    viewing = let_look(visit, look.subject.person)
    if isinstance(viewing, Stranger):
        return refusal_modal(services, viewing)
    seen = see(services.engine, viewing, look.subject.period, visit)
    currencies = currencies_of(seen) if seen else []
    if seen is None or not currencies:
        return note_modal(services, {**NOTE, "what": "no_statement"})
    values = {
        "metadata": look.value(),
        "name": viewing.subject.name,
        "period": visit.caller.company.calendar.label(seen.answer.period),
        "currencies": currencies,
        "examples": examples(currencies[0], visit.caller.company.locale),
        "most": MOST_REASON_CHARACTERS,
    }
    return services.renderer.render("review/adjust", values)


def _add(services: Services, visit: Visit, view: dict[str, Any], client: WebClient) -> BoltResponse:
    """Adds what was filled in, or says at the input what is wrong with it."""
    look, company = look_in(view), visit.caller.company
    viewing = let_look(visit, look.subject.person)
    if isinstance(viewing, Stranger):
        return in_place_of_form(refusal_modal(services, viewing))
    state = state_of(view)
    currency = choice_in(state, "currency")
    if not is_currency(currency):
        raise StaleControl
    try:
        typed = read_change(text_in(state, "change"), currency, company.locale)
    except ValueError as error:
        return errors_in_form({"change": str(error)})
    wanted = Wanted(
        person_id=viewing.subject.id,
        currency=currency,
        reason=text_in(state, "reason"),
        amount_minor=typed.amount_minor,
        percent_ppm=typed.percent_ppm,
    )
    try:
        changing = Changing(services.engine, services.outbox)
        changing.add(visit.caller, look.subject.period, wanted, visit.asker.request_key, visit.now)
    except AdjustmentRefused as refused:
        return errors_in_form({"change": str(refused)})
    show_below(services, client, visit, view, look.subject)
    return in_place_of_form(note_modal(services, {**NOTE, "what": "adjusted"}))


def _refused(refused: AdjustmentRefused) -> Values:
    return {**NOTE, "what": "refused", "step": "adjusted", "sentence": str(refused)}
