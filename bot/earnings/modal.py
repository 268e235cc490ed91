"""The modal with every line of a statement: its opening and its pages."""

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.earnings.buttons import read_value
from bot.earnings.listing import lines_values
from bot.people.identity import Stranger
from bot.people.viewing import Asker
from bot.services import Services
from bot.slack.declared import Declared
from bot.slack.render import Rendered

EARLIER = "lines.earlier"
LATER = "lines.later"

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
        page = _page(services, services.asker_of(body), view["private_metadata"], int(action["value"]))
        try:
            client.views_update(view_id=view["id"], hash=view["hash"], view=page.as_view())
        except SlackApiError as error:
            if error.response.get("error") not in _PASSED_BY:
                raise

    app.action(EARLIER)(turn_page)
    app.action(LATER)(turn_page)


def open_lines(services: Services, asker: Asker, value: str, trigger_id: str, client: WebClient) -> None:
    """Opens the first page for whoever pressed, or says why they may not see it."""
    client.views_open(trigger_id=trigger_id, view=_page(services, asker, value, number=1).as_view())


def _page(services: Services, asker: Asker, value: str, number: int) -> Rendered:
    read = read_value(asker, value)
    if isinstance(read, Stranger):
        return services.renderer.render("people/refusal_modal", {"reason": read.reason})
    viewing, period = read
    values = lines_values(services.engine, viewing.subject, viewing.own, period, number, asker.now)
    return services.renderer.render("earnings/lines", values)
