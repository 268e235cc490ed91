"""What is said in a channel after somebody's nod: proposing it, and what happens when it is approved.

Whoever has something to announce says it as a Draft. `propose` asks for a nod, by a card with the very
message in it; `post` needs none. Either way it leaves once, through the outbox, under the key
`announcement/<key>`, in the transaction of its approval. A draft's `kind` names its template,
templates/announcements/<kind>/, which takes `title`, `words` and who wrote it, and the `content` of that kind
(plain values, as listed here):

plain      {}
shoutout   people: [{name, user}]
podium     contest, span, measured, places: [{place, name, user, value, prize}],
           runners_up: [{place, name, user, value}], ties: how they were settled, notes: [sentence]
instant    winners: [{name, user, what, prize}]
standings  contest, span, measured, rows: [{place, name, user, value, bar, again}], ends, prizes: [text], note

Every value is text, but `place` and `bar` (the figure of a chart) are whole numbers. `user` is a Slack
user's id, or "" for somebody who is not to be mentioned. Prizes and what is ranked are public; pay never
stands here.

What goes with a kind, besides the message, is in its Hooks, which whoever puts the app together hands in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Connection, Engine

from bot.announcements.cards import Cards
from bot.announcements.message import outgoing
from bot.announcements.rows import (
    APPROVED,
    WAITING,
    Announcement,
    announcement_by_id,
    announcement_by_key,
    change,
    keep_new,
    packed,
)
from bot.delivery.outbox import Outbox
from bot.people.identity import Company
from bot.store import audit

PROPOSED_ACTION, APPROVED_ACTION = "announcement_proposed", "announcement_approved"
RENEWED_ACTION = "announcement_renewed"
APP = "micdrop"


@dataclass(frozen=True)
class Draft:
    """Something to announce. `key` is made of what it tells: the same key is the same announcement.

    `asked_id` is the person whose nod it waits for; without one, or when they have left, any compensation
    admin's. `made_by` is the person who wrote it, None for the app. Without `send_at` it goes as soon as it
    is approved. `aside` is told to whoever approves, and to nobody else.
    """

    key: str
    kind: str
    title: str
    channel: str
    content: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    words: str = ""
    asked_id: int | None = None
    made_by: int | None = None
    send_at: datetime | None = None
    aside: str = ""


@dataclass(frozen=True)
class Renewed:
    """What an announcement says instead, because things have changed since it was written. `aside` tells
    whoever approves it what changed."""

    title: str
    content: Mapping[str, object]
    aside: str


@dataclass(frozen=True)
class Hooks:
    """What goes with the announcements of a kind, but for those that a person composed.

    `still_true` is asked before an approval, outside of any transaction: None when all is as it was written;
    else what it has to say now, and then it is not approved but shown again. `approved` happens in the
    transaction of the approval, `recalled` in that of a recall: what was done is to be undone.
    """

    still_true: Callable[[Engine, Announcement, datetime], Renewed | None] | None = None
    approved: Callable[[Connection, Announcement, datetime], None] | None = None
    recalled: Callable[[Connection, Announcement, datetime], None] | None = None


NO_HOOKS = Hooks()
# The keys of what somebody wrote with /announce begin so.
COMPOSED = "composed/"


class Announcing:
    """`hooks` are by kind."""

    def __init__(self, outbox: Outbox, hooks: Mapping[str, Hooks] = MappingProxyType({})) -> None:
        self.outbox = outbox
        self.cards = Cards(outbox)
        self.hooks = hooks

    def propose(self, connection: Connection, company: Company, draft: Draft, now: datetime) -> int:
        """Asks for a nod; returns the announcement's number. What is under its key already stays as it is."""
        number = self._keep(connection, company, draft, WAITING, now)
        if number is None:
            return self._known(connection, company, draft)
        announcement = self._found(connection, company, number)
        self.cards.show(connection, company, announcement, now)
        note(connection, announcement, PROPOSED_ACTION, _maker(announcement), now)
        return number

    def post(self, connection: Connection, company: Company, draft: Draft, now: datetime) -> int:
        """Announces it without anybody's nod; returns its number. Under one key only once."""
        number = self._keep(connection, company, draft, APPROVED, now)
        if number is None:
            return self._known(connection, company, draft)
        announcement = self._found(connection, company, number)
        self.goes(connection, company, announcement, now)
        note(connection, announcement, APPROVED_ACTION, _maker(announcement), now)
        return number

    def renew(
        self,
        connection: Connection,
        company: Company,
        number: int,
        renewed: Renewed,
        now: datetime,
        edition: int | None = None,
    ) -> bool:
        """Puts new content into one that waits for its nod, and shows it to whoever is asked. False when it
        does not wait any more, or not in that edition: then nothing is changed."""
        before = announcement_by_id(connection, company.id, number)
        changed_by = before.changed_by if before is not None else None
        content = packed(renewed.content, renewed.aside, changed_by=changed_by)
        values = {"title": renewed.title, "content": content, "made_at": now}
        if not change(connection, number, (WAITING,), edition, **values):
            return False
        announcement = self._found(connection, company, number)
        self.cards.show(connection, company, announcement, now)
        note(connection, announcement, RENEWED_ACTION, APP, now)
        return True

    def goes(self, connection: Connection, company: Company, approved: Announcement, now: datetime) -> None:
        """Puts the message of one that has just been approved into the outbox, with all that goes with it."""
        self.outbox.put(connection, company.id, outgoing(company, approved, now), now)
        hook = self.hooks_of(approved).approved
        if hook is not None:
            hook(connection, approved, now)
        self.cards.show(connection, company, approved, now)

    def hooks_of(self, announcement: Announcement) -> Hooks:
        """None for what somebody composed: a contest is told of twice, but its prizes are given once."""
        if announcement.key.startswith(COMPOSED):
            return NO_HOOKS
        return self.hooks.get(announcement.kind, NO_HOOKS)

    def _keep(
        self, connection: Connection, company: Company, draft: Draft, state: str, now: datetime
    ) -> int | None:
        done = state == APPROVED
        values = {
            "key": draft.key,
            "kind": draft.kind,
            "state": state,
            "edition": 0,
            "channel": draft.channel,
            "title": draft.title,
            "words": draft.words,
            "content": packed(draft.content, draft.aside),
            "send_at": draft.send_at,
            "made_by": draft.made_by,
            "made_at": now,
            "asked_id": draft.asked_id,
            "decided_by": draft.made_by if done else None,
            "decided_at": now if done else None,
        }
        return keep_new(connection, company.id, values)

    def _known(self, connection: Connection, company: Company, draft: Draft) -> int:
        known = announcement_by_key(connection, company.id, draft.key)
        assert known is not None
        return known.id

    def _found(self, connection: Connection, company: Company, number: int) -> Announcement:
        found = announcement_by_id(connection, company.id, number)
        assert found is not None
        return found


def _maker(announcement: Announcement) -> str:
    """Whom the audit log names for what was written."""
    return f"person {announcement.maker_key}" if announcement.maker_key else APP


def note(connection: Connection, announcement: Announcement, action: str, actor: str, now: datetime) -> None:
    """An entry of the audit log about an announcement: what and where, not its words."""
    details = {
        "announcement": announcement.key,
        "kind": announcement.kind,
        "channel": announcement.channel,
        "edition": announcement.edition,
    }
    audit.record(connection, announcement.workspace_id, now, actor, action, details=details)
