"""`/mycomp`: the command, its answer, and the buttons on the answer."""

from datetime import datetime

from slack_bolt import Ack, App, BoltResponse
from slack_sdk import WebClient

from bot.earnings import modal
from bot.earnings.answer import Nothing, answer
from bot.earnings.buttons import read_value
from bot.earnings.request import Help, Questions, Unclear, read_request
from bot.earnings.view import nothing_values, statement_values
from bot.people.identity import Caller, Stranger
from bot.people.viewing import Asker, Viewing, view_own, view_user
from bot.questions.listed import listed
from bot.services import Services
from bot.slack.controls import value_of
from bot.slack.declared import Declared, SlashCommand
from bot.slack.render import Rendered
from bot.slack.replies import ephemeral
from bot.slack.response_url import answer_at
from calc.period_text import examples
from calc.periods import Period

COMMAND = "/mycomp"
SHOW_LINES = "mycomp.lines"
SHOW_PERIOD = "mycomp.period"
SHOW_NEXT = "mycomp.next"

DECLARED = Declared(
    commands=(
        SlashCommand(
            COMMAND, "What you earned, and why", "[Q3 | last quarter | July 2026 | questions | help]"
        ),
    ),
    scopes=("commands", "users:read", "users:read.email", "chat:write"),
)


def register(app: App, services: Services) -> None:
    """Adds the command and its buttons to the app."""

    @app.command(COMMAND)
    def mycomp(command: dict[str, str]) -> BoltResponse:
        asker = services.asker(command["team_id"], command["user_id"], command)
        return ephemeral(reply(services, asker, command.get("text", "")))

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


def reply(services: Services, asker: Asker, text: str) -> Rendered:
    """The answer to what somebody typed after the command."""
    own = view_own(asker)
    if isinstance(own, Stranger):
        return refusal(services, own)
    company = own.viewer.company
    request = read_request(text, company.today(asker.now), company.calendar, company.pay_period)
    if isinstance(request, Help):
        return _help(services, own.viewer, asker.now)
    if isinstance(request, Questions):
        return listed(services, asker, own.viewer)
    if isinstance(request, Unclear):
        values = {"words": request.words, "examples": request.examples}
        return services.renderer.render("earnings/period_unclear", values)
    viewing = own if request.subject is None else view_user(asker, request.subject)
    if isinstance(viewing, Stranger):
        return refusal(services, viewing)
    return statement(services, viewing, request.period, asker.now)


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


def _help(services: Services, viewer: Caller, now: datetime) -> Rendered:
    company = viewer.company
    values = {
        "pay_period": company.pay_period.value,
        "examples": examples(company.today(now), company.calendar),
    }
    return services.renderer.render("earnings/help", values)
