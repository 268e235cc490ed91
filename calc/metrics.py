"""Metrics at each scope: numerator, denominator and sample, with the target in force.

- **Gross retention**: of the customers in the book at the period's opening, what is left of their recurring
  revenue, each customer capped at what it was; new customers do not count. Never over 100 %.
- **Net retention**: the same without the cap.
- **Sum**: what the people in the scope were credited for the chosen events.
- **Reading**: the latest figure imported for that scope within the period.

A customer belongs to a scope when one of its owners at the opening did; it counts once in each scope.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import polars as pl

from calc.books import opening_book, owned_on
from calc.facts import Facts
from calc.placements import holds_on, with_scope_key
from calc.plan import Condition, Measure, Metric, Plan, Scope


@dataclass(frozen=True)
class Window:
    """The days a metric looks at: from a period's opening to its end, or to today while it is open."""

    opening: date
    last: date


@dataclass(frozen=True)
class Records:
    """What metrics are measured on: the credited events of the window, and the book at its opening."""

    facts: Facts
    window: Window
    shares: pl.DataFrame
    book: pl.DataFrame


@dataclass(frozen=True)
class Measured:
    """A metric's figure at one scope. `target` is None when none is in force."""

    numerator: int
    denominator: int
    sample: int | None
    target: Fraction | None

    @property
    def value(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)

    @property
    def attainment(self) -> Fraction | None:
        """The value over its target; None without a target above zero."""
        return self.value / self.target if self.target is not None and self.target > 0 else None


Figures = dict[str, tuple[int, int, int | None]]  # scope key → numerator, denominator, sample


def records(facts: Facts, window: Window, shares: pl.DataFrame) -> Records:
    """`shares` are the credited events of the window (calc.credits)."""
    return Records(facts, window, shares, opening_book(facts, window.opening, window.last))


def measure(plan: Plan, name: str, keys: Iterable[str], records: Records) -> dict[str, Measured]:
    """One metric of a plan for the scope keys asked for; a key without any figure is not in the result."""
    metric = plan.metrics[name]
    figures = _MEASURERS[metric.measure](metric, name, records, plan.currency)
    if metric.measure is Measure.SUM:
        figures = {key: figures.get(key, (0, 1, 0)) for key in keys}
    targets = _targets(name, metric, records.facts, records.window.last)
    return {
        key: Measured(*figures[key], targets.get(key, metric.target))
        for key in sorted(set(keys))
        if key in figures
    }


def measure_row(plan: Plan, name: str, person: str, key: str, figure: Measured) -> dict[str, object]:
    """A row of the MEASURES table: the figure that counts for one person."""
    metric = plan.metrics[name]
    return {
        "person": person,
        "plan": plan.plan,
        "metric": name,
        "title": metric.title,
        "scope": metric.scope.value,
        "scope_key": key,
        "unit": metric.unit,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "sample": figure.sample,
        "target_num": figure.target.numerator if figure.target is not None else None,
        "target_den": figure.target.denominator if figure.target is not None else None,
    }


def fits(condition: Condition) -> pl.Expr:
    """Whether an event is one that the condition asks for."""
    fit = pl.lit(True)
    for column, words in condition.names().items():
        fit = fit & pl.col(column).is_in(list(words)).fill_null(False)
    return fit


def _retention(cap: bool) -> "Measurer":
    def measurer(metric: Metric, _name: str, records: Records, currency: str) -> Figures:
        book = records.book.filter(pl.col("currency") == currency)
        kept = pl.min_horizontal("opening_minor", "closing_minor") if cap else pl.col("closing_minor")
        day = records.window.opening
        owned = owned_on(records.facts, day).with_columns(pl.lit(day).alias("day"))
        placed = with_scope_key(owned, "day", metric.scope, records.facts.placements)
        placed = placed.select("account", "scope_key")
        if metric.scope is Scope.COMPANY:  # customers nobody owns are still the company's
            placed = book.select("account", pl.lit("").alias("scope_key"))
        grouped = (
            book.join(placed.drop_nulls().unique(), on="account")
            .group_by("scope_key")
            .agg(kept.sum().alias("numerator"), pl.col("opening_minor").sum(), pl.len().alias("sample"))
        )
        return _figures(grouped.select("scope_key", "numerator", "opening_minor", "sample"))

    return measurer


def _sum(metric: Metric, _name: str, records: Records, currency: str) -> Figures:
    assert metric.of is not None
    chosen = records.shares.filter(fits(metric.of), pl.col("currency") == currency)
    placed = with_scope_key(chosen, "date", metric.scope, records.facts.placements)
    credited = pl.col("credited_amount_minor").cast(pl.Int128)  # a sum of Int64 would wrap without a word
    grouped = (
        placed.filter(pl.col("scope_key").is_not_null())
        .group_by("scope_key")
        .agg(credited.sum(), pl.col("event").n_unique().alias("sample"))
    )
    columns = ("scope_key", "credited_amount_minor", pl.lit(1).alias("denominator"), "sample")
    return _figures(grouped.select(*columns))


def _reading(metric: Metric, name: str, records: Records, _currency: str) -> Figures:
    wanted, window = metric.reading or name, records.window
    latest = (
        records.facts.readings.with_columns(pl.col("scope_key").fill_null(""))
        .filter(
            pl.col("metric") == wanted,
            pl.col("scope") == metric.scope.value,
            pl.col("date").is_between(window.opening, window.last),
        )
        .sort("date", "value_num", "value_den", "sample")
        .unique("scope_key", keep="last")
    )
    return _figures(latest.select("scope_key", "value_num", "value_den", "sample"))


Measurer = Callable[[Metric, str, Records, str], Figures]
_MEASURERS: dict[Measure, Measurer] = {
    Measure.GROSS_RETENTION: _retention(cap=True),
    Measure.NET_RETENTION: _retention(cap=False),
    Measure.SUM: _sum,
    Measure.READING: _reading,
}


def _figures(frame: pl.DataFrame) -> Figures:
    return {
        key: (numerator, denominator, sample) for key, numerator, denominator, sample in frame.iter_rows()
    }


def _targets(name: str, metric: Metric, facts: Facts, day: date) -> dict[str, Fraction]:
    """The targets in force on a day, by scope key; of several the one that began last."""
    in_force = facts.targets.filter(
        pl.col("metric") == name, pl.col("scope") == metric.scope.value, holds_on(pl.lit(day))
    ).sort("from_date", "value_num", "value_den")
    return {
        row["scope_key"] or "": Fraction(row["value_num"], row["value_den"])
        for row in in_force.iter_rows(named=True)
    }
