"""What the metrics of one window see: its events and credits, who was where, and the book at its opening."""

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

    def credited(self, metric: Metric, condition: Condition) -> pl.LazyFrame:
        """The credited shares in the window that fit, once for each scope that has them.

        Columns: those of `shares`, and `scope_key`, never null.
        """
        shares = self._shares.filter(counts(self.records.currency), fits(condition))
        if metric.scope is Scope.COMPANY:
            return shares.with_columns(pl.lit("").alias("scope_key"))
        if metric.scope is Scope.PERSON:
            return shares.with_columns(pl.col("person").alias("scope_key"))
        placed = shares.join(self._where(metric.scope).lazy(), on=["person", "date"])
        return placed.with_columns(joined_key(metric))

    def events(self, metric: Metric, condition: Condition) -> pl.LazyFrame:
        """The events in the window that fit, once in each scope that has them; the company has all.

        Columns: event, date, account, quantity_milli and `scope_key`.
        """
        columns = ("scope_key", "event", "date", "account", "quantity_milli")
        if metric.scope is Scope.COMPANY:
            chosen = any_day(self.records, condition).filter(self._in_window)
            return chosen.select(pl.lit("").alias("scope_key"), *columns[1:])
        chosen = self.credited(metric, condition).select(columns)
        return chosen if self.once_each(metric.scope) else chosen.unique(["scope_key", "event"])

    def once_each(self, scope: Scope) -> bool:
        """Whether it is known that an event has no more than one share in each such scope."""
        return self._once_a_person and (scope is Scope.PERSON or self._of_one_person)

    @property
    def _shares(self) -> pl.LazyFrame:
        return self.records.shares.lazy().filter(self._in_window)

    @property
    def _in_window(self) -> pl.Expr:
        return pl.col("date").is_between(self.first, self.last)

    @cached_property
    def _once_a_person(self) -> bool:
        """Only who has shares in several roles can have two of one event."""
        tables = (self.records.facts.credits, self.records.facts.owners)
        return all(table["role"].fill_null("").n_unique() <= 1 for table in tables)

    @cached_property
    def _of_one_person(self) -> bool:
        return bool((self.records.shares["share_ppm"] == WHOLE_PPM).all())

    @cached_property
    def _places(self) -> dict[Scope, pl.DataFrame]:
        return {}

    def _where(self, scope: Scope) -> pl.DataFrame:
        """The scope keys of everybody credited in the window, by person and day; none for who has none."""
        if scope not in self._places:
            pairs = self._shares.select("person", "date").unique().collect()
            placed = with_scope_key(pairs, "date", scope, self.records.facts.placements)
            self._places[scope] = placed.filter(pl.col("scope_key").is_not_null())
        return self._places[scope]


def any_day(records: Records, condition: Condition) -> pl.LazyFrame:
    """The events of all days that fit, each once, credited or not: event, date, account, quantity_milli.

    What asks about who is credited fits an event when it fits one of its credits.
    """
    of_credits = any(name in condition.names() for name in OF_CREDITS)
    chosen = (records.shares if of_credits else records.events).lazy()
    chosen = chosen.filter(counts(records.currency), fits(condition))
    chosen = chosen.select("event", "date", "account", "quantity_milli")
    return chosen.unique("event") if of_credits else chosen


def counts(currency: str) -> pl.Expr:
    """Whether an event can be counted: its money is in the one currency, or it has none."""
    return (pl.col("currency") == currency).fill_null(False) | ~has_money()


def has_money() -> pl.Expr:
    """Whether an event carries any money at all."""
    return pl.any_horizontal(pl.col(column) != 0 for column in MONEY)
