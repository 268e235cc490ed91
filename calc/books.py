"""The book: which accounts a person or team owned at a period's opening, with their recurring revenue."""

from datetime import date

import polars as pl

from calc.facts import Facts
from calc.placements import holds_on


def opening_book(facts: Facts, opening: date, last: date) -> pl.DataFrame:
    """Every account that had recurring revenue when the day `opening` began.

    Columns: account, currency, opening_minor (> 0), closing_minor (≥ 0; with the events from `opening` to
    `last`, both included); amounts are Int128, so that sums of them cannot wrap. The newest snapshot in
    `facts.books` not after `opening` counts, with the events since; without one, all events do. Revenue in
    two currencies makes two rows: they are never added up.
    """
    dated = facts.books.filter(pl.col("as_of") <= opening)
    since = dated.group_by("account").agg(pl.col("as_of").max())
    snapshots = dated.join(since, on=["account", "as_of"]).select(
        "account", pl.col("currency").fill_null(""), pl.col("recurring_minor").cast(pl.Int128)
    )
    return (
        snapshots.join(
            _changes(facts, since, opening, last), on=["account", "currency"], how="full", coalesce=True
        )
        .with_columns(pl.col("recurring_minor", "before", "during").fill_null(0))
        .with_columns((pl.col("recurring_minor") + pl.col("before")).alias("opening_minor"))
        .filter(pl.col("opening_minor") > 0)
        .with_columns(
            pl.max_horizontal(pl.col("opening_minor") + pl.col("during"), 0).alias("closing_minor"),
        )
        .select("account", "currency", "opening_minor", "closing_minor")
        .sort("account", "currency")
    )


def _changes(facts: Facts, since: pl.DataFrame, opening: date, last: date) -> pl.DataFrame:
    """What events did to recurring revenue: `before` the opening, and `during` the days from it to `last`."""
    change, day = pl.col("recurring_change_minor").cast(pl.Int128), pl.col("date")
    return (
        facts.events.filter(pl.col("account").is_not_null(), pl.col("recurring_change_minor") != 0)
        .join(since, on="account", how="left")
        .filter(pl.col("as_of").is_null() | (day >= pl.col("as_of")))
        .group_by("account", pl.col("currency").fill_null(""))
        .agg(
            change.filter(day < opening).sum().alias("before"),
            change.filter(day.is_between(opening, last)).sum().alias("during"),
        )
    )


def owned_on(facts: Facts, day: date) -> pl.DataFrame:
    """Columns account, person: who owned what on a day."""
    return facts.owners.filter(holds_on(pl.lit(day))).select("account", "person").unique()
