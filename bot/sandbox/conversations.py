"""Channels and direct messages: who is in them and what was said."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.ids import Ids
from bot.sandbox.messages import Message

# A sandbox left running for weeks must not eat the machine; Slack itself forgets nothing.
KEPT_MESSAGES = 10_000


@dataclass
class Conversation:
    """`kind` is "channel" or "dm"; a DM between more than two is Slack's mpim. Not locked by itself."""

    id: str
    name: str
    kind: str
    members: list[str]
    created_at: datetime
    app_dm: bool = False
    is_private: bool = False
    is_archived: bool = False
    messages: dict[str, Message] = field(default_factory=dict)
    last_read: dict[str, int] = field(default_factory=dict)

    @property
    def is_im(self) -> bool:
        return self.kind == "dm" and len(self.members) <= 2

    @property
    def is_mpim(self) -> bool:
        return self.kind == "dm" and not self.is_im

    def keep(self, message: Message) -> None:
        self.messages[message.ts] = message
        while len(self.messages) > KEPT_MESSAGES:
            del self.messages[next(iter(self.messages))]

    def seen_by(self, user_id: str) -> list[Message]:
        """What `user_id` sees, oldest first: others' ephemeral messages never."""
        if user_id not in self.members:
            return []
        return [message for message in self.messages.values() if message.visible_to(user_id)]

    def unread_by(self, user_id: str) -> int:
        read = self.last_read.get(user_id, 0)
        return sum(1 for each in self.seen_by(user_id) if each.added > read and each.user != user_id)


class Conversations:
    """All of them by id. `app_user_id` is the app's own user. Not locked by itself."""

    def __init__(self, ids: Ids, app_user_id: str) -> None:
        self._ids = ids
        self._app_user_id = app_user_id
        self._by_id: dict[str, Conversation] = {}

    def __iter__(self) -> Iterator[Conversation]:
        return iter(self._by_id.values())

    def find(self, reference: str) -> Conversation | None:
        """By id or by `#name`."""
        found = self._by_id.get(reference)
        if found is None and reference.startswith("#"):
            found = self.named(reference[1:])
        return found

    def named(self, name: str) -> Conversation | None:
        channels = (each for each in self._by_id.values() if each.kind == "channel")
        return next((channel for channel in channels if channel.name == name), None)

    def add_channel(
        self, name: str, members: Iterable[str], at: datetime, *, is_private: bool
    ) -> Conversation:
        channel = Conversation(self._ids.next("C"), name, "channel", list(members), at, is_private=is_private)
        self._by_id[channel.id] = channel
        return channel

    def direct(self, members: Iterable[str], at: datetime) -> tuple[Conversation, bool]:
        """The conversation of exactly these people, and whether it is new."""
        wanted = list(dict.fromkeys(members))
        for each in self._by_id.values():
            if each.kind == "dm" and set(each.members) == set(wanted):
                return each, False
        app_dm = self._app_user_id in wanted and len(wanted) == 2
        opened = Conversation(self._ids.next("D"), "", "dm", wanted, at, app_dm=app_dm)
        self._by_id[opened.id] = opened
        return opened, True

    def of(self, user_id: str) -> list[Conversation]:
        return [each for each in self._by_id.values() if user_id in each.members]
