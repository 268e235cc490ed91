"""Drop the mic: who takes part, what they said of one another, and who stood behind it."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field

from bot.store.base import Row, RowId, UtcDateTime, kept_as


class RecognitionSettings(Row, table=True):
    """How a workspace drops the mic; without a row, recognition is not set up there yet.

    `channel` is where nominations are posted. Each giver may name `monthly_allowance` people a month, the
    same one at most `pair_cap` times, in at least `least_characters` of their own words. `guests_may` lets
    Slack guests give and receive. `choosing` says who decides at the close, `ties` what equal ones do.
    `edit_minutes` is how long a nomination can be changed. At most `most_reminders` reminders a month go to
    one person, between `quiet_until` and `quiet_from` of their own clock ("09:00", "18:00").
    """

    __tablename__: ClassVar[str] = "recognition_settings"
    __table_args__ = (
        UniqueConstraint("workspace_id"),
        CheckConstraint("choosing IN ('most_endorsed', 'ballot', 'committee')", name="choosing"),
        CheckConstraint("ties IN ('in_turn', 'shared')", name="ties"),
        CheckConstraint("monthly_allowance BETWEEN 1 AND 1000", name="monthly_allowance"),
        CheckConstraint("pair_cap BETWEEN 1 AND 1000", name="pair_cap"),
        CheckConstraint("shortlist_size BETWEEN 1 AND 10", name="shortlist_size"),
    )

    channel: str
    monthly_allowance: int = 10
    pair_cap: int = 3
    least_characters: int = 20
    guests_may: bool = False
    choosing: str = "most_endorsed"
    ties: str = "in_turn"
    shortlist_size: int = 5
    ballot_working_days: int = 2
    edit_minutes: int = 10
    most_reminders: int = 2
    quiet_until: str = Field(default="09:00", max_length=5)
    quiet_from: str = Field(default="18:00", max_length=5)
    unrecognised_after_days: int = 60


class Host(Row, table=True):
    """Somebody who looks after the award: gets the preview, picks the reward, approves. None: the admins."""

    __tablename__: ClassVar[str] = "hosts"
    __table_args__ = (UniqueConstraint("workspace_id", "person_id"),)

    person_id: int = Field(sa_type=RowId, foreign_key="people.id")


class Member(Row, table=True):
    """A Slack user who gives or receives, of the company's people or from elsewhere in the workspace.

    `standing` is what Slack said when it was last asked, at `seen_at`. The `no_…` flags are their own wishes:
    no reminders, not named in a channel, no anniversary.
    """

    __tablename__: ClassVar[str] = "members"
    __table_args__ = (
        UniqueConstraint("workspace_id", "slack_user_id"),
        CheckConstraint("standing IN ('member', 'guest', 'outsider', 'bot', 'deactivated')", name="standing"),
        Index(None, "workspace_id", "person_id"),
    )

    slack_user_id: str
    person_id: int | None = Field(default=None, sa_type=RowId, foreign_key="people.id")
    name: str
    time_zone: str = "UTC"
    standing: str = "member"
    seen_at: datetime = Field(sa_type=UtcDateTime)
    no_reminders: bool = Field(default=False, sa_column_kwargs=kept_as("false"))
    no_naming: bool = Field(default=False, sa_column_kwargs=kept_as("false"))
    no_anniversary: bool = Field(default=False, sa_column_kwargs=kept_as("false"))


class CompanyValue(Row, table=True):
    """What the company stands for, as a hashtag: `tag` is lower case, without the #."""

    __tablename__: ClassVar[str] = "company_values"
    __table_args__ = (UniqueConstraint("workspace_id", "tag"),)

    tag: str
    title: str
    position: int = 0
    retired: bool = Field(default=False, sa_column_kwargs=kept_as("false"))


class Nomination(Row, table=True):
    """One drop of the mic. `month` ("2026-11") is the workspace's, `giver_month` that of the giver's zone.

    `edition` counts the edits. A `quoted_…` nomination came from somebody's message. `withdrawn_at` is set
    when the giver took it back or its post was deleted (`withdrawn_by`: giver, deleted or admin).
    `request_key` is of the request that made it: the same again makes none.
    """

    __tablename__: ClassVar[str] = "nominations"
    __table_args__ = (
        UniqueConstraint("workspace_id", "request_key"),
        CheckConstraint("withdrawn_by IN ('giver', 'deleted', 'admin')", name="withdrawn_by"),
        Index(None, "workspace_id", "month"),
        Index(None, "workspace_id", "giver_id", "giver_month"),
        Index(None, "workspace_id", "given_at"),
    )

    giver_id: int = Field(sa_type=RowId, foreign_key="members.id")
    month: str = Field(max_length=7)
    giver_month: str = Field(max_length=7)
    words: str = Field(sa_type=Text)
    value_id: int | None = Field(default=None, sa_type=RowId, foreign_key="company_values.id")
    link: str | None = None
    photo_file: str | None = None
    quoted_text: str | None = Field(default=None, sa_type=Text)
    quoted_link: str | None = None
    request_key: str
    given_at: datetime = Field(sa_type=UtcDateTime)
    edition: int = 0
    edited_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    withdrawn_by: str | None = None


class Receiver(Row, table=True):
    """Somebody named in a nomination."""

    __tablename__: ClassVar[str] = "receivers"
    __table_args__ = (
        UniqueConstraint("nomination_id", "member_id"),
        Index(None, "workspace_id", "member_id"),
    )

    nomination_id: int = Field(sa_type=RowId, foreign_key="nominations.id")
    member_id: int = Field(sa_type=RowId, foreign_key="members.id")


class Copy(Row, table=True):
    """Another message that shows a nomination, shared into a thread or channel: reactions to it count."""

    __tablename__: ClassVar[str] = "copies"
    __table_args__ = (UniqueConstraint("workspace_id", "channel", "ts"), Index(None, "nomination_id"))

    nomination_id: int = Field(sa_type=RowId, foreign_key="nominations.id")
    channel: str
    ts: str


class Endorsement(Row, table=True):
    """That somebody stands behind a nomination. `origin` is `button`, or the message (`channel/ts`) that they
    put a microphone on; a person counts once a nomination, however many origins there are. Taken away, it is
    deleted.
    """

    __tablename__: ClassVar[str] = "endorsements"
    __table_args__ = (
        UniqueConstraint("nomination_id", "member_id", "origin"),
        Index(None, "workspace_id", "at"),
        Index(None, "workspace_id", "member_id"),
    )

    nomination_id: int = Field(sa_type=RowId, foreign_key="nominations.id")
    member_id: int = Field(sa_type=RowId, foreign_key="members.id")
    origin: str
    at: datetime = Field(sa_type=UtcDateTime)


class Reminder(Row, table=True):
    """A reminder that a member got: how many a month is limited."""

    __tablename__: ClassVar[str] = "reminders"
    __table_args__ = (UniqueConstraint("member_id", "on_date"),)

    member_id: int = Field(sa_type=RowId, foreign_key="members.id")
    month: str = Field(max_length=7)
    on_date: date
