"""Facts that hold from a day on: until when, what they end, and where they contradict each other.

A row without a last day holds until the next one begins. Rows that begin on the same day in the same group
belong together: those that were stored for that day and are no longer named go.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from bot.imports.combine import BLOCK, UNTIL_NEXT, WHOLE_HISTORY, Tell
from bot.imports.errors import FILE, ROW
from bot.imports.lasting import Lasting

WHOLE_PPM = 1_000_000
_DAY = timedelta(days=1)
_NEVER = date(9999, 12, 31)
_PLACE = (FILE, ROW, BLOCK)


@dataclass(frozen=True)
class Settled:
    """`incoming` with every `to_date` settled, `cut` (id, to_date) of stored rows that now end earlier, the
    ids of stored rows that go, and `together` all rows as they will then be."""

    incoming: pl.DataFrame
    cut: pl.DataFrame
    removed: pl.Series
    together: pl.DataFrame


def settle(incoming: pl.DataFrame, stored: pl.DataFrame, kind: Lasting, tell: Tell) -> Settled:
    """Settles facts of one kind; both frames have the columns of its `stored`."""
    group, exclusive = list(kind.group), list(kind.exclusive)
    removed = _removed(incoming, stored, kind)
    kept = stored.filter(~pl.col("id").is_in(removed.implode())).join(incoming, on=kind.key, how="anti")
    settled = _until_next(incoming, kept, group)
    kept = _cut(kept, settled, group)
    _tell_backward(settled, tell)
    together = pl.concat([settled, kept], how="diagonal")
    if kind.shares:
        _tell_overfull(together, group, tell)
    else:
        _tell_overlaps(together, exclusive, tell)
    changed = kept.filter(pl.col("to_date").ne_missing(pl.col("\0before")))
    return Settled(settled, changed.select("id", "to_date"), removed, together)


def _removed(incoming: pl.DataFrame, stored: pl.DataFrame, kind: Lasting) -> pl.Series:
    unnamed = stored.join(incoming, on=kind.key, how="anti")
    same_day = unnamed.join(incoming, on=[*kind.group, "from_date"], how="semi")
    restated = unnamed.join(incoming.filter(WHOLE_HISTORY), on=list(kind.whole), how="semi")
    return pl.concat([same_day["id"], restated["id"]]).unique()


def _until_next(incoming: pl.DataFrame, kept: pl.DataFrame, group: list[str]) -> pl.DataFrame:
    begin = [*group, "from_date"]
    starts = pl.concat([incoming.select(begin), kept.select(begin)]).unique().sort(begin)
    starts = starts.with_columns((pl.col("from_date").shift(-1).over(group) - _DAY).alias("\0last"))
    joined = incoming.join(starts, on=begin, how="left", maintain_order="left")
    last = pl.when(UNTIL_NEXT).then(pl.col("\0last")).otherwise(pl.col("to_date"))
    return joined.with_columns(last.alias("to_date")).drop("\0last")


def _cut(kept: pl.DataFrame, settled: pl.DataFrame, group: list[str]) -> pl.DataFrame:
    """Stored rows end where an incoming one without a last day begins; `\\0before` is their old last day."""
    starts = settled.filter(UNTIL_NEXT).select(*group, "from_date").unique()
    after = starts.select(*group, pl.col("from_date").alias("\0start"))
    nearest = (
        kept.select("id", *group, "from_date")
        .join(after, on=group)
        .filter(pl.col("\0start") > pl.col("from_date"))
        .group_by("id")
        .agg((pl.col("\0start").min() - _DAY).alias("\0end"))
    )
    with_end = kept.join(nearest, on="id", how="left").with_columns(pl.col("to_date").alias("\0before"))
    return with_end.with_columns(pl.min_horizontal("to_date", "\0end").alias("to_date")).drop("\0end")


def _tell_backward(rows: pl.DataFrame, tell: Tell) -> None:
    backward = rows.filter(pl.col("to_date") < pl.col("from_date"))
    told = backward.with_columns(
        value=pl.col("to_date").cast(pl.String),
        expected=pl.format("a day not before {}, its first day", "from_date"),
    )
    tell(told, "to_date")


def _tell_overlaps(rows: pl.DataFrame, exclusive: list[str], tell: Tell) -> None:
    """An error at the later row, or, where that is a stored one, at the row before it."""
    last = pl.col("to_date").fill_null(_NEVER)
    in_order = rows.sort(*exclusive, "from_date").with_columns(
        pl.col("from_date", *_PLACE).shift(1).over(exclusive).name.suffix(" before"),
        last.cum_max().shift(1).over(exclusive).alias("\0until"),
    )
    crossing = in_order.filter(pl.col("\0until") >= pl.col("from_date"))
    crossing = crossing.with_columns(pl.coalesce(name, f"{name} before") for name in _PLACE)
    told = crossing.filter(pl.col(ROW).is_not_null()).with_columns(
        value=pl.format("{} from {}", _named(exclusive), "from_date"),
        expected=pl.format(
            "a stretch that does not overlap the one from {}: let that one end earlier, "
            "or say `history: complete`",
            "from_date before",
        ),
    )
    tell(told, "from_date")


def _tell_overfull(rows: pl.DataFrame, group: list[str], tell: Tell) -> None:
    """An error for each group whose shares are more than a whole on some day, at its latest incoming row."""
    share = pl.col("share_ppm")
    begins = rows.select(*group, day=pl.col("from_date"), change=share)
    ends = rows.filter(pl.col("to_date").is_not_null()).select(
        *group, day=pl.col("to_date").dt.offset_by("1d"), change=-share
    )
    sums = (
        pl.concat([begins, ends])
        .group_by(*group, "day")
        .agg(pl.col("change").sum())
        .sort(*group, "day")
        .with_columns(pl.col("change").cum_sum().over(group).alias("sum"))
        .filter(pl.col("sum") > WHOLE_PPM)
        .unique(group, keep="first", maintain_order=True)
    )
    active = rows.filter(pl.col(ROW).is_not_null()).join(sums, on=group)
    active = active.filter(
        pl.col("from_date") <= pl.col("day"), pl.col("to_date").fill_null(_NEVER) >= pl.col("day")
    )
    latest = active.sort("from_date", FILE, ROW).unique(group, keep="last", maintain_order=True)
    told = latest.with_columns(
        value=_named(group),
        expected=pl.format(
            "shares of at most 100% on any day; on {} they come to {}%: let the owner before end earlier, "
            "or say `history: complete`",
            "day",
            pl.col("sum") // 10_000,
        ),
    )
    tell(told, "from_date")


def _named(columns: list[str]) -> pl.Expr:
    """What a row is about, for people: without the parts that nothing is said of."""
    return pl.concat_str(
        (pl.when(pl.col(name) != "").then(name) for name in columns), separator=" / ", ignore_nulls=True
    )
