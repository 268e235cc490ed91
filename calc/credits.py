"""Events × shares → who is credited with what part of each event.

Stated credits come first, then the person named on the event, then the account's owners on that day.
Parts of a shared event are worked out by largest remainder, ties by person, so that they add up to it.
"""

from dataclasses import dataclass
from datetime import date

import polars as pl

from calc.facts import Facts
from calc.placements import holds_on
from calc.results import Problem

WHOLE_PPM = 1_000_000
MONEY = ("amount_minor", "recurring_change_minor")


@dataclass(frozen=True)
class Credited:
    """`shares` has every column of an event but `person`, and per credited person: `person`, `share_ppm`,
    `credited_amount_minor` and `credited_recurring_change_minor`."""

    shares: pl.DataFrame
    problems: list[Problem]


def credit(facts: Facts, start: date, end: date) -> Credited:
    """Who is credited for the events from `start` to `end`, both included."""
    events = facts.events.filter(pl.col("date").is_between(start, end))
    regions = facts.accounts.select("account", pl.col("region").alias("_account_region"))
    events = events.join(regions, on="account", how="left", maintain_order="left").with_columns(
        pl.coalesce(pl.col("region").replace("", None), "_account_region").alias("region"),
        pl.col(*MONEY).fill_null(0),
    )
    shares = _shares(events.drop("_account_region"), facts)
    over = shares.group_by("event").agg(pl.col("share_ppm").sum()).filter(pl.col("share_ppm") > WHOLE_PPM)
    good = shares.join(over, on="event", how="anti", maintain_order="left")
    return Credited(_with_parts(good), [*_overfull(over), *_nobody(events, shares)])


def moves_money() -> pl.Expr:
    """Whether an event could pay somebody; an answered survey, say, needs nobody to credit."""
    return pl.any_horizontal(pl.col(column) != 0 for column in MONEY)


def _shares(events: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    bare = events.drop("person")
    stated = bare.join(facts.credits, on="event")
    rest = events.join(facts.credits, on="event", how="anti")
    named = rest.filter(pl.col("person").is_not_null()).with_columns(pl.lit(WHOLE_PPM).alias("share_ppm"))
    unnamed = rest.filter(pl.col("person").is_null()).drop("person")
    owned = _once_each(unnamed.join(facts.owners, on="account").filter(holds_on(pl.col("date"))), facts)
    columns = [*bare.columns, "person", "share_ppm"]
    shares = pl.concat(
        [part.select(columns).cast({"share_ppm": pl.Int64}) for part in (stated, named, owned)]
    )
    return shares.filter(pl.col("share_ppm") > 0)  # a share of nothing is no credit


def _once_each(owned: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """Somebody who stands twice among an account's owners on a day has both shares together."""
    if not facts.owners.select("account", "person").is_duplicated().any():
        return owned
    shares = owned.group_by("event", "person").agg(pl.col("share_ppm").sum())
    return owned.drop("share_ppm").unique(["event", "person"]).join(shares, on=["event", "person"])


def _with_parts(shares: pl.DataFrame) -> pl.DataFrame:
    whole = shares.filter(pl.col("share_ppm") == WHOLE_PPM).with_columns(
        pl.col(column).alias(f"credited_{column}") for column in MONEY
    )
    split = shares.filter(pl.col("share_ppm") != WHOLE_PPM)
    for column in MONEY:
        split = split.with_columns(_parts(split, column).alias(f"credited_{column}"))
    return pl.concat([whole, split])


def _parts(split: pl.DataFrame, column: str) -> pl.Series:
    """Each row's part of its event's `column`, in whole minor units that add up to what the shares come to.

    Every part is cut down to whole units; what is then left of the rounded whole goes, one unit each, to the
    largest remainders. So no part is a whole unit away from its exact share.
    """
    wide = split.with_row_index("_row").select(
        "_row", "event", "person", pl.col("share_ppm").cast(pl.Int128), pl.col(column).cast(pl.Int128)
    )
    exact = wide.with_columns((pl.col(column).abs() * pl.col("share_ppm")).alias("exact"))
    portions = exact.with_columns(
        ((pl.col("exact").sum().over("event") * 2 + WHOLE_PPM) // (2 * WHOLE_PPM)).alias("total"),
        (pl.col("exact") // WHOLE_PPM).alias("part"),
        (pl.col("exact") % WHOLE_PPM).alias("remainder"),
    )
    ranked = portions.sort(["event", "remainder", "person"], descending=[False, True, False]).with_columns(
        pl.int_range(pl.len()).over("event").alias("rank"),
        (pl.col("total") - pl.col("part").sum().over("event")).alias("left_over"),
    )
    part = pl.col("part") + (pl.col("rank") < pl.col("left_over")).cast(pl.Int128)
    signed = ranked.select("_row", (part * pl.col(column).sign()).cast(pl.Int64).alias("signed"))
    return signed.sort("_row")["signed"]


def _overfull(over: pl.DataFrame) -> list[Problem]:
    return [
        Problem(
            "shares_over_whole",
            f"The shares of {event} come to more than 100 %, so nobody is credited for it.",
            "Correct the owners or credits of that event.",
            event=event,
        )
        for event in over["event"]
    ]


def _nobody(events: pl.DataFrame, shares: pl.DataFrame) -> list[Problem]:
    lonely = events.filter(moves_money()).join(shares, on="event", how="anti")
    return [
        Problem(
            "nobody_credited",
            f"Nobody is credited for {event} of {day}: "
            + ("its account had no owner on that day." if account else "it names no person and no account."),
            "Import who owned the account, or name a person on the event.",
            event=event,
        )
        for event, day, account in lonely.select("event", "date", "account").iter_rows()
    ]
