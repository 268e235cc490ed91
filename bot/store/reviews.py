"""From a calculated period to a published one: who approved what, adjustments, questions, exports."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field

from bot.store.base import Row, RowId, UtcDateTime, kept_as


class PaySettings(Row, table=True):
    """How a workspace reviews and announces; one row, made with these defaults when somebody first asks.

    `announcements_need_checker`: somebody else than who wrote it approves an announcement. `instant_nod`: a
    manager nods to a first upsell's announcement. `outlier_percent`: pay that much over or under somebody's
    usual stands out, and so does attainment over `attainment_percent`. `corrected_periods`: how many
    published periods, from the last one back, are calculated again when facts change. `closes_after_days`:
    how long after publishing a period takes questions.
    """

    __tablename__: ClassVar[str] = "pay_settings"
    __table_args__ = (
        UniqueConstraint("workspace_id"),
        CheckConstraint("outlier_percent BETWEEN 1 AND 10000", name="outlier_percent"),
        CheckConstraint("attainment_percent BETWEEN 1 AND 10000", name="attainment_percent"),
        CheckConstraint("corrected_periods BETWEEN 0 AND 60", name="corrected_periods"),
        CheckConstraint("closes_after_days BETWEEN 0 AND 3660", name="closes_after_days"),
    )

    channel: str = ""
    announcements_need_checker: bool = False
    instant_nod: bool = True
    outlier_percent: int = 50
    attainment_percent: int = 200
    corrected_periods: int = 4
    closes_after_days: int = 30


class Review(Row, table=True):
    """Where a person's pay of a period stands between those who look at it: one row once review has begun.

    `digest` is of what was approved (all of the person's statements), `seen` JSON of it (bot.review.seen), to
    tell later what changed. An approval that facts void is *waiting* again, with `changed` JSON saying what
    changed and `voided_at`. `edition` rises with every step, so that a stale button does nothing.
    """

    __tablename__: ClassVar[str] = "reviews"
    __table_args__ = (
        UniqueConstraint("period_id", "person_id"),
        CheckConstraint("state IN ('waiting', 'approved', 'sent_back')", name="state"),
        Index(None, "workspace_id", "state"),
    )

    period_id: int = Field(sa_type=RowId, foreign_key="periods.id")
    person_id: int = Field(sa_type=RowId, foreign_key="people.id")
    state: str = "waiting"
    edition: int = 0
    digest: str = Field(default="", max_length=64)
    seen: str = Field(default="", sa_type=Text)
    reason: str = Field(default="", sa_type=Text)
    changed: str = Field(default="", sa_type=Text)
    decided_by: int | None = Field(default=None, sa_type=RowId, foreign_key="people.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    voided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Adjustment(Row, table=True):
    """An amount that somebody adds to, or takes off, a person's pay of a period that is not published yet.

    *amount* is `amount_minor` of `currency`; *percent* is `percent_ppm` of what the statement in that
    currency comes to without adjustments. Either may be below zero. `key` is the request's, so that a double
    click makes one.
    """

    __tablename__: ClassVar[str] = "adjustments"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        CheckConstraint("kind IN ('amount', 'percent')", name="kind"),
        Index(None, "period_id", "person_id"),
    )

    key: str
    period_id: int = Field(sa_type=RowId, foreign_key="periods.id")
    person_id: int = Field(sa_type=RowId, foreign_key="people.id")
    kind: str
    amount_minor: int | None = Field(default=None, sa_type=BigInteger)
    percent_ppm: int | None = None
    currency: str = Field(max_length=3)
    reason: str = Field(sa_type=Text)
    made_by: int = Field(sa_type=RowId, foreign_key="people.id")
    made_at: datetime = Field(sa_type=UtcDateTime)
    question_id: int | None = Field(default=None, sa_type=RowId, foreign_key="questions.id")
    withdrawn_by: int | None = Field(default=None, sa_type=RowId, foreign_key="people.id")
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Question(Row, table=True):
    """What a person asks about a line of their pay.

    `line` is the line's reference (bot.periods.digests), which outlives a recalculation; `about` what the
    line is, in words without amounts. `expected_minor` is what the person thinks it should be. `with_id` is
    who is to answer now. Whoever did what is in the steps.
    """

    __tablename__: ClassVar[str] = "questions"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        CheckConstraint("state IN ('open', 'answered', 'resolved', 'reopened')", name="state"),
        Index(None, "workspace_id", "person_id"),
        Index(None, "workspace_id", "with_id", "state"),
    )

    key: str
    person_id: int = Field(sa_type=RowId, foreign_key="people.id")
    period: str
    line: str
    about: str
    currency: str = Field(max_length=3)
    expected_minor: int | None = Field(default=None, sa_type=BigInteger)
    state: str = "open"
    edition: int = Field(default=0, sa_column_kwargs=kept_as("0"))
    with_id: int | None = Field(default=None, sa_type=RowId, foreign_key="people.id")
    opened_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)


class QuestionStep(Row, table=True):
    """*asked*, *answered*, *handed_on*, *accepted*, *resolved* or *reopened*, by whom and in which words.
    Rows are only added."""

    __tablename__: ClassVar[str] = "question_steps"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('asked', 'answered', 'handed_on', 'accepted', 'resolved', 'reopened')", name="kind"
        ),
        Index(None, "question_id"),
    )

    question_id: int = Field(sa_type=RowId, foreign_key="questions.id")
    kind: str
    person_id: int = Field(sa_type=RowId, foreign_key="people.id")
    words: str = Field(default="", sa_type=Text)
    at: datetime = Field(sa_type=UtcDateTime)


class Export(Row, table=True):
    """A payroll export of a published period: what was in it (`content`, JSON) and its digest, so that
    the next one can say what is new. Rows are only added."""

    __tablename__: ClassVar[str] = "exports"
    __table_args__ = (UniqueConstraint("period_id", "number"),)

    period_id: int = Field(sa_type=RowId, foreign_key="periods.id")
    number: int
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str
    content: str = Field(sa_type=Text)
    digest: str = Field(max_length=64)
