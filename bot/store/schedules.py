"""What happens by itself and when: schedules, their runs, and how far the clock has come."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.store.base import Row, RowId, UtcDateTime, kept_as


class Schedule(Row, table=True):
    """`job` names what is done, `rule` on which days ("every friday", in the words of bot.schedule.rules),
    at `local_time` ("09:00") on the clocks of `time_zone`; working days leave out the public holidays of
    `country` ("US", "DE-BY"), if any.

    Every slot up to `seen_through` was run or passed over. `catch_up` says what becomes of slots missed while
    nothing ran: `all`, the `latest`, or `skip` those older than `skip_after_minutes`. `options` is JSON for
    the job. After a failure the slot is tried again from `retry_at` on.
    """

    __tablename__: ClassVar[str] = "schedules"
    __table_args__ = (
        UniqueConstraint("workspace_id", "name"),
        CheckConstraint("catch_up IN ('all', 'latest', 'skip')", name="catch_up"),
        CheckConstraint("skip_after_minutes >= 0", name="skip_after_minutes"),
    )

    name: str
    job: str
    rule: str
    local_time: str = Field(max_length=5)
    time_zone: str
    country: str | None = None
    catch_up: str = "latest"
    skip_after_minutes: int = Field(default=720, sa_column_kwargs=kept_as("720"))
    options: str = Field(default="{}", sa_type=Text)
    paused: bool = False
    seen_through: datetime = Field(sa_type=UtcDateTime)
    failures: int = Field(default=0, sa_column_kwargs=kept_as("0"))
    last_error: str | None = None
    retry_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)


class Run(Row, table=True):
    """The one execution of a slot. `slot` is its local date ("2026-11-27"), or says who ran it by hand.

    `outcome` is `done`, or `skipped` for a slot that was passed over after downtime.
    """

    __tablename__: ClassVar[str] = "runs"
    __table_args__ = (
        UniqueConstraint("schedule_id", "slot"),
        CheckConstraint("outcome IN ('done', 'skipped')", name="outcome"),
        Index(None, "workspace_id", "ran_at"),
    )

    schedule_id: int = Field(sa_type=RowId, foreign_key="schedules.id", ondelete="CASCADE")
    slot: str
    slot_at: datetime = Field(sa_type=UtcDateTime)
    ran_at: datetime = Field(sa_type=UtcDateTime)
    outcome: str = "done"
    note: str = ""


class ClockMark(SQLModel, table=True):
    """How far the clocks of this database have come; one row, number 1.

    `halted_at` is set when the time of day jumped ahead too far to be believed, from `jumped_from` to
    `jumped_to`: nothing is run until a person says that it is right.
    """

    __tablename__: ClassVar[str] = "clock_marks"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    ticked_at: datetime = Field(sa_type=UtcDateTime)
    halted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    jumped_from: datetime | None = Field(default=None, sa_type=UtcDateTime)
    jumped_to: datetime | None = Field(default=None, sa_type=UtcDateTime)
