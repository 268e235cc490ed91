"""Sending pay back: the form for the reason, and the admins' button that undoes it."""

from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_sdk import WebClient

from bot.people.identity import Stranger
from bot.periods.reviewing import MOST_REASON_CHARACTERS, ReviewRefused
from bot.review.carried import look_in, look_of
from bot.review.deciding import Deciding
from bot.review.door import let_admin_in, let_in, let_look, refusal_modal, tell, visitor
from bot.review.forms import show_below
from bot.review.notes import decided_note
from bot.review.statement import decided_modal
from bot.services import Services
from bot.slack.declared import Declared
from bot.slack.form_errors import errors_in_form
from bot.slack.form_state import state_of, text_in
from bot.slack.replies import in_place_of_form

SEND_BACK, SENT, BACK = "review.send_back", "review.sent_back", "review.back"

DECLARED = Declared(scopes=("chat:write",))


def register(app: App, services: Services) -> None:
    """Adds the button that opens the form, the form, and the button that undoes it."""

    @app.action(SEND_BACK)
    def open_form(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        visit = let_in(services, client, body)
        if visit is None:
            return
        look = look_in(body["view"])
        viewing = let_look(visit, look.subject.person)
        if isinstance(viewing, Stranger):
            shown = refusal_modal(services, viewing)
        else:
            values = {"metadata": look.value(), "name": viewing.subject.name, "most": MOST_REASON_CHARACTERS}
            shown = services.renderer.render("review/send_back", values)
        client.views_push(trigger_id=body["trigger_id"], view=shown.as_view())

    @app.view(SENT)
    def sent(body: dict[str, Any], view: dict[str, Any], client: WebClient) -> BoltResponse:
        visit = visitor(services, body)
        if isinstance(visit, Stranger):
            return in_place_of_form(refusal_modal(services, visit))
        look, reason = look_in(view), text_in(state_of(view), "reason")
        try:
            deciding = Deciding(services.engine, services.outbox)
            decided = deciding.send_back(visit.caller, look, reason, visit.now)
        except ReviewRefused as refused:
            return errors_in_form({"reason": str(refused)})
        show_below(services, client, visit, view, look.subject)
        return in_place_of_form(decided_modal(services, visit, look, decided))

    @app.action(BACK)
    def back(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        visit = let_admin_in(services, client, body)
        if visit is not None:
            deciding = Deciding(services.engine, services.outbox)
            decided = deciding.back_to_review(visit.caller, look_of(action), visit.now)
            tell(services, client, body, decided_note(decided, visit.caller.company))
