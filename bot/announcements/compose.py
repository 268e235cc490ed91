"""Writing an announcement in Slack: the form, the very message before it goes, and sending it off."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_sdk import WebClient

from bot.announcements.asking import checker_of
from bot.announcements.composing import Composing, filled_of
from bot.announcements.door import DOOR
from bot.announcements.filling import MOST_PEOPLE, PLAIN, PODIUM, SHOUTOUT, Filled, FormRefused
from bot.announcements.form import compose_form, filled_in
from bot.announcements.message import Values, message_values
from bot.announcements.noting import note_modal, tell
from bot.announcements.outcomes import Outcome
from bot.announcements.posted import Stage
from bot.announcements.rows import Announcement, people
from bot.doors import Refused
from bot.people.identity import Caller
from bot.periods.pay_settings import pay_settings
from bot.schedule.telling import moment_values
from bot.services import Services
from bot.slack.controls import whole
from bot.slack.declared import Declared
from bot.slack.form_errors import errors_in_form
from bot.slack.numbers_carried import pair_in, pair_of
from bot.slack.render import Rendered
from bot.slack.replies import in_place_of_form
from bot.slack.showing import show_modal
from bot.store.engine import reading

COMPOSED, SEND, BACK = "announce.composed", "announce.send", "announce.back"
AGAIN, GO_ON = "announce.again", "announce.go_on"

DECLARED = Declared(scopes=("chat:write",))


def register(app: App, services: Services) -> None:
    """Adds what happens when the form and the preview are sent, and the buttons that open the form again."""

    @app.view(COMPOSED)
    def composed(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        return _previewed(services, body, view)

    @app.view(SEND)
    def send(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        asker = services.asker_of(body)
        caller = DOOR.entitled(asker)
        if isinstance(caller, Refused):
            return in_place_of_form(DOOR.turned_away_modal(services, caller))
        result = composing_in(services).send_off(caller, *pair_in(view), asker.now)
        return in_place_of_form(note_modal(services, caller, result))

    @app.action(BACK)
    def back(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        form = _form_of(services, client, body, action, as_new=False)
        if form is not None:
            client.views_update(view_id=body["view"]["id"], view=form.as_view())

    @app.action(GO_ON)
    def go_on(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        form = _form_of(services, client, body, action, as_new=False)
        if form is not None:
            client.views_open(trigger_id=body["trigger_id"], view=form.as_view())

    @app.action(AGAIN)
    def again(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        form = _form_of(services, client, body, action, as_new=True)
        if form is not None:
            show_modal(client, body, form)


def composing_in(services: Services) -> Composing:
    """The use case."""
    return Composing(services.engine, services.announcing, services.profiles)


def open_form(
    services: Services, client: WebClient, caller: Caller, named: Sequence[str], words: str, trigger_id: str
) -> None:
    """A form with the workspace's channel and what was typed after the command; whoever was `named` there
    makes it a shout-out."""
    with reading(services.engine) as connection:
        channel = pay_settings(connection, caller.company.id).channel
    kind = SHOUTOUT if named else PLAIN
    begun = Filled(kind, None, "", words, tuple(named)[:MOST_PEOPLE], channel, None)
    client.views_open(trigger_id=trigger_id, view=_form(services, caller, begun, "").as_view())


def _form(services: Services, caller: Caller, filled: Filled, metadata: str) -> Rendered:
    results = composing_in(services).results(caller.company.id)
    if filled.kind == PODIUM and filled.result not in [one.id for one in results]:
        own = composing_in(services).own(caller, filled.result or 0, services.clock()).announcement
        results = [own, *results] if own is not None else results
    return compose_form(services, caller.company, filled, results, metadata)


def _form_of(
    services: Services, client: WebClient, body: Mapping[str, Any], action: Mapping[str, str], *, as_new: bool
) -> Rendered | None:
    """The form with what they wrote before; None when there is none for them, and they have been told."""
    caller = DOOR.let_entitled_in(services, client, body)
    if caller is None:
        return None
    number, _ = pair_of(action)
    found = composing_in(services).own(caller, number, services.clock())
    if found.announcement is None or not (as_new or found.stage is Stage.DRAFT):
        gone = found.announcement is None
        tell(services, client, body, caller, found if gone else replace(found, outcome=Outcome.DECIDED))
        return None
    filled = filled_of(found.announcement)
    if as_new:
        return _form(services, caller, replace(filled, send_at=None), "")
    return _form(services, caller, filled, str(number))


def _previewed(services: Services, body: Mapping[str, Any], view: Mapping[str, Any]) -> BoltResponse:
    """The very message, or the form with what cannot be by its inputs."""
    asker = services.asker_of(body)
    caller = DOOR.entitled(asker)
    if isinstance(caller, Refused):
        return in_place_of_form(DOOR.turned_away_modal(services, caller))
    metadata = str(view.get("private_metadata") or "")
    number = whole(metadata) if metadata else None
    try:
        result = composing_in(services).save(caller, str(view["id"]), number, filled_in(view), asker.now)
    except FormRefused as refused:
        return errors_in_form(refused.errors)
    if result.outcome is not Outcome.CHANGED or result.announcement is None:
        return in_place_of_form(note_modal(services, caller, result))
    values = _preview_values(services, caller, result.announcement)
    return in_place_of_form(services.renderer.render("announcements/preview", values))


def _preview_values(services: Services, caller: Caller, draft: Announcement) -> Values:
    company, at = caller.company, draft.send_at
    with reading(services.engine) as connection:
        needs_checker = pay_settings(connection, company.id).announcements_need_checker
        checker_id = checker_of(connection, company, caller.id, company.today(services.clock()))
        named = people.select().where(people.c.id == checker_id)
        checker = connection.execute(named).mappings().first() if needs_checker else None
    return {
        **message_values(company, draft),
        "charts": False,
        "kind": draft.kind,
        "preview": {
            "id": f"{draft.id} {draft.edition}",
            "channel": draft.channel,
            "when": {"at": "", "words": ""} if at is None else moment_values(at, company.time_zone),
            "needs_checker": needs_checker,
            "checker": checker["name"] if checker else "",
        },
    }
