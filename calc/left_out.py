"""What a plan's metrics leave out because it is in another currency: named, never passed over."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

import polars as pl

from calc.books import Book, book_at
from calc.conditions import fits
from calc.derived import OF_CREDITS
from calc.language.conditions import Condition
from calc.language.metrics import Measure, Metric, Scope
from calc.metrics.answers import answers_of
from calc.metrics.blends import with_parts
from calc.metrics.customers import looked_at
from calc.metrics.sight import counts
from calc.plan import Plan
from calc.records import Records
from calc.results import Problem
from calc.spans import Span, looks

_RETENTIONS = (Measure.GROSS_RETENTION, Measure.NET_RETENTION, Measure.LOGO_RETENTION)
_BOOKED = (*_RETENTIONS, Measure.COVERAGE)
_ANSWERS = (Measure.NPS, Measure.CSAT)


class Days(NamedTuple):
    first: date
    last: date


class Left(NamedTuple):
    """Accounts or events (`noun`) in a currency without a rate, and what they are left out of."""

    noun: str
    what: str
    currency: str


Windows = Mapping[Days, list[str]]  # the metrics that look at those days, by name


def left_out(plan: Plan, records: Records, measured: Iterable[tuple[str, Span]]) -> list[Problem]:
    """One problem for each currency without an exchange rate: of accounts, and of the events of each metric.

    `measured` are the metrics that were worked out, each with its span.
    """
    windows: dict[Days, list[str]] = {}
    for asked, span in measured:
        for name in with_parts(plan.metrics, [asked]):
            days = looks(plan.metrics[name], span, records.calendar)
            windows.setdefault(Days(days.first, days.last), []).append(name)
    found: dict[Left, set[str]] = {}
    for left, one in [*_books(plan, records, windows), *_events(plan, records, windows)]:
        found.setdefault(left, set()).add(one)
    return [_problem(plan, left, len(ids)) for left, ids in found.items()]


def _books(plan: Plan, records: Records, windows: Windows) -> Iterator[tuple[Left, str]]:
    """Customers whose revenue, and events whose change of it, cannot be added to what is measured."""
    if not _any_foreign(records):
        return
    for days, names in windows.items():
        metrics = [plan.metrics[name] for name in names if plan.metrics[name].measure in _BOOKED]
        if not metrics:
            continue
        book = book_at(records.facts, records.currency, *days)
        for metric in metrics:
            what = "retention" if metric.measure in _RETENTIONS else metric.title
            foreign = looked_at(book.foreign, metric, records.facts)
            yield from _each("account", what, foreign.select("currency", "account"))
            if metric.measure in _RETENTIONS:
                yield from _each("event", what, _changes(metric, records, book, days))


def _any_foreign(records: Records) -> bool:
    """Whether anything at all about recurring revenue is in another currency: as a rule, nothing is."""
    changes = records.facts.events.select("currency", "recurring_change_minor")
    foreign = pl.col("currency").fill_null("") != records.currency
    in_changes = changes.select((foreign & (pl.col("recurring_change_minor") != 0)).any()).item()
    return bool(in_changes or records.facts.books.select(foreign.any()).item())


def _changes(metric: Metric, records: Records, book: Book, days: Days) -> pl.DataFrame:
    """Events that changed what a measured customer is worth, by an amount that cannot be added to it."""
    customers = looked_at(book.customers, metric, records.facts).select("account")
    return (
        records.facts.events.filter(
            pl.col("date").is_between(*days),
            pl.col("recurring_change_minor") != 0,
            ~pl.col("currency").fill_null("").is_in(book.currencies),
        )
        .join(customers, on="account", how="semi")
        .select("currency", "event")
    )


def _events(plan: Plan, records: Records, windows: Windows) -> Iterator[tuple[Left, str]]:
    """Events that a metric is about."""
    foreign = records.events.filter(~counts(records.currency))
    if foreign.is_empty():
        return
    credited = records.shares.filter(~counts(records.currency))
    for days, names in windows.items():
        for metric in (plan.metrics[name] for name in names):
            for condition in _conditions(metric):
                # A start, and what follows it, may lie long before the window.
                timed = condition in (metric.start, metric.until)
                first = date.min if timed else days.first
                of_credits = any(name in condition.names() for name in OF_CREDITS)
                by_credit = of_credits or metric.scope is not Scope.COMPANY
                meant = (credited if by_credit else foreign).filter(
                    pl.col("date").is_between(first, days.last), fits(condition)
                )
                yield from _each("event", metric.title, meant.select("currency", "event"))


def _conditions(metric: Metric) -> list[Condition]:
    of = answers_of(metric) if metric.measure in _ANSWERS else metric.of
    some = (of, metric.over, metric.less, metric.plus, metric.start, metric.until)
    return [condition for condition in some if condition is not None]


def _each(noun: str, what: str, found: pl.DataFrame) -> Iterator[tuple[Left, str]]:
    for currency, one in found.iter_rows():
        yield Left(noun, what, currency or ""), one


def _problem(plan: Plan, left: Left, count: int) -> Problem:
    who, they = f"{count} {left.noun}s are", "they are"
    if count == 1:
        who, they = f"1 {left.noun} is", "it is"
    because = f"because {they} in {left.currency or 'no currency'} and the plan in {plan.currency}"
    amounts = "amounts" if left.noun == "event" else "their books"
    rate = f"an exchange rate from {left.currency} to {plan.currency}, or " if left.currency else ""
    return Problem(
        "other_currency" if left.noun == "event" else "book_in_other_currency",
        f"{plan.title}: {who} left out of {left.what}, {because}.",
        f"Ask your compensation admin to import {rate}{amounts} in {plan.currency}.",
        plan=plan.plan,
    )
