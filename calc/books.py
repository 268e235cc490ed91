"""The book: which customers there were at a window's opening, with their yearly recurring revenue."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import polars as pl

from calc import exact
from calc.exchange import rate_on
from calc.facts import Facts


@dataclass(frozen=True)
class Book:
    """`customers` had recurring revenue when the window began; `foreign` is what could not be added up.

    `customers`: account, opening_minor (above 0), closing_minor (not below 0), once each, in one currency.
    `foreign`: account, currency, opening_minor (above 0), for revenue without an exchange rate. Amounts are
    Int128, so that sums of them cannot wrap.
    `currencies` are those that could be added up.
    """

    customers: pl.DataFrame
    foreign: pl.DataFrame
    currencies: list[str]


def book_at(facts: Facts, currency: str, opening: date, last: date) -> Book:
    """The book when the day `opening` began, and what the events up to `last` left of it.

    The newest entry in `facts.books` not after `opening` counts, with the changes since; without one, all
    changes do. Revenue in another currency is turned into `currency` by the rate of the opening day.
    """
    worth = _worth(facts, opening, last)
    rates = {name: _rate(facts, name, currency, opening) for name in worth["currency"].unique()}
    known = [name for name, rate in rates.items() if rate is not None]
    own = pl.col("currency").is_in(known)
    foreign = worth.filter(~own, pl.col("opening_minor") > 0).select("account", "currency", "opening_minor")
    parts = [_turned(worth.filter(currency=name), rates[name]) for name in sorted(known)]
    whole = _added(pl.concat(parts) if len(parts) > 1 else parts[0]) if parts else worth.clear()
    return Book(whole.select("account", "opening_minor", "closing_minor"), foreign, known)


def _worth(facts: Facts, opening: date, last: date) -> pl.DataFrame:
    """What each account was worth at both ends: account, currency, opening_minor, closing_minor."""
    dated = facts.books.filter(pl.col("as_of") <= opening)
    since = dated.group_by("account").agg(pl.col("as_of").max())
    entries = dated.join(since, on=["account", "as_of"]).select(
        "account", pl.col("currency").fill_null(""), pl.col("recurring_minor").cast(pl.Int128)
    )
    changes = _changes(facts, since, opening, last)
    at_opening = pl.col("recurring_minor") + pl.col("before")
    return (
        entries.join(changes, on=["account", "currency"], how="full", coalesce=True)
        .with_columns(pl.col("recurring_minor", "before", "during").fill_null(0))
        .select(
            "account",
            "currency",
            at_opening.alias("opening_minor"),
            (at_opening + pl.col("during")).alias("closing_minor"),
        )
    )


def _changes(facts: Facts, since: pl.DataFrame, opening: date, last: date) -> pl.DataFrame:
    """What events did to recurring revenue: `before` the opening, and `during` the days from it to `last`."""
    change, day = pl.col("recurring_change_minor").cast(pl.Int128), pl.col("date")
    return (
        facts.events.select("account", "date", "currency", "recurring_change_minor")
        .filter(pl.col("account").is_not_null(), pl.col("recurring_change_minor") != 0, day <= last)
        .join(since, on="account", how="left")
        .filter(pl.col("as_of").is_null() | (day >= pl.col("as_of")))
        .group_by("account", pl.col("currency").fill_null(""))
        .agg(
            change.filter(day < opening).sum().alias("before"),
            change.filter(day >= opening).sum().alias("during"),
        )
    )


def _rate(facts: Facts, currency: str, to_currency: str, day: date) -> Fraction | None:
    return Fraction(1) if currency == to_currency else rate_on(facts.exchange, currency, to_currency, day)


def _turned(worth: pl.DataFrame, rate: Fraction | None) -> pl.DataFrame:
    assert rate is not None  # only the currencies with a rate come here
    if rate == 1:
        return worth
    return worth.with_columns(_times(worth[name], rate) for name in ("opening_minor", "closing_minor"))


def _times(minor: pl.Series, rate: Fraction) -> pl.Series:
    """Each amount times the rate, rounded once; Int128 in and out."""
    ratio = [pl.repeat(part, len(minor), dtype=pl.Int128, eager=True) for part in rate.as_integer_ratio()]
    turned = exact.multiply(minor, (ratio[0], ratio[1]))
    if not turned.has_nulls():
        return turned.cast(pl.Int128)
    # What does not fit into 64 bits can still be part of a sum.
    wide = [exact.rounded(amount * rate) for amount in minor]
    return pl.Series(minor.name, wide, dtype=pl.Int128)


def _added(worth: pl.DataFrame) -> pl.DataFrame:
    """The customers among the accounts: each with its revenue of all currencies together."""
    return (
        worth.group_by("account")
        .agg(pl.col("opening_minor", "closing_minor").sum())
        .filter(pl.col("opening_minor") > 0)
        .with_columns(pl.col("closing_minor").clip(lower_bound=0))
    )
