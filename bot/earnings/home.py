"""App Home: one's own statement, always at hand."""

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.earnings import modal
from bot.earnings.answer import Nothing, answer
from bot.earnings.buttons import read_value
from bot.earnings.view import nothing_values, statement_values
from bot.people.identity import Stranger
from bot.people.viewing import Asker
from bot.services import Services
from bot.slack.declared import Declared
from bot.slack.render import Rendered

SHOW_LINES = "home.lines"
SHOW_PERIOD = "home.period"
SHOW_NOW = "home.now"

DECLARED = Declared(events=("app_home_opened",))


def register(app: App, services: Services) -> None:
    """Adds the opening of App Home and its buttons."""

    @app.event("app_home_opened")
    def opened(event: dict[str, str], body: dict[str, str], client: WebClient) -> None:
        if event.get("tab", "home") == "home":
            asker = services.asker(body["team_id"], event["user"])
            _publish(client, event["user"], home(services, asker, "now"))

    def show_period(ack: Ack, body: dict[str, object], action: dict[str, str], client: WebClient) -> None:
        ack()
        asker = services.asker_of(body)
        _publish(client, asker.user_id, home(services, asker, action["value"]))

    app.action(SHOW_PERIOD)(show_period)
    app.action(SHOW_NOW)(show_period)

    @app.action(SHOW_LINES)
    def show_lines(ack: Ack, body: dict[str, object], action: dict[str, str], client: WebClient) -> None:
        ack()
        modal.open_lines(services, services.asker_of(body), action["value"], str(body["trigger_id"]), client)


def home(services: Services, asker: Asker, value: str) -> Rendered:
    """The home of whoever asks, at the period that `value` names."""
    read = read_value(asker, value)
    if isinstance(read, Stranger):
        return services.renderer.render("people/refusal_home", {"reason": read.reason})
    viewing, period = read
    subject = viewing.subject
    found = answer(services.engine, subject.company, subject.id, period, asker.now)
    if isinstance(found, Nothing):
        values = nothing_values(found, subject, viewing.own, asker.now)
        return services.renderer.render("earnings/nothing_home", values)
    return services.renderer.render("earnings/home", statement_values(found, subject, viewing.own, asker.now))


def _publish(client: WebClient, user_id: str, rendered: Rendered) -> None:
    client.views_publish(user_id=user_id, view=rendered.as_view())
