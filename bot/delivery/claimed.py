"""A message as a claim hands it out: what is to be sent, where it belongs, and how long it is ours."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from bot.delivery.outbox import mark_of
from bot.delivery.post import Letter
from bot.delivery.states import UNKNOWN_PERSON, messages
from bot.store.base import table_of
from bot.store.people import Person

people = table_of(Person)
earlier = messages.alias("earlier")


@dataclass(frozen=True, slots=True)
class Earlier:
    """The message that another follows. `channel` and `ts` are empty when only a person's word says that it
    is there."""

    state: str
    place: str
    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """`link` is the Slack user that its person has now, `email` where to look for one."""

    id: int
    workspace_id: int
    fence: int
    key: str
    title: str
    kind: str
    place: str
    fell_back_from: str | None
    text: str
    body: str
    attempts: int
    looks: int
    leased_until: datetime
    look_since: datetime
    person_id: int | None
    mender_id: int | None
    link: str | None
    email: str
    earlier: Earlier | None

    @property
    def mark(self) -> str:
        return mark_of(self.workspace_id, self.key)

    @property
    def was_looked_for(self) -> bool:
        """Whether it was more than tried: it may have been sent, and even have gone elsewhere, before the
        store was restored from a backup."""
        return self.fence > self.attempts

    @property
    def was_tried(self) -> bool:
        """Whether it was ever sent, as far as this store knows: a backup may have been restored since."""
        return self.attempts > 0

    @property
    def may_fall_back(self) -> bool:
        """Whether it may go to another channel if its own does not take it: once, and never what is for one
        person or part of a thread."""
        is_alone = self.kind == "post" and not self.is_for_one and self.earlier is None
        return is_alone and self.fell_back_from is None

    @property
    def is_for_one(self) -> bool:
        """Whether one person alone reads it, known to the company or not."""
        return self.person_id is not None or self.place.startswith(("U", "W"))

    @property
    def thread(self) -> Earlier | None:
        """The message in whose thread it goes; one that went elsewhere has no thread for it."""
        is_reply = self.kind == "post" and self.earlier is not None and self.earlier.place == self.place
        return self.earlier if is_reply else None

    @property
    def right_place(self) -> str:
        """Where it belongs by what is known now: changes where the changed message is, words for a person
        wherever they are, a reply where its thread went."""
        if self.kind in ("edit", "delete"):
            return self.earlier.place if self.earlier else self.place
        if self.person_id is not None:
            return self.link or f"{UNKNOWN_PERSON}{self.person_id}"
        return self.earlier.place if self.earlier else self.place

    def letter(self) -> Letter | None:
        """What is sent; None for a change of a message that nobody can name."""
        content = json.loads(self.body)
        target = self.earlier if self.kind in ("edit", "delete") else self.thread
        if self.kind in ("edit", "delete") and not (target and target.ts):
            return None
        return Letter(
            kind=self.kind,
            place=(target and target.channel) or self.place,
            text=self.text,
            blocks=None if self.kind == "home" else content,
            view=content if self.kind == "home" else None,
            mark=self.mark,
            thread_ts=(target.ts or None) if target and self.kind == "post" else None,
            ts=target.ts if target and self.kind != "post" else None,
        )


def load(connection: Connection, ids: Iterable[int]) -> list[Claimed]:
    """The messages with these numbers, those to a place together and in their order."""
    rows = connection.execute(_WHOLE.where(messages.c.id.in_(list(ids)))).mappings()
    found = []
    for row in rows:
        values = dict(row)
        state, place, channel, ts = (values.pop(f"earlier_{name}") for name in _OF_EARLIER)
        followed = None if state is None else Earlier(state, place, channel or "", ts or "")
        found.append(Claimed(**{**values, "email": values["email"] or ""}, earlier=followed))
    return found


_OF_EARLIER = ("state", "place", "channel", "ts")
_OWN = [name for name in Claimed.__dataclass_fields__ if name in messages.c]
_WHOLE = (
    select(
        *(messages.c[name] for name in _OWN),
        people.c.slack_user_id.label("link"),
        people.c.email,
        *(earlier.c[name].label(f"earlier_{name}") for name in _OF_EARLIER),
    )
    .select_from(messages)
    .join(people, people.c.id == messages.c.person_id, isouter=True)
    .join(earlier, earlier.c.id == messages.c.follows_id, isouter=True)
    .order_by(messages.c.urgency, messages.c.id)
)
