"""The modal with every line of a statement: its opening and its pages."""

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.earnings.buttons import read_value
from bot.earnings.listing import lines_values
from bot.people.identity import Stranger
from bot.people.viewing import Asker
from bot.services import Services
from bot.slack.declared import Declared

EARLIER = "lines.earlier"
LATER = "lines.later"

DECLARED = Declared()


def register(app: App, services: Services) -> None:
    """Adds the buttons that turn pages."""

    def turn_page(
        ack: Ack, body: dict[str, dict[str, str]], action: dict[str, str], client: WebClient
    ) -> None:
        ack()
        view = body["view"]
        values = _values(services, services.asker_of(body), view["private_metadata"], int(action["value"]))
        if values is not None:
            rendered = services.renderer.render("earnings/lines", values)
            client.views_update(view_id=view["id"], hash=view["hash"], view=rendered.as_view())

    app.action(EARLIER)(turn_page)
    app.action(LATER)(turn_page)


def open_lines(services: Services, asker: Asker, value: str, trigger_id: str, client: WebClient) -> None:
    """Opens the first page for whoever pressed, if they may see it; otherwise nothing opens."""
    values = _values(services, asker, value, page=1)
    if values is not None:
        rendered = services.renderer.render("earnings/lines", values)
        client.views_open(trigger_id=trigger_id, view=rendered.as_view())


def _values(services: Services, asker: Asker, value: str, page: int) -> dict[str, object] | None:
    read = read_value(asker, value)
    if isinstance(read, Stranger):
        return None
    viewing, period = read
    return lines_values(services.engine, viewing.subject, viewing.own, period, page, asker.now)
