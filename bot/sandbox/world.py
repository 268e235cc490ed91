"""The sandbox's front door: one workspace with its app, and what people do in it."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.acts import actions, commands, events, modals, sharing, shortcuts
from bot.sandbox.acts.stage import Outcome, Stage
from bot.sandbox.conversations import Conversation
from bot.sandbox.courier import ANSWER_WITHIN_S, Courier, Reply
from bot.sandbox.delivery import Answer, Delivery, Kind, Outbound
from bot.sandbox.faults import Call, Faults
from bot.sandbox.forms import state_of
from bot.sandbox.groups import UserGroup
from bot.sandbox.identity import EVENTS, Command, Identity, Shortcut
from bot.sandbox.messages import Message
from bot.sandbox.shapes import Json, RefusedError
from bot.sandbox.socket_link import SocketLink
from bot.sandbox.users import SandboxUser
from bot.sandbox.workspace import Workspace

CHANNELS = ("general", "wins")


def utc_now() -> datetime:
    return datetime.now(UTC)


class World:
    """A workspace of `users` with one app in it, `channels` that everybody is in, and user `groups`.

    A single-channel guest is in the first channel alone, people who left and other bots are in none; each
    person has a DM with the app. `clock` returns an aware datetime and drives ids, expiry and times shown;
    `epoch_s` is stamped into signatures, which an app compares with its own clock. Methods may be called from
    any thread; those that reach the app wait for its answer, `answer_within_s` at most.
    """

    def __init__(
        self,
        users: Iterable[SandboxUser],
        *,
        team_id: str = "T0SANDBOX",
        team_name: str = "Sandbox",
        app_name: str = "Micdrop",
        bot_token: str = "xoxb-sandbox",  # noqa: S107 - opens nothing but this sandbox
        app_token: str = "xapp-sandbox",  # noqa: S107 - opens nothing but this sandbox
        signing_secret: str = "sandbox-signing-secret",  # noqa: S107 - opens nothing but this sandbox
        clock: Callable[[], datetime] = utc_now,
        commands: Sequence[Command] = (),
        shortcuts: Sequence[Shortcut] = (),
        subscriptions: Iterable[str] = EVENTS,
        channels: Sequence[str] = CHANNELS,
        epoch_s: Callable[[], float] = time.time,
        answer_within_s: float = ANSWER_WITHIN_S,
        groups: Iterable[UserGroup] = (),
    ) -> None:
        self.identity = Identity(
            team_id=team_id,
            team_name=team_name,
            app_name=app_name,
            bot_token=bot_token,
            app_token=app_token,
            signing_secret=signing_secret,
            commands=tuple(commands),
            shortcuts=tuple(shortcuts),
            subscriptions=frozenset(subscriptions),
        )
        self.workspace = Workspace(self.identity, users, clock, groups)
        self.courier = Courier(signing_secret, epoch_s=epoch_s, answer_within_s=answer_within_s)
        self._stage = Stage(self.workspace, self.courier)
        _furnish(self.workspace, channels)

    # --- the app

    def deliver_with(self, delivery: Delivery) -> None:
        self.courier.delivery = delivery
        self.workspace.feed.tell_everyone("state")

    @property
    def connected(self) -> bool:
        return self.courier.connected

    @property
    def sockets(self) -> SocketLink:
        """The app's Socket Mode connections: what SocketDelivery needs, and where a test cuts them."""
        return self.workspace.sockets

    @property
    def faults(self) -> Faults:
        return self.workspace.faults

    @property
    def calls(self) -> list[Call]:
        """Every call to the Web API so far, oldest first."""
        with self.workspace.lock:
            return list(self.workspace.calls)

    @property
    def sent(self) -> list[Outbound]:
        """Every request delivered to the app so far, oldest first, signed as it went out."""
        return self.courier.sent

    def deliver(self, kind: Kind, payload: Json) -> Reply:
        """Signs and delivers a payload of one's own making: another team's, edited metadata, nonsense."""
        return self.courier.send(kind, payload, "the request")

    def replay(self, outbound: Outbound) -> Reply:
        """Delivers a request as it is, with its old signature: sent twice, tampered with, or too late."""
        return self.courier.hand_over(outbound, "the repeated request")

    # --- what people do

    def command(self, user_id: str, name: str, text: str = "", channel: str | None = None) -> list[Message]:
        """Types a slash command, in the DM with the app unless told where; the new messages they see."""
        return self.run(user_id, name, text, channel).messages

    def run(self, user_id: str, name: str, text: str = "", channel: str | None = None) -> Outcome:
        """As `command`, with all that came of it."""
        return commands.run_command(self._stage, user_id, name, text, channel)

    def click(
        self,
        user_id: str,
        surface: Message | Json,
        action_id: str,
        *,
        block_id: str | None = None,
        value: str | None = None,
        choice: object = None,
        values: Mapping[str, Any] | None = None,
    ) -> Outcome:
        """Presses a button of a message or view, or makes a `choice` (an option's value, a date …) in a menu.

        block_id, value: which one, where several share the action_id. values: what else is filled in, as for
        `submit`. Raises RefusedError when there is no such element.
        """
        return actions.click(
            self._stage,
            user_id,
            surface,
            action_id,
            block_id=block_id,
            value=value,
            choice=choice,
            values=values,
        )

    def act(self, user_id: str, surface: Message | Json, block_id: str, action: Json, state: Json) -> Outcome:
        """One action in Slack's own terms, as the page sends it."""
        return actions.act(self._stage, user_id, surface, block_id, action, state)

    def options(self, user_id: str, surface: Message | Json, action_id: str, typed: str) -> list[Json]:
        """What the app offers for what is typed into an external menu."""
        return actions.suggest(self._stage, user_id, surface, action_id, typed)

    def submit(self, user_id: str, view: Json, values: Mapping[str, Any] | None = None) -> Outcome:
        """Submits a modal. `values` by block_id or action_id: a text, an option's value, a list …

        The rest keeps what the view starts with. `view` may be out of date, as screens are.
        """
        return modals.submit(self._stage, user_id, view, state_of(view, values))

    def submit_state(self, user_id: str, view: Json, state: Json) -> Outcome:
        """As `submit`, with the state in Slack's own terms."""
        return modals.submit(self._stage, user_id, view, state)

    def close(self, user_id: str, view: Json) -> Outcome:
        return modals.close(self._stage, user_id, view)

    def shortcut(self, user_id: str, callback_id: str, message: Message | None = None) -> Outcome:
        return shortcuts.run_shortcut(self._stage, user_id, callback_id, message)

    def say(self, user_id: str, channel: str, text: str, thread_ts: str | None = None) -> Outcome:
        return events.say(self._stage, user_id, channel, text, thread_ts=thread_ts)

    def share(
        self, user_id: str, message: Message, channel: str, text: str = "", thread_ts: str | None = None
    ) -> Outcome:
        """Shares a message into a conversation, or into a thread of it."""
        return sharing.share(self._stage, user_id, message, channel, text, thread_ts)

    def delete(self, user_id: str, message: Message) -> Outcome:
        """Deletes one's own message, or as an admin anybody's."""
        return sharing.delete(self._stage, user_id, message)

    def react(self, user_id: str, message: Message, name: str) -> Outcome:
        return events.react(self._stage, user_id, message, name)

    def open_home(self, user_id: str) -> Json | None:
        """Opens App Home and returns what it shows."""
        return self.visit_home(user_id)[0]

    def visit_home(self, user_id: str) -> tuple[Json | None, Reply]:
        """As `open_home`, with the app's answer to the event."""
        return events.open_home(self._stage, user_id)

    def change_user(self, user_id: str, **changes: Any) -> Reply:
        """Changes a person's fields, e.g. `deleted=True`; the app hears user_change."""
        return events.change_user(self._stage, user_id, **changes)

    def event(self, payload: Json, *, retries: int = 0) -> Answer:
        """Delivers any event (the inner one, or a whole envelope) and returns the app's answer.

        retries: how often it is sent again, at once, while the app does not answer 2xx. Raises RefusedError
        when there was no answer at all.
        """
        reply = events.send_event(self._stage, payload, retries=retries)
        if reply.answer is None:
            raise RefusedError(reply.problem or "The app did not answer.") from reply.error
        return reply.answer

    # --- what people see

    def messages(self, user_id: str, channel: str | None = None) -> list[Message]:
        """What a person sees in a conversation (their DM with the app unless given), oldest first."""
        with self.workspace.lock:
            place = channel or self.workspace.direct_with_app(user_id).id
            return self.workspace.conversation_for(user_id, place).seen_by(user_id)

    def modals(self, user_id: str) -> list[Json]:
        with self.workspace.lock:
            return self.workspace.views.stack(user_id)

    def home(self, user_id: str) -> Json | None:
        with self.workspace.lock:
            return self.workspace.views.home(user_id)

    def channel(self, name: str) -> Conversation:
        """The channel of this name, without its #. Raises RefusedError."""
        with self.workspace.lock:
            found = self.workspace.conversations.named(name)
        if found is None:
            raise RefusedError(f"There is no channel #{name}.")
        return found

    def add_channel(
        self, name: str, members: Iterable[str], *, is_private: bool = False, with_app: bool = True
    ) -> Conversation:
        with self.workspace.lock:
            return self.workspace.add_channel(name, members, is_private=is_private, with_app=with_app)

    def archive(self, name: str) -> None:
        with self.workspace.lock:
            self.channel(name).is_archived = True
            self.workspace.feed.tell_everyone("state")


def _furnish(workspace: Workspace, channels: Sequence[str]) -> None:
    people = [user for user in workspace.people.everyone() if not (user.deleted or user.is_bot)]
    for number, name in enumerate(channels):
        members = [user.id for user in people if number == 0 or not user.is_ultra_restricted]
        workspace.add_channel(name, members)
    for user in people:
        workspace.direct_with_app(user.id)
