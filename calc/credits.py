"""Events × shares → who is credited with what part of each event.

Stated credits come first, then the person named on the event, then the account's owners on that day. Shares
of one role are a group of their own. Parts of a shared event are worked out by largest remainder, ties by
person, so that they add up to it.

Who gets what is worked out on narrow frames; the events' own columns are fetched once, at the end.
"""

from dataclasses import dataclass
from datetime import date

import polars as pl

from calc.facts import Facts
from calc.fetching import fetched
from calc.ordering import packed
from calc.placements import holds_on
from calc.results import Problem

WHOLE_PPM = 1_000_000
MONEY = ("amount_minor", "recurring_change_minor", "previous_minor")
_CARRIES = ("amount_minor", "recurring_change_minor")
_GROUP = ("event", "role")
_SHARE = ("at", "person", "role", "share_ppm")


@dataclass(frozen=True)
class Credited:
    """`shares` has every column of an event but `person`, and per credited person: `person`, `role` (as
    stated, "" for none), `share_ppm`, and for each column of MONEY its part as `credited_…`; by person, day,
    event and role."""

    shares: pl.DataFrame
    problems: list[Problem]


def credit(events: pl.DataFrame, facts: Facts, since: date) -> Credited:
    """Who is credited for `events`, whose money is never null; problems are of those from `since` on."""
    shares = _shares(events, facts)
    problems = _nobody(events, shares, since)
    if (shares["share_ppm"] == WHOLE_PPM).all() and shares["at"].n_unique() == shares.height:
        return Credited(_whole(events, shares), problems)  # nearly always: everything is one person's
    sums = shares.group_by("at", "role").agg(pl.col("share_ppm").sum())
    over = sums.filter(pl.col("share_ppm") > WHOLE_PPM).select("at").unique()
    under = sums.filter(pl.col("share_ppm") < WHOLE_PPM).select("at").unique().join(over, on="at", how="anti")
    good = shares.join(over, on="at", how="anti", maintain_order="left")
    problems += [*_overfull(_told(events, over, since)), *_underfull(_told(events, under, since))]
    return Credited(_in_parts(events, good), problems)


def moves_money() -> pl.Expr:
    """Whether an event could pay somebody; an answered survey, say, needs nobody to credit."""
    return pl.any_horizontal(pl.col(column) != 0 for column in _CARRIES)


def _shares(events: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """Columns of _SHARE; `at` is the event's row."""
    rest = events.select("event", "date", "account", "person").with_row_index("at")
    role = pl.col("role").fill_null("")
    parts: list[pl.DataFrame] = []
    if facts.credits.height:
        stated = rest.drop("person").join(facts.credits.with_columns(role), on="event")
        parts.append(_once_each(stated.select(_SHARE)))
        rest = rest.join(facts.credits, on="event", how="anti", maintain_order="left")
    if rest["person"].null_count() < rest.height:
        named = rest.filter(pl.col("person").is_not_null())
        parts.append(named.select("at", "person", role=pl.lit(""), share_ppm=pl.lit(WHOLE_PPM, pl.Int64)))
        rest = rest.filter(pl.col("person").is_null())
    owned = rest.drop("person").join(facts.owners.with_columns(role), on="account")
    parts.append(_once_each(owned.filter(holds_on(pl.col("date"))).select(_SHARE)))
    return pl.concat(parts).filter(pl.col("share_ppm") > 0)  # a share of nothing is no credit


def _once_each(shares: pl.DataFrame) -> pl.DataFrame:
    """Somebody who stands twice for an event in one role has both shares together."""
    if shares["at"].n_unique() == shares.height:
        return shares
    return shares.group_by("at", "role", "person").agg(pl.col("share_ppm").sum()).select(_SHARE)


def _whole(events: pl.DataFrame, shares: pl.DataFrame) -> pl.DataFrame:
    return _with_events(events, shares).with_columns(pl.col(name).alias(f"credited_{name}") for name in MONEY)


def _in_parts(events: pl.DataFrame, shares: pl.DataFrame) -> pl.DataFrame:
    numbered = _with_events(events, shares).with_row_index("_row")
    split = numbered.filter(pl.col("share_ppm") != WHOLE_PPM)
    parts = split.select("_row", *(_parts(split, name).alias(f"credited_{name}") for name in MONEY))
    joined = numbered.join(parts, on="_row", how="left", maintain_order="left")
    return joined.with_columns(
        pl.coalesce(f"credited_{name}", name).alias(f"credited_{name}") for name in MONEY
    ).drop("_row")


def _with_events(events: pl.DataFrame, shares: pl.DataFrame) -> pl.DataFrame:
    """Each share with its event's columns, by person, day, event and role."""
    days = events.select("date", "event")[shares["at"]]
    keyed = days.with_columns(packed(shares["person"], days["date"]).alias("key"), shares["role"])
    by = ["key", "event", "role"] if shares["role"].n_unique() > 1 else ["key", "event"]
    order = keyed.select(by).with_row_index("place").sort(by)["place"]
    ordered = fetched(shares, order)
    told = fetched(events.drop("person"), ordered["at"])
    return told.hstack(ordered.select("person", "role", "share_ppm"))


def _parts(split: pl.DataFrame, column: str) -> pl.Series:
    """Each row's part of its event's `column`, in whole minor units that add up to what the shares come to.

    Every part is cut down to whole units; what is then left of the rounded whole goes, one unit each, to the
    largest remainders. So no part is a whole unit away from its exact share.
    """
    wide = split.select(
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


def _told(events: pl.DataFrame, at: pl.DataFrame, since: date) -> pl.DataFrame:
    """Those events, without the ones of before."""
    return events[at["at"]].filter(pl.col("date") >= since)


def _overfull(events: pl.DataFrame) -> list[Problem]:
    return [
        Problem(
            "shares_over_whole",
            f"The shares of {event} come to more than 100%, so nobody is credited for it.",
            "Correct the owners or credits of that event.",
            event=event,
        )
        for event in events["event"]
    ]


def _underfull(events: pl.DataFrame) -> list[Problem]:
    """Of events with money, those of which a part is credited to nobody."""
    return [
        Problem(
            "shares_under_whole",
            f"The shares of {event} come to less than 100%, so a part of it is credited to nobody.",
            "Correct the owners or credits of that event, if the rest belongs to somebody.",
            event=event,
        )
        for event in events.filter(moves_money())["event"]
    ]


def _nobody(events: pl.DataFrame, shares: pl.DataFrame, since: date) -> list[Problem]:
    if shares["at"].n_unique() == events.height:
        return []
    lonely = events.with_row_index("at").join(shares, on="at", how="anti")
    of_no_deal = pl.col("parent").is_null()  # what a payment does follows from its deal
    lonely = lonely.filter(moves_money(), of_no_deal, pl.col("date") >= since)
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
