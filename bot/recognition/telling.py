"""What a nomination says in Slack, and what becomes of that when the nomination changes.

Its post and the messages to its receivers go through the outbox. Who is not to be named in a channel is not
in the post, and where that is everybody, there is none. A message keeps its key while it stands; one that was
deleted and is wanted again is a new message.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from bot.delivery.outbox import Channel, Outbox, Outgoing, Urgency, User
from bot.delivery.states import messages, overtake_edits
from bot.recognition.nominations import KEY, Nomination
from bot.recognition.settings import Settings
from bot.recognition.shown import post_values, received_values
from bot.recognition.taking_part import Member

POST, RECEIVED = "recognition/post", "recognition/received"
POST_TITLE, RECEIVED_TITLE = "A drop of the mic", "Word of a drop of the mic"

# Endorsements come in waves: so long the number on the post waits for the next one.
COUNTED_WITHIN = timedelta(seconds=2)


@dataclass(frozen=True)
class Telling:
    """Puts messages into the outbox, in the transaction of `connection`: the change that they tell of."""

    outbox: Outbox
    connection: Connection
    workspace_id: int
    settings: Settings
    now: datetime

    def given(self, one: Nomination) -> None:
        """Posts a new nomination, and tells each of its receivers."""
        if one.named:
            self._post(one)
        for receiver in one.receivers:
            self._tell(one, receiver)

    def changed(self, before: Nomination, after: Nomination) -> None:
        """Brings everything up to date after an edit."""
        post = self._standing(_post_of(after), after)
        if post and after.named:
            self._edit_post(after, post, f"edit/{after.edition}", self.now, Urgency.POST)
        elif post:
            self._delete(post)
        elif after.named:
            self._post(after)
        stay = {receiver.id for receiver in before.receivers} & {receiver.id for receiver in after.receivers}
        for receiver in before.receivers:
            told = self._standing(_told(after, receiver), after)
            if told and receiver.id in stay:
                self._edit_told(after, receiver, told)
            elif told:
                self._delete(told)
        for receiver in after.receivers:
            if receiver.id not in stay:
                self._tell(after, receiver)

    def recounted(self, one: Nomination, cause: str) -> None:
        """Brings the number on the post up to date; `cause` is the key of the request that changed it."""
        post = self._standing(_post_of(one), one)
        if post:
            name = f"count/{hashlib.sha256(cause.encode()).hexdigest()[:20]}"
            self._edit_post(one, post, name, self.now + COUNTED_WITHIN, Urgency.ROUND_UP)

    def taken_back(self, one: Nomination) -> None:
        """Takes away the post and the messages to the receivers."""
        stems = [_post_of(one), *(_told(one, receiver) for receiver in one.receivers)]
        for stem in stems:
            standing = self._standing(stem, one)
            if standing:
                self._delete(standing)

    def post_is_gone(self, one: Nomination) -> None:
        """After somebody deleted the post: nothing more is said there, nor to the receivers."""
        overtake_edits(self.connection, self.workspace_id, _post_of(one))
        for receiver in one.receivers:
            told = self._standing(_told(one, receiver), one)
            if told:
                self._delete(told)

    def has_post(self, one: Nomination) -> bool:
        """Whether there is a post, sent or about to be, that we have not deleted ourselves."""
        return self._standing(_post_of(one), one) is not None

    def _post(self, one: Nomination) -> None:
        self._put(
            Outgoing(
                key=self._new_key(_post_of(one), one),
                title=POST_TITLE,
                to=Channel(self.settings.channel),
                surface=POST,
                values=post_values(one),
                urgency=Urgency.POST,
            )
        )

    def _edit_post(self, one: Nomination, post: str, name: str, due_at: datetime, urgency: Urgency) -> None:
        waiting = overtake_edits(self.connection, self.workspace_id, post)
        self._put(
            Outgoing(
                key=f"{KEY}{one.id}/{name}",
                title=POST_TITLE,
                to=Channel(self.settings.channel),
                surface=POST,
                values=post_values(one),
                urgency=urgency,
                kind="edit",
                follows=post,
                # The first of a wave says when, so that an endless one is not waited for.
                due_at=min(due_at, waiting or due_at),
            )
        )

    def _tell(self, one: Nomination, receiver: Member) -> None:
        self._put(
            Outgoing(
                key=self._new_key(_told(one, receiver), one),
                title=RECEIVED_TITLE,
                to=User(receiver.user_id),
                surface=RECEIVED,
                values=received_values(one, receiver, self.settings.channel),
                urgency=Urgency.NOTICE,
            )
        )

    def _edit_told(self, one: Nomination, receiver: Member, told: str) -> None:
        overtake_edits(self.connection, self.workspace_id, told)
        self._put(
            Outgoing(
                key=f"{told}/edit/{one.edition}",
                title=RECEIVED_TITLE,
                to=User(receiver.user_id),
                surface=RECEIVED,
                values=received_values(one, receiver, self.settings.channel),
                urgency=Urgency.NOTICE,
                kind="edit",
                follows=told,
            )
        )

    def _delete(self, key: str) -> None:
        overtake_edits(self.connection, self.workspace_id, key)
        place = select(messages.c.place).where(
            messages.c.workspace_id == self.workspace_id, messages.c.key == key
        )
        self._put(
            Outgoing(
                key=_gone(key),
                title="A drop of the mic taken back",
                to=Channel(self.connection.execute(place).scalar_one()),
                surface="",
                values={},
                urgency=Urgency.POST,
                kind="delete",
                follows=key,
            )
        )

    def _put(self, outgoing: Outgoing) -> None:
        self.outbox.put(self.connection, self.workspace_id, outgoing, self.now)

    def _standing(self, stem: str, one: Nomination) -> str | None:
        """The key of the message that was put under the stem and not deleted since."""
        possible = _keys(stem, one)
        here = messages.c.workspace_id == self.workspace_id
        both = [*possible, *map(_gone, possible)]
        found = set(
            self.connection.execute(select(messages.c.key).where(here, messages.c.key.in_(both))).scalars()
        )
        return next((key for key in reversed(possible) if key in found and _gone(key) not in found), None)

    def _new_key(self, stem: str, one: Nomination) -> str:
        here = (messages.c.workspace_id == self.workspace_id) & (messages.c.key == stem)
        taken = one.edition and self.connection.execute(select(messages.c.id).where(here)).first()
        return f"{stem}/{one.edition}" if taken else stem


def _post_of(one: Nomination) -> str:
    return f"{KEY}{one.id}/post"


def _told(one: Nomination, receiver: Member) -> str:
    return f"{KEY}{one.id}/to/{receiver.id}"


def _keys(stem: str, one: Nomination) -> list[str]:
    """All keys that messages of one kind may have, oldest first: each edition can have made a new one."""
    return [stem, *(f"{stem}/{edition}" for edition in range(1, one.edition + 1))]


def _gone(key: str) -> str:
    return f"{key}/gone"
