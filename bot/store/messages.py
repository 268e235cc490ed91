"""The outbox: every message the app says by itself, from the moment it is owed until Slack has it."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field

from bot.store.base import Row, RowId, UtcDateTime, kept_as


class MessageRow(Row, table=True):
    """One message. `key` is made of business facts and unique in the workspace; `digest` is of what is sent.

    `kind`: a post (to a channel or, by their user id, to a person), an App Home view, an edit or a deletion
    of an earlier message, which `follows_id` names; a post that follows another is a reply in its thread.
    `person_id` is set when it is for one person; `place` is where it goes, and `person:ID` until the sender
    has found their Slack user. `body` is JSON: the blocks of a post or edit, the view of a home.

    `state`: *pending* waits for `due_at`; *sending* belongs to `leased_by` until `leased_until`, under the
    fencing number `fence`; *sent* has `channel` and `ts` from Slack; *unclear* may or may not be in Slack,
    which is looked up before anything else, from `look_since` (its first attempt) on, and `looks` counts how
    often Slack could not be read; *held* stayed unclear and waits for an admin; *dead* was refused for good
    or given up; *dropped* was taken out by an admin.

    `mender_id` is whoever can mend a refusal (they composed it); without one the admins are told.
    """

    __tablename__: ClassVar[str] = "messages"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        CheckConstraint("kind IN ('post', 'home', 'edit', 'delete')", name="kind"),
        CheckConstraint(
            "state IN ('pending', 'sending', 'sent', 'unclear', 'held', 'dead', 'dropped')", name="state"
        ),
        CheckConstraint("urgency BETWEEN 0 AND 3", name="urgency"),
        CheckConstraint("state <> 'sent' OR sent_at IS NOT NULL", name="sent_has_a_time"),
        CheckConstraint("state <> 'sending' OR leased_until IS NOT NULL", name="sending_has_a_lease"),
        Index(None, "workspace_id", "state", "urgency", "id"),
        Index(None, "state", "due_at"),
        Index(None, "workspace_id", "channel", "ts"),
        Index(None, "follows_id"),
    )

    key: str
    digest: str = Field(max_length=64)
    title: str
    kind: str
    person_id: int | None = Field(default=None, sa_type=RowId, foreign_key="people.id")
    place: str
    fell_back_from: str | None = None
    text: str = Field(sa_type=Text)
    body: str = Field(sa_type=Text)
    urgency: int
    follows_id: int | None = Field(default=None, sa_type=RowId, foreign_key="messages.id")
    mender_id: int | None = Field(default=None, sa_type=RowId, foreign_key="people.id")
    state: str = "pending"
    due_at: datetime = Field(sa_type=UtcDateTime)
    attempts: int = Field(default=0, sa_column_kwargs=kept_as("0"))
    fence: int = Field(default=0, sa_column_kwargs=kept_as("0"))
    leased_by: str | None = None
    leased_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    look_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    looks: int = Field(default=0, sa_column_kwargs=kept_as("0"))
    last_error: str | None = None
    channel: str | None = None
    ts: str | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Pace(Row, table=True):
    """When the next message may go to a place; place "" stands for the workspace as a whole.

    `stopped` names the error that stopped all sending of a workspace (its token was revoked); empty while
    messages may go.
    """

    __tablename__: ClassVar[str] = "paces"
    __table_args__ = (UniqueConstraint("workspace_id", "place"),)

    place: str
    free_at: datetime = Field(sa_type=UtcDateTime)
    stopped: str | None = None
    stopped_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Received(Row, table=True):
    """A request or event of Slack's that has had its effect; the same again has none."""

    __tablename__: ClassVar[str] = "received"
    __table_args__ = (UniqueConstraint("workspace_id", "key"), Index(None, "at"))

    key: str
    at: datetime = Field(sa_type=UtcDateTime)
