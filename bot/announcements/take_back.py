"""The buttons that recall an announcement, take it down, or show it, under the list and on its cards."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.announcements.card_values import card_values
from bot.announcements.door import DOOR
from bot.announcements.listing import listed
from bot.announcements.noting import note_modal, note_values, tell
from bot.announcements.outcomes import Outcome, Result
from bot.announcements.posted import post_of, stage_of
from bot.announcements.recalling import TakingBack
from bot.announcements.rows import announcement_by_id
from bot.people.access import may_see_announcement
from bot.people.identity import Caller
from bot.services import Services
from bot.slack.declared import Declared
from bot.slack.numbers_carried import pair_of
from bot.slack.render import Rendered
from bot.slack.showing import is_ephemeral, show_done
from bot.store.engine import reading

RECALL, TAKE_DOWN, LOOK = "announce.recall", "announce.take_down", "announce.look"

DECLARED = Declared(scopes=("chat:write",))

Take = Callable[[TakingBack, Caller, int, datetime], Result]


def register(app: App, services: Services) -> None:
    """Adds the buttons."""

    def taking(take: Take) -> Callable[..., None]:
        def press(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
            ack()
            caller = DOOR.let_in(services, client, body)
            if caller is None:
                return
            number, _ = pair_of(action)
            back = TakingBack(services.engine, services.announcing)
            _show(services, client, body, caller, take(back, caller, number, services.clock()))

        return press

    app.action(RECALL)(taking(TakingBack.recall))
    app.action(TAKE_DOWN)(taking(TakingBack.take_down))

    @app.action(LOOK)
    def look(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        caller = DOOR.let_in(services, client, body)
        if caller is None:
            return
        number, _ = pair_of(action)
        shown = looked_at(services, caller, number)
        if shown is None:
            tell(services, client, body, caller, Result(Outcome.GONE))
        else:
            client.views_open(trigger_id=body["trigger_id"], view=shown.as_view())


def looked_at(services: Services, caller: Caller, number: int) -> Rendered | None:
    """The very message in a modal, and what one can do about it; None for whom it is not for."""
    now = services.clock()
    with reading(services.engine) as connection:
        found = announcement_by_id(connection, caller.company.id, number)
        if found is None:
            return None
        hands = (found.made_by, found.asked_id, found.decided_by, found.changed_by)
        if not may_see_announcement(caller, hands):
            return None
        post = post_of(connection, found)
        stage = stage_of(found, post, now)
        values = card_values(connection, caller.company, found, post, stage, caller.id, now)
    return services.renderer.render("announcements/look", {**values, "charts": False})


def _show(
    services: Services, client: WebClient, body: Mapping[str, Any], caller: Caller, result: Result
) -> None:
    """With the list that was pressed in; else as of any press."""
    if not is_ephemeral(dict(body)):
        tell(services, client, body, caller, result)
        return
    fresh = listed(services, caller, note_values(services, caller, result))
    show_done(client, dict(body), fresh, fresh, note_modal(services, caller, result))
