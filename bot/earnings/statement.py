"""A person's statement as the answer to `/mycomp`, and the buttons on it."""

from datetime import datetime

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.earnings import modal
from bot.earnings.answer import Nothing, answer
from bot.earnings.buttons import read_value
from bot.earnings.view import nothing_values, statement_values
from bot.people.identity import Stranger
from bot.people.viewing import Asker, Viewing
from bot.services import Services
from bot.slack.controls import value_of
from bot.slack.declared import Declared
from bot.slack.render import Rendered
from bot.slack.response_url import answer_at
from calc.periods import Period

SHOW_LINES = "mycomp.lines"
SHOW_PERIOD = "mycomp.period"
SHOW_NEXT = "mycomp.next"

DECLARED = Declared(scopes=("chat:write",))


def register(app: App, services: Services) -> None:
    """Adds the buttons to the app."""

    def show_period(ack: Ack, body: dict[str, object], action: dict[str, str]) -> None:
        ack()
        rendered = reply_about(services, services.asker_of(body), value_of(action))
        if not answer_at(str(body["response_url"]), rendered, replace=True):
            raise RuntimeError("Slack did not take the answer to a press")

    app.action(SHOW_PERIOD)(show_period)
    app.action(SHOW_NEXT)(show_period)

    @app.action(SHOW_LINES)
    def show_lines(ack: Ack, body: dict[str, object], action: dict[str, str], client: WebClient) -> None:
        ack()
        modal.open_lines(services, services.asker_of(body), value_of(action), str(body["trigger_id"]), client)


def reply_about(services: Services, asker: Asker, value: str) -> Rendered:
    """The answer to a button that carries a period, and whose it is."""
    read = read_value(asker, value)
    if isinstance(read, Stranger):
        return refusal(services, read)
    viewing, period = read
    return statement(services, viewing, period, asker.now)


def statement(services: Services, viewing: Viewing, period: Period, now: datetime) -> Rendered:
    """A person's statement for a period, or why there is none."""
    subject = viewing.subject
    found = answer(services.engine, subject.company, subject.id, period, now)
    if isinstance(found, Nothing):
        return services.renderer.render("earnings/nothing", nothing_values(found, subject, viewing.own, now))
    return services.renderer.render("earnings/statement", statement_values(found, subject, viewing.own, now))


def refusal(services: Services, stranger: Stranger) -> Rendered:
    """Why somebody is not answered."""
    return services.renderer.render("people/refusal", {"reason": stranger.reason})
