"""Dropping the mic from Slack's own menus: anywhere, and on a message for whoever wrote it."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.recognition.door import Entrant, let_in
from bot.recognition.give_modal import Draft, Quote, open_form
from bot.recognition.pieces import pieces
from bot.recognition.taking_part import known_members
from bot.services import Services
from bot.slack.declared import Declared, Shortcut

ANYWHERE, ON_MESSAGE = "recognition.anywhere", "recognition.on_message"

DECLARED = Declared(
    shortcuts=(
        Shortcut("global", ANYWHERE, "Drop the mic", "Recognise somebody for what they did"),
        Shortcut("message", ON_MESSAGE, "Drop the mic", "Recognise whoever wrote this, and quote it"),
    ),
    scopes=("commands",),
)

_NOT_FOR_ALL = frozenset({"directmessage", "privategroup"})


def register(app: App, services: Services) -> None:
    """Adds both shortcuts."""

    @app.shortcut(ANYWHERE)
    def anywhere(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        entrant = let_in(services, client, body)
        if entrant is not None:
            open_form(services, client, entrant, Draft(), body["trigger_id"])

    @app.shortcut(ON_MESSAGE)
    def on_message(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        entrant = let_in(services, client, body)
        if entrant is not None:
            open_form(services, client, entrant, draft_for(services, entrant, body), body["trigger_id"])


def draft_for(services: Services, entrant: Entrant, body: Mapping[str, Any]) -> Draft:
    """The form for a message: its author, unless they can't be named, and its words."""
    message, channel = body["message"], body["channel"]
    author = str(message.get("user") or "")
    note = "bot" if message.get("bot_id") or not author else "own" if author == entrant.member.user_id else ""
    text = _readable(services, entrant, str(message.get("text") or ""))
    name = str(channel.get("name") or "")
    private = name in _NOT_FOR_ALL or name.startswith("mpdm-")
    quote = Quote(text, str(channel["id"]), str(message["ts"]), private) if text.strip() else None
    return Draft(users=() if note else (author,), quote=quote, note=note)


def _readable(services: Services, entrant: Entrant, text: str) -> str:
    """A message in Slack's form as people read it."""
    found = list(pieces(text))
    users = [piece.ref for piece in found if piece.kind == "user"]
    known = known_members(services.engine, entrant.venue, users, services.clock())
    names = {user: member.called for user, member in known.items()}
    return "".join(_word(piece.kind, piece.text, names.get(piece.ref, "")) for piece in found)


def _word(kind: str, text: str, name: str) -> str:
    if kind == "user":
        return name or text or "@somebody"
    return text or {"group": "@a group", "channel": "#a channel"}.get(kind, "")
