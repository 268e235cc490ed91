"""Sums, counts and ratios of events."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

import polars as pl

from calc import bases, exact
from calc.credits import MONEY
from calc.language.conditions import Condition
from calc.language.metrics import Adds, Metric, Scope
from calc.metrics.figures import Figure, Figures
from calc.metrics.sight import Sight

MILLI = 1_000
_WIDE = pl.Int128  # a sum of Int64 would wrap without a word
_CREDITED = tuple(f"credited_{column}" for column in MONEY)
# Recurring revenue after an event; here it may pass the 64 bits that a line of pay has to fit into.
_RECURRING = pl.max_horizontal(
    pl.col("credited_previous_minor").cast(_WIDE) + pl.col("credited_recurring_change_minor").cast(_WIDE), 0
)


class Total(NamedTuple):
    """What the chosen events of a scope come to: minor units, thousandths, or how many they are."""

    added: int = 0
    size: int = 0  # the same, each event's taken as if above zero
    events: int = 0
    latest: date | None = None


Totals = dict[str, Total]  # by scope key
NOTHING = Total()


def sum_of(metric: Metric, sight: Sight) -> Figures:
    """`sum`: what the events add up to, less the size of those that are taken off."""
    return _less(metric, sight, metric.adds or Adds.AMOUNT)


def count_of(metric: Metric, sight: Sight) -> Figures:
    """`count`: how many events there are, less those that are taken off."""
    return _less(metric, sight, Adds.COUNT)


def _less(metric: Metric, sight: Sight, adds: Adds) -> Figures:
    assert metric.of is not None  # the reader of plans has made sure
    of = totals(metric, sight, metric.of, adds)
    less = totals(metric, sight, metric.less, adds) if metric.less else {}
    unit = MILLI if adds is Adds.QUANTITY else 1
    figures: Figures = {}
    for key, plus, minus in _paired(of, less):
        value = Fraction(plus.added - minus.size, unit)
        latest = _latest(plus.latest, minus.latest)
        figures[key] = Figure(value.numerator, value.denominator, plus.events, latest)
    return figures


def ratio_of(metric: Metric, sight: Sight) -> Figures:
    """`ratio`: what some events add up to over what others do; over 0 where those come to nothing or less."""
    assert metric.of is not None
    assert metric.over is not None
    adds = metric.adds or Adds.COUNT
    above = totals(metric, sight, metric.of, adds)
    below = totals(metric, sight, metric.over, adds)
    return {
        key: Figure(top.added, max(bottom.added, 0), bottom.events, _latest(top.latest, bottom.latest))
        for key, top, bottom in _paired(above, below)
    }


def totals(metric: Metric, sight: Sight, condition: Condition, adds: Adds) -> Totals:
    """What the events in the window that fit come to in each scope."""
    if adds in (Adds.COUNT, Adds.QUANTITY):
        return _of_events(metric, sight, condition, adds)
    credited = _of_credits(metric, sight, condition, adds)
    if metric.scope is not Scope.COMPANY:
        return credited
    # The company has the events too that nobody is credited for.
    everything = _of_events(metric, sight, condition, Adds.COUNT)
    return {
        key: Total(*credited.get(key, NOTHING)[:2], counted.events, counted.latest)
        for key, counted in everything.items()
    }


def _of_events(metric: Metric, sight: Sight, condition: Condition, adds: Adds) -> Totals:
    quantity = pl.col("quantity_milli").fill_null(0).cast(_WIDE)
    sums = (pl.len(), pl.len()) if adds is Adds.COUNT else (quantity.sum(), quantity.abs().sum())
    return _totals(sight.events(metric, condition), *sums, pl.len())


def _of_credits(metric: Metric, sight: Sight, condition: Condition, adds: Adds) -> Totals:
    shares = sight.credited(metric, condition, ("event", "term_months", *_CREDITED))
    worth = (_RECURRING if adds in (Adds.ARR, Adds.MRR) else bases.whole(adds.value)).cast(_WIDE)
    if adds in (Adds.ACV, Adds.MRR):
        shares, worth = _parts(shares, worth, adds), pl.col("worth")
    events = pl.len() if sight.once_each(metric.scope) else pl.col("event").n_unique()
    return _totals(shares, worth.sum(), worth.abs().sum(), events)


def _parts(shares: pl.DataFrame, worth: pl.Expr, adds: Adds) -> pl.DataFrame:
    """A year or month of each share's worth, rounded once: scope_key, event, date, worth."""
    top, bottom = bases.ratio(adds.value)
    columns = ("scope_key", "event", "date")
    found = shares.select(*columns, worth.alias("worth"), top.alias("top"), bottom.alias("bottom"))
    part = exact.multiply(found["worth"], (found["top"], found["bottom"]))
    return found.select(*columns, part.cast(_WIDE).alias("worth"))


def _totals(chosen: pl.DataFrame, added: pl.Expr, size: pl.Expr, events: pl.Expr) -> Totals:
    grouped = chosen.group_by("scope_key").agg(
        added.alias("added"), size.alias("size"), events.alias("events"), pl.col("date").max().alias("latest")
    )
    return {key: Total(*total) for key, *total in grouped.iter_rows()}


def _paired(one: Totals, other: Totals) -> Iterable[tuple[str, Total, Total]]:
    """Each key of either with both totals."""
    keys = {**one, **other}
    return [(key, one.get(key, NOTHING), other.get(key, NOTHING)) for key in keys]


def _latest(*days: date | None) -> date | None:
    return max((day for day in days if day is not None), default=None)
