"""All lines of a calculation under one another, in the order in which people read them."""

from collections.abc import Sequence

import polars as pl

from calc.ordering import packed
from calc.results import ENTRIES, LINES, stacked

_TELL_APART = ("person", "date", "event")  # the lines of one component
_REST = ("event", "entry", "about", "clause")
_TURN = {entry: turn for turn, entry in enumerate(ENTRIES)}


def ordered(parts: Sequence[tuple[int, pl.DataFrame]]) -> pl.DataFrame:
    """Lines by person, plan, component, day and event; lines without a day, or without an event, come last.

    `parts` are frames in the columns of LINES, each with its component's place in its plan.
    """
    lines = stacked((frame for _, frame in parts), LINES)
    if lines.is_empty():
        return lines
    if len(parts) == 1 and _in_order(lines, _TELL_APART):
        return lines
    places = pl.concat([pl.repeat(at, part.height, dtype=pl.UInt64, eager=True) for at, part in parts])
    plans = lines["plan"].cast(pl.Enum(lines["plan"].unique().sort())).to_physical()
    key = packed(lines["person"], lines["date"], plans, places)
    turn = pl.col("entry").replace_strict(_TURN, return_dtype=pl.Int8)
    keyed = lines.select("event", turn, "about", "clause", key.alias("key"))
    return lines if _in_order(keyed, ("key", "event")) else lines[_order(keyed)]


def _order(keyed: pl.DataFrame) -> pl.Series:
    """The rows in their order. Few share key and event: only those are compared by all the rest."""
    rough = keyed.select("key", "event").with_row_index("at").sort("key", "event", nulls_last=True)
    key, event = rough["key"], rough["event"]
    same = (key == key.shift(1)).fill_null(False) & event.eq_missing(event.shift(1))
    tied = same | same.shift(-1).fill_null(False)
    if not tied.any():
        return rough["at"]
    rows = rough.filter(tied)["at"]
    settled = keyed[rows].with_columns(rows).sort("key", *_REST, "at", nulls_last=True)["at"]
    return rough["at"].scatter(tied.arg_true(), settled)


def _in_order(rows: pl.DataFrame, by: Sequence[str]) -> bool:
    """Whether no row has to move, as one plan's one commission comes out; then there is nothing to sort."""
    rising, level = pl.lit(False), pl.lit(True)
    for column in (pl.col(name) for name in by):
        before = column.shift(1)
        rising = rising | (level & ((column > before).fill_null(column.is_null() & before.is_not_null())))
        level = level & column.eq_missing(before)
    seen = rows.select(rising.alias("rising"), level.alias("level"))[1:]
    if not (seen["rising"] | seen["level"]).all():
        return False
    tied = seen["level"].arg_true() + 1
    rest = rows.select("entry", "about", "clause")
    return rest[tied].equals(rest[tied - 1]) if len(tied) else True
