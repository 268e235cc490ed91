"""Saying what came of it to whoever pressed something."""

from collections.abc import Mapping
from typing import Any

from slack_sdk import WebClient

from bot.announcements.card_values import when_values
from bot.announcements.message import Values, titled
from bot.announcements.outcomes import Result
from bot.announcements.posted import post_of
from bot.people.identity import Caller
from bot.schedule.telling import moment_values
from bot.services import Services
from bot.slack.render import Rendered
from bot.slack.showing import is_in_view, show_beside, show_instead
from bot.store.engine import reading

NO_NOTE: Values = {"outcome": ""}


def tell(
    services: Services, client: WebClient, body: Mapping[str, Any], caller: Caller, result: Result
) -> None:
    """Beside the message that was pressed on, which the outbox brings up to date; in the place of a modal."""
    message, modal = _note(services, caller, result), note_modal(services, caller, result)
    if is_in_view(dict(body)) and show_instead(client, dict(body), modal):
        return
    show_beside(client, dict(body), message, modal)


def note_modal(services: Services, caller: Caller, result: Result) -> Rendered:
    """In a modal."""
    return services.renderer.render(
        "announcements/note_modal", {"note": note_values(services, caller, result)}
    )


def note_values(services: Services, caller: Caller, result: Result) -> Values:
    """The `note` of the templates. Where it is nobody's business, it tells nothing of the announcement."""
    announcement, stage = result.announcement, result.stage
    nothing: Values = {"at": "", "words": ""}
    if announcement is None or stage is None:
        return {"outcome": result.outcome.value, "title": "", "channel": "", "when": nothing}
    company = caller.company
    with reading(services.engine) as connection:
        when = when_values(company, announcement, post_of(connection, announcement))
    decided_at = announcement.decided_at
    left_on = announcement.maker_left_on
    return {
        "outcome": result.outcome.value,
        "title": titled(company, announcement),
        "channel": announcement.channel,
        "stage": stage.value,
        "when": when,
        "who": "You" if announcement.decided_by == caller.id else announcement.decider,
        "decided": nothing if decided_at is None else moment_values(decided_at, company.time_zone),
        "waits_for": announcement.asked,
        "aside": announcement.aside,
        "maker": announcement.maker,
        "maker_left": left_on is not None and left_on < company.today(services.clock()),
    }


def _note(services: Services, caller: Caller, result: Result) -> Rendered:
    return services.renderer.render("announcements/note", {"note": note_values(services, caller, result)})
