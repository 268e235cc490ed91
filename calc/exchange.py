"""Events in other currencies: turned into the plan's by the rate of their day, once, before anything else."""

from datetime import date
from fractions import Fraction

import polars as pl

from calc import exact
from calc.language.amounts import minor_digits

MONEY = ("amount_minor", "recurring_change_minor", "previous_minor")
EXCHANGED = {
    "event_amount_minor": pl.Int64,
    "event_currency": pl.String,
    "fx_num": pl.Int64,
    "fx_den": pl.Int64,
}


def converted(events: pl.DataFrame, exchange: pl.DataFrame, currency: str) -> pl.DataFrame:
    """`events` with the money of those in another currency turned into `currency`, where there is a rate.

    Adds the columns of EXCHANGED: for events that were turned, what they were (`event_amount_minor` in
    `event_currency`) and the rate, one unit of theirs in units of `currency`; null for all others. Each
    amount is rounded once. An event without a rate from on or before its day stays as it is; so does one
    whose amount would no longer fit.
    """
    plain = [pl.lit(None, dtype=kind).alias(name) for name, kind in EXCHANGED.items()]
    rates = _rates(exchange, currency)
    foreign = events.filter(pl.col("currency").is_in(rates["currency"].unique().to_list()))
    if foreign.is_empty():
        return events.with_columns(plain)
    found = (
        foreign.select("event", "currency", "date")
        .sort("date")
        .join_asof(rates, on="date", by="currency", strategy="backward", check_sortedness=False)
    )
    rated = foreign.join(found.filter(pl.col("fx_num").is_not_null()).drop("currency", "date"), on="event")
    turned = _turned(rated, currency)
    rest = events.join(turned.select("event"), on="event", how="anti", maintain_order="left")
    return pl.concat([rest.with_columns(plain), turned.select(*events.columns, *EXCHANGED)])


def rate_on(exchange: pl.DataFrame, currency: str, to_currency: str, day: date) -> Fraction | None:
    """The rate in force on a day, from minor units of one currency to those of another; None without one."""
    known = _rates(exchange, to_currency).filter(pl.col("currency") == currency, pl.col("date") <= day)
    if known.is_empty():
        return None
    rate = Fraction(known["fx_num"][-1], known["fx_den"][-1])
    return rate * _minor_scale(currency, to_currency)


def _rates(exchange: pl.DataFrame, currency: str) -> pl.DataFrame:
    """One rate a currency and day, by day."""
    return (
        exchange.filter(pl.col("to_currency") == currency, pl.col("currency") != currency)
        .select("currency", "date", pl.col("rate_num").alias("fx_num"), pl.col("rate_den").alias("fx_den"))
        .sort("currency", "date", "fx_num", "fx_den")
        .unique(["currency", "date"], keep="last")
        .sort("date")
    )


def _minor_scale(currency: str, to_currency: str) -> Fraction:
    return Fraction(10) ** (minor_digits(to_currency) - minor_digits(currency))


def _turned(rated: pl.DataFrame, currency: str) -> pl.DataFrame:
    scale = {name: _minor_scale(name, currency) for name in rated["currency"].unique()}
    top = rated["currency"].replace_strict(
        {name: one.numerator for name, one in scale.items()}, return_dtype=pl.Int64
    )
    bottom = rated["currency"].replace_strict(
        {name: one.denominator for name, one in scale.items()}, return_dtype=pl.Int64
    )
    ratios = ((rated["fx_num"], rated["fx_den"]), (top, bottom))
    money = [exact.multiply(rated[column].fill_null(0), *ratios).alias(column) for column in MONEY]
    return rated.with_columns(
        pl.col("amount_minor").alias("event_amount_minor"),
        pl.col("currency").alias("event_currency"),
        pl.lit(currency).alias("currency"),
        *money,
    ).filter(*(pl.col(column).is_not_null() for column in MONEY))
