"""Periods as calculated, and the statements and lines in them."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Index, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field

from bot.store.base import Row, RowId, UtcDateTime, kept_as

PERIOD_STATES = "state IN ('open', 'calculated', 'in_review', 'approved', 'published', 'closed')"


class PeriodRow(Row, table=True):
    """A period that was calculated: at which revision of the facts, and as of which day.

    *open* is calculated again as often as it is asked for; *calculated* has ended and waits for its review;
    *in_review* until everybody's statement is approved, *approved* until it is published. What is *published*
    never changes: the database refuses it (migration 0005). *closed* takes no more questions.
    """

    __tablename__: ClassVar[str] = "periods"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        CheckConstraint(PERIOD_STATES, name="state"),
    )

    key: str
    start_date: date
    end_date: date
    state: str = "open"
    facts_revision: int
    as_of: date
    calculated_at: datetime = Field(sa_type=UtcDateTime)
    review_from: datetime | None = Field(default=None, sa_type=UtcDateTime)
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Statement(Row, table=True):
    """One person's pay for one period in one currency.

    `summary` is JSON: the components it is made of, the measures it stands on, and the problems. `digest`
    is of all its lines (bot.periods.digests): what an approval is bound to.
    """

    __tablename__: ClassVar[str] = "statements"
    __table_args__ = (UniqueConstraint("workspace_id", "person_id", "period_id", "currency"),)

    person_id: int = Field(sa_type=RowId, foreign_key="people.id")
    period_id: int = Field(sa_type=RowId, foreign_key="periods.id", ondelete="CASCADE")
    currency: str = Field(max_length=3)
    total_minor: int = Field(sa_type=BigInteger)
    summary: str = Field(sa_type=Text)
    digest: str = Field(default="", max_length=64, sa_column_kwargs=kept_as("''"))


class Line(Row, table=True):
    """One paid amount with its reasons, in the order in which a person reads them.

    `rate` is an exact ratio as text ("3/200"), `factors` are named ones ("payout:23/20,days:1/4").
    `basis_minor` is what they are multiplied with: the credited amount, or the bonus's; `earlier_minor` is
    taken off again. `entry` says what kind of line it is, `span` for which period it was worked out, `about`
    what it refers to, as in calc.results. `fx` is what one unit of the event's currency was worth ("27/25")
    where that is another than the plan's. `reward` names a prize that is not pay.

    An adjustment (entry *adjustment*) says in `reason` why it is there. One that corrects a published period
    has that one's key for `span`, and in `corrects` the entry of the lines that it corrects: `basis_minor` is
    what they come to now, `earlier_minor` what was paid. One that somebody made has "" for both.
    """

    __tablename__: ClassVar[str] = "lines"
    __table_args__ = (
        UniqueConstraint("statement_id", "position"),
        Index(None, "workspace_id", "event"),
    )

    statement_id: int = Field(sa_type=RowId, foreign_key="statements.id", ondelete="CASCADE")
    position: int
    plan: str
    plan_version: date
    component: str
    clause: str
    entry: str = Field(default="pay", sa_column_kwargs=kept_as("'pay'"))
    span: str = Field(default="", sa_column_kwargs=kept_as("''"))
    event: str | None = None
    about: str | None = None
    account: str | None = None
    occurred_on: date | None = None
    kind: str | None = None
    product: str | None = None
    region: str | None = None
    measure: str | None = None
    event_amount_minor: int | None = Field(default=None, sa_type=BigInteger)
    event_currency: str | None = Field(default=None, max_length=3)
    fx: str | None = None
    share_ppm: int
    basis_minor: int = Field(sa_type=BigInteger)
    rate: str
    factors: str
    earlier_minor: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs=kept_as("0"))
    amount_minor: int = Field(sa_type=BigInteger)
    reward: str = Field(default="", sa_column_kwargs=kept_as("''"))
    currency: str = Field(max_length=3)
    corrects: str = Field(default="", sa_column_kwargs=kept_as("''"))
    reason: str = Field(default="", sa_type=Text, sa_column_kwargs=kept_as("''"))


class KeptFacts(Row, table=True):
    """What a published period was calculated from, a row for each table of calc.facts and one for the plans
    and all else, so that it can be derived again. `content` is what bot.periods.kept_facts wrote."""

    __tablename__: ClassVar[str] = "kept_facts"
    __table_args__ = (UniqueConstraint("period_id", "name"),)

    period_id: int = Field(sa_type=RowId, foreign_key="periods.id")
    name: str
    content: bytes = Field(sa_type=LargeBinary)
    digest: str = Field(max_length=64)
