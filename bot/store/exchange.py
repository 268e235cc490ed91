"""What money of one currency is worth in another."""

from datetime import date
from typing import ClassVar

from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from bot.store.base import Row


class ExchangeRate(Row, table=True):
    """One unit of `currency` in units of `to_currency`, as an exact ratio, from a day until a later one's.

    There is one rate for a day, whichever source said it last: with two, an amount could be worth two things.
    """

    __tablename__: ClassVar[str] = "exchange_rates"
    __table_args__ = (
        UniqueConstraint("workspace_id", "currency", "to_currency", "on_date"),
        CheckConstraint("rate_num > 0", name="rate_num"),
        CheckConstraint("rate_den > 0", name="rate_den"),
    )

    source: str
    currency: str = Field(max_length=3)
    to_currency: str = Field(max_length=3)
    on_date: date
    rate_num: int = Field(sa_type=BigInteger)
    rate_den: int = Field(default=1, sa_type=BigInteger)
