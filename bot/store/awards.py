"""The month of drop the mic: its close, its ballot, its award, and the rewards that are not pay."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field

from bot.store.base import Row, RowId, UtcDateTime, kept_as


class RecognitionMonth(Row, table=True):
    """A month that was closed. *ballot* and *committee* wait for votes or a pick, *chosen* for the award's
    approval, *announced* is over, *empty* had no nominations that could win.

    It counts what was given up to `closed_at`, however late the close ran. `choosing` and `ties` are the
    settings as they were then.
    """

    __tablename__: ClassVar[str] = "recognition_months"
    __table_args__ = (
        UniqueConstraint("workspace_id", "month"),
        CheckConstraint("state IN ('ballot', 'committee', 'chosen', 'announced', 'empty')", name="state"),
    )

    month: str = Field(max_length=7)
    state: str
    choosing: str
    ties: str
    closed_at: datetime = Field(sa_type=UtcDateTime)
    ballot_until: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Candidate(Row, table=True):
    """Somebody on a month's shortlist, with what decides between equals.

    `support_halves` counts each endorsement twice, and once where it is damped; `votes` are those of a
    ballot, kept apart from who voted.
    """

    __tablename__: ClassVar[str] = "candidates"
    __table_args__ = (
        UniqueConstraint("month_id", "member_id"),
        CheckConstraint("votes >= 0", name="votes"),
    )

    month_id: int = Field(sa_type=RowId, foreign_key="recognition_months.id")
    member_id: int = Field(sa_type=RowId, foreign_key="members.id")
    place: int
    support_halves: int
    nominators: int
    teams: int
    first_at: datetime = Field(sa_type=UtcDateTime)
    votes: int = 0


class Voter(Row, table=True):
    """That somebody has voted, never for whom."""

    __tablename__: ClassVar[str] = "voters"
    __table_args__ = (UniqueConstraint("month_id", "member_id"),)

    month_id: int = Field(sa_type=RowId, foreign_key="recognition_months.id")
    member_id: int = Field(sa_type=RowId, foreign_key="members.id")


class Award(Row, table=True):
    """One winner of a month, from the choice to the announcement.

    `words` is what the hosts say of the winner; `reasons` are the committee's and stay private; `how` says
    how the winner was found and a tie settled, in the words of the announcement. A *passed_over* award went
    to somebody who left before it was announced, or whom the hosts passed over; without a `how` it is of
    somebody who no longer stands first since a nomination is gone, and who can have it yet.
    """

    __tablename__: ClassVar[str] = "awards"
    __table_args__ = (
        UniqueConstraint("month_id", "member_id"),
        CheckConstraint("state IN ('preview', 'approved', 'announced', 'passed_over')", name="state"),
    )

    month_id: int = Field(sa_type=RowId, foreign_key="recognition_months.id")
    member_id: int = Field(sa_type=RowId, foreign_key="members.id")
    state: str = "preview"
    words: str = Field(default="", sa_type=Text)
    reasons: str = Field(default="", sa_type=Text)
    how: str = Field(default="", sa_type=Text)
    reward_id: int | None = Field(default=None, sa_type=RowId, foreign_key="rewards.id")
    edition: int = 0
    approved_by: int | None = Field(default=None, sa_type=RowId, foreign_key="people.id")
    approved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Reward(Row, table=True):
    """A thing that is not pay: a day off, a lunch, a gift card, a trip. `value_minor` is what it costs.

    `stock` is how many are left, `yearly_limit` how many one person may get a year; empty is no limit.
    """

    __tablename__: ClassVar[str] = "rewards"
    __table_args__ = (
        UniqueConstraint("workspace_id", "name"),
        CheckConstraint("stock >= 0", name="stock"),
        CheckConstraint("yearly_limit >= 1", name="yearly_limit"),
        CheckConstraint("value_minor >= 0", name="value_minor"),
    )

    name: str
    about: str = ""
    value_minor: int = Field(sa_type=BigInteger)
    currency: str = Field(max_length=3)
    taxable: bool = Field(default=False, sa_column_kwargs=kept_as("false"))
    stock: int | None = None
    yearly_limit: int | None = None
    retired: bool = Field(default=False, sa_column_kwargs=kept_as("false"))


class Gift(Row, table=True):
    """A reward given to somebody: promised → approved → fulfilled, or declined or put into a pool, which puts
    it back. `pooled_into` is the gift that several were put together for; it counts in the fiscal `year`.
    """

    __tablename__: ClassVar[str] = "gifts"
    __table_args__ = (
        CheckConstraint("state IN ('promised', 'approved', 'fulfilled', 'declined', 'pooled')", name="state"),
        Index(None, "workspace_id", "member_id"),
        UniqueConstraint("workspace_id", "key"),
    )

    key: str
    reward_id: int = Field(sa_type=RowId, foreign_key="rewards.id")
    member_id: int = Field(sa_type=RowId, foreign_key="members.id")
    award_id: int | None = Field(default=None, sa_type=RowId, foreign_key="awards.id")
    state: str = "promised"
    pooled_into: int | None = Field(default=None, sa_type=RowId, foreign_key="gifts.id")
    year: int
    given_on: date
    revision: int = Field(default=0, sa_column_kwargs=kept_as("0"))


class GiftStep(Row, table=True):
    """What happened to a gift, by whom and when. Rows are only added."""

    __tablename__: ClassVar[str] = "gift_steps"
    __table_args__ = (Index(None, "gift_id"),)

    gift_id: int = Field(sa_type=RowId, foreign_key="gifts.id")
    state: str
    actor: str
    at: datetime = Field(sa_type=UtcDateTime)
    note: str = ""
