"""What somebody filled into a form, as Slack hands it over. Every input's action is called `value`."""

from collections.abc import Mapping
from typing import Any

from bot.slack.controls import StaleControl

State = Mapping[str, Mapping[str, Mapping[str, Any]]]


def state_of(view: Mapping[str, Any]) -> State:
    """The inputs of a submitted view. StaleControl where it has none."""
    state = view.get("state")
    values = state.get("values") if isinstance(state, Mapping) else None
    if not isinstance(values, Mapping):
        raise StaleControl
    return values


def text_in(state: State, block: str) -> str:
    """What was typed, as it was typed; "" for nothing, and for an input that the form did not have."""
    return str(_held(state, block).get("value") or "").strip()


def users_in(state: State, block: str) -> tuple[str, ...]:
    """The users that were picked."""
    return tuple(str(user) for user in _held(state, block).get("selected_users") or ())


def choice_in(state: State, block: str) -> str:
    """The value of the option that was chosen; "" for none."""
    option = _held(state, block).get("selected_option")
    return str(option["value"]) if isinstance(option, Mapping) else ""


def user_in(state: State, block: str) -> str:
    """The one user that was picked; "" for nobody."""
    return str(_held(state, block).get("selected_user") or "")


def channel_in(state: State, block: str) -> str:
    """The conversation that was picked; "" for none."""
    return str(_held(state, block).get("selected_conversation") or "")


def time_in(state: State, block: str) -> str:
    """The time of day that was picked, as "09:00"; "" for none."""
    return str(_held(state, block).get("selected_time") or "")


def choices_in(state: State, block: str) -> tuple[str, ...]:
    """The values of the options that were chosen, in a menu or as boxes."""
    options = _held(state, block).get("selected_options") or ()
    return tuple(str(option["value"]) for option in options if isinstance(option, Mapping))


def is_checked(state: State, block: str) -> bool:
    """Whether any box is ticked."""
    return bool(_held(state, block).get("selected_options"))


def file_in(state: State, block: str) -> str | None:
    """The id of the one file that was uploaded."""
    files = _held(state, block).get("files") or ()
    return next((str(file["id"]) for file in files if isinstance(file, Mapping) and file.get("id")), None)


def _held(state: State, block: str) -> Mapping[str, Any]:
    held = state.get(block)
    found = held.get("value") if isinstance(held, Mapping) else None
    return found if isinstance(found, Mapping) else {}
