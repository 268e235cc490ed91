"""`/micdrop`: how the app is doing and what it does by itself, for compensation admins."""

from slack_bolt import App, BoltResponse

from bot.admin import outbox, schedule_pages
from bot.admin.door import admin_of, refusal
from bot.admin.outbox_values import sending_values
from bot.admin.schedule_values import halt_values, line_values
from bot.delivery.desk import waiting
from bot.doors import Refused
from bot.people.identity import Caller
from bot.people.viewing import Asker
from bot.schedule.board import board
from bot.services import Services
from bot.slack.declared import Declared, SlashCommand
from bot.slack.render import Rendered
from bot.slack.replies import ephemeral
from bot.slack.text import as_typed

COMMAND = "/micdrop"
SCHEDULES_SHOWN = 8

DECLARED = Declared(
    commands=(
        SlashCommand(COMMAND, "What I send and when, for compensation admins", "[outbox | schedule | help]"),
    ),
    scopes=("commands", "users:read", "users:read.email"),
)


def register(app: App, services: Services) -> None:
    """Adds the command."""

    @app.command(COMMAND)
    def micdrop(command: dict[str, str]) -> BoltResponse:
        asker = services.asker(command["team_id"], command["user_id"], command)
        return ephemeral(reply(services, asker, command.get("text", "")))


def reply(services: Services, asker: Asker, text: str) -> Rendered:
    """The answer to what somebody typed after the command."""
    caller = admin_of(asker)
    if isinstance(caller, Refused):
        return refusal(services, caller)
    words = " ".join(text.lower().split())
    if not words:
        return _overview(services, caller)
    if words in ("outbox", "messages"):
        return outbox.listed(services, caller)
    if words in ("schedule", "schedules"):
        return schedule_pages.listed(services, caller)
    unknown = "" if words in ("help", "?") else as_typed(text).strip()
    return services.renderer.render("admin/help", {"words": unknown})


def _overview(services: Services, caller: Caller) -> Rendered:
    company = caller.company
    sending = waiting(services.engine, company.id, limit=0)
    found = board(services.engine, services.jobs, company.id, services.clock())
    shown = found.lines[:SCHEDULES_SHOWN]
    values = {
        **sending_values(sending, company),
        **halt_values(found, company),
        "needed": sending.for_a_person,
        "schedules": [line_values(line, company) for line in shown],
        "more": len(found.lines) - len(shown),
    }
    return services.renderer.render("admin/overview", values)
