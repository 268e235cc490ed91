"""The buttons on the card of an announcement that waits: approve it, change it, decline it with a reason."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_sdk import WebClient

from bot.announcements.composing import filled_of
from bot.announcements.deciding import Changes, Deciding
from bot.announcements.door import DOOR
from bot.announcements.filling import FormRefused, checked
from bot.announcements.form import change_form, filled_in
from bot.announcements.message import titled
from bot.announcements.noting import note_modal, tell
from bot.announcements.outcomes import Outcome
from bot.announcements.wording import MOST_WORDS_CHARACTERS
from bot.doors import Refused, person_of
from bot.services import Services
from bot.slack.declared import Declared
from bot.slack.form_errors import errors_in_form
from bot.slack.form_state import state_of, text_in
from bot.slack.numbers_carried import pair_in, pair_of
from bot.slack.replies import in_place_of_form
from bot.slack.showing import show_modal
from bot.slack.text import truncate

APPROVE = "announce.approve"
CHANGE, CHANGED = "announce.change", "announce.changed"
DECLINE, DECLINED = "announce.decline", "announce.declined"
MOST_REASON_CHARACTERS = MOST_WORDS_CHARACTERS // 2

DECLARED = Declared(scopes=("chat:write",))


def register(app: App, services: Services) -> None:
    """Adds the buttons, and the forms behind two of them."""

    @app.action(APPROVE)
    def approve(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        caller = DOOR.let_in(services, client, body)
        if caller is not None:
            result = deciding_in(services).approve(caller, *pair_of(action), services.clock())
            tell(services, client, body, caller, result)

    @app.action(CHANGE)
    def open_change(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        caller = DOOR.let_in(services, client, body)
        if caller is None:
            return
        number, edition = pair_of(action)
        result = deciding_in(services).to_change(caller, number, edition, services.clock())
        if result.outcome is not Outcome.CHANGED or result.announcement is None:
            tell(services, client, body, caller, result)
            return
        form = change_form(services, filled_of(result.announcement), f"{number} {edition}")
        show_modal(client, body, form)

    @app.action(DECLINE)
    def open_decline(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        caller = DOOR.let_in(services, client, body)
        if caller is None:
            return
        number, edition = pair_of(action)
        result = deciding_in(services).to_decline(caller, number, edition, services.clock())
        if result.outcome is not Outcome.DECLINED or result.announcement is None:
            tell(services, client, body, caller, result)
            return
        announcement = result.announcement
        values = {
            "metadata": f"{number} {edition}",
            "title": titled(caller.company, announcement),
            "maker": announcement.maker,
        }
        show_modal(client, body, services.renderer.render("announcements/decline", values))

    @app.view(CHANGED)
    def changed(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        return _changed(services, body, view)

    @app.view(DECLINED)
    def declined(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        asker = services.asker_of(body)
        caller = person_of(asker)
        if isinstance(caller, Refused):
            return in_place_of_form(DOOR.turned_away_modal(services, caller))
        reason = truncate(text_in(state_of(view), "reason"), MOST_REASON_CHARACTERS)
        if not reason:
            return errors_in_form({"reason": "Say why, in a few words: whoever wrote it reads them."})
        number, edition = pair_in(view)
        result = deciding_in(services).decline(caller, number, edition, reason, asker.now)
        return in_place_of_form(note_modal(services, caller, result))


def deciding_in(services: Services) -> Deciding:
    """The use case."""
    return Deciding(services.engine, services.announcing)


def _changed(services: Services, body: Mapping[str, Any], view: Mapping[str, Any]) -> BoltResponse:
    asker = services.asker_of(body)
    caller = person_of(asker)
    if isinstance(caller, Refused):
        return in_place_of_form(DOOR.turned_away_modal(services, caller))
    number, edition = pair_in(view)
    deciding = deciding_in(services)
    found = deciding.to_change(caller, number, edition, asker.now)
    if found.outcome is not Outcome.CHANGED or found.announcement is None:
        return in_place_of_form(note_modal(services, caller, found))
    before = filled_of(found.announcement)
    try:
        filled = replace(filled_in(view), kind=before.kind, result=before.result, people=before.people)
        whole = checked(filled, before.send_at, asker.now)
    except FormRefused as refused:
        return errors_in_form(refused.errors)
    changes = Changes(whole.title or before.title, whole.words, whole.channel, whole.send_at)
    result = deciding.change(caller, number, edition, changes, asker.now)
    return in_place_of_form(note_modal(services, caller, result))
