"""One message: as it is kept, as Slack's JSON, and as a person sees it on the page."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.sandbox.identity import Identity
from bot.sandbox.shapes import Json
from bot.sandbox.users import SandboxUser


@dataclass(frozen=True)
class Message:
    """`ephemeral_to`, when set, alone sees it. `added` and `changed` number the world's changes.

    `is_app` is for the app itself; a bot of another app has an `app_id` and `bot_id` of its own.
    """

    channel: str
    ts: str
    user: str
    user_name: str
    is_app: bool
    text: str
    blocks: list[Json] | None
    sent_at: datetime
    added: int
    changed: int
    ephemeral_to: str | None = None
    thread_ts: str | None = None
    metadata: Json | None = None
    edited: bool = False
    app_id: str = ""
    bot_id: str = ""
    reactions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    attachments: tuple[Json, ...] = ()
    files: tuple[Json, ...] = ()

    @property
    def ephemeral(self) -> bool:
        return self.ephemeral_to is not None

    def visible_to(self, user_id: str) -> bool:
        return self.ephemeral_to in (None, user_id)

    @property
    def is_reply(self) -> bool:
        return self.thread_ts not in (None, self.ts)


def slack_message(message: Message, identity: Identity, *, with_metadata: bool = False) -> Json:
    body: Json = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": identity.team_id,
    }
    if message.bot_id:
        body |= {"bot_id": message.bot_id, "app_id": message.app_id}
    if message.blocks is not None:
        body["blocks"] = message.blocks
    if message.attachments:
        body["attachments"] = list(message.attachments)
    if message.files:
        body["files"] = list(message.files)
    if message.thread_ts is not None:
        body["thread_ts"] = message.thread_ts
    if message.edited:
        body["edited"] = {"user": message.user, "ts": message.ts}
    if message.reactions:
        body["reactions"] = [
            {"name": name, "users": list(users), "count": len(users)} for name, users in message.reactions
        ]
    if with_metadata and message.metadata is not None:
        body["metadata"] = message.metadata
    return body


def page_message(message: Message, reader: SandboxUser) -> Json:
    """`message` for the page; the time is the reader's own."""
    return {
        "ts": message.ts,
        "user": message.user,
        "user_name": message.user_name,
        "is_app": message.is_app,
        "text": message.text,
        "blocks": message.blocks,
        "ephemeral": message.ephemeral,
        "edited": message.edited,
        "thread_ts": message.thread_ts,
        "reactions": [{"name": name, "users": list(users)} for name, users in message.reactions],
        "attachments": [
            {"author": each.get("author_name", ""), "text": each.get("text", "")}
            for each in message.attachments
        ],
        "files": [
            {"title": each["title"], "size": each["size"], "url": f"/slack/files/{each['id']}"}
            for each in message.files
        ],
        "time": message.sent_at.astimezone(ZoneInfo(reader.tz)).strftime("%H:%M"),
    }
