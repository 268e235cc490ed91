"""`/spiff new`: starting a contest, in three steps; nothing is kept before the last."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_sdk import WebClient
from sqlalchemy import select

from bot.doors import Refused
from bot.people.contest_access import names_of
from bot.people.identity import Caller, Stranger, recognise
from bot.people.viewing import Asker
from bot.services import Services
from bot.slack.declared import Declared
from bot.slack.form_errors import errors_in_form
from bot.slack.form_state import choice_in, state_of, users_in
from bot.slack.render import Rendered
from bot.slack.replies import ephemeral, in_place_of_form
from bot.spiffs.door import DOOR
from bot.spiffs.filling import FormRefused
from bot.spiffs.forms import (
    Begun,
    begun_in,
    filled_carried,
    first_form,
    preview_form,
    spec_for,
    terms_filled,
    terms_form,
)
from bot.spiffs.outcomes import Result
from bot.spiffs.patterns import BY_KEY
from bot.spiffs.starting import Starting
from bot.spiffs.whom import CHOSEN, WhomRefused
from bot.store.base import table_of
from bot.store.engine import reading
from bot.store.people import Person

people = table_of(Person)

OPEN, CHANGE = "spiff.new", "spiff.change"
FIRST, TERMS, PREVIEW = "spiff_new", "spiff_terms", "spiff_preview"

DECLARED = Declared(scopes=("chat:write", "users:read", "users:read.email"))


def register(app: App, services: Services) -> None:
    """Adds the button that opens the first form, and what happens as each is sent."""

    @app.action(OPEN)
    def open_first(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        caller = DOOR.let_entitled_in(services, client, body)
        if caller is not None:
            view = first_form(services, caller, services.clock()).as_view()
            client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.action(CHANGE)
    def change(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        caller = DOOR.let_entitled_in(services, client, body)
        if caller is not None:
            shown = _terms_again(services, caller, body["view"])
            client.views_update(view_id=body["view"]["id"], view=shown.as_view())

    @app.view(FIRST)
    def first_sent(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        return _answer(services, body, lambda caller, asker: _to_terms(services, caller, asker, view))

    @app.view(TERMS)
    def terms_sent(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        return _answer(services, body, lambda caller, asker: _to_preview(services, caller, asker, view))

    @app.view(PREVIEW)
    def preview_sent(body: dict[str, Any], view: dict[str, Any]) -> BoltResponse:
        return _answer(services, body, lambda caller, asker: _start(services, caller, asker, view))


def from_command(services: Services, client: WebClient, asker: Asker, trigger_id: str) -> BoltResponse:
    """Opens the first form for whoever typed `/spiff new`, or says why not."""
    caller = DOOR.entitled(asker)
    if isinstance(caller, Refused):
        return ephemeral(DOOR.turned_away(services, caller))
    client.views_open(trigger_id=trigger_id, view=first_form(services, caller, asker.now).as_view())
    return BoltResponse(status=200, body="")


def _answer(services: Services, body: Mapping[str, Any], step: Any) -> BoltResponse:
    """What takes the place of a form, or the form again with what is wrong in it."""
    asker = services.asker_of(body)
    caller = DOOR.entitled(asker)
    if isinstance(caller, Refused):
        return in_place_of_form(DOOR.turned_away_modal(services, caller))
    try:
        shown: Rendered = step(caller, asker)
    except FormRefused as refused:
        return errors_in_form(refused.errors)
    return in_place_of_form(shown)


def _to_terms(services: Services, caller: Caller, asker: Asker, view: Mapping[str, Any]) -> Rendered:
    state = state_of(view)
    who, pattern = choice_in(state, "who"), BY_KEY.get(choice_in(state, "pattern"))
    users = users_in(state, "people")
    if pattern is None:
        raise FormRefused({"pattern": "Choose what it is about."})
    if users and who != CHOSEN:
        raise FormRefused({"people": "Choose “Those whom I choose below” above, or take them out here."})
    begun = Begun(pattern, who, tuple(_keys(services, caller, asker, users)))
    try:
        return terms_form(services, caller, begun, None, asker.now)
    except WhomRefused as refused:
        raise FormRefused({"people" if who == CHOSEN else "who": str(refused)}) from None


def _to_preview(services: Services, caller: Caller, asker: Asker, view: Mapping[str, Any]) -> Rendered:
    begun, filled = begun_in(view), terms_filled(view)
    try:
        spec = spec_for(services, caller, begun, filled, asker.now)
    except WhomRefused as refused:
        raise FormRefused({"title": str(refused)}) from None
    return preview_form(services, caller, begun, filled, spec, asker.now)


def _terms_again(services: Services, caller: Caller, view: Mapping[str, Any]) -> Rendered:
    """The second form as it was filled in, or why its people are not the caller's to choose any more."""
    try:
        return terms_form(services, caller, begun_in(view), filled_carried(view), services.clock())
    except WhomRefused as refused:
        return _started(services, "refused", "", "", str(refused))


def _start(services: Services, caller: Caller, asker: Asker, view: Mapping[str, Any]) -> Rendered:
    """The form has no input that a mistake could be told at: it says so in its place."""
    begun, filled = begun_in(view), filled_carried(view)
    starting = Starting(services.engine, services.announcing)
    try:
        spec = spec_for(services, caller, begun, filled, asker.now)
        result = starting.start(caller, spec, asker.request_key, asker.now)
    except (WhomRefused, FormRefused) as refused:
        return _started(services, "refused", "", "", str(refused))
    asked = _names(services, result)
    title = result.started.title if result.started is not None else filled.title
    return _started(services, result.outcome.value, title, asked, "")


def _started(services: Services, outcome: str, title: str, asked: str, sentence: str) -> Rendered:
    values = {"outcome": outcome, "title": title, "asked": asked, "sentence": sentence}
    return services.renderer.render("spiffs/started", values)


def _names(services: Services, result: Result) -> str:
    with reading(services.engine) as connection:
        return " or ".join(names_of(connection, result.asked))


def _keys(services: Services, caller: Caller, asker: Asker, users: Sequence[str]) -> list[str]:
    """The keys of the people behind Slack users. FormRefused for those who are nobody of the company."""
    here = (people.c.workspace_id == caller.company.id) & people.c.slack_user_id.in_(list(users))
    with reading(services.engine) as connection:
        rows = connection.execute(select(people.c.slack_user_id, people.c.key).where(here))
        known = {row.slack_user_id: row.key for row in rows}
    keys: list[str] = []
    for user in users:
        found = known.get(user)
        if found is None:
            who = recognise(asker.engine, asker.team_id, user, asker.look_up, asker.remember)
            found = None if isinstance(who, Stranger) else who.key
        if found is None:
            raise FormRefused({"people": "One of them is not on the company's people list. Take them out."})
        keys.append(found)
    return keys
