"""The state of the workspace: people, conversations, views and short-lived tickets, under one lock."""

import re
import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.sandbox.blocks import with_ids
from bot.sandbox.conversations import Conversation, Conversations
from bot.sandbox.faults import Call, Faults
from bot.sandbox.feed import Feed
from bot.sandbox.groups import Groups, UserGroup
from bot.sandbox.identity import SANDBOX, Author, Identity
from bot.sandbox.ids import Ids
from bot.sandbox.messages import Message
from bot.sandbox.shapes import Json, RefusedError, SlackError
from bot.sandbox.socket_link import SocketLink
from bot.sandbox.text import with_references
from bot.sandbox.tickets import ResponseUrls, Triggers
from bot.sandbox.uploads import Uploads
from bot.sandbox.users import People, SandboxUser
from bot.sandbox.views import Views

KEPT_CALLS = 10_000
EMOJI = re.compile(r"[a-z0-9_+'-]{1,100}(::skin-tone-[2-6])?")


class Workspace:
    """Every read and write happens with `lock` held; no delivery does, because the app calls back meanwhile.

    `clock` returns an aware datetime. `base_url` is where this workspace is served, no slash at the end.
    """

    def __init__(
        self,
        identity: Identity,
        users: Iterable[SandboxUser],
        clock: Callable[[], datetime],
        groups: Iterable[UserGroup] = (),
    ) -> None:
        self.lock = threading.RLock()
        self.identity = identity
        self.clock = clock
        self.people = People(users)
        self.groups = Groups(groups)
        self.ids = Ids(clock)
        self.conversations = Conversations(self.ids, identity.app_user_id)
        self.feed = Feed()
        self.views = Views(identity, self.ids, lambda user_id, what: self.feed.tell([user_id], what))
        self.triggers = Triggers(self.ids, clock)
        self.response_urls = ResponseUrls(self.ids, clock)
        self.uploads = Uploads(self.ids)
        self.sockets = SocketLink(identity.app_id)
        self.faults = Faults()
        self.calls: deque[Call] = deque(maxlen=KEPT_CALLS)
        self.base_url = ""

    def add_channel(
        self, name: str, members: Iterable[str], *, is_private: bool = False, with_app: bool = True
    ) -> Conversation:
        if self.conversations.named(name) is not None:
            raise RefusedError(f"There is a channel #{name} already.")
        joined = [self.people.get(member).id for member in members]
        joined += [self.identity.app_user_id] if with_app else []
        channel = self.conversations.add_channel(name, joined, self.clock(), is_private=is_private)
        self.feed.tell_everyone("state")
        return channel

    def direct_with_app(self, user_id: str) -> Conversation:
        return self.conversations.direct([user_id, self.identity.app_user_id], self.clock())[0]

    def author(self, user_id: str) -> Author:
        user = self.people.get(user_id)
        if user.is_bot:
            return Author(user.id, user.real_name, app_id=f"A{user.id}", bot_id=f"B{user.id}")
        return Author(user.id, user.real_name)

    def conversation_for(self, user_id: str, channel: str) -> Conversation:
        """The conversation, if this person is in it. Raises RefusedError."""
        user = self.people.get(user_id)
        found = self.conversations.find(channel)
        if found is None:
            raise RefusedError(f"There is no conversation {channel or '(empty)'} here.")
        if user.id not in found.members:
            raise RefusedError(f"{user.real_name} is not in {found.name or 'that conversation'}.")
        return found

    def post(
        self,
        conversation: Conversation,
        author: Author,
        text: str,
        blocks: Sequence[Any] | None = None,
        *,
        ephemeral_to: str | None = None,
        thread_ts: str | None = None,
        metadata: Json | None = None,
        attachments: Sequence[Json] = (),
        files: Sequence[Json] = (),
    ) -> Message:
        revision = self.ids.revise()
        message = Message(
            channel=conversation.id,
            ts=self.ids.ts(),
            user=author.id,
            user_name=author.name,
            is_app=author.is_app,
            app_id=author.app_id,
            bot_id=author.bot_id,
            text=text,
            blocks=with_ids(blocks, self.ids) if blocks else None,
            sent_at=self.clock(),
            added=revision,
            changed=revision,
            ephemeral_to=ephemeral_to,
            thread_ts=thread_ts,
            metadata=metadata,
            attachments=tuple(attachments),
            files=tuple(files),
        )
        conversation.keep(message)
        self._tell(conversation, message)
        return message

    def note(self, user_id: str, conversation: Conversation, text: str) -> Message:
        """A word from the sandbox itself, for this person alone."""
        return self.post(conversation, SANDBOX, text, ephemeral_to=user_id)

    def edit(self, conversation: Conversation, message: Message, **changes: Any) -> Message:
        """Replaces fields of a message; blocks get their ids."""
        if changes.get("blocks"):
            changes["blocks"] = with_ids(changes["blocks"], self.ids)
        edited = replace(message, changed=self.ids.revise(), **changes)
        conversation.messages[message.ts] = edited
        self._tell(conversation, edited)
        return edited

    def remove(self, conversation: Conversation, message: Message) -> None:
        conversation.messages.pop(message.ts, None)
        self._tell(conversation, message)

    def react(
        self, conversation: Conversation, message: Message, user_id: str, name: str, *, add: bool
    ) -> Message:
        """Raises SlackError: invalid_name, already_reacted or no_reaction."""
        if not EMOJI.fullmatch(name):
            raise SlackError("invalid_name")
        reactions = {each: list(users) for each, users in message.reactions}
        users = reactions.setdefault(name, [])
        if add and user_id in users:
            raise SlackError("already_reacted")
        if not add and user_id not in users:
            raise SlackError("no_reaction")
        if add:
            users.append(user_id)
        else:
            users.remove(user_id)
        kept = tuple((each, tuple(who)) for each, who in reactions.items() if who)
        return self.edit(conversation, message, reactions=kept)

    def changed_since(self, user_id: str, revision: int) -> tuple[list[Message], list[Message]]:
        """What this person sees that was added, and what was edited, after that change of the world."""
        seen = [each for place in self.conversations.of(user_id) for each in place.seen_by(user_id)]
        added = [message for message in seen if message.added > revision]
        edited = [message for message in seen if message.added <= revision < message.changed]
        return sorted(added, key=lambda each: each.added), sorted(edited, key=lambda each: each.changed)

    def response_url(self, user_id: str, channel: str, message_ts: str | None = None) -> str:
        token = self.response_urls.issue(user_id, channel, message_ts)
        return f"{self.base_url}/slack/response/{token}"

    def referenced(self, text: str, *, labelled: bool) -> str:
        """A person's text as Slack passes it on."""

        def person(name: str) -> str | None:
            return next((user.id for user in self.people.everyone() if user.name == name), None)

        def channel(name: str) -> str | None:
            found = self.conversations.named(name)
            return found.id if found else None

        def group(handle: str) -> str | None:
            known = self.groups.named(handle)
            return known.id if known else None

        return with_references(text, person, channel, group, labelled=labelled)

    def permalink(self, message: Message) -> str:
        """The address of a message, as Slack's "Copy link" gives it."""
        host = f"https://{self.identity.team_domain}.slack.com"
        thread = f"?thread_ts={message.thread_ts}&cid={message.channel}" if message.is_reply else ""
        return f"{host}/archives/{message.channel}/p{message.ts.replace('.', '')}{thread}"

    def _tell(self, conversation: Conversation, message: Message) -> None:
        readers = [member for member in conversation.members if message.visible_to(member)]
        self.feed.tell(readers, f"messages:{conversation.id}", "state")
