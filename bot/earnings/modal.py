"""The modal with every line of a statement: its opening, its pages, and why each line is what it is."""

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.earnings.buttons import read_value
from bot.earnings.listing import lines_values
from bot.earnings.why import why_one, why_values
from bot.people.identity import Stranger
from bot.people.viewing import Asker
from bot.services import Services
from bot.slack.controls import number_of
from bot.slack.declared import Declared
from bot.slack.render import Rendered

EARLIER = "lines.earlier"
LATER = "lines.later"
WHY = "lines.why"

DECLARED = Declared()

# The button was pressed twice, or the modal closed meanwhile: nobody waits for this page any more.
_PASSED_BY = ("hash_conflict", "not_found")


def register(app: App, services: Services) -> None:
    """Adds the buttons that turn pages."""

    def turn_page(
        ack: Ack, body: dict[str, dict[str, str]], action: dict[str, str], client: WebClient
    ) -> None:
        ack()
        view = body["view"]
        page = _page(services, services.asker_of(body), view["private_metadata"], number_of(action))
        try:
            client.views_update(view_id=view["id"], hash=view["hash"], view=page.as_view())
        except SlackApiError as error:
            if error.response.get("error") not in _PASSED_BY:
                raise

    app.action(EARLIER)(turn_page)
    app.action(LATER)(turn_page)

    @app.action(WHY)
    def show_why(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        value = body["view"]["private_metadata"]
        shown = _reasons(services, services.asker_of(body), value, number_of(action))
        client.views_push(trigger_id=body["trigger_id"], view=shown.as_view())


def open_lines(services: Services, asker: Asker, value: str, trigger_id: str, client: WebClient) -> None:
    """Opens the first page for whoever pressed, or says why they may not see it."""
    client.views_open(trigger_id=trigger_id, view=_page(services, asker, value, number=1).as_view())


def _reasons(services: Services, asker: Asker, value: str, number: int) -> Rendered:
    """Why a line of the modal is what it is, for whoever may see it now."""
    read = read_value(asker, value)
    if isinstance(read, Stranger):
        return services.renderer.render("people/refusal_modal", {"reason": read.reason})
    viewing, period = read
    why = why_one(services.engine, viewing.subject, period, number, asker.now)
    if why is None:
        return services.renderer.render("earnings/line_gone", {})
    return services.renderer.render("earnings/why", why_values(why, viewing.subject, viewing.own, period))


def _page(services: Services, asker: Asker, value: str, number: int) -> Rendered:
    read = read_value(asker, value)
    if isinstance(read, Stranger):
        return services.renderer.render("people/refusal_modal", {"reason": read.reason})
    viewing, period = read
    values = lines_values(services.engine, viewing.subject, viewing.own, period, number, asker.now)
    return services.renderer.render("earnings/lines", values)
