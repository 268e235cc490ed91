"""The forms in which an announcement is written: a new one, and one that waits and is changed."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.announcements.filling import PLAIN, PODIUM, SHOUTOUT, Filled
from bot.announcements.message import Values, titled
from bot.announcements.rows import Announcement
from bot.announcements.wording import VARIABLES
from bot.people.identity import Company
from bot.services import Services
from bot.slack.controls import StaleControl, whole
from bot.slack.form_state import channel_in, choice_in, state_of, text_in, users_in
from bot.slack.render import Rendered

_RESULT = "result "
# The end of the year 9999.
_LAST_SECOND = 253_402_300_799


def compose_form(
    services: Services, company: Company, filled: Filled, results: Sequence[Announcement], metadata: str
) -> Rendered:
    """For a new one, or a draft. `results` are the finished contests that it can tell of."""
    values = {
        **_common(filled, metadata),
        "kind": f"{_RESULT}{filled.result}" if filled.kind == PODIUM else filled.kind,
        "results": [{"value": f"{_RESULT}{one.id}", "title": titled(company, one)} for one in results],
        "people": list(filled.people),
    }
    return services.renderer.render("announcements/compose", values)


def change_form(services: Services, filled: Filled, metadata: str) -> Rendered:
    """For one that waits for a nod: whom it names, and what it tells of, stay."""
    return services.renderer.render("announcements/change", _common(filled, metadata))


def filled_in(view: Mapping[str, Any]) -> Filled:
    """What was filled into either. StaleControl for what no form of ours has."""
    state = state_of(view)
    kind, result = _kind(choice_in(state, "kind"))
    return Filled(
        kind=kind,
        result=result,
        title=text_in(state, "title"),
        words=text_in(state, "words"),
        people=users_in(state, "people"),
        channel=channel_in(state, "channel"),
        send_at=_moment(state),
    )


def _common(filled: Filled, metadata: str) -> Values:
    return {
        "metadata": metadata,
        "title": filled.title,
        "words": filled.words,
        "channel": filled.channel,
        "send_at": int(filled.send_at.timestamp()) if filled.send_at else 0,
        "variables": [{"name": name, "says": says} for name, says in VARIABLES.items()],
    }


def _kind(chosen: str) -> tuple[str, int | None]:
    """Its kind, and the finished contest that it tells of. Where the form does not ask, neither matters."""
    if chosen.startswith(_RESULT):
        return PODIUM, whole(chosen.removeprefix(_RESULT))
    if chosen not in (PLAIN, SHOUTOUT, ""):
        raise StaleControl
    return chosen or PLAIN, None


def _moment(state: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> datetime | None:
    """The moment that was picked: seconds since 1970, so no clock change makes it another."""
    held = state.get("send_at", {}).get("value", {})
    seconds = held.get("selected_date_time")
    if not seconds:
        return None
    picked = whole(str(seconds))
    if picked > _LAST_SECOND:
        raise StaleControl
    return datetime.fromtimestamp(picked, UTC)
