"""The admin's way to payroll in Slack: a form with the published periods, and the files in their DM."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.admin.door import admin_of, let_in, refusal_modal
from bot.apologies import apologise
from bot.doors import Refused
from bot.payroll.choosing import choices
from bot.payroll.exporting import FORMATS, Wanted
from bot.payroll.sending import send_export
from bot.people.actors import actor_of
from bot.people.identity import Caller
from bot.services import Services
from bot.slack.dates import day
from bot.slack.declared import Declared
from bot.slack.render import Rendered
from bot.store.engine import reading

OPEN = "payroll.open"
SUBMITTED = "payroll"
MOST_CHOICES = 100  # of a menu
OTHERS_SHOWN = 5

DECLARED = Declared(scopes=("chat:write", "files:write"))


def register(app: App, services: Services) -> None:
    """Adds the button that opens the form, and what happens when it is sent."""

    @app.action(OPEN)
    def open_form(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        visit = let_in(services, client, body)
        if visit is not None:
            client.views_open(trigger_id=body["trigger_id"], view=form(services, visit.caller).as_view())

    def answer(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        caller = admin_of(services.asker_of(body))
        if isinstance(caller, Refused):
            shown = refusal_modal(services, caller)
        else:
            formats = len(_formats(view["state"]["values"]))
            shown = services.renderer.render("payroll/on_its_way", {"formats": formats})
        ack(response_action="update", view=shown.as_view())

    def send(body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
        """After the answer, for it may take longer than Slack waits for one."""
        asker = services.asker_of(body)
        caller = admin_of(asker)
        if isinstance(caller, Refused):
            return  # who sent the form has been told
        state = view["state"]["values"]
        once = f"{asker.request_key} payroll_exported"
        wanted = Wanted(_period(state), _formats(state), actor_of(caller), once)
        try:
            send_export(services, client, caller, asker.user_id, wanted)
        except Exception as error:
            apologise(services, client, body, error, "payroll/failed")

    app.view(SUBMITTED)(ack=answer, lazy=[send])


def form(services: Services, caller: Caller) -> Rendered:
    """The published periods to choose from; or, while there is none, where the others stand."""
    company = caller.company
    with reading(services.engine) as connection:
        found = choices(connection, company)
    if not found.published:
        return services.renderer.render("payroll/none", {"others": found.others[:OTHERS_SHOWN]})
    values = {
        "periods": [
            {
                "key": one.key,
                "label": one.label,
                "published": day(company.today(one.published_at), company.locale),
                "exports": one.exports,
            }
            for one in found.published[:MOST_CHOICES]
        ],
        "others": found.others[:OTHERS_SHOWN],
    }
    return services.renderer.render("payroll/form", values)


def _period(state: Mapping[str, Any]) -> str:
    option = state.get("period", {}).get("value", {}).get("selected_option")
    return str(option["value"]) if option else ""


def _formats(state: Mapping[str, Any]) -> list[str]:
    chosen = state.get("formats", {}).get("value", {}).get("selected_options") or []
    return [known for known in FORMATS if any(option["value"] == known for option in chosen)]
