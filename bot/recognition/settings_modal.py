"""`/dropthemic settings`: how drop the mic goes here, for compensation admins to change."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltResponse

from bot.people.company import admins
from bot.people.recognition_access import admin_key
from bot.recognition.asking import Asking
from bot.recognition.door import Entrant, TurnedAway, enter, turned_away_modal
from bot.recognition.settings import RecognitionRefused, change_settings, check_setting
from bot.recognition.shown import Values
from bot.services import Services
from bot.slack.declared import Declared
from bot.slack.form_errors import errors_in_form
from bot.slack.form_state import State, channel_in, choice_in, is_checked, state_of, text_in, time_in
from bot.slack.render import Rendered
from bot.slack.replies import in_place_of_form
from bot.store.engine import reading, writing
from bot.store.received import first_time

SUBMITTED = "recognition.settings"

DECLARED = Declared()

NUMBERS = (
    "monthly_allowance", "pair_cap", "least_characters", "shortlist_size", "ballot_working_days",
    "edit_minutes", "most_reminders", "unrecognised_after_days",
)  # fmt: skip
CHOICES = ("choosing", "ties")
TIMES = ("quiet_from", "quiet_until")


def register(app: App, services: Services) -> None:
    """Adds what happens when the form is sent."""

    @app.view(SUBMITTED)
    def submitted(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        return change(services, body, view)


def reply(asking: Asking) -> Rendered | None:
    """Opens the form for an admin; to everybody else it says how things are here, and who can change them."""
    services, entrant = asking.services, asking.entrant
    values = _values(entrant)
    with reading(services.engine) as connection:
        is_admin = admin_key(connection, entrant.member.person_id) is not None
        names = [] if is_admin else admins(connection, entrant.venue.id)
    if not is_admin:
        return services.renderer.render("recognition/settings_shown", {**values, "admins": names})
    view = services.renderer.render("recognition/settings", values).as_view()
    asking.client.views_open(trigger_id=asking.trigger_id, view=view)
    return None


def change(services: Services, body: Mapping[str, Any], view: Mapping[str, Any]) -> BoltResponse:
    """What was filled in is how it goes from now on, or the form says by its inputs what cannot be."""
    asker = services.asker_of(body)
    entrant = enter(services, asker)
    if isinstance(entrant, TurnedAway):
        return in_place_of_form(turned_away_modal(services, entrant))
    with reading(services.engine) as connection:
        key = admin_key(connection, entrant.member.person_id)
    if key is None:
        return errors_in_form({"channel": "Only compensation admins can change this."})
    changes, errors = _read(state_of(view))
    if errors:
        return errors_in_form(errors)
    before = entrant.settings
    changes = {name: value for name, value in changes.items() if getattr(before, name) != value}
    try:
        with writing(services.engine) as connection:
            is_new = first_time(connection, entrant.venue.id, f"{asker.request_key} settings", asker.now)
            if changes and is_new:
                change_settings(connection, entrant.venue.id, changes, asker.now, f"person {key}")
    except RecognitionRefused as refused:
        return errors_in_form({"quiet_until": str(refused)})
    shown = services.renderer.render("recognition/settings_kept", {"changed": len(changes)})
    return in_place_of_form(shown)


def _values(entrant: Entrant) -> Values:
    settings = entrant.settings
    plain: Values = {name: getattr(settings, name) for name in (*CHOICES, *TIMES, "channel", "guests_may")}
    return {**plain, **{name: str(getattr(settings, name)) for name in NUMBERS}}


def _read(state: State) -> tuple[dict[str, object], dict[str, str]]:
    """What was filled in, and what is wrong with it by its input."""
    values: dict[str, object] = {
        "channel": channel_in(state, "channel"),
        "guests_may": is_checked(state, "guests_may"),
        **{name: choice_in(state, name) for name in CHOICES},
        **{name: time_in(state, name) for name in TIMES},
        **{name: _number(text_in(state, name)) for name in NUMBERS},
    }
    errors: dict[str, str] = {}
    for name, value in values.items():
        try:
            check_setting(name, value)
        except RecognitionRefused as refused:
            errors[name] = str(refused)
    return values, errors


def _number(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else text
