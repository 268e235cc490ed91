"""`/mycomp`: the command, and which feature answers what was typed after it."""

from datetime import datetime

from slack_bolt import App, BoltResponse

from bot.earnings.request import Help, Questions, Unclear, read_request
from bot.earnings.statement import refusal, statement
from bot.people.identity import Caller, Stranger
from bot.people.viewing import Asker, view_own, view_user
from bot.questions.listed import listed
from bot.services import Services
from bot.slack.declared import Declared, SlashCommand
from bot.slack.render import Rendered
from bot.slack.replies import ephemeral
from calc.period_text import examples

COMMAND = "/mycomp"

DECLARED = Declared(
    commands=(
        SlashCommand(
            COMMAND, "What you earned, and why", "[Q3 | last quarter | July 2026 | questions | help]"
        ),
    ),
    scopes=("commands", "users:read", "users:read.email", "chat:write"),
)


def register(app: App, services: Services) -> None:
    """Adds the command to the app."""

    @app.command(COMMAND)
    def mycomp(command: dict[str, str]) -> BoltResponse:
        asker = services.asker(command["team_id"], command["user_id"], command)
        return ephemeral(reply(services, asker, command.get("text", "")))


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


def _help(services: Services, viewer: Caller, now: datetime) -> Rendered:
    company = viewer.company
    values = {
        "pay_period": company.pay_period.value,
        "examples": examples(company.today(now), company.calendar),
    }
    return services.renderer.render("earnings/help", values)
