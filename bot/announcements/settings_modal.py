"""`/announce settings`: how the workspace reviews pay and announces, for compensation admins to change."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from slack_bolt import App, BoltResponse
from slack_sdk import WebClient

from bot.announcements.door import DOOR
from bot.announcements.message import Values
from bot.doors import Refused, person_of
from bot.people.access import may_run_the_app
from bot.people.actors import actor_of
from bot.people.company import admins
from bot.people.identity import Caller
from bot.periods.pay_settings import PaySettingRefused, change_pay_settings, pay_settings
from bot.services import Services
from bot.slack.declared import Declared
from bot.slack.form_errors import errors_in_form
from bot.slack.form_state import State, channel_in, is_checked, state_of, text_in
from bot.slack.render import Rendered
from bot.slack.replies import in_place_of_form
from bot.store.engine import reading, writing
from bot.store.received import first_time

SUBMITTED = "announce.settings"
NUMBERS = ("outlier_percent", "attainment_percent", "corrected_periods", "closes_after_days")
YES_OR_NO = ("announcements_need_checker", "instant_nod")

DECLARED = Declared()


def register(app: App, services: Services) -> None:
    """Adds what happens when the form is sent."""

    @app.view(SUBMITTED)
    def submitted(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        return change(services, body, view)


def reply(services: Services, client: WebClient, caller: Caller, trigger_id: str) -> Rendered | None:
    """Opens the form for an admin; everybody else reads how it is, and who can change it."""
    with reading(services.engine) as connection:
        values: Values = asdict(pay_settings(connection, caller.company.id))
        names = admins(connection, caller.company.id)
    if not may_run_the_app(caller):
        return services.renderer.render("announcements/settings_shown", {**values, "admins": names})
    texts = {name: str(values[name]) for name in NUMBERS}
    view = services.renderer.render("announcements/settings", {**values, **texts}).as_view()
    client.views_open(trigger_id=trigger_id, view=view)
    return None


def change(services: Services, body: Mapping[str, Any], view: Mapping[str, Any]) -> BoltResponse:
    """What was filled in is how it goes from now on, or the form says by its input what cannot be."""
    asker = services.asker_of(body)
    caller = person_of(asker)
    if isinstance(caller, Refused):
        return in_place_of_form(DOOR.turned_away_modal(services, caller))
    if not may_run_the_app(caller):
        return errors_in_form({"channel": "Only compensation admins can change this."})
    company_id, filled = caller.company.id, _read(state_of(view))
    try:
        with writing(services.engine) as connection:
            before = asdict(pay_settings(connection, company_id))
            changes = {name: value for name, value in filled.items() if before[name] != value}
            is_new = first_time(connection, company_id, f"{asker.request_key} pay settings", asker.now)
            if changes and is_new:
                change_pay_settings(connection, company_id, changes, asker.now, actor_of(caller))
    except PaySettingRefused as refused:
        return errors_in_form({refused.name: str(refused)})
    kept = services.renderer.render("announcements/settings_kept", {"changed": len(changes)})
    return in_place_of_form(kept)


def _read(state: State) -> dict[str, object]:
    return {
        "channel": channel_in(state, "channel"),
        **{name: is_checked(state, name) for name in YES_OR_NO},
        **{name: _number(text_in(state, name)) for name in NUMBERS},
    }


def _number(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else text
