"""What the metrics of one window see: its events and credits, who was where, and the book at its opening."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from calc.books import Book, book_at
from calc.conditions import fits
from calc.credits import MONEY, WHOLE_PPM
from calc.derived import OF_CREDITS
from calc.language.conditions import Condition
from calc.language.metrics import Metric, Scope
from calc.metrics.keys import joined_key
from calc.placements import with_scope_key
from calc.records import Records

_OF_EVENTS = ("event", "date", "account", "quantity_milli")


@dataclass(frozen=True)
class Sight:
    """The records from `first` to `last`, both included. What several metrics need is worked out once."""

    records: Records
    first: date
    last: date

    @cached_property
    def book(self) -> Book:
        """The book at the opening, and what is left of it on the last day."""
        return book_at(self.records.facts, self.records.currency, self.first, self.last)

    def credited(self, metric: Metric, condition: Condition, columns: Sequence[str]) -> pl.DataFrame:
        """Those columns of the credited shares in the window that fit, once for each scope that has them.

        The scope is in `scope_key`, never null.
        """
        needed = {*columns, "person", "date"}
        if metric.scope not in (Scope.TEAM, Scope.REGION):
            shares = _chosen(self.records.shares, condition, needed, self._share_counts)
            return with_scope_key(shares, "date", metric.scope, self.records.facts.placements)
        placed = self.records.shares.with_columns(self._places(metric.scope))
        shares = _chosen(placed, condition, needed | {"scope_key"}, self._share_counts)
        return shares.filter(pl.col("scope_key").is_not_null()).with_columns(joined_key(metric))

    def events(self, metric: Metric, condition: Condition) -> pl.DataFrame:
        """The events in the window that fit, once in each scope that has them; the company has all.

        Columns: event, date, account, quantity_milli and `scope_key`.
        """
        if metric.scope is Scope.COMPANY:
            chosen = self.ever(condition).filter(pl.col("date") >= self.first)
            return chosen.with_columns(pl.lit("").alias("scope_key"))
        chosen = self.credited(metric, condition, _OF_EVENTS)
        return chosen if self.once_each(metric.scope) else chosen.unique(["scope_key", "event"])

    def ever(self, condition: Condition) -> pl.DataFrame:
        """The events up to the last day that fit, each once: event, date, account, quantity_milli.

        What asks about who is credited fits an event when it fits one of its credits.
        """
        of_credits = any(name in condition.names() for name in OF_CREDITS)
        source = self.records.shares if of_credits else self.records.events
        counted = source.select(counts(self.records.currency) & (pl.col("date") <= self.last)).to_series()
        chosen = _chosen(source, condition, _OF_EVENTS, counted)
        return chosen.unique("event") if of_credits else chosen

    def once_each(self, scope: Scope) -> bool:
        """Whether it is known that an event has no more than one share in each such scope."""
        return self._once_a_person and (scope is Scope.PERSON or self._of_one_person)

    @cached_property
    def _share_counts(self) -> pl.Series:
        in_window = pl.col("date").is_between(self.first, self.last)
        return self.records.shares.select(in_window & counts(self.records.currency)).to_series()

    @cached_property
    def _known_places(self) -> dict[Scope, pl.Series]:
        return {}

    def _places(self, scope: Scope) -> pl.Series:
        """The team or region, on its day, of whom each share is credited to: `scope_key`, null for none."""
        if scope not in self._known_places:
            days = self.records.shares.select("person", "date")
            placed = with_scope_key(days, "date", scope, self.records.facts.placements)
            self._known_places[scope] = placed["scope_key"]
        return self._known_places[scope]

    @cached_property
    def _once_a_person(self) -> bool:
        """Only who has shares in several roles can have two of one event."""
        tables = (self.records.facts.credits, self.records.facts.owners)
        return all(table["role"].fill_null("").n_unique() <= 1 for table in tables)

    @cached_property
    def _of_one_person(self) -> bool:
        return bool((self.records.shares["share_ppm"] == WHOLE_PPM).all())


def counts(currency: str) -> pl.Expr:
    """Whether an event can be counted: its money is in the one currency, or it has none."""
    no_money = pl.all_horizontal(pl.col(column) == 0 for column in MONEY)
    return (pl.col("currency") == currency).fill_null(False) | no_money


def _chosen(
    source: pl.DataFrame, condition: Condition, columns: Iterable[str], counted: pl.Series
) -> pl.DataFrame:
    """The rows that are counted and fit, with those columns and the ones that are asked about."""
    needed = dict.fromkeys((*columns, *condition.names()))
    return source.select(list(needed)).filter(pl.lit(counted), fits(condition))
