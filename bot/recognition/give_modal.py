"""The form that drops the mic: how it opens, and what happens when it is sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltResponse
from slack_sdk import WebClient

from bot.people.profiles import NO_ANSWER
from bot.recognition.answers import SLACK_IS_SILENT, given_values
from bot.recognition.company_values import values_of
from bot.recognition.door import Entrant, TurnedAway, enter, let_in, turned_away_modal
from bot.recognition.fair_play import allowance_left
from bot.recognition.gathering import Wish, filled, typed
from bot.recognition.giving import Giving, Refused, month_of_giver
from bot.recognition.nominations import given_so_far
from bot.recognition.sentences import WHO, by_block
from bot.recognition.shown import Values, quoted
from bot.services import Services
from bot.slack.controls import StaleControl, value_of
from bot.slack.declared import Declared
from bot.slack.form_errors import errors_in_form
from bot.slack.form_state import choice_in, file_in, is_checked, state_of, text_in, users_in
from bot.slack.render import Rendered
from bot.slack.replies import in_place_of_form
from bot.slack.text import truncate
from bot.store.engine import reading

OPEN, OPEN_FOR = "recognition.open", "recognition.open_for"
AGAIN = "recognition.again"
SUBMITTED = "recognition.give"

DECLARED = Declared(scopes=("chat:write", "users:read", "users:read.email", "files:read"))

# What a form can carry with it is limited, and half of it may be escapes.
_MOST_QUOTED_CHARACTERS = 1_200


@dataclass(frozen=True)
class Quote:
    """A message that somebody wants to quote: its words as people read them, and where it is. `private` when
    not everybody can read it there.
    """

    text: str
    channel: str
    ts: str
    private: bool


@dataclass(frozen=True)
class Draft:
    """What the form starts with. `note` is "bot" or "own" where a message's author can't be named."""

    users: tuple[str, ...] = ()
    words: str = ""
    tag: str = ""
    link: str = ""
    quote: Quote | None = None
    note: str = ""


def register(app: App, services: Services) -> None:
    """Adds the buttons that open the form, and what happens when it is sent."""

    @app.action(OPEN)
    def open_empty(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        entrant = let_in(services, client, body)
        if entrant is not None:
            open_form(services, client, entrant, Draft(), body["trigger_id"])

    @app.action(OPEN_FOR)
    def open_for(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        entrant = let_in(services, client, body)
        if entrant is not None:
            user = value_of(action)
            users = (user,) if user != entrant.member.user_id else ()
            open_form(services, client, entrant, Draft(users), body["trigger_id"])

    @app.action(AGAIN)
    def open_again(ack: Ack, body: dict[str, Any], action: dict[str, str], client: WebClient) -> None:
        ack()
        entrant = let_in(services, client, body)
        if entrant is not None:
            draft = draft_of(services, entrant, typed(value_of(action)))
            open_form(services, client, entrant, draft, body["trigger_id"])

    @app.view(SUBMITTED)
    def submitted(body: dict[str, Any], view: dict[str, Any], client: WebClient) -> BoltResponse:
        return give(services, client, body, view)


def open_form(services: Services, client: WebClient, entrant: Entrant, draft: Draft, trigger_id: str) -> None:
    """Opens the form on the screen of whoever has just done something."""
    client.views_open(trigger_id=trigger_id, view=form(services, entrant, draft, services.clock()).as_view())


def draft_of(services: Services, entrant: Entrant, wish: Wish) -> Draft:
    """What somebody typed after the command, for the form."""
    with reading(services.engine) as connection:
        known = values_of(connection, entrant.venue.id)
    value = wish.value_of(known)
    tag = getattr(value, "tag", "") if value in known else ""
    return Draft(wish.users, wish.reading.words({}), tag, wish.link or "")


def form(services: Services, entrant: Entrant, draft: Draft, now: datetime) -> Rendered:
    """The form, with what the draft has filled in."""
    settings, venue, member = entrant.settings, entrant.venue, entrant.member
    with reading(services.engine) as connection:
        so_far = given_so_far(connection, member, month_of_giver(venue, member, now))
        known = values_of(connection, venue.id)
    quote = draft.quote
    values: Values = {
        "metadata": _metadata(quote),
        "channel": settings.channel,
        "note": draft.note,
        "receivers": list(draft.users),
        "words": draft.words,
        "least": settings.least_characters,
        "values": [{"tag": value.tag, "title": value.title} for value in known],
        "chosen": draft.tag,
        "link": draft.link,
        "quote": quoted(quote.text, _MOST_QUOTED_CHARACTERS) if quote else "",
        "private": quote.private if quote else False,
        "left": allowance_left(settings.limits, so_far),
    }
    return services.renderer.render("recognition/give", values)


def give(
    services: Services, client: WebClient, body: Mapping[str, Any], view: Mapping[str, Any]
) -> BoltResponse:
    """What was filled in is given, or the form says by its inputs what stands in the way."""
    asker = services.asker_of(body)
    entrant = enter(services, asker)
    if isinstance(entrant, TurnedAway):
        return in_place_of_form(turned_away_modal(services, entrant))
    wish = _wish(client, view)
    giving = Giving(services.engine, services.profiles, services.outbox)
    try:
        done = giving.give(entrant.venue, entrant.member, wish, asker.request_key, asker.now)
    except NO_ANSWER:
        return errors_in_form({WHO: SLACK_IS_SILENT})
    if isinstance(done, Refused):
        return errors_in_form(by_block(done.refusals))
    values = given_values(done, entrant.settings)
    return in_place_of_form(services.renderer.render("recognition/given_modal", values))


def _wish(client: WebClient, view: Mapping[str, Any]) -> Wish:
    state = state_of(view)
    quote = _quote(view) if is_checked(state, "quote") else None
    return filled(
        users_in(state, "who"),
        text_in(state, "words"),
        choice_in(state, "value"),
        text_in(state, "link") or None,
        file_in(state, "photo"),
        quote.text if quote else None,
        _permalink(client, quote) if quote else None,
    )


def _metadata(quote: Quote | None) -> str:
    if quote is None:
        return "{}"
    text = truncate(quote.text, _MOST_QUOTED_CHARACTERS)
    kept = {"text": text, "channel": quote.channel, "ts": quote.ts, "private": quote.private}
    return json.dumps(kept, ensure_ascii=False)


def _quote(view: Mapping[str, Any]) -> Quote | None:
    try:
        kept = json.loads(view.get("private_metadata") or "{}")
        return Quote(**kept) if kept else None
    except (ValueError, TypeError):
        raise StaleControl from None


def _permalink(client: WebClient, quote: Quote) -> str | None:
    """Where the quoted message is; without it the quotation is as good."""
    try:
        return str(client.chat_getPermalink(channel=quote.channel, message_ts=quote.ts)["permalink"])
    except NO_ANSWER:
        return None
