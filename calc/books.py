"""The book: which accounts a person or team owned at a period's opening, with their recurring revenue."""

from datetime import date

import polars as pl

from calc.facts import Facts
from calc.placements import holds_on


def opening_book(facts: Facts, opening: date, last: date) -> pl.DataFrame:
    """Every account that had recurring revenue when the day `opening` began.

    Columns: account, currency, opening_minor (> 0), closing_minor (≥ 0; with the events from `opening` to
    `last`, both included). The newest snapshot in `facts.books` not after `opening` counts, with the events
    since; without one, all events do.
    """
    snapshots = (
        facts.books.filter(pl.col("as_of") <= opening)
        .sort("as_of")
        .unique("account", keep="last")
        .drop("as_of")
    )
    since = facts.books.filter(pl.col("as_of") <= opening).group_by("account").agg(pl.col("as_of").max())
    changes = (
        facts.events.filter(pl.col("account").is_not_null(), pl.col("recurring_change_minor") != 0)
        .join(since, on="account", how="left")
        .filter(pl.col("as_of").is_null() | (pl.col("date") >= pl.col("as_of")), pl.col("date") <= last)
        .group_by("account")
        .agg(
            pl.col("recurring_change_minor").filter(pl.col("date") < opening).sum().alias("before"),
            pl.col("recurring_change_minor").filter(pl.col("date") >= opening).sum().alias("during"),
            pl.col("currency").min().alias("_currency"),
        )
    )
    return (
        snapshots.join(changes, on="account", how="full", coalesce=True)
        .with_columns(
            (pl.col("recurring_minor").fill_null(0) + pl.col("before").fill_null(0)).alias("opening_minor"),
            pl.coalesce("currency", "_currency").alias("currency"),
        )
        .with_columns(
            (pl.col("opening_minor") + pl.col("during").fill_null(0)).clip(0).alias("closing_minor"),
        )
        .filter(pl.col("opening_minor") > 0)
        .select("account", "currency", "opening_minor", "closing_minor")
        .sort("account")
    )


def owned_on(facts: Facts, day: date) -> pl.DataFrame:
    """Columns account, person: who owned what on a day."""
    return facts.owners.filter(holds_on(pl.lit(day))).select("account", "person").unique()
