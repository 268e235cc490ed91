"""Changing what somebody gave themselves: whoever it is not, or for whom it is too late, is told why."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from slack_bolt import BoltResponse
from slack_sdk import WebClient

from bot.recognition.answers import no_values
from bot.recognition.changing import Changing, No
from bot.recognition.door import Entrant, let_in
from bot.recognition.taking_part import Member, Venue
from bot.services import Services
from bot.slack.replies import in_place_of_form
from bot.slack.showing import show_beside

Found = TypeVar("Found")


def changing_in(services: Services) -> Changing:
    """The use case."""
    return Changing(services.engine, services.profiles, services.outbox)


def own_to_change(
    services: Services,
    client: WebClient,
    body: dict[str, Any],
    nomination_id: int,
    ask: Callable[[Changing, Venue, Member, int, datetime], Found | No],
) -> tuple[Entrant, Found] | None:
    """Whoever pressed, with what `ask` says can be changed; None when they have been told that it can't."""
    entrant = let_in(services, client, body)
    if entrant is None:
        return None
    found = ask(changing_in(services), entrant.venue, entrant.member, nomination_id, services.clock())
    if not isinstance(found, No):
        return entrant, found
    values = no_values(found, entrant.settings)
    message = services.renderer.render("recognition/no", values)
    show_beside(client, body, message, services.renderer.render("recognition/no_modal", values))
    return None


def no_in_form(services: Services, entrant: Entrant, no: No) -> BoltResponse:
    """Why it can't be done, in the place of the form."""
    values = no_values(no, entrant.settings)
    return in_place_of_form(services.renderer.render("recognition/no_modal", values))
