"""The part of App Home that is about pay: one's own statement, always at hand."""

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.earnings import modal
from bot.earnings.answer import Nothing, answer
from bot.earnings.buttons import read_value
from bot.earnings.view import nothing_values, statement_values
from bot.people.identity import Stranger
from bot.people.viewing import Asker
from bot.services import Services
from bot.slack.controls import value_of
from bot.slack.declared import Declared
from bot.slack.render import Rendered

SHOW_LINES = "home.lines"

DECLARED = Declared()


def register(app: App, services: Services) -> None:
    """Adds the button that shows every line."""

    @app.action(SHOW_LINES)
    def show_lines(ack: Ack, body: dict[str, object], action: dict[str, str], client: WebClient) -> None:
        ack()
        modal.open_lines(services, services.asker_of(body), value_of(action), str(body["trigger_id"]), client)


def part(services: Services, asker: Asker, value: str) -> Rendered:
    """The pay of whoever asks, at the period that `value` names."""
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
