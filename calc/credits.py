"""Events × shares → who is credited with what part of each event.

Stated credits come first, then the person named on the event, then the account's owners on that day. Shares
of one role are a group of their own. Parts of a shared event are worked out by largest remainder, ties by
person, so that they add up to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from calc.facts import Facts
from calc.placements import holds_on
from calc.results import Problem

WHOLE_PPM = 1_000_000
MONEY = ("amount_minor", "recurring_change_minor", "previous_minor")
_CARRIES = ("amount_minor", "recurring_change_minor")
_GROUP = ("event", "role")


@dataclass(frozen=True)
class Credited:
    """`shares` has every column of an event but `person`, and per credited person: `person`, `role` (as
    stated, "" for none), `share_ppm`, and for each column of MONEY its part as `credited_…`."""

    shares: pl.DataFrame
    problems: list[Problem]


def credit(events: pl.DataFrame, facts: Facts, since: date) -> Credited:
    """Who is credited for `events`, whose money is never null; problems are of those from `since` on."""
    shares = _shares(events, facts)
    told = events.filter(pl.col("date") >= since)
    problems = _nobody(told, shares)
    if (shares["share_ppm"] == WHOLE_PPM).all() and shares["event"].n_unique() == shares.height:
        return Credited(_with_whole(shares), problems)  # nearly always: everything is one person's
    sums = shares.group_by(_GROUP).agg(pl.col("share_ppm").sum())
    over = sums.filter(pl.col("share_ppm") > WHOLE_PPM).select("event").unique()
    good = shares.join(over, on="event", how="anti", maintain_order="left")
    now = told.select("event")
    problems += _overfull(over.join(now, on="event", how="semi"))
    return Credited(_with_parts(good), [*problems, *_underfull(sums, told, over)])


def moves_money() -> pl.Expr:
    """Whether an event could pay somebody; an answered survey, say, needs nobody to credit."""
    return pl.any_horizontal(pl.col(column) != 0 for column in _CARRIES)


def _shares(events: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    bare = events.drop("person")
    columns = [*bare.columns, "person", "role", "share_ppm"]
    named_by = pl.col("person")
    parts: list[pl.DataFrame] = []
    rest = events
    if facts.credits.height:
        role = pl.col("role").fill_null("")
        parts.append(_once_each(bare.join(facts.credits.with_columns(role), on="event")))
        rest = events.join(facts.credits, on="event", how="anti", maintain_order="left")
    if rest["person"].null_count() < rest.height:
        whole = (pl.lit("").alias("role"), pl.lit(WHOLE_PPM, dtype=pl.Int64).alias("share_ppm"))
        parts.append(rest.filter(named_by.is_not_null()).with_columns(whole))
        rest = rest.filter(named_by.is_null())
    if rest.height:
        owned = rest.drop("person").join(_owners(facts), on="account").filter(holds_on(pl.col("date")))
        parts.append(_once_each(owned))
    shares = pl.concat([part.select(columns) for part in parts]) if parts else _none(events, columns)
    return shares.filter(pl.col("share_ppm") > 0)  # a share of nothing is no credit


def _owners(facts: Facts) -> pl.DataFrame:
    return facts.owners.with_columns(pl.col("role").fill_null(""))


def _none(events: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    empty = events.clear().with_columns(
        pl.lit("").alias("role"), pl.lit(WHOLE_PPM, dtype=pl.Int64).alias("share_ppm")
    )
    return empty.select(columns)


def _once_each(shares: pl.DataFrame) -> pl.DataFrame:
    """Somebody who stands twice for an event in one role has both shares together."""
    key = [*_GROUP, "person"]
    if shares.select("event").n_unique() == shares.height:
        return shares
    sums = shares.group_by(key).agg(pl.col("share_ppm").sum())
    return shares.drop("share_ppm").unique(key).join(sums, on=key)


def _with_whole(shares: pl.DataFrame) -> pl.DataFrame:
    return shares.with_columns(pl.col(column).alias(f"credited_{column}") for column in MONEY)


def _with_parts(shares: pl.DataFrame) -> pl.DataFrame:
    whole = _with_whole(shares.filter(pl.col("share_ppm") == WHOLE_PPM))
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
        "_row", *_GROUP, "person", pl.col("share_ppm").cast(pl.Int128), pl.col(column).cast(pl.Int128)
    )
    exact = wide.with_columns((pl.col(column).abs() * pl.col("share_ppm")).alias("exact"))
    portions = exact.with_columns(
        ((pl.col("exact").sum().over(_GROUP) * 2 + WHOLE_PPM) // (2 * WHOLE_PPM)).alias("total"),
        (pl.col("exact") // WHOLE_PPM).alias("part"),
        (pl.col("exact") % WHOLE_PPM).alias("remainder"),
    )
    ranked = portions.sort(
        [*_GROUP, "remainder", "person"], descending=[False, False, True, False]
    ).with_columns(
        pl.int_range(pl.len()).over(_GROUP).alias("rank"),
        (pl.col("total") - pl.col("part").sum().over(_GROUP)).alias("left_over"),
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


def _underfull(sums: pl.DataFrame, events: pl.DataFrame, over: pl.DataFrame) -> list[Problem]:
    """Events with money of which a part is credited to nobody."""
    money = events.filter(moves_money()).select("event")
    under = (
        sums.filter(pl.col("share_ppm") < WHOLE_PPM)
        .join(money, on="event", how="semi")
        .join(over, on="event", how="anti")
    )
    return [
        Problem(
            "shares_under_whole",
            f"The shares of {event} come to less than 100 %, so a part of it is credited to nobody.",
            "Correct the owners or credits of that event, if the rest belongs to somebody.",
            event=event,
        )
        for event in under["event"].unique()
    ]


def _nobody(events: pl.DataFrame, shares: pl.DataFrame) -> list[Problem]:
    lonely = events.filter(moves_money()).join(shares.select("event"), on="event", how="anti")
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
